import type { AgencyIdentity } from '../domain/report-draft';

/** The agency that reports, as far as it tells its counts from those of others. */
export type Reporter = Pick<AgencyIdentity, 'name' | 'level'>;

/** Whose report it is, and on which year. */
export interface Reporting {
  readonly agency: Reporter | null;
  readonly year: number | null;
}
