import { type Diagnostic, diagnose } from '../domain/diagnostic';
import { absentFigure } from '../domain/figure';
import type { ReviewLitigationDraft } from '../domain/report-draft';
import { REVIEW_LINES, REVIEW_TRACKS, type ReviewLineCode } from '../domain/statutory-form';
import type { LineCells, RowProof } from './align-rows';
import { type AssembledRow, assembleRows } from './assemble-rows';
import { collect } from './collect';
import { cellsUnder, filledOf } from './fit-cells';
import { fold } from './fold';
import { addsUp } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import { makeLabelBook } from './match-labels';
import { isOrdinalHeading, withoutHeadingNumbers, withoutOneTooMany } from './numbered-rows';
import { partTracks } from './part-tracks';
import { proveTrack } from './prove-numbers';
import { figuresOfLine, sayProof, sayUnfilled } from './read-figures';

const CODES: readonly ReviewLineCode[] = REVIEW_LINES.map((line) => line.code);
const WIDTH = CODES.length;
const ALL = WIDTH * REVIEW_TRACKS.length;

/** Rows of a table that is printed with a track a row, as some agencies do. */
const TRACK_BOOK = makeLabelBook([
  { labels: ['行政复议'] },
  { labels: ['未经复议直接起诉', '行政诉讼·未经复议直接起诉'] },
  { labels: ['复议后起诉', '行政诉讼·复议后起诉'] },
]);

const OUTCOMES: ReadonlyMap<string, ReviewLineCode> = new Map([
  ...REVIEW_LINES.map((line) => [fold(line.labelZh), line.code] as const),
  [fold('合计'), 'total'],
]);

/** Rows of a table that is printed with an outcome a row and a track a column. */
const OUTCOME_BOOK = makeLabelBook(REVIEW_LINES.map((line) => ({ labels: [line.labelZh] })));

/** The columns of the grid, in their order, under which outcomes are named, when there are so many. */
function outcomeColumns(cells: readonly Cell[], width: number): readonly number[] | null {
  const columns = collect(cells, ({ kind, text, column }) =>
    kind === 'TEXT' && column !== null && OUTCOMES.has(fold(text)) ? column : null,
  );
  return columns.length === width && new Set(columns).size === width ? columns.sort((a, b) => a - b) : null;
}

/** A block of five cells for every track, each in a row of its own that names the track. */
function blocksByRow(rows: readonly AssembledRow[], headings: readonly Cell[]): readonly LineCells[] | undefined {
  // The official heading names the five results three times, one with a track a row only once.
  if (headings.filter((cell) => cell.kind === 'TEXT' && OUTCOMES.has(fold(cell.text))).length > WIDTH + 1)
    return undefined;
  const isBlank = (row: AssembledRow): boolean => filledOf(row).length === 0 && row.values.length === WIDTH;
  const named = rows.filter(
    (row) =>
      row.match?.proof === 'EXACT' && (isBlank(row) || filledOf(row).length > 0) && filledOf(row).length <= WIDTH,
  );
  if (new Set(named.map((row) => row.match?.line)).size < 2) return undefined;
  return REVIEW_TRACKS.map((_, track): LineCells => {
    const [row, ...others] = named.filter((other) => other.match?.line === track);
    if (row === undefined) return { found: 'NOTHING' };
    if (others.length > 0) return { found: 'AMBIGUOUS', rows: [row, ...others] };
    const whole = filledOf(row).length === WIDTH ? filledOf(row) : row.values;
    const cells = whole.length === WIDTH ? whole : cellsUnder(row, outcomeColumns(headings, WIDTH));
    return cells?.length === WIDTH
      ? { found: 'CELLS', cells, proof: 'LABEL', label: row.label, padding: 0 }
      : { found: 'MISFIT', row };
  });
}

/**
 * An outcome a row, a track a column. Two outcomes with values of their own already rule the official layout out: whatever is not five rows of three
 * cells then is not read.
 */
