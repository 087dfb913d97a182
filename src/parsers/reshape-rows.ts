import { APPLICANTS } from '../domain/statutory-form';
import type { AssembledRow } from './assemble-rows';
import { filledOf } from './fit-cells';
import { addsUp } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';
import { headedColumns, namedColumns } from './order-columns';

const WIDTH = APPLICANTS.length;
/** So many rows alike are another table, not damage. */
const FEWEST_ALIKE = 3;
/** A column is lost from every row. */
const NEARLY_ALL = 0.8;
const MOST_COLUMNS = WIDTH + 2;

/** The row of a line that has another number of cells than the form, blanks aside. */
function misfitOf(line: LineCells): AssembledRow | undefined {
  if (line.found === 'MISFIT') return line.row;
  if (line.found !== 'CELLS') return undefined;
  const values = line.cells.filter(({ kind }) => kind !== 'EMPTY');
  if (values.length !== WIDTH - 1) return undefined;
  return { label: line.label, values, match: undefined, labelCells: 0, detached: false };
}

const rowsOf = (lines: readonly LineCells[], length: number): readonly AssembledRow[] =>
  lines.flatMap((line) => misfitOf(line) ?? []).filter((row) => filledOf(row).length === length);

/** Every way to leave columns out so that as many are kept as the form has. */
function waysToKeep(length: number): readonly (readonly number[])[] {
  const all = Array.from({ length }, (_, at) => at);
  const without = (kept: readonly number[]): readonly (readonly number[])[] =>
    kept.length === WIDTH ? [kept] : kept.flatMap((left) => without(kept.filter((at) => at !== left)));
  const ways = new Map(without(all).map((kept) => [kept.join(), kept]));
  return [...ways.values()];
}

/**
 * The columns of rows wider than the form that are those of the form: in each row they add up, and in no other way to other numbers, unless it is the way of
 * the heading.
 */
function keptColumns(
  rows: readonly AssembledRow[],
  length: number,
  headed: readonly number[] | undefined,
): readonly number[] | undefined {
  const cells = rows.map(filledOf);
  const adding = waysToKeep(length).filter((kept) => cells.every((row) => addsUp(kept.map((at) => countOf(row[at])))));
  const asHeaded = adding.filter((kept) => kept.every((at, index) => at - (kept[0] ?? 0) === headed?.[index]));
  const fitting = asHeaded.length > 0 ? asHeaded : adding;
  const [first, ...others] = fitting;
  const read = (kept: readonly number[]): string =>
    cells.map((row) => kept.map((at) => row[at]?.text).join(' ')).join('|');
  return first !== undefined && others.every((kept) => read(kept) === read(first)) ? first : undefined;
}

/** The columns of the form that rows narrower by one have; undefined for the one that is lost, which no total may contradict. */
function leftColumns(
  rows: readonly AssembledRow[],
  named: readonly number[],
): readonly (number | undefined)[] | undefined {
  const isTotalLost = rows.some((row) => {
    const counts = filledOf(row).map(countOf);
    return counts.reduce((sum, count) => sum + count, 0) > 2 * (counts[counts.length - 1] ?? Number.NaN);
  });
  const isNamed = named.length === WIDTH - 1;
  const total = WIDTH - 1;
  const lost = isNamed ? APPLICANTS.findIndex((_, at) => !named.includes(at)) : total;
  if (isNamed ? (lost === total) !== isTotalLost : named.length !== WIDTH || !isTotalLost) return undefined;
  return APPLICANTS.map((_, at) => (at === lost ? undefined : at - (at > lost ? 1 : 0)));
}

/** The cells that a row has in some of the columns of the others, by their places in the grid where it has one. */
function pick(
  row: AssembledRow,
  columns: readonly (number | undefined)[],
  full: readonly Cell[],
): readonly (Cell | undefined)[] | undefined {
  const filled = filledOf(row);
  if (filled.length === full.length) return columns.map((at) => (at === undefined ? undefined : filled[at]));
  const hasGrid = [...full, ...row.values].every(({ column }) => column !== null);
  if (!hasGrid) return undefined;
  const places = columns.map((at) => (at === undefined ? undefined : full[at]?.column));
  return places.map((place) => row.values.find(({ column }) => column === place));
}

/**
 * Rows of table three that all have another number of cells than the form: with a column beside the seven that is none of them, or without one of them.
 * Which they are must follow from the totals of the rows, and a lost one from the heading too, or from totals that the last column cannot hold.
 *
 * @param table the cells of the table, heading included
 */
export function reshapeRows(lines: readonly LineCells[], table: readonly Cell[]): readonly LineCells[] {
  const misfits = lines.filter(({ found }) => found === 'MISFIT').length;
  if (misfits < FEWEST_ALIKE) return lines;
  const named = namedColumns(table);
  if (named.some((place, at) => place <= (named[at - 1] ?? -1))) return lines;
  const headed = headedColumns(table);
  for (let length = WIDTH - 1; length <= MOST_COLUMNS; length++) {
    const rows = rowsOf(lines, length);
    const [first] = rows;
    const isNarrow = length < WIDTH;
    if (first === undefined || length === WIDTH || rows.length < (isNarrow ? NEARLY_ALL * lines.length : FEWEST_ALIKE))
      continue;
    const columns = isNarrow ? leftColumns(rows, named) : keptColumns(rows, length, headed);
    if (columns === undefined) continue;
    return lines.map((line): LineCells => {
      const row = misfitOf(line);
      if (row === undefined || (line.found === 'CELLS' && !isNarrow)) return line;
      const cells = pick(row, columns, filledOf(first));
      return cells === undefined ? line : { found: 'PARTLY', cells, row };
    });
  }
  return lines;
}
