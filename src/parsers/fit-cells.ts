import type { AssembledRow } from './assemble-rows';
import { collect } from './collect';
import type { Cell } from './lex-cells';

/** The cells of a row that hold something. */
export const filledOf = (row: AssembledRow): readonly Cell[] => row.values.filter((cell) => cell.kind !== 'EMPTY');

/** Where the values stand in a full row: the geometry that rows with blanks are read by. */
export interface Geometry {
  readonly labelCells: number;
  /** Empty cells before and behind the values. */
  readonly before: number;
  readonly after: number;
}

export function geometryOf(row: AssembledRow, width: number): Geometry | undefined {
  const before = row.values.findIndex((cell) => cell.kind !== 'EMPTY');
  if (filledOf(row).length !== width) return undefined;
  if (row.values.slice(before, before + width).some((cell) => cell.kind === 'EMPTY')) return undefined;
  return { labelCells: row.labelCells, before, after: row.values.length - before - width };
}

/** Index of the first value cell of a row with blanks; undefined when which cell is which cannot be known. */
function placeValues(row: AssembledRow, width: number, full: readonly Geometry[]): number | undefined {
  const length = row.values.length;
  const alike = full.filter((geometry) => geometry.labelCells === row.labelCells);
  const isBare = full.every((geometry) => geometry.before + geometry.after === 0);
  const fitting =
    alike.length > 0
      ? alike.filter((geometry) => geometry.before + width + geometry.after === length)
      : full.filter(({ labelCells, before, after }) => labelCells + before + width + after === row.labelCells + length);
  const starts = new Set(isBare ? (length === width ? [0] : []) : fitting.map((geometry) => geometry.before));
  const [start] = starts;
  return starts.size === 1 ? start : undefined;
}

/** The cells of one line among the cells of a row, or undefined when which is which cannot be known. */
export function fitCells(row: AssembledRow, width: number, full: readonly Geometry[]): readonly Cell[] | undefined {
  const filled = filledOf(row);
  if (filled.length === width) return filled;
  if (filled.length > width) return undefined;
  const start = placeValues(row, width, full);
  if (start === undefined || start + width > row.values.length) return undefined;
  const outside = [...row.values.slice(0, start), ...row.values.slice(start + width)];
  return outside.every((cell) => cell.kind === 'EMPTY') ? row.values.slice(start, start + width) : undefined;
}

/** The cells of a row in the columns of the grid that its heading names; undefined where another cell holds something. */
export function cellsUnder(row: AssembledRow, columns: readonly number[] | null): readonly Cell[] | undefined {
  if (columns === null) return undefined;
  const cells = collect(columns, (column) => row.values.find((cell) => cell.column === column));
  const filled = cells.filter((cell) => cell.kind !== 'EMPTY').length;
  return cells.length === columns.length && filled === filledOf(row).length ? cells : undefined;
}

/** Cuts the cells of one run into rows of the given widths; undefined unless they fill them exactly, with no empty cell inside a row. */
export function cutRun(row: AssembledRow, widths: readonly number[]): readonly (readonly Cell[])[] | undefined {
  const wanted = widths.reduce((sum, width) => sum + width, 0);
  if (filledOf(row).length !== wanted) return undefined;
  const pieces: (readonly Cell[])[] = [];
  let at = 0;
  for (const width of widths) {
    while (row.values[at]?.kind === 'EMPTY') at++;
    const piece = row.values.slice(at, at + width);
    if (piece.some((cell) => cell.kind === 'EMPTY')) return undefined;
    pieces.push(piece);
    at += width;
  }
  return pieces;
}
