import { headingOf } from './pdf-heading';
import type { Run } from './pdf-page';
import { type Line, linesOf, textOfLine, textOfRuns } from './pdf-text';
import { columnOf, isValue, type ValueRows, valueRows, withWholeNumbers } from './pdf-value-rows';

/** A row of a table without ruling lines: its label, put together from its lines, and its values, tabs between them. */
export interface WrappedRow {
  readonly top: number;
  readonly text: string;
}

/** Which line of a label the values stand beside. */
const ALIGNMENTS = ['middle', 'top', 'bottom'] as const;
type Alignment = (typeof ALIGNMENTS)[number];

/** First line and the one after the last of the label of each row. */
type Labels = readonly (readonly [from: number, to: number])[];

const ENUMERATED = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+\s*[.、．])/u;
/** Of the height of the text: beyond, lines are no longer of one cell. */
const FARTHEST_LINE = 2.2;
const TOLERANCE = 0.3;
const MOST_LABEL_LINES = 12;
const MOST_LINES = 300;

/**
 * Rows of tables without ruling lines whose labels may go over several lines, and the runs that belong to none. A label is put together only
 * where the places of values and of lines leave one way to do so; elsewhere the runs stay as they are.
 */
export function findWrappedRows(page: readonly Run[]): {
  readonly rows: readonly WrappedRow[];
  readonly outside: readonly Run[];
} {
  const runs = withWholeNumbers(page);
  const tables = valueRows(linesOf(runs));
  const inRows = new Set(tables.flatMap(({ rows }) => rows.flat()));
  const strays = runs.filter((run) => isValue(run) && !inRows.has(run));
  const rows: WrappedRow[] = [];
  const taken = new Set<Run>();
  for (const table of tables) {
    const labels = labelLines(table, runs);
    if (labels === null) continue;
    for (const [at, lines] of labels.entries()) {
      const label = lines.flatMap((line) => line.runs);
      const values = [...(table.rows[at] ?? []), ...restsOf(table, at, strays)];
      const cells = table.columns.map((_, column) =>
        textOfRuns(values.filter((run) => columnOf(table.columns, run) === column)),
      );
      const own = [...label, ...values];
      for (const run of own) taken.add(run);
      const text = [...(label.length === 0 ? [] : [textOfRuns(label)]), ...cells].join('\t');
      const top = Math.max(...own.map(({ y }) => y));
      const heading = at > 0 || lines.length === 0 ? null : headingOf(table, top, runs);
      if (heading !== null) {
        for (const run of heading.runs) taken.add(run);
        rows.push({ top: Math.min(...heading.runs.map(({ y }) => y)), text: heading.words.join('\t') });
      }
      rows.push({ top, text });
    }
  }
  return { rows: rows.sort((a, b) => b.top - a.top), outside: runs.filter((run) => !taken.has(run)) };
}

/** Numbers above or below a row, nearer to it than to another: rests of its own, which make them unreadable. */
function restsOf({ rows, columns }: ValueRows, at: number, strays: readonly Run[]): readonly Run[] {
  const distance = (run: Run, row: readonly Run[] | undefined) => Math.abs((row?.[0]?.y ?? 0) - run.y);
  const own = rows[at];
  return strays.filter(
    (run) =>
      columnOf(columns, run) !== -1 &&
      distance(run, own) < run.height * FARTHEST_LINE &&
      rows.every((row) => distance(run, row) >= distance(run, own)),
  );
}

