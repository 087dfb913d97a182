import { CHECK_CODES, runChecks } from '../checks/run-checks';
import type { Diagnostic } from '../domain/diagnostic';
import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import { asCorrected, type CellPlace, cellsOf, type ReportCell, type ReportTables } from '../domain/report-cells';
import type { ReportDraft } from '../domain/report-draft';

/** Findings about cells that are not known. */
const OF_UNKNOWN_CELLS: ReadonlySet<DiagnosticCode> = new Set([
  'NUMBER_UNREADABLE',
  'NUMBER_NEGATIVE',
  'NUMBER_FRACTIONAL',
  'FIGURE_BLANK',
  'FIGURE_NOT_APPLICABLE',
  'LINE_ABSENT',
  'ROW_SHORT',
  'ROW_AMBIGUOUS',
]);

/** The cells that a finding is about. */
export function cellsNamed(
  { lines, applicant, track }: Pick<Diagnostic, 'lines' | 'applicant' | 'track'>,
  tables: ReportTables,
): readonly ReportCell[] {
  const fits = (cell: CellPlace): boolean =>
    lines.includes(cell.line) &&
    (applicant === null || applicant === cell.applicant) &&
    (track === null || track === cell.track);
  return cellsOf(tables).filter(fits);
}

/** A finding about cells that are not known goes when each of them was corrected. */
function isCured(finding: Diagnostic, tables: ReportTables): boolean {
  const lapsed = finding.code === 'CORRECTION_LAPSED';
  if (!lapsed && !OF_UNKNOWN_CELLS.has(finding.code)) return false;
  const concerned = cellsNamed(finding, tables).filter(({ figure }) => lapsed || figure.status !== 'REPORTED');
  return concerned.length > 0 && concerned.every(({ figure }) => figure.correction !== undefined);
}

/**
 * The findings of a report whose figures have corrections: those of reading, without the ones whose cells were corrected, and those of every check,
 * made anew with the corrected numbers.
 * @param findings - what was found before, of the document itself
 */
export function recheck(draft: ReportDraft, findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = findings.filter((finding) => !CHECK_CODES.has(finding.code) && !isCured(finding, draft));
  return [...left, ...runChecks(asCorrected(draft)).diagnostics];
}
