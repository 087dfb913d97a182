import type { ReportReader } from './asking';

/** The store as it was at one moment, on a connection of its own, for answers that are longer than one page. */
export interface ReadSnapshot {
  /**
   * A list that is read page after page, from its first on, is one statement that stays open in between: it is computed once. Nothing but the
   * page at hand is kept in memory.
   */
  readonly reader: ReportReader;
  /** Ends the statement under way, if there is one, which then rejects, as all later ones do. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}