/** The lines of the label of each row; null where they cannot be told. A row alone has none beside it, or is left as it is. */
function labelLines({ rows, columns }: ValueRows, runs: readonly Run[]): readonly (readonly Line[])[] | null {
  const [first, second] = columns;
  const values = rows.flatMap(([value]) => value ?? []);
  const [top, foot] = [values[0], values.at(-1)];
  if (first === undefined || second === undefined || top === undefined || foot === undefined) return null;
  const reach = top.height * FARTHEST_LINE * MOST_LABEL_LINES;
  const beside = runs.filter(
    ({ x, y, width }) => y < top.y + reach && y > foot.y - reach && x < first.left && x + width < second.left,
  );
  if (rows.length === 1) return beside.some(({ y }) => Math.abs(y - top.y) < top.height * FARTHEST_LINE) ? null : [[]];
  // Labels of groups stand to the left of the others: the first place from which on every row has its label, and no other in it.
  let found: readonly (readonly Line[])[] | null = null;
  for (const start of [...new Set(beside.map(({ x }) => Math.floor(x)))].sort((a, b) => a - b)) {
    const lines = linesOf(beside.filter(({ x, width }) => x + width / 2 > start));
    const labels = lines.length > MOST_LINES ? null : labelsOf(lines, values);
    const own = labels?.map(([from, to]) => lines.slice(from, to));
    if (own?.every((label) => !label.some(({ runs: onLine }) => onLine.slice(1).some(isEnumerated)))) return own;
    found ??= own ?? null;
  }
  return found;
}

const isEnumerated = ({ text }: Run): boolean => ENUMERATED.test(text);

/** The one way to give every row its lines, all lines between the first and the last being used; null when there is none, or more than one. */
function labelsOf(lines: readonly Line[], values: readonly Run[]): Labels | null {
  const found = new Map<string, Labels>();
  for (const alignment of ALIGNMENTS)
    for (const labels of partitions(lines, values, alignment)) found.set(JSON.stringify(labels), labels);
  const [only] = found.values();
  return found.size === 1 ? (only ?? null) : null;
}

/** Up to two ways for an alignment; that of the last label is the longest that goes. */
function partitions(lines: readonly Line[], values: readonly Run[], alignment: Alignment): readonly Labels[] {
  const ends = (row: number, from: number): readonly number[] => {
    const value = values[row];
    const found: number[] = [];
    for (let to = from + 1; to <= Math.min(lines.length, from + MOST_LABEL_LINES) && isOneLabel(lines, from, to); to++)
      if (value !== undefined && isBeside(lines[from], lines[to - 1], value, alignment)) found.push(to);
    return row === values.length - 1 ? found.slice(-1) : found;
  };
  const ways = new Map<string, readonly Labels[]>();
  const from = (row: number, at: number): readonly Labels[] => {
    if (row === values.length) return [[]];
    const key = `${row} ${at}`;
    const known = ways.get(key);
    if (known !== undefined) return known;
    const all = ends(row, at)
      .flatMap((to) => from(row + 1, to).map((rest): Labels => [[at, to], ...rest]))
      .slice(0, 2);
    ways.set(key, all);
    return all;
  };
  return lines.flatMap((_, at) => from(0, at)).slice(0, 2);
}

/** The line at the end may be added to those from the start: as far from the one before it as they are from each other, and not enumerated. */
function isOneLabel(lines: readonly Line[], from: number, to: number): boolean {
  const [first, second, before, last] = [lines[from], lines[from + 1], lines[to - 2], lines[to - 1]];
  if (to - from < 2) return true;
  if (first === undefined || second === undefined || before === undefined || last === undefined) return false;
  const pitch = first.y - second.y;
  const step = before.y - last.y;
  return (
    pitch < first.height * FARTHEST_LINE &&
    Math.abs(step - pitch) < first.height * 0.15 &&
    Math.abs(last.height - first.height) < 0.5 &&
    !ENUMERATED.test(textOfLine(last, ' '))
  );
}

function isBeside(first: Line | undefined, last: Line | undefined, value: Run, alignment: Alignment): boolean {
  if (first === undefined || last === undefined) return false;
  const place = { middle: (first.y + last.y) / 2, top: first.y, bottom: last.y }[alignment];
  return Math.abs(place - value.y) < value.height * TOLERANCE;
}
