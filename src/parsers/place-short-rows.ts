import type { Applicant, ApplicationLineCode } from '../domain/statutory-form';
import { filledOf } from './fit-cells';
import { addsUp, columnSums, isOutcome } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';
import { withoutOneTooMany } from './numbered-rows';

/** A row that has lost more cells than this says too little. */
const MOST_LOST = 2;
const WIDTH = 7;

const valueAt = (line: LineCells | undefined, column: number): number =>
  line?.found === 'CELLS' ? countOf(line.cells[column]) : Number.NaN;

/** What one line of a column must be for the sums of the column, from every other line; NaN where they do not tell, or tell two things. */
function wantedIn(
  column: number,
  code: ApplicationLineCode,
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
): number {
  const at = (line: ApplicationLineCode): number => valueAt(lines[codes.indexOf(line)], column);
  const parts = codes.filter((line) => isOutcome(line) && line !== code).reduce((sum, line) => sum + at(line), 0);
  const inflow = at('received') + at('broughtForward');
  switch (code) {
    case 'received':
      return at('outcomes.total') + at('carriedForward') - at('broughtForward');
    case 'broughtForward':
      return at('outcomes.total') + at('carriedForward') - at('received');
    case 'carriedForward':
      return inflow - at('outcomes.total');
    case 'outcomes.total':
      return inflow - at('carriedForward') === parts ? parts : Number.NaN;
    default:
      return at('outcomes.total') - parts;
  }
}

/** Every way to give the cells, in their order, to columns that want just their counts: the cell of each column, or undefined. */
function placements(cells: readonly Cell[], wanted: readonly number[]): readonly (readonly (Cell | undefined)[])[] {
  const [count, ...others] = wanted;
  if (count === undefined) return cells.length === 0 ? [[]] : [];
  if (cells.length > wanted.length) return [];
  const [first, ...rest] = cells;
  const here = first !== undefined && countOf(first) === count ? placements(rest, others) : [];
  const left = cells.length < wanted.length ? placements(cells, others) : [];
  return [...here.map((way) => [first, ...way]), ...left.map((way) => [undefined, ...way])];
}

/**
 * Rows of table three that have lost a cell or two are placed by arithmetic: the other lines of each column say what this line must be. A cell is taken where
 * every placement that fits puts it; the rest stays absent. Nothing is placed when the row that is wanted does not add up itself.
 *
 * @param columns the applicants in the order of the columns
 */
export function placeShortRows(
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
  columns: readonly Applicant[],
): readonly LineCells[] {
  return lines.map((line, index): LineCells => {
    const code = codes[index];
    if (line.found !== 'MISFIT' || code === undefined) return line;
    const cells = filledOf(line.row);
    if (cells.length >= WIDTH || cells.length < WIDTH - MOST_LOST) return line;
    const wanted = columns.map((_, column) => wantedIn(column, code, lines, codes));
    const total = wanted[columns.indexOf('TOTAL')] ?? Number.NaN;
    if (wanted.reduce((sum, count) => sum + count, 0) !== 2 * total || wanted.some((count) => count < 0)) return line;
    const [first, ...ways] = placements(cells, wanted);
    if (first === undefined) return line;
    const sure = first.map((cell, column) => (ways.every((way) => way[column] === cell) ? cell : undefined));
    return sure.some((cell) => cell !== undefined) ? { found: 'PARTLY', cells: sure, row: line.row } : line;
  });
}

/**
 * Rows of table three with a number too many, such as that of a page between them: it is left out where but one choice makes the row add up, and every
 * column then does. Nothing is left out when a sum still fails.
 *
 * @param columns the applicants in the order of the columns
 */
export function placeLongRows(
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
  columns: readonly Applicant[],
): readonly LineCells[] {
  if (lines.every(({ found }) => found !== 'MISFIT')) return lines;
  const total = columns.indexOf('TOTAL');
  const placed = lines.map((line): LineCells => {
    const filled = line.found === 'MISFIT' ? filledOf(line.row) : [];
    if (line.found !== 'MISFIT' || filled.length !== WIDTH + 1) return line;
    const cells = withoutOneTooMany(filled, false, (counts) => addsUp(counts, total));
    if (cells === undefined) return line;
    return { found: 'CELLS', cells, proof: 'ORDER', label: line.row.label, padding: 0 };
  });
  if (placed.every((line, at) => line === lines[at])) return lines;
  const holds = columns.every((_, column) => {
    const { inflow, outcomes } = columnSums((code) => valueAt(placed[codes.indexOf(code)], column), codes);
    return inflow && outcomes;
  });
  return holds ? placed : lines;
}