function blocksByColumn(cells: readonly Cell[]): readonly LineCells[] | undefined {
  const rows = assembleRows(OUTCOME_BOOK, cells).filter((row) => filledOf(row).length > 0);
  const named = rows.filter((row) => row.match !== undefined && filledOf(row).length <= REVIEW_TRACKS.length);
  const [first] = named;
  if (first === undefined || new Set(named.map((row) => row.match?.line)).size < 2) return undefined;
  const columns = named.map(filledOf);
  const isWhole =
    named.length === WIDTH &&
    rows.length === WIDTH &&
    named.every((row, at) => row.match?.line === at && columns[at]?.length === REVIEW_TRACKS.length);
  return REVIEW_TRACKS.map((_, track): LineCells => {
    const block = collect(columns, (row) => row[track]);
    return isWhole
      ? { found: 'CELLS', cells: block, proof: 'LABEL', label: first.label, padding: 0 }
      : { found: 'MISFIT', row: first };
  });
}

const withoutLeadingBlanks = (cells: readonly Cell[]): readonly Cell[] =>
  cells.slice(cells.findIndex((cell) => cell.kind !== 'EMPTY'));

/**
 * The official layout: fifteen cells in one row under a heading of three, in whatever rows the document breaks them into.
 *
 * @param headingCells cells before the first value; whole rows of fifteen mean that the empty ones among them pad the heading
 * @param columns of the grid that the heading names, if it does
 * @param isNumbered the rows of the table are
 */
function blocksInOneRow(
  rows: readonly AssembledRow[],
  headingCells: number,
  columns: readonly number[] | null,
  isNumbered: boolean,
): readonly LineCells[] {
  const valued = rows.filter((row) => filledOf(row).length > 0);
  const [first] = valued;
  if (first === undefined) {
    const blank = rows.find((row) => row.values.length === ALL);
    if (blank === undefined) return REVIEW_TRACKS.map(() => ({ found: 'NOTHING' }));
    return cutBlocks(blank, blank.values);
  }
  const filled: Cell[] = [];
  for (const row of valued) filled.push(...filledOf(row));
  if (filled.length === ALL) return cutBlocks(first, filled, isBroken(valued) ? 'ORDER' : 'LABEL');
  const spared =
    valued.length === 1 && filled.length === ALL + 1
      ? withoutOneTooMany(filled, isNumbered, everyTrackAddsUp)
      : undefined;
  if (spared !== undefined) return cutBlocks(first, spared, 'ORDER');
  const stacked = valued.every(isInGrid) ? stackedCells(rows) : undefined;
  if (stacked !== undefined) return cutBlocks(first, stacked);
  const isHeaded = valued.length === 1 && columns !== null && isInGrid(first);
  const headed = isHeaded ? cellsUnder(first, columns) : undefined;
  if (headed !== undefined && endsCredibly(headed)) return cutBlocks(first, headed);
  const words = filled.length < ALL ? filled.flatMap(wordsOf) : [];
  if (words.length === ALL && everyTrackAddsUp(words.map(countOf))) return cutBlocks(first, words, 'ORDER');
  const parted = filled.length === 1 && filled[0] !== undefined ? partTracks(filled[0]) : undefined;
  if (parted !== undefined) return cutBlocks(first, parted, 'ORDER');
  const isPadding = first.values[0]?.kind === 'EMPTY' && first.values[0].row === null;
  const values = isPadding ? withoutLeadingBlanks(first.values) : first.values;
  if (isPadding && headingCells % ALL !== 0) return REVIEW_TRACKS.map(() => ({ found: 'MISFIT', row: first }));
  if (valued.length === 1 && !isHeaded && values.length === ALL && endsCredibly(values))
    return cutBlocks(first, values);
  const row = { ...first, values: valued.flatMap((other) => other.values) };
  return REVIEW_TRACKS.map(() => ({ found: 'MISFIT', row }));
}

const isInGrid = ({ values }: AssembledRow): boolean => values.every(({ column }) => column !== null);

/** Rows that the document marks, and that are no whole tracks: fifteen cells in all may be pieces of others. */
const isBroken = (rows: readonly AssembledRow[]): boolean =>
  rows.length > 1 && rows.some((row) => row.values[0]?.row !== null && filledOf(row).length % WIDTH !== 0);

