/** What is to be done: the reports that are not public, what was found in them, and those that are not there. */
import type { IntRange, Page, PageAsk } from './asking';
import type { Severity } from './diagnostic';
import type { DiagnosticCode } from './diagnostic-catalogue';
import type { Agency, AnnualReport, ReportState } from './report';

/** Which reports, and which agencies, are looked at: the latest revisions, in every state. */
export interface QualityScope {
  /** Region codes; each takes in everything below it. */
  readonly within?: readonly string[] | null | undefined;
  readonly years?: IntRange | null | undefined;
  /** Codes of the regions that the asker is bound to; null for none. */
  readonly regions: readonly string[] | null;
}

export interface StateCount {
  readonly state: ReportState;
  readonly reports: number;
  /** Of these, how many have corrections. */
  readonly corrected: number;
}

export interface FindingCount {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly reports: number;
  /** A report may have several of one code. */
  readonly findings: number;
}

export interface CoverageCounts {
  /** Agencies that the hub has met. */
  readonly known: number;
  readonly published: number;
  /** With a report for the year that is not public. */
  readonly pending: number;
  /** Without a report for the year, or with none but withdrawn ones. */
  readonly missing: number;
}

export interface QualityReader {
  countStates(scope: QualityScope): Promise<readonly StateCount[]>;
  /** Worst severity first, then the most reports. */
  findings(scope: QualityScope, severity: readonly Severity[] | null, page: PageAsk): Promise<Page<FindingCount>>;
  countFindings(scope: QualityScope, severity: readonly Severity[] | null): Promise<number>;
  reportsWith(scope: QualityScope, code: string, page: PageAsk): Promise<Page<AnnualReport>>;
  countReportsWith(scope: QualityScope, code: string): Promise<number>;
  coverage(scope: QualityScope, year: number): Promise<CoverageCounts>;
  missingAgencies(scope: QualityScope, year: number, page: PageAsk): Promise<Page<Agency>>;
}
