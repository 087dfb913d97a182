import { collect } from './collect';
import { type Cell, countOf } from './lex-cells';

/** So many words make a heading; a number and one word may be a line and its label. */
const FEWEST_WORDS = 2;

/** Cells of a table without the numbers that converters put before its rows of headings. */
export function withoutHeadingNumbers(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter((cell, at) => {
    if (cell.kind !== 'VALUE' || cell.row === null || cells[at - 1]?.row === cell.row) return true;
    const others = cells.slice(at + 1).findIndex(({ row }) => row !== cell.row);
    const rest = cells.slice(at + 1, others === -1 ? cells.length : at + 1 + others);
    return (
      rest.some(({ kind }) => kind === 'VALUE') || rest.filter(({ kind }) => kind === 'TEXT').length < FEWEST_WORDS
    );
  });
}

/** How a heading names a column of such numbers. */
export const isOrdinalHeading = ({ kind, text }: Cell): boolean => kind === 'TEXT' && /^序\s*号$/u.test(text);

/**
 * Counts of which one is too many, without it: the number of the row, a count that stands twice, or a sum of the others. Undefined unless whatever can be left
 * out so that the others add up leaves the same counts.
 *
 * @param isNumbered the rows of the table are numbered: the first is left out where the others then add up
 * @param addsUp of the counts that are kept, and of the one left out
 */
export function withoutOneTooMany(
  cells: readonly Cell[],
  isNumbered: boolean,
  addsUp: (counts: readonly number[], left: number) => boolean,
): readonly Cell[] | undefined {
  if (isNumbered && addsUp(cells.slice(1).map(countOf), countOf(cells[0]))) return cells.slice(1);
  const ways = collect(cells, (cell, left) => {
    const others = cells.filter((_, at) => at !== left);
    return addsUp(others.map(countOf), countOf(cell)) ? others : undefined;
  });
  const read = (others: readonly Cell[]): string => others.map(({ text }) => text).join(' ');
  const [first] = ways;
  return first !== undefined && ways.every((others) => read(others) === read(first)) ? first : undefined;
}
