import { fold } from './fold';
import type { Cell } from './lex-cells';

/** Headings of the sections with tables two and three. */
const TABLED_SECTIONS: readonly RegExp[] = [/主动公开政府信息情况$/u, /收到和处理政府信息公开申请情况$/u];
const LONGEST_SECTION_HEADING = 30;
/** So many numbers stand below the heading of a section with its table; below that of a table of contents, none. */
const FEWEST_VALUES = 40;

/** Where the sections with tables begin over again: the cells of another report. */
export function startOfAnother(cells: readonly Cell[]): number | undefined {
  const starts: number[] = [];
  for (const section of TABLED_SECTIONS) {
    const headings = cells.flatMap((cell, at) =>
      cell.kind === 'TEXT' && cell.text.length <= LONGEST_SECTION_HEADING && section.test(fold(cell.text)) ? [at] : [],
    );
    const hasTables = (from: number, to: number): boolean =>
      cells.slice(from, to).filter(({ kind }) => kind === 'VALUE').length >= FEWEST_VALUES;
    const again = headings.find(
      (at, index) => index > 0 && hasTables(headings[index - 1] ?? 0, at) && hasTables(at, cells.length),
    );
    if (again !== undefined) starts.push(again);
  }
  return starts.length === 0 ? undefined : Math.min(...starts);
}
