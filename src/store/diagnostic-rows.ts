import type { Diagnostic } from '../domain/diagnostic';
import type { ReportKey } from '../domain/report';
import { KEY_COLUMNS, type WrittenTable } from './column-arrays';
import { keyCells, type Row } from './report-rows';

/** Findings over time are told apart, since they are made anew when the report of the year before changes. */
export interface FindingsOverTime {
  readonly findings: readonly Diagnostic[];
  /** False when they were made against a report that is not published. */
  readonly forPublic: boolean;
}

export const REPORT_DIAGNOSTIC: WrittenTable = {
  name: 'report_diagnostic',
  columns: [
    ...KEY_COLUMNS,
    ['over_time', 'boolean'],
    ['for_public', 'boolean'],
    ['ordinal', 'integer'],
    ['code', 'text'],
    ['severity', 'text'],
    ['expected', 'text'],
    ['actual', 'text'],
    ['lines', 'json'],
    ['applicant', 'text'],
    ['track', 'text'],
    ['span', 'json'],
    ['related', 'json'],
  ],
};

/** Rows of report_diagnostic: what the document itself gave. */
export function ownDiagnosticRows(findings: readonly Diagnostic[], key: ReportKey): readonly Row[] {
  return rowsOf(findings, key, false, true);
}

/** Rows of report_diagnostic: what the comparison with the year before gave. */
export function overTimeDiagnosticRows({ findings, forPublic }: FindingsOverTime, key: ReportKey): readonly Row[] {
  return rowsOf(findings, key, true, forPublic);
}

function rowsOf(
  findings: readonly Diagnostic[],
  key: ReportKey,
  overTime: boolean,
  forPublic: boolean,
): readonly Row[] {
  return findings.map(({ code, severity, expected, actual, lines, applicant, track, span, related }, ordinal) => [
    ...keyCells(key),
    overTime,
    forPublic,
    ordinal,
    code,
    severity,
    expected,
    actual,
    JSON.stringify(lines),
    applicant,
    track,
    span === null ? null : JSON.stringify(span),
    JSON.stringify(related),
  ]);
}
