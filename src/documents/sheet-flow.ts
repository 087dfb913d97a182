import type { Block, CellContent, TableBlock } from './html-flow';
import type { Place } from './table-grid';

/** A cell of a sheet that shows something, is merged, or is drawn; all others are empty. */
export interface SheetCell extends Place {
  readonly text: string;
  /** Drawn as a cell, by a border, even when it is empty. */
  readonly drawn: boolean;
  /** What its text, a formula without a result, comes to; null for any other cell. */
  readonly computed: number | null;
}

/** Beyond it the sheet holds no form, and its empty cells are not filled in. */
const WIDEST_FORM = 64;
const LONG_TEXT = 40;

/**
 * Content of a sheet: rows of cells as tables, and rows that hold one text alone as lines, since titles, headings and prose are typed into cells
 * too. Cells come in reading order; those covered by a merged one are not among them.
 */
export function sheetBlocks(cells: readonly SheetCell[]): readonly Block[] {
  const bounds = boundsOf(cells);
  const blocks: Block[] = [];
  let table: (readonly SheetCell[])[] = [];
  const endTable = () => {
    if (table.length > 0) blocks.push(tableOf(table));
    table = [];
  };
  let heldUntil = 0;
  for (const row of rowsOf(cells)) {
    const at = row[0]?.row ?? 0;
    const line = at < heldUntil ? null : loneText(row, bounds);
    if (line === null) {
      table.push(row);
      for (const cell of row) heldUntil = Math.max(heldUntil, at + cell.rowspan);
    } else {
      endTable();
      for (const part of line.split('\n')) if (part.trim() !== '') blocks.push(part);
    }
  }
  endTable();
  return blocks;
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** The columns from the first to the last cell that shows something. */
function boundsOf(cells: readonly SheetCell[]): Bounds {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const { column, colspan, text } of cells) {
    if (text === '') continue;
    from = Math.min(from, column);
    to = Math.max(to, column + Math.min(colspan, WIDEST_FORM));
  }
  return { from, to };
}

/** Rows that show something or lie in a merged cell that does; an empty row in between parts nothing. */
function* rowsOf(cells: readonly SheetCell[]): Generator<readonly SheetCell[]> {
  let row: SheetCell[] = [];
  for (const cell of cells) {
    if (row[0] !== undefined && row[0].row !== cell.row) {
      if (isShown(row)) yield row;
      row = [];
    }
    row.push(cell);
  }
  if (isShown(row)) yield row;
}

const isShown = (row: readonly SheetCell[]): boolean => row.some(({ text, drawn }) => text !== '' || drawn);

/** The text of a row that is no row of a table: alone, and as wide as the sheet, long, or without drawn cells beside it. */
function loneText(row: readonly SheetCell[], bounds: Bounds): string | null {
  const filled = row.filter(({ text }) => text !== '');
  const [only] = filled;
  if (only === undefined || filled.length > 1 || only.rowspan > 1) return null;
  const isWide = only.column <= bounds.from && only.column + only.colspan >= bounds.to;
  const hasDrawn = row.some((cell) => cell !== only && cell.drawn);
  return isWide || !hasDrawn || only.text.length > LONG_TEXT ? only.text : null;
}

/** Columns stay those of the sheet: what stands below each other there does so in all its tables. */
function tableOf(rows: readonly (readonly SheetCell[])[]): TableBlock {
  const bounds = boundsOf(rows.flat());
  const first = rows.reduce((least, row) => Math.min(least, row[0]?.column ?? 0), bounds.from);
  const numbers = rows.map((row) => row[0]?.row ?? 0);
  const held: number[] = [];
  return {
    rows: rows.map((row, at) => {
      const placed: (Place & { readonly cell: CellContent })[] = [];
      let column = first;
      const fill = (until: number) => {
        if (bounds.to - first > WIDEST_FORM) return;
        for (; column < until; column++)
          if ((held[column] ?? 0) <= at) placed.push(placedCell(at, column, 1, 1, '', null));
      };
      for (const cell of row) {
        if (cell.text === '' && cell.column >= bounds.to) continue;
        fill(cell.column);
        const rowspan = rowsWithin(numbers, at, cell);
        const colspan = Math.max(1, Math.min(cell.colspan, bounds.to - cell.column));
        placed.push(placedCell(at, cell.column, rowspan, colspan, cell.text, cell.computed));
        column = Math.max(column, cell.column + colspan);
        if (rowspan > 1)
          for (let covered = cell.column; covered < cell.column + Math.min(colspan, WIDEST_FORM); covered++)
            held[covered] = at + rowspan;
      }
      fill(bounds.to);
      return placed;
    }),
  };
}

/** How many rows of the table a merged cell reaches over; rows that show nothing are none. */
function rowsWithin(numbers: readonly number[], at: number, { row, rowspan }: SheetCell): number {
  let end = at + 1;
  while (end < numbers.length && (numbers[end] ?? 0) < row + rowspan) end++;
  return end - at;
}

function placedCell(
  row: number,
  column: number,
  rowspan: number,
  colspan: number,
  text: string,
  computed: number | null,
) {
  const blocks = text === '' ? [] : text.split('\n').filter((line) => line.trim() !== '');
  const cell = { blocks, rowspan, colspan, ...(computed === null ? {} : { computed }) };
  return { row, column, rowspan, colspan, cell };
}
