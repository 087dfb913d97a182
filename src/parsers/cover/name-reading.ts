import type { AgencyIdentity } from '../../domain/report-draft';

/** What a printed name of an agency says. */
export interface NameReading {
  /** Null when the name is none, or may be that of several agencies. */
  readonly identity: AgencyIdentity | null;
  /** Full names it may stand for when it is not resolved. */
  readonly candidates: readonly string[];
  /** True when the name itself says where the agency is, and the context was not needed. */
  readonly complete: boolean;
  /** True when the name is one of another year, and the identity that of the year reported. */
  readonly renamed?: boolean;
  /** True when the candidates are named together: the name is that of neither alone, whatever else the document says. */
  readonly joint?: boolean;
}
