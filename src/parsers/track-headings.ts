import { type Diagnostic, diagnose } from '../domain/diagnostic';
import { REVIEW_LINES, REVIEW_TRACKS, type ReviewLineCode } from '../domain/statutory-form';
import { collect } from './collect';
import { fold } from './fold';
import type { Cell } from './lex-cells';

/** The outcomes of a track, in the order of the form. */
export const REVIEW_CODES: readonly ReviewLineCode[] = REVIEW_LINES.map((line) => line.code);

/** By how headings name them, folded. */
export const OUTCOME_WORDS: ReadonlyMap<string, ReviewLineCode> = new Map([
  ...REVIEW_LINES.map((line) => [fold(line.labelZh), line.code] as const),
  [fold('合计'), 'total'],
]);

/** The columns of the grid, in their order, under which outcomes are named, when there are so many. */
export function outcomeColumns(cells: readonly Cell[], width: number): readonly number[] | null {
  const columns = collect(cells, ({ kind, text, column }) =>
    kind === 'TEXT' && column !== null && OUTCOME_WORDS.has(fold(text)) ? column : null,
  );
  return columns.length === width && new Set(columns).size === width ? columns.sort((a, b) => a - b) : null;
}

/** The cells before the first value. */
function headingOf(cells: readonly Cell[]): readonly Cell[] {
  const firstValue = cells.findIndex((cell) => cell.kind === 'VALUE');
  return firstValue === -1 ? cells : cells.slice(0, firstValue);
}

/** How the heading of table four names the tracks, whole or where the name wraps, folded: the three, and the two of litigation together. */
const TRACK_WORDS = [/^行政复议$/u, /^未经复议/u, /^复议后/u, /^行政诉讼$/u];

/** The tracks, by index, in the order in which the heading names them: as on the form unless it says otherwise. */
export function statedTracks(cells: readonly Cell[], diagnostics: Diagnostic[]): readonly number[] {
  const heading = headingOf(cells);
  const words = heading.map((cell) => (cell.kind === 'TEXT' ? fold(cell.text) : ''));
  const [review = -1, direct = -1, after = -1, both = -1] = TRACK_WORDS.map((word) =>
    words.findIndex((text) => word.test(text)),
  );
  const litigation = direct !== -1 && after !== -1 && after < direct ? [2, 1] : [1, 2];
  const outcome = words.findIndex((text) => OUTCOME_WORDS.has(text));
  const first = both === -1 ? Math.max(direct, after) : both;
  // Without its name the first track is the one whose outcomes stand before the names of the others.
  const tracks =
    first !== -1 && first < (review === -1 && both === -1 ? outcome : review) ? [...litigation, 0] : [0, ...litigation];
  const cell = heading[Math.min(...[review, direct, after, both].filter((at) => at !== -1))];
  if (cell !== undefined && tracks.some((track, at) => track !== at))
    diagnostics.push(
      diagnose('COLUMNS_REORDERED', { lines: REVIEW_CODES, span: { start: cell.start, end: cell.end } }),
    );
  return tracks;
}

/** The order of the form, and a sum of all tracks besides, whose heading may stand anywhere among theirs. */
function hasOneMore(codes: readonly ReviewLineCode[]): boolean {
  if (codes.length !== REVIEW_CODES.length * REVIEW_TRACKS.length + 1) return false;
  const isOfForm = (code: ReviewLineCode, at: number): boolean => code === REVIEW_CODES[at % REVIEW_CODES.length];
  return codes.some((_, left) => codes.filter((__, at) => at !== left).every(isOfForm));
}

/**
 * The order of the five outcomes that a whole heading states for each track; undefined where the heading is cut or damaged. Another order than that of the
 * form is said, also where a whole track is left of a cut heading.
 */
export function statedOrders(
  cells: readonly Cell[],
  diagnostics: Diagnostic[],
): readonly (readonly ReviewLineCode[])[] | undefined {
  const words = collect(headingOf(cells), (cell) => {
    const code = cell.kind === 'TEXT' ? OUTCOME_WORDS.get(fold(cell.text)) : undefined;
    return code === undefined ? undefined : { code, cell };
  });
  if (hasOneMore(words.map(({ code }) => code))) return undefined;
  const blocks = REVIEW_TRACKS.map((_, track) =>
    words.slice(track * REVIEW_CODES.length, (track + 1) * REVIEW_CODES.length),
  );
  const orders = blocks.filter((block) => block.length > 0).map((block) => block.map((word) => word.code));
  if (orders.some((order) => new Set(order).size < REVIEW_CODES.length)) return undefined;
  const first = words[0];
  if (first !== undefined && orders.some((order) => order.some((code, at) => code !== REVIEW_CODES[at]))) {
    diagnostics.push(
      diagnose('COLUMNS_REORDERED', { lines: REVIEW_CODES, span: { start: first.cell.start, end: first.cell.end } }),
    );
  }
  return orders.length === REVIEW_TRACKS.length ? orders : undefined;
}