/** Rows of a grid that are one or more whole tracks, the three in all, blanks included. */
function stackedCells(rows: readonly AssembledRow[]): readonly Cell[] | undefined {
  const whole = rows.filter((row) => isInGrid(row) && row.values.length % WIDTH === 0);
  const cells = whole.flatMap(({ values }) => values);
  const isAll = rows.every((row) => whole.includes(row) || filledOf(row).length === 0);
  return isAll && cells.length === ALL && endsCredibly(cells) ? cells : undefined;
}

/** What the tracks have of fifteen. */
const tracksOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  REVIEW_TRACKS.map((_, track) => items.slice(track * WIDTH, (track + 1) * WIDTH));

/** What is blank stands for none. */
const numberOf = (cell: Cell): number => (cell.kind === 'EMPTY' ? 0 : countOf(cell));

/**
 * A row whose last cells are empty may be whole, or may have lost cells and been padded. It is taken for whole when the blanks are whole tracks and the
 * tracks before them add up, or when all its numbers are zero, so that no other reading gives another number.
 */
function endsCredibly(cells: readonly Cell[]): boolean {
  const filled = cells.filter((cell) => cell.kind !== 'EMPTY');
  const lastFilled = cells.findLastIndex((cell) => cell.kind !== 'EMPTY');
  if (lastFilled === ALL - 1 || filled.every((cell) => cell.text === '0')) return true;
  return tracksOf(cells).every((track) => track.every((cell) => cell.kind === 'EMPTY') || addsUp(track.map(numberOf)));
}

/** The numbers of a cell into which a converter put several: `6 1 2 3 12`. */
function wordsOf(cell: Cell): readonly Cell[] {
  const isWhole = cell.end - cell.start === cell.text.length;
  if (!isWhole || !/^\d+(?:\s+\d+)+$/u.test(cell.text)) return [cell];
  return [...cell.text.matchAll(/\d+/gu)].map(({ 0: text, index }) => {
    const start = cell.start + index;
    return { ...cell, kind: 'VALUE', text, start, end: start + text.length };
  });
}

const everyTrackAddsUp = (counts: readonly number[]): boolean => tracksOf(counts).every((track) => addsUp(track));

function cutBlocks(row: AssembledRow, cells: readonly Cell[], proof: RowProof = 'LABEL'): readonly LineCells[] {
  return tracksOf(cells).map((track) => ({ found: 'CELLS', cells: track, proof, label: row.label, padding: 0 }));
}

/** How the heading of table four names the tracks, whole or where the name wraps, folded: the three, and the two of litigation together. */
const TRACK_WORDS = [/^行政复议$/u, /^未经复议/u, /^复议后/u, /^行政诉讼$/u];

/** The tracks, by index, in the order in which the heading names them: as on the form unless it says otherwise. */
function statedTracks(cells: readonly Cell[], diagnostics: Diagnostic[]): readonly number[] {
  const firstValue = cells.findIndex((cell) => cell.kind === 'VALUE');
  const heading = cells.slice(0, firstValue === -1 ? cells.length : firstValue);
  const words = heading.map((cell) => (cell.kind === 'TEXT' ? fold(cell.text) : ''));
  const [review = -1, direct = -1, after = -1, both = -1] = TRACK_WORDS.map((word) =>
    words.findIndex((text) => word.test(text)),
  );
  const litigation = direct !== -1 && after !== -1 && after < direct ? [2, 1] : [1, 2];
  const outcome = words.findIndex((text) => OUTCOMES.has(text));
  const first = both === -1 ? Math.max(direct, after) : both;
  // Without its name the first track is the one whose outcomes stand before the names of the others.
  const tracks =
    first !== -1 && first < (review === -1 && both === -1 ? outcome : review) ? [...litigation, 0] : [0, ...litigation];
  const cell = heading[Math.min(...[review, direct, after, both].filter((at) => at !== -1))];
  if (cell !== undefined && tracks.some((track, at) => track !== at))
    diagnostics.push(diagnose('COLUMNS_REORDERED', { lines: CODES, span: { start: cell.start, end: cell.end } }));
  return tracks;
}

/**
 * The order of the five outcomes that a whole heading states for each track; undefined where the heading is cut or damaged. Another order than that of the
 * form is said, also where a whole track is left of a cut heading.
 */
