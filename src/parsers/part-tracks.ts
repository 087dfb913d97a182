import { fold } from './fold';
import { LONGEST_CELL } from './known-text';
import type { Cell } from './lex-cells';
import { cutAt } from './part-cells';

/** Results of one track as they are run together in a heading, folded. */
export const REVIEW_RUN = /结果维持结果纠正其他结果尚未审结总计/u;
/** Where a cell may end in numbers, its last character is one of these. */
const LAST = /[\d\s|｜]$/u;
const ENDS_IN_NUMBERS = /\d[\d\s|｜]*$/u;

/** Its characters are not where they stand in the source. */
const hasMarkup = ({ text, start, end }: Cell): boolean => text.length < Math.min(end - start, LONGEST_CELL);

/** Parts the heading of table four from the numbers that are run together with it in one line. */
export function partReviewRun(cells: readonly Cell[]): readonly Cell[] {
  const mayBeRun = (cell: Cell): boolean =>
    cell.kind === 'TEXT' && cell.text.length > 30 && LAST.test(cell.text) && !hasMarkup(cell);
  if (!cells.some(mayBeRun)) return cells;
  return cells.flatMap((cell) => {
    const numbers = mayBeRun(cell) ? ENDS_IN_NUMBERS.exec(cell.text)?.[0] : undefined;
    if (numbers === undefined || !REVIEW_RUN.test(fold(cell.text))) return [cell];
    const middle = cell.text.length - numbers.length;
    const heading = { ...cell, text: cell.text.slice(0, middle).trimEnd(), end: cell.start + middle };
    const values = [...numbers.matchAll(/\d+/gu)].map(({ 0: text, index }): Cell => {
      const start = cell.start + middle + index;
      return { ...cell, kind: 'VALUE', text, start, end: start + text.length };
    });
    return [heading, ...values];
  });
}

const TRACK = 5;
const MOST_DIGITS_OF_A_COUNT = 5;
const MOST_DIGITS_OF_A_TABLE = 45;

/** Every way to cut five counts that begin at a place of some digits and add up, the last being the sum of the others. */
function waysToCutTrack(digits: string, from: number): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const cut = (at: number, pieces: readonly string[], sum: number): void => {
    if (pieces.length === TRACK - 1) {
      const total = String(sum);
      if (digits.startsWith(total, at)) found.push([...pieces, total]);
      return;
    }
    const longest = digits[at] === '0' ? 1 : MOST_DIGITS_OF_A_COUNT;
    for (let length = 1; length <= longest && at + length < digits.length; length++) {
      const piece = digits.slice(at, at + length);
      cut(at + length, [...pieces, piece], sum + Number(piece));
    }
  };
  cut(from, [], 0);
  return found;
}

/** The fifteen counts of table four run together in one cell, when there is only one way to part them so that each track adds up. */
export function partTracks(cell: Cell): readonly Cell[] | undefined {
  if (cell.text.length > MOST_DIGITS_OF_A_TABLE || !/^\d{15,}$/.test(cell.text)) return undefined;
  const ways: (readonly string[])[] = [];
  const extend = (at: number, pieces: readonly string[]): void => {
    if (pieces.length === 3 * TRACK) {
      if (at === cell.text.length) ways.push(pieces);
      return;
    }
    for (const track of waysToCutTrack(cell.text, at)) {
      if (ways.length > 1) return;
      extend(at + track.join('').length, [...pieces, ...track]);
    }
  };
  extend(0, []);
  const [pieces, second] = ways;
  return pieces === undefined || second !== undefined ? undefined : cutAt(cell, pieces);
}
