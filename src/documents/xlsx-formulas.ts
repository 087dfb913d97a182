/** What a cell of a sheet counts, rows and columns from 0: 0 where it is blank, NaN where it holds anything but a number. */
export type CountAt = (row: number, column: number) => number;

export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;
/** The form has fewer in any row or column. */
const MOST_SUMMED = 200;
const LONGEST = 500;
/** Numbers, cells, ranges and sums of them, added and subtracted. */
const TERM = /([+-]?)(?:SUM\(([^()]*)\)|(\d{1,9}(?![\d.:$A-Z]))|(\$?[A-Z]{1,3}\$?\d{1,7}(?!\d|[:(!])))/gy;

/** `B5` or `B5:C7`, rows and columns from 0; null when it is neither. */
export function rangeOf(reference: string): Range | null {
  const [, left, top, right, bottom] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference) ?? [];
  if (left === undefined || top === undefined) return null;
  const columns = [columnOf(left), columnOf(right ?? left)].sort((a, b) => a - b);
  const rows = [Number(top) - 1, Number(bottom ?? top) - 1].sort((a, b) => a - b);
  const [first = 0, last = 0] = columns;
  if (first < 0 || last >= LAST_COLUMN || (rows[0] ?? 0) < 0) return null;
  return { top: rows[0] ?? 0, left: first, bottom: Math.min(rows[1] ?? 0, LAST_ROW), right: last };
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The sum of what a list of cells, ranges and whole numbers counts. */
function sumOf(list: string, countAt: CountAt): number {
  let sum = 0;
  for (const argument of list.split(',')) {
    const range = rangeOf(argument);
    if (range === null) {
      if (!/^\d{1,9}$/.test(argument)) return Number.NaN;
      sum += Number(argument);
      continue;
    }
    const { top, left, bottom, right } = range;
    if ((bottom - top + 1) * (right - left + 1) > MOST_SUMMED) return Number.NaN;
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) sum += countAt(row, column);
  }
  return sum;
}

/**
 * The count that a formula of sums comes to: `SUM(B5:G5)`, `B5+C5-1`. NaN for any other formula, where a cell of it holds something but a number, and where
 * the result is no count.
 */
export function countOfFormula(formula: string, countAt: CountAt): number {
  const plain = formula.replace(/\s/g, '').replace(/^=/, '').toUpperCase();
  if (plain === '' || plain.length > LONGEST) return Number.NaN;
  let count = 0;
  let end = 0;
  for (const { 0: term, index, 1: sign, 2: list, 3: number, 4: cell } of plain.matchAll(TERM)) {
    if (index > 0 && sign === '') return Number.NaN;
    const counted = number === undefined ? sumOf(list ?? cell ?? '', countAt) : Number(number);
    count += sign === '-' ? -counted : counted;
    end = index + term.length;
  }
  return end === plain.length && Number.isSafeInteger(count) && count >= 0 ? count : Number.NaN;
}
