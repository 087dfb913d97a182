import type { SourceDocument, SourceTable } from '../domain/source-document';
import type { Span } from '../domain/source-text';
import { knownText } from './known-text';
import { isPlain, looksLikeValueAtEnd, readNumber } from './read-number';
import { splitAtSpaces, wordsOfTable } from './split-at-spaces';
import { isBar, isFilled, isFurniture, type Line, takeApart } from './take-line-apart';
import { fillsNoCell } from './white-space';

export type CellKind = 'TEXT' | 'VALUE' | 'EMPTY';

/** One cell of the document, in reading order. */
export interface Cell extends Span {
  readonly kind: CellKind;
  readonly text: string;
  /** Cells of one row that the document itself marks (a tr, a line of several cells) share a number; null where only the order is known. */
  readonly row: number | null;
  /** Column of the grid, for formats that have one. */
  readonly column: number | null;
  /** What stands in the document, where the text is that without marks which a converter put into it. */
  readonly printed?: string;
  /** What the cell must say by arithmetic, where it is no number as it stands: by the sums around it, or as a formula. */
  readonly proven?: number;
}

/** The count that a cell holds; NaN where it holds none. */
export function countOf(cell: Cell | undefined): number {
  if (cell === undefined || cell.kind !== 'VALUE') return Number.NaN;
  if (cell.proven !== undefined) return cell.proven;
  return isPlain(cell.text) ? Number(cell.text) : (readNumber(cell.text, 'count').value ?? Number.NaN);
}

class CellList {
  readonly cells: Cell[] = [];
  private rows = 0;

  openRow(): number {
    return this.rows++;
  }

  add(source: string, start: number, end: number, row: number | null, column: number | null = null): void {
    let from = start;
    let to = end;
    while (from < to && fillsNoCell(source.charCodeAt(from))) from++;
    while (to > from && fillsNoCell(source.charCodeAt(to - 1))) to--;
    while (isEmphasis(source, from, to)) {
      from++;
      to--;
    }
    const printed = source.slice(from, to);
    if (printed === '' || isPlain(printed)) {
      this.cells.push({ kind: printed === '' ? 'EMPTY' : 'VALUE', text: printed, start: from, end: to, row, column });
      return;
    }
    const { text, at, length, isValue, isValueInRow } = knownText(printed);
    const kind = text === '' ? 'EMPTY' : isValue || (isValueInRow && this.goesOn(row)) ? 'VALUE' : 'TEXT';
    if (at < 0) this.cells.push({ kind, text, start: from, end: to, row, column, printed });
    else this.cells.push({ kind, text, start: from + at, end: from + at + length, row, column });
  }

  /** The cell added last is a formula that comes to a count. */
  prove(count: number): void {
    const last = this.cells[this.cells.length - 1];
    if (last !== undefined) this.cells[this.cells.length - 1] = { ...last, kind: 'VALUE', proven: count };
  }

  /** What may number a label is a value where none follows it in its row. */
  closeRow(row: number): void {
    for (let at = this.cells.length - 1; at >= 0; at--) {
      const cell = this.cells[at];
      if (cell === undefined || cell.row !== row || this.cells[at - 1]?.row !== row) return;
      if (cell.kind !== 'TEXT') continue;
      if (!looksLikeValueAtEnd(cell.text)) return;
      this.cells[at] = { ...cell, kind: 'VALUE' };
    }
  }

  /** The first cell of a row may number it. */
  private goesOn(row: number | null): boolean {
    return row !== null && this.cells[this.cells.length - 1]?.row === row;
  }
}

/** Markdown sets labels and totals in bold or italics, and some programs put cells in quotes: `**12**`, `*12*`, `_12_`, `"12"`. */
function isEmphasis(source: string, from: number, to: number): boolean {
  const mark = source.charCodeAt(from);
  return (
    (mark === 0x2a || mark === 0x5f || mark === 0x60 || mark === 0x22) &&
    to - from > 2 &&
    source.charCodeAt(to - 1) === mark
  );
}

/** Bars seen since the last filled cell, over lines: how a table that stands a cell a line marks its empty cells. */
interface LooseState {
  bars: number;
  anyCell: boolean;
  /** End of the last line that had a bar or a cell: where empty cells stand. */
  at: number;
}

