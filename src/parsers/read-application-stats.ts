import type { Diagnostic } from '../domain/diagnostic';
import { absentFigure, type Figure } from '../domain/figure';
import type { ApplicationStatsDraft } from '../domain/report-draft';
import { APPLICANTS, type ApplicationLineCode } from '../domain/statutory-form';
import { alignRows } from './align-rows';
import { type AssembledRow, assembleRows } from './assemble-rows';
import { readFewColumns } from './few-columns';
import { filledOf } from './fit-cells';
import { columnSums } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';
import { findExact } from './match-labels';
import { applicantColumns, orderColumns } from './order-columns';
import { alignParts, partsOfApplications } from './part-applicants';
import { placeLongRows, placeShortRows } from './place-short-rows';
import { proveCounts } from './prove-numbers';
import { figuresOfLine, sayProof, sayUnfilled } from './read-figures';
import { reshapeRows } from './reshape-rows';
import { APPLICATION_TABLES, type ApplicationLayout, type TableLines } from './table-lines';
import { findTurnedApplications, type TurnedApplications } from './turned-applications';

export interface ApplicationStatsReading {
  /** Seven, in the order of APPLICANTS, each with the lines of the layout. */
  readonly stats: readonly ApplicationStatsDraft[];
  /** Null when nothing tells: no row of 其他处理 was found. */
  readonly layout: ApplicationLayout | null;
  /** How many lines of the form were found with their cells. */
  readonly linesFound: number;
}

const WIDTH = APPLICANTS.length;

const widthsOf = (table: TableLines<ApplicationLineCode>): readonly number[] => table.codes.map(() => WIDTH);

/** Which layout the labels speak for: the sub-lines of （六）其他处理, or that heading with one row of its own. */
function layoutOf(rows: readonly AssembledRow[]): ApplicationLayout | null {
  const { codes } = APPLICATION_TABLES.THREE_LINES;
  const lapsed = codes.indexOf('outcomes.closedOtherwise.clarificationLapsed');
  const total = codes.indexOf('outcomes.total');
  const subLine = rows.some(
    ({ match }) =>
      match !== undefined &&
      (match.proof === 'EXACT' || match.proof === 'ALIKE') &&
      match.line >= lapsed &&
      match.line < total,
  );
  if (subLine) return 'THREE_LINES';
  const heading = rows.findIndex(({ match }) => match?.proof === 'GROUP' && match.line === lapsed);
  if (heading === -1) return null;
  const after = rows.slice(heading + 1);
  const end = after.findIndex(({ match }) => match !== undefined && match.line >= total);
  const nameless = (end === -1 ? after : after.slice(0, end)).filter((row) =>
    row.values.some((cell) => cell.kind !== 'EMPTY'),
  );
  const filled = rows[heading] === undefined ? 0 : filledOf(rows[heading]).length;
  return nameless.length === 0 && filled < 2 * WIDTH ? 'ONE_LINE' : 'THREE_LINES';
}

const sum = (cells: readonly Cell[]): number => cells.reduce((total, cell) => total + (countOf(cell) || 0), 0);

/**
 * Numbers may stand before their labels. Where every cell is on a line of its own this looks like a table whose first label is missing and whose last
 * has no values; then the totals of the outcomes decide, and nothing is read when they do not.
 */
function readsValuesFirst(
  cells: readonly Cell[],
  rows: readonly AssembledRow[],
  table: TableLines<ApplicationLineCode>,
): boolean {
  const last = cells.findLast((cell) => cell.kind !== 'EMPTY');
  const [first] = rows;
  const loose = cells.every((cell) => cell.kind !== 'VALUE' || cell.row === null);
  if (!loose || first === undefined || first.match !== undefined || last?.kind !== 'TEXT') return false;
  return findExact(table.book, last.text)?.line === table.codes.length - 1 && rows.length >= table.codes.length - 2;
}

/** Moves every row's label to the row before it. */
function shiftLabels(
  cells: readonly Cell[],
  rows: readonly AssembledRow[],
  table: TableLines<ApplicationLineCode>,
): readonly AssembledRow[] {
  const lastLabel = cells.findLast((cell) => cell.kind === 'TEXT');
  return rows.map((row, at) => {
    const next = rows[at + 1];
    const label = next?.label ?? (lastLabel === undefined ? [] : [lastLabel]);
    const match = next === undefined ? { line: table.codes.length - 1, proof: 'EXACT' as const } : next.match;
    return { ...row, label, match, detached: true };
  });
}

