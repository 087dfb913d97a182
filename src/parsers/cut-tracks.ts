import { REVIEW_LINES, REVIEW_TRACKS } from '../domain/statutory-form';
import { type AssembledRow, assembleRows } from './assemble-rows';
import { collect } from './collect';
import { cellsUnder, filledOf } from './fit-cells';
import { fold } from './fold';
import { addsUp } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells, RowProof } from './line-cells';
import { makeLabelBook } from './match-labels';
import { isOrdinalHeading, withoutOneTooMany } from './numbered-rows';
import { partTracks } from './part-tracks';
import { OUTCOME_WORDS, outcomeColumns } from './track-headings';

const WIDTH = REVIEW_LINES.length;
const ALL = WIDTH * REVIEW_TRACKS.length;

/** Rows of a table that is printed with a track a row, as some agencies do. */
const TRACK_BOOK = makeLabelBook([
  { labels: ['行政复议'] },
  { labels: ['未经复议直接起诉', '行政诉讼·未经复议直接起诉'] },
  { labels: ['复议后起诉', '行政诉讼·复议后起诉'] },
]);

/** Rows of a table that is printed with an outcome a row and a track a column. */
const OUTCOME_BOOK = makeLabelBook(REVIEW_LINES.map((line) => ({ labels: [line.labelZh] })));

/** A block of five cells for every track, each in a row of its own that names the track. */
function blocksByRow(rows: readonly AssembledRow[], headings: readonly Cell[]): readonly LineCells[] | undefined {
  // The official heading names the five results three times, one with a track a row only once.
  if (headings.filter((cell) => cell.kind === 'TEXT' && OUTCOME_WORDS.has(fold(cell.text))).length > WIDTH + 1)
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
 * @param hasSum its heading names a sum of the three tracks
 */
function blocksInOneRow(
  rows: readonly AssembledRow[],
  headingCells: number,
  columns: readonly number[] | null,
  isNumbered: boolean,
  hasSum: boolean,
): readonly LineCells[] {
  const valued = withoutRepeated(rows.filter((row) => filledOf(row).length > 0));
  const [first] = valued;
  if (first === undefined) {
    const blank = rows.find((row) => row.values.length === ALL);
    if (blank === undefined) return REVIEW_TRACKS.map(() => ({ found: 'NOTHING' }));
    return cutBlocks(blank, blank.values);
  }
  const filled: Cell[] = [];
  for (const row of valued) filled.push(...filledOf(row));
  if (filled.length === ALL) return cutBlocks(first, filled, isBroken(valued) ? 'ORDER' : 'LABEL');
  const hasOneTooMany = valued.length === 1 && filled.length === ALL + 1;
  const spared = hasOneTooMany
    ? ((hasSum ? withoutOneTooMany(filled, isNumbered, addUpToSum) : undefined) ??
      withoutOneTooMany(filled, isNumbered, everyTrackAddsUp))
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

/** Whole rows of which all are alike, once: pages show a table again for narrow screens. */
function withoutRepeated(rows: readonly AssembledRow[]): readonly AssembledRow[] {
  const read = (row: AssembledRow): string =>
    filledOf(row)
      .map(({ text }) => text)
      .join(' ');
  const [first, ...others] = rows;
  const isWhole = first !== undefined && filledOf(first).length === ALL;
  return isWhole && others.every((row) => read(row) === read(first)) ? [first] : rows;
}

/** The tracks, and their totals to the count that was left out. */
const addUpToSum = (counts: readonly number[], left: number): boolean =>
  everyTrackAddsUp(counts) && tracksOf(counts).reduce((sum, track) => sum + (track[WIDTH - 1] ?? 0), 0) === left;

/** More totals than tracks. */
const namesSum = (heading: readonly Cell[]): boolean =>
  heading.filter(({ kind, text }) => kind === 'TEXT' && OUTCOME_WORDS.get(fold(text)) === 'total').length >
  REVIEW_TRACKS.length;

function cutBlocks(row: AssembledRow, cells: readonly Cell[], proof: RowProof = 'LABEL'): readonly LineCells[] {
  return tracksOf(cells).map((track) => ({ found: 'CELLS', cells: track, proof, label: row.label, padding: 0 }));
}

/** How table four is laid out, and what each of its tracks got, in the order in which they are printed. */
export interface CutTracks {
  readonly layout: 'TRACK_A_ROW' | 'OUTCOME_A_ROW' | 'ONE_ROW';
  readonly blocks: readonly LineCells[];
}

/**
 * Cuts the cells of table four into its tracks.
 *
 * @param isNumbered rows of its heading were numbered, and these numbers left out
 */
export function cutTracks(cells: readonly Cell[], isNumbered: boolean): CutTracks {
  const rows = assembleRows(TRACK_BOOK, cells);
  const byRow = blocksByRow(rows, cells);
  if (byRow !== undefined) return { layout: 'TRACK_A_ROW', blocks: byRow };
  const byColumn = blocksByColumn(cells);
  if (byColumn !== undefined) return { layout: 'OUTCOME_A_ROW', blocks: byColumn };
  const headingCells = Math.max(
    0,
    cells.findIndex((cell) => cell.kind === 'VALUE'),
  );
  const columns = outcomeColumns(cells, ALL);
  const blocks = blocksInOneRow(
    rows,
    headingCells,
    columns,
    isNumbered || cells.some(isOrdinalHeading),
    namesSum(cells.slice(0, headingCells)),
  );
  return { layout: 'ONE_ROW', blocks };
}
