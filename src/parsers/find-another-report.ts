import { fold } from './fold';
import type { Cell } from './lex-cells';

/** Headings of the sections with tables two and three. */
const TABLED_SECTIONS: readonly RegExp[] = [/主动公开政府信息情况$/u, /收到和处理政府信息公开申请情况$/u];
const LONGEST_SECTION_HEADING = 30;
/** So many numbers stand below the heading of a section with its table; below that of a table of contents, none. */
const FEWEST_VALUES = 40;

const PROBLEMS = /存在的?主要问题/u;
const OVERVIEW = /^[一1]?总体情况$/u;
/** Folded, so that the dots of a table of contents do not count. */
const PROSE_LENGTH = 16;

const isHeading = (cell: Cell, words: RegExp): boolean =>
  cell.kind === 'TEXT' && cell.text.length <= LONGEST_SECTION_HEADING && words.test(fold(cell.text));

/** A section one after a section five of prose, which no table of contents has. */
function overviewAgain(cells: readonly Cell[]): number {
  const problems = cells.findIndex(
    (cell, at) => isHeading(cell, PROBLEMS) && fold(cells[at + 1]?.text ?? '').length >= PROSE_LENGTH,
  );
  return problems === -1 ? -1 : cells.findIndex((cell, at) => at > problems && isHeading(cell, OVERVIEW));
}

/** Where the sections begin over again: the cells of another report. */
export function startOfAnother(cells: readonly Cell[]): number | undefined {
  const hasTables = (from: number, to: number): boolean =>
    cells.slice(from, to).filter(({ kind }) => kind === 'VALUE').length >= FEWEST_VALUES;
  const starts = TABLED_SECTIONS.flatMap((section) => {
    const headings = cells.flatMap((cell, at) => (isHeading(cell, section) ? [at] : []));
    const again = headings.find(
      (at, index) => index > 0 && hasTables(headings[index - 1] ?? 0, at) && hasTables(at, cells.length),
    );
    return again ?? [];
  });
  const overview = overviewAgain(cells);
  const all = overview === -1 ? starts : [overview, ...starts];
  return all.length === 0 ? undefined : Math.min(...all);
}