function addLoose(list: CellList, text: string, line: Line, state: LooseState): void {
  if (line.filled === 0) {
    state.bars += line.bars;
    state.at = line.end;
    return;
  }
  const filled = line.pieces.find(({ start, end }) => isFilled(text, start, end)) ?? line;
  let before = 0;
  for (let at = line.start; line.bars > 0 && at < filled.start; at++) if (isBar(text.charCodeAt(at))) before++;
  const after = line.bars - before;
  const boxed = before > 0 && after > 0 ? 1 : 0;
  const empties = state.anyCell ? state.bars + before - boxed - 1 : 0;
  for (let count = 0; count < Math.min(empties, 64); count++) list.add(text, state.at, state.at, null);
  list.add(text, filled.start, filled.end, null);
  state.bars = after;
  state.anyCell = true;
  state.at = line.end;
}

function closeLoose(list: CellList, text: string, state: LooseState): void {
  for (let count = 0; count < Math.min(state.bars - 1, 64); count++) list.add(text, state.at, state.at, null);
  state.bars = 0;
  state.anyCell = false;
}

function lexText(list: CellList, text: string, from: number, to: number): void {
  const state: LooseState = { bars: 0, anyCell: false, at: from };
  for (let start = from; start < to; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 || newline > to ? to : newline;
    const line = takeApart(text, start, end);
    start = end + 1;
    if (line.filled === 0 && line.bars === 0) continue;
    const content = text.slice(line.start, line.end);
    if (isFurniture(content)) continue;
    const words = line.bars === 0 ? wordsOfTable(text, line) : null;
    if (words !== null) {
      closeLoose(list, text, state);
      for (const word of words) list.add(text, word.start, word.end, null);
      continue;
    }
    const pieces =
      line.filled >= 2 || (line.filled === 1 && line.bars >= 4)
        ? line.pieces
        : line.bars === 0
          ? splitAtSpaces(text, line)
          : null;
    if (pieces === null) {
      addLoose(list, text, line, state);
      continue;
    }
    closeLoose(list, text, state);
    const row = list.openRow();
    for (const piece of pieces) list.add(text, piece.start, piece.end, row);
    list.closeRow(row);
  }
  closeLoose(list, text, state);
}

/** Tables in order of their start, one around others before them. */
interface Tables {
  readonly text: string;
  readonly sorted: readonly SourceTable[];
  next: number;
}

function lexTable(list: CellList, tables: Tables, table: SourceTable): void {
  const places = holdsTable(tables, table.span.end) ? table.rows.flat() : [];
  let at = 0;
  for (const cells of table.rows) {
    const row = list.openRow();
    for (const { span, column, computed } of cells) {
      const end = places[++at]?.span.start ?? table.span.end;
      if (!holdsTable(tables, end)) {
        list.add(tables.text, span.start, span.end, row, column);
        if (computed !== undefined) list.prove(computed);
      } else lexRange(list, tables, span.start, end);
    }
    list.closeRow(row);
  }
}

/** Whether the next table begins before a place. */
function holdsTable({ sorted, next }: Tables, end: number): boolean {
  const table = sorted[next];
  return table !== undefined && table.span.start < end;
}

/** A cell around tables is layout, and its content is that of a document of its own. */
function lexRange(list: CellList, tables: Tables, from: number, to: number): void {
  let at = from;
  for (let table = tables.sorted[tables.next]; table !== undefined; table = tables.sorted[tables.next]) {
    if (table.span.start >= to) break;
    tables.next++;
    lexText(list, tables.text, at, table.span.start);
    lexTable(list, tables, table);
    at = Math.max(at, table.span.end);
  }
  lexText(list, tables.text, at, to);
}

/**
 * Lexes a document to cells in reading order. Where a format has tables their rows are taken as they are; elsewhere cells are found in the lines:
 * one row a line (bars, tabs, or nothing but spaces), or one cell a line with its bar after it, before it, or on a line of its own.
 */
export function lexCells({ text, tables }: SourceDocument): readonly Cell[] {
  const list = new CellList();
  const sorted = [...tables].sort((a, b) => a.span.start - b.span.start);
  lexRange(list, { text, sorted, next: 0 }, 0, text.length);
  return list.cells;
}
