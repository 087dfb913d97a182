import type { Diagnostic } from '../domain/diagnostic';
import type { ReportKey } from '../domain/report';
import { type JsonRow, keyColumns } from './report-rows';

/** Findings over time are told apart, since they are made anew when the report of the year before changes. */
export interface FindingsOverTime {
  readonly findings: readonly Diagnostic[];
  /** False when they were made against a report that is not published. */
  readonly forPublic: boolean;
}

/** Rows of report_diagnostic: what the document itself gave. */
export function ownDiagnosticRows(findings: readonly Diagnostic[], key: ReportKey): readonly JsonRow[] {
  return rowsOf(findings, key, { over_time: false, for_public: true });
}

/** Rows of report_diagnostic: what the comparison with the year before gave. */
export function overTimeDiagnosticRows({ findings, forPublic }: FindingsOverTime, key: ReportKey): readonly JsonRow[] {
  return rowsOf(findings, key, { over_time: true, for_public: forPublic });
}

function rowsOf(findings: readonly Diagnostic[], key: ReportKey, flags: JsonRow): readonly JsonRow[] {
  return findings.map(({ code, severity, expected, actual, lines, applicant, track, span, related }, ordinal) => ({
    ...keyColumns(key),
    ...flags,
    ordinal,
    code,
    severity,
    expected,
    actual,
    lines,
    applicant,
    track,
    span,
    related,
  }));
}