function totalsAgree(lines: readonly LineCells[], codes: readonly ApplicationLineCode[]): boolean {
  const row = (code: ApplicationLineCode): number => {
    const line = lines[codes.indexOf(code)];
    return line?.found === 'CELLS' ? sum(line.cells) : Number.NaN;
  };
  const { inflow, outcomes } = columnSums(row, codes);
  return inflow && outcomes;
}

function alignApplications(
  cells: readonly Cell[],
  table: TableLines<ApplicationLineCode>,
  rows: readonly AssembledRow[],
): readonly LineCells[] {
  const lines = alignRows(rows, widthsOf(table), true, applicantColumns(cells));
  if (!readsValuesFirst(cells, rows, table)) return lines;
  const shifted = alignRows(shiftLabels(cells, rows, table), widthsOf(table), true);
  const asRead = totalsAgree(lines, table.codes);
  const asShifted = totalsAgree(shifted, table.codes);
  if (asShifted && !asRead) return shifted;
  if (asRead && !asShifted) return lines;
  return lines.map((line) => (line.found === 'CELLS' ? { found: 'AMBIGUOUS', rows: rows.slice(0, 1) } : line));
}

/** Table three when there is none: every figure absent. */
export function absentApplicationStats(layout: ApplicationLayout): readonly ApplicationStatsDraft[] {
  return APPLICANTS.map((applicant) => ({ applicant, figures: APPLICATION_TABLES[layout].codes.map(absentFigure) }));
}

/** Table three printed with an applicant a row. */
function readTurned({ layout, codes, rows }: TurnedApplications, diagnostics: Diagnostic[]): ApplicationStatsReading {
  const stats = APPLICANTS.map((applicant, index): ApplicationStatsDraft => {
    const result = rows[index] ?? { found: 'NOTHING' };
    sayProof(codes, result, codes.length, diagnostics, { applicant });
    const places = codes.map(() => ({ applicant }));
    const figures = figuresOfLine(codes, [], result, places, diagnostics);
    sayUnfilled(figures, { applicant }, diagnostics);
    const ofForm = APPLICATION_TABLES[layout].codes;
    return { applicant, figures: ofForm.flatMap((code) => figures.filter((figure) => figure.line === code)) };
  });
  const isFound = rows.some(({ found }) => found === 'CELLS');
  return { stats, layout, linesFound: isFound ? codes.length : 0 };
}

/**
 * Reads table three.
 *
 * @param cells the cells of the table, heading included
 * @param fallback the layout to report lines by when nothing in the table tells
 */
export function readApplicationStats(
  cells: readonly Cell[],
  fallback: ApplicationLayout,
  diagnostics: Diagnostic[],
): ApplicationStatsReading {
  const turned = findTurnedApplications(cells);
  if (turned !== undefined) return readTurned(turned, diagnostics);
  const parts = partsOfApplications(cells);
  const probe = assembleRows(APPLICATION_TABLES.THREE_LINES.book, parts?.[0]?.cells ?? cells);
  const layout = layoutOf(probe);
  const table = APPLICATION_TABLES[layout ?? fallback];
  const rows = (layout ?? fallback) === 'THREE_LINES' ? probe : assembleRows(table.book, cells);
  const aligned =
    parts === undefined
      ? readFewColumns(alignApplications(cells, table, rows), cells, table.codes)
      : alignParts(parts, table);
  const columns = parts === undefined ? orderColumns(cells, aligned, table.codes, diagnostics) : APPLICANTS;
  const whole = placeLongRows(reshapeRows(aligned, cells), table.codes, columns);
  const placed = placeShortRows(whole, table.codes, columns);
  const lines = proveCounts(placed, table.codes, columns.indexOf('TOTAL'));
  const places = columns.map((applicant) => ({ applicant }));
  const byColumn = columns.map((): Figure<ApplicationLineCode>[] => []);
  for (const [index, code] of table.codes.entries()) {
    const result = lines[index] ?? { found: 'NOTHING' };
    sayProof([code], result, WIDTH, diagnostics);
    const figures = figuresOfLine(
      columns.map(() => code),
      [],
      result,
      places,
      diagnostics,
    );
    sayUnfilled(figures, {}, diagnostics, places);
    for (let at = 0; at < columns.length; at++) byColumn[at]?.push(figures[at] ?? absentFigure(code));
  }
  const linesFound = lines.filter(({ found }) => found === 'CELLS' || found === 'PARTLY').length;
  return {
    stats: APPLICANTS.map((applicant) => ({ applicant, figures: byColumn[columns.indexOf(applicant)] ?? [] })),
    layout,
    linesFound,
  };
}
