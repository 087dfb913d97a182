import type { Run } from './pdf-page';
import { linesOf, textOfRuns } from './pdf-text';
import { isValue, type ValueRows } from './pdf-value-rows';

/** Narrower tables have headings that stand on one line. */
const FEWEST_COLUMNS = 6;
/** Of the height of the text: a wider gap is above the table, and from where on a line is not of the same cell. */
const FARTHEST_ROW = 4;
const FARTHEST_LINE = 1.6;
const SECTION = /^[一二三四五六七八九十]+、/u;

/** Headings of the columns above the first row of values. */
export interface Heading {
  readonly runs: readonly Run[];
  /** From left to right, what goes over several lines put together, and wider headings before one of those that they are over. */
  readonly words: readonly string[];
}

/** Null where a column has none: such a heading is left as it is. */
export function headingOf({ columns }: ValueRows, foot: number, runs: readonly Run[]): Heading | null {
  const [first, last] = [columns[0], columns.at(-1)];
  if (columns.length < FEWEST_COLUMNS || first === undefined || last === undefined) return null;
  const above = linesAbove(foot, runs).filter(({ x, width }) => x + width > first.left && x < last.right);
  const slotsOf = ({ x, width }: Run) =>
    columns.flatMap(({ left, right }, slot) => (x < right && x + width > left ? [slot] : []));
  const leaves = columns.map((_, slot) =>
    lowest(above.filter((run) => slotsOf(run).length === 1 && slotsOf(run)[0] === slot)),
  );
  if (leaves.some(({ length }) => length === 0)) return null;
  const own = new Set(leaves.flat());
  const wide = above.filter((run) => !own.has(run));
  const placeOf = ({ x, width }: Run) => columns.findLastIndex(({ left }, slot) => slot === 0 || left <= x + width / 2);
  const words = leaves.flatMap((leaf, slot) => {
    const over = linesOf(wide.filter((run) => placeOf(run) === slot));
    return [...over.map((line) => textOfRuns(line.runs)), textOfRuns(leaf)];
  });
  return { runs: above, words };
}

/** Up to a gap, a section, or values. */
function linesAbove(foot: number, runs: readonly Run[]): readonly Run[] {
  const found: Run[] = [];
  let y = foot;
  for (const line of linesOf(runs.filter((run) => run.y > foot)).toReversed()) {
    const isOutside = line.runs.some((run) => isValue(run) || SECTION.test(run.text));
    if (isOutside || line.y - y > line.height * FARTHEST_ROW) break;
    found.push(...line.runs);
    y = line.y;
  }
  return found;
}

/** The lines of the lowest cell. */
function lowest(runs: readonly Run[]): readonly Run[] {
  const lines = linesOf(runs).toReversed();
  const end = lines.findIndex((line, at) => at > 0 && line.y - (lines[at - 1]?.y ?? 0) > line.height * FARTHEST_LINE);
  return lines.slice(0, end === -1 ? undefined : end).flatMap((line) => line.runs);
}
