import { collect } from './collect';
import { fold } from './fold';
import type { Cell } from './lex-cells';

/** Ends of the headings of the sections with tables two and three, folded. */
const TABLED_SECTIONS: readonly string[] = ['主动公开政府信息情况', '收到和处理政府信息公开申请情况'];
const LONGEST_SECTION_HEADING = 30;
/** So many numbers stand below the heading of a section with its table; below that of a table of contents, none. */
const FEWEST_VALUES = 40;

const PROBLEMS = /存在的?主要问题/u;
const OVERVIEW = /^[一1]?总体情况$/u;
/** Folded, so that the dots of a table of contents do not count. */
const PROSE_LENGTH = 16;

/** A short text that may be the heading of a section: its cell, and its words, folded. */
interface Heading {
  readonly cell: number;
  readonly text: string;
}

/** All wordings above hold one of these words. */
function headingsIn(cells: readonly Cell[], words: readonly string[]): readonly Heading[] {
  const headings: Heading[] = [];
  for (let cell = 0; cell < cells.length; cell++) {
    const text = words[cell] ?? '';
    if (text === '' || (cells[cell]?.text.length ?? 0) > LONGEST_SECTION_HEADING) continue;
    if (text.endsWith('情况') || text.includes('主要问题')) headings.push({ cell, text });
  }
  return headings;
}

/** A section one after a section five of prose, which no table of contents has. */
function overviewAgain(cells: readonly Cell[], headings: readonly Heading[]): number | undefined {
  const problems = headings.findIndex(
    ({ cell, text }) => PROBLEMS.test(text) && fold(cells[cell + 1]?.text ?? '').length >= PROSE_LENGTH,
  );
  return problems === -1 ? undefined : headings.slice(problems + 1).find(({ text }) => OVERVIEW.test(text))?.cell;
}

/**
 * Where the sections begin over again: the cells of another report.
 *
 * @param words of the cells, folded; empty where a cell is no short text
 */
export function startOfAnother(cells: readonly Cell[], words: readonly string[]): number | undefined {
  const hasTables = (from: number, to: number): boolean =>
    cells.slice(from, to).filter(({ kind }) => kind === 'VALUE').length >= FEWEST_VALUES;
  const headings = headingsIn(cells, words);
  const starts = collect(TABLED_SECTIONS, (section) => {
    const places = collect(headings, ({ cell, text }) => (text.endsWith(section) ? cell : null));
    return places.find(
      (at, index) => index > 0 && hasTables(places[index - 1] ?? 0, at) && hasTables(at, cells.length),
    );
  });
  const overview = overviewAgain(cells, headings);
  const all = overview === undefined ? starts : [overview, ...starts];
  return all.length === 0 ? undefined : Math.min(...all);
}