function statedOrders(
  cells: readonly Cell[],
  diagnostics: Diagnostic[],
): readonly (readonly ReviewLineCode[])[] | undefined {
  const firstValue = cells.findIndex((cell) => cell.kind === 'VALUE');
  const heading = cells.slice(0, firstValue === -1 ? cells.length : firstValue);
  const words = collect(heading, (cell) => {
    const code = cell.kind === 'TEXT' ? OUTCOMES.get(fold(cell.text)) : undefined;
    return code === undefined ? undefined : { code, cell };
  });
  const blocks = REVIEW_TRACKS.map((_, track) => words.slice(track * WIDTH, (track + 1) * WIDTH));
  const orders = blocks.filter((block) => block.length > 0).map((block) => block.map((word) => word.code));
  if (orders.some((order) => new Set(order).size < WIDTH)) return undefined;
  const first = words[0];
  if (first !== undefined && orders.some((order) => order.some((code, at) => code !== CODES[at]))) {
    diagnostics.push(
      diagnose('COLUMNS_REORDERED', { lines: CODES, span: { start: first.cell.start, end: first.cell.end } }),
    );
  }
  return orders.length === REVIEW_TRACKS.length ? orders : undefined;
}

/**
 * A row that ends in a blank may have lost any other cell instead, and one with a blank under a heading that is cut may be moved by what reaches down
 * from it: all figures are named.
 */
function sayDoubtfulBlank(blocks: readonly LineCells[], isHeaded: boolean, diagnostics: Diagnostic[]): boolean {
  const cells: Cell[] = [];
  for (const block of blocks) if (block.found === 'CELLS') cells.push(...block.cells);
  const cell = isHeaded ? cells[cells.length - 1] : cells.find(({ kind }) => kind === 'EMPTY');
  if (cell?.kind !== 'EMPTY') return false;
  diagnostics.push(diagnose('FIGURE_BLANK', { lines: CODES, span: { start: cell.start, end: cell.end } }));
  return true;
}

/** Table four when there is none: every figure absent. */
export function absentReviewLitigation(): readonly ReviewLitigationDraft[] {
  return REVIEW_TRACKS.map((track) => ({ track, figures: CODES.map(absentFigure) }));
}

/** Reads table four: three tracks of five figures, in the order of REVIEW_TRACKS. */
export function readReviewLitigation(
  printed: readonly Cell[],
  diagnostics: Diagnostic[],
): readonly ReviewLitigationDraft[] {
  const cells = withoutHeadingNumbers(printed);
  const rows = assembleRows(TRACK_BOOK, cells);
  const named = blocksByRow(rows, cells);
  const tracks = named === undefined ? statedTracks(cells, diagnostics) : [];
  const byRow = named ?? blocksByColumn(cells);
  const blocks =
    byRow ??
    blocksInOneRow(
      rows,
      Math.max(
        0,
        cells.findIndex((cell) => cell.kind === 'VALUE'),
      ),
      outcomeColumns(cells, ALL),
      cells.length < printed.length || cells.some(isOrdinalHeading),
    );
  const orders = byRow === undefined ? statedOrders(cells, diagnostics) : undefined;
  const isWholeMisfit = blocks.every((block) => block.found === 'MISFIT' || block.found === 'NOTHING');
  const [anyBlock] = blocks;
  if (isWholeMisfit && anyBlock !== undefined) sayProof(CODES, anyBlock, ALL, diagnostics);
  const isDoubtful = sayDoubtfulBlank(blocks, byRow !== undefined || orders !== undefined, diagnostics);
  return REVIEW_TRACKS.map((track, at) => {
    const index = tracks.length === 0 ? at : tracks.indexOf(at);
    const order = orders?.[index] ?? CODES;
    const block = proveTrack(blocks[index] ?? { found: 'NOTHING' }, order.indexOf('total'));
    if (!isWholeMisfit) sayProof(CODES, block, WIDTH, diagnostics);
    const read = figuresOfLine(
      order,
      [],
      block,
      order.map(() => ({ track })),
      diagnostics,
    );
    if (!isDoubtful) sayUnfilled(read, { track }, diagnostics);
    return { track, figures: collect(CODES, (code) => read.find((figure) => figure.line === code)) };
  });
}
