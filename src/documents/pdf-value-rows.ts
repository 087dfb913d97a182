import type { Run } from './pdf-page';
import { type Line, linesOf, SPACE } from './pdf-text';

interface Extent {
  readonly left: number;
  readonly right: number;
}

/** Values of consecutive rows that stand below each other. */
export interface ValueRows {
  readonly rows: readonly (readonly Run[])[];
  readonly columns: readonly Extent[];
}

const VALUE = /^(?:[\d０-９][\d０-９.,，．]*|[-－—–/／]+|无)$/u;
const DIGITS = /^[\d０-９.,，．]+$/u;
const FEWEST_VALUES = 3;
/** Of the height of the text: rows farther from each other are not of one table. */
const FARTHEST_ROW = 14;

export const isValue = ({ text }: Run): boolean => VALUE.test(text);

/** The same runs, those of one number as one. */
export function withWholeNumbers(runs: readonly Run[]): readonly Run[] {
  return linesOf(runs).flatMap((line) => {
    const whole: Run[] = [];
    for (const run of line.runs) {
      const last = whole.at(-1);
      const touches = last !== undefined && run.x - last.x - last.width < run.height * SPACE && run.y === last.y;
      if (touches && DIGITS.test(last.text) && DIGITS.test(run.text))
        whole[whole.length - 1] = { ...last, text: last.text + run.text, width: run.x + run.width - last.x };
      else whole.push(run);
    }
    return whole;
  });
}

/** Lines that end in at least three values, as long as these stand below those before them. */
export function valueRows(lines: readonly Line[]): readonly ValueRows[] {
  const found: ValueRows[] = [];
  let rows: (readonly Run[])[] = [];
  let columns: readonly Extent[] = [];
  const close = () => {
    if (rows.length > 0 && columns.length === Math.max(...rows.map(({ length }) => length)))
      found.push({ rows, columns });
  };
  for (const { runs } of lines) {
    const values = runs.slice(runs.findLastIndex((run) => !isValue(run)) + 1);
    if (values.length < FEWEST_VALUES) continue;
    const next = columnsOf([...columns, ...values.map(extentOf)]);
    if (isBelow(values, rows.at(-1), columns, next)) {
      rows.push(values);
      columns = next;
      continue;
    }
    close();
    rows = [values];
    columns = columnsOf(values.map(extentOf));
  }
  close();
  return found;
}

/** Most stand below others, and no two in one column. */
function isBelow(
  values: readonly Run[],
  above: readonly Run[] | undefined,
  columns: readonly Extent[],
  next: readonly Extent[],
): boolean {
  const [first, last] = [values[0], above?.[0]];
  if (first === undefined || last === undefined || last.y - first.y > last.height * FARTHEST_ROW) return false;
  const known = values.filter((run) => columnOf(columns, run) !== -1);
  return known.length * 2 >= values.length && new Set(values.map((run) => columnOf(next, run))).size === values.length;
}

const extentOf = ({ x, width }: Run): Extent => ({ left: x, right: x + width });

function columnsOf(extents: readonly Extent[]): readonly Extent[] {
  const columns: Extent[] = [];
  for (const { left, right } of extents.toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last !== undefined && left < last.right)
      columns[columns.length - 1] = { ...last, right: Math.max(right, last.right) };
    else columns.push({ left, right });
  }
  return columns;
}

/** -1 where a run stands in none. */
export function columnOf(columns: readonly Extent[], { x, width }: Run): number {
  return columns.findIndex(({ left, right }) => x < right && x + width > left);
}
