import type { AssembledRow } from './assemble-rows';
import { isDigit } from './character-kinds';
import { filledOf } from './fit-cells';
import { addsUp } from './form-sums';
import type { Cell } from './lex-cells';
import { isOfficialLabel } from './official-label';

const ENDS_IN_DIGITS = /\d+(?:\.\d+)?$/;

/** Parts labels from the digits that are run together with them: `规章000` becomes `规章` and `000`. Only a whole official label is parted so. */
export function partGluedLabels(cells: readonly Cell[]): readonly Cell[] {
  const isGlued = (cell: Cell): boolean => cell.kind === 'TEXT' && isDigit(cell.text.charCodeAt(cell.text.length - 1));
  if (!cells.some(isGlued)) return cells;
  return cells.flatMap((cell) => {
    const digits = isGlued(cell) ? (ENDS_IN_DIGITS.exec(cell.text)?.[0] ?? '') : '';
    const label = cell.text.slice(0, cell.text.length - digits.length);
    if (digits === '' || !isOfficialLabel(label)) return [cell];
    const middle = cell.end - digits.length;
    return [
      { ...cell, text: label.trimEnd(), end: middle - (label.length - label.trimEnd().length) },
      { ...cell, kind: 'VALUE', text: digits, start: middle },
    ];
  });
}

const MOST_DIGITS = 30;

/** Lengths of the pieces into which digits can be cut so that no number begins with a needless zero, at most two ways of them. */
function waysToCut(
  digits: string,
  width: number,
  isWanted: (numbers: readonly number[]) => boolean,
): readonly string[][] {
  const found: string[][] = [];
  const cut = (at: number, pieces: readonly string[]): void => {
    if (found.length > 1) return;
    const left = width - pieces.length;
    if (left === 0) {
      if (at === digits.length && isWanted(pieces.map(Number))) found.push([...pieces]);
      return;
    }
    const longest = digits[at] === '0' ? 1 : digits.length - at - left + 1;
    for (let length = 1; length <= longest; length++) cut(at + length, [...pieces, digits.slice(at, at + length)]);
  };
  cut(0, []);
  return found;
}

/** The cell in pieces that fill it. */
export function cutAt(cell: Cell, pieces: readonly string[]): readonly Cell[] {
  let start = cell.start;
  return pieces.map((text) => {
    const piece = { ...cell, text, start, end: start + text.length };
    start = piece.end;
    return piece;
  });
}

/**
 * The cells of a row whose label and values are run together, when there is only one way to part them.
 *
 * @param lastIsSum the last number must be the sum of the others
 */
export function partDigits(row: AssembledRow, width: number, lastIsSum: boolean): readonly Cell[] | undefined {
  const [cell, other] = row.values;
  const label = row.label[row.label.length - 1];
  if (cell === undefined || other !== undefined || label?.end !== cell.start) return undefined;
  if (cell.text.length > MOST_DIGITS || !/^\d+$/.test(cell.text)) return undefined;
  const [pieces, second] = waysToCut(cell.text, width, lastIsSum ? (numbers) => addsUp(numbers) : () => true);
  if (pieces === undefined || second !== undefined) return undefined;
  return cutAt(cell, pieces);
}

/**
 * Converters print a cell that spans columns once in every column: a row as wide as the table repeats the last value of a narrower line.
 *
 * @param widest how many cells the widest line of the table has
 */
export function unmergeCells(row: AssembledRow, width: number, widest: number): readonly Cell[] | undefined {
  const filled = filledOf(row);
  if (filled.length <= width || filled.length !== widest) return undefined;
  const last = filled[width - 1]?.text;
  return filled.slice(width).every((cell) => cell.text === last) ? filled.slice(0, width) : undefined;
}
