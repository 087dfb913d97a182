import type { Span } from '../domain/source-text';
import type { Cell } from './lex-cells';
import { findExact, type LabelBook, type LabelMatch, matchLabel } from './match-labels';

/** Cells that belong together: what stands for the label, and what stands for the values. */
export interface AssembledRow {
  readonly label: readonly Cell[];
  /** VALUE and EMPTY cells, and TEXT where a value should be. */
  readonly values: readonly Cell[];
  readonly match: LabelMatch | undefined;
  /** How many cells the label takes in the row itself; rows of one table that agree in this have their values at the same place. */
  readonly labelCells: number;
  /** The document marks the values as a row of their own, and the label stands before that row. */
  readonly detached: boolean;
}

export function spanOfRow(row: AssembledRow): Span {
  const first = row.label[row.label.length - 1] ?? row.values[0];
  const last = row.values[row.values.length - 1] ?? first;
  return {
    start: Math.min(first?.start ?? 0, row.values[0]?.start ?? 0),
    end: Math.max(first?.end ?? 0, last?.end ?? 0),
  };
}

const HAN = /\p{Script=Han}/u;
/** Numerals in words stand where a value should be. */
const NUMERALS = /^[零〇一二三四五六七八九十百千万\s]+$/u;

/** Cells that begin a label which goes on in the next one. */
const BEGINNING = /^(?:[\p{P}\p{S}一二三四五六七八]|[（(]?[一二三四五六七八\d]{1,2}[)）.、．,，])$/u;

/** Text that may be (part of) a label rather than a damaged number. */
function looksLikeLabel(cell: Cell): boolean {
  return cell.kind === 'TEXT' && HAN.test(cell.text) && !NUMERALS.test(cell.text);
}

/** Index after the last cell of a range that may be a label; behind the heading of a group stands the damaged label of its line. */
function endOfLabelLike(cells: readonly Cell[], from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    const cell = cells[at];
    if (cell !== undefined && looksLikeLabel(cell)) return at + 1;
  }
  return from;
}

/** A row without the labels that stand in it again, behind numbers: those of a table of which one half is printed beside the other. */
function withoutRepeatedLabels(book: LabelBook, cells: readonly Cell[]): readonly Cell[] {
  const firstValue = cells.findIndex(({ kind }) => kind === 'VALUE');
  const isRepeated = (cell: Cell, at: number): boolean =>
    cell.kind === 'TEXT' &&
    at > firstValue &&
    findExact(book, cell.text) !== undefined &&
    cells.some((other, before) => before < firstValue && other.kind === 'TEXT' && other.text === cell.text);
  return firstValue > 0 && cells.some(isRepeated) ? cells.filter((cell, at) => !isRepeated(cell, at)) : cells;
}

class RowAssembler {
  readonly rows: AssembledRow[] = [];
  private label: Cell[] = [];
  private values: Cell[] = [];

  constructor(private readonly book: LabelBook) {}

  /** Closes the row being assembled. */
  close(labelCells = this.label.length, detached = false): void {
    if (this.values.length === 0) return;
    const match = matchLabel(
      this.book,
      this.label.map((cell) => cell.text),
    );
    this.rows.push({
      label: this.label,
      values: this.values,
      match,
      labelCells,
      detached: detached && match !== undefined,
    });
    this.label = [];
    this.values = [];
  }

  /** A cell of which only the order is known. */
  addLoose(cell: Cell): void {
    if (cell.kind === 'TEXT') {
      const inValues = this.values.some((value) => value.kind !== 'EMPTY');
      if (inValues && !looksLikeLabel(cell)) {
        this.values.push(cell);
        return;
      }
      const begun = this.takeBegunLabel(cell);
      this.close();
      this.label.push(...begun, cell);
      return;
    }
    if (cell.kind === 'EMPTY' && this.values.length === 0 && this.label.length === 0) return;
    this.values.push(cell);
  }

  /**
   * Takes back from the values what turns out to begin the next label: the `（` `三` `）` of a label spelt one character a line; the 无 too of 无法提供.
   */
  private takeBegunLabel(next: Cell): readonly Cell[] {
    const isBegun = (cell: Cell, at: number): boolean =>
      (cell.kind === 'TEXT' && BEGINNING.test(cell.text)) ||
      (cell.text === '无' && next.text === '法' && at === this.values.length - 1);
    const from = this.values.findLastIndex((cell, at) => !isBegun(cell, at)) + 1;
    return from === this.values.length ? [] : this.values.splice(from);
  }

  /** The cells of a row that the document marks as one. */
  addMarked(marked: readonly Cell[]): void {
    const cells = withoutRepeatedLabels(this.book, marked);
    const labelEnd = this.endOfLabel(cells);
    const values = cells.slice(labelEnd);
    const isMixed = values.some((cell) => cell.kind === 'TEXT' && findExact(this.book, cell.text)?.proof === 'EXACT');
    const hasValues = cells.some((cell) => cell.kind === 'VALUE') || this.hasDamagedValue(cells, labelEnd);
    if (!hasValues || isMixed) {
      this.addWithoutValues(cells, isMixed);
      return;
    }
    this.close();
    const own = cells.slice(0, labelEnd).filter((cell) => cell.kind === 'TEXT');
    this.label = [...this.label, ...own];
    this.values = values;
    this.close(labelEnd, own.length === 0);
  }

  /** Behind the official wording of a line stands a text with digits, where its number should: 约3600. */
  private hasDamagedValue(cells: readonly Cell[], labelEnd: number): boolean {
    const label = cells[labelEnd - 1];
    const isLabel = label?.kind === 'TEXT' && findExact(this.book, label.text)?.proof === 'EXACT';
    return isLabel && cells.slice(labelEnd).some(({ kind, text }) => kind === 'TEXT' && /\d/u.test(text));
  }

  /** A row of labels, of empty cells, or of several labels with values between them. */
  private addWithoutValues(cells: readonly Cell[], isMixed: boolean): void {
    if (isMixed) {
      const lastIsLabel = findExact(this.book, cells[cells.length - 1]?.text ?? '')?.proof === 'EXACT';
      const labels = cells.filter((cell) => cell.kind === 'TEXT' && findExact(this.book, cell.text)?.proof === 'EXACT');
      if (lastIsLabel && labels.length === 1) {
        this.close();
        this.label = [...labels];
        this.values = cells.filter((cell) => cell.kind !== 'TEXT');
        this.close();
        return;
      }
    }
    this.close();
    for (const cell of cells) this.addLoose(cell);
    this.close();
  }

  /** Index of the first cell that is no label: after the last official wording of a line, else after the leading label-like cells. */
  private endOfLabel(cells: readonly Cell[]): number {
    const firstValue = cells.findIndex((cell) => cell.kind === 'VALUE');
    const leading = firstValue === -1 ? cells.length : firstValue;
    for (let at = leading - 1; at >= 0; at--) {
      const cell = cells[at];
      const match = cell?.kind === 'TEXT' ? findExact(this.book, cell.text) : undefined;
      if (match !== undefined) return match.proof === 'GROUP' ? endOfLabelLike(cells, at, leading) : at + 1;
    }
    return endOfLabelLike(cells, 0, leading);
  }
}

const wordsOf = (label: readonly Cell[]): string => label.map(({ text }) => text).join('');

/** A label that wraps, its values beside its first line and blanks beside its second: one row, where the two make an official wording. */
function joinWrapped(book: LabelBook, rows: readonly AssembledRow[]): readonly AssembledRow[] {
  const joined: AssembledRow[] = [];
  for (const row of rows) {
    const before = joined[joined.length - 1];
    const isRest =
      row.label.length > 0 && row.match?.proof !== 'EXACT' && row.values.every(({ kind }) => kind === 'EMPTY');
    const wanting = isRest && before !== undefined && before.match?.proof !== 'EXACT' ? before : undefined;
    const match =
      wanting === undefined ? undefined : findExact(book, wordsOf([...wanting.label.slice(-1), ...row.label]));
    if (wanting !== undefined && match?.proof === 'EXACT') joined[joined.length - 1] = { ...wanting, match };
    else joined.push(row);
  }
  return joined;
}

/** Puts the cells of a table together to rows: a label, or none, and the values that follow it. */
export function assembleRows(book: LabelBook, cells: readonly Cell[]): readonly AssembledRow[] {
  const assembler = new RowAssembler(book);
  for (let at = 0; at < cells.length; ) {
    const cell = cells[at];
    if (cell === undefined) break;
    if (cell.row === null) {
      assembler.addLoose(cell);
      at++;
      continue;
    }
    let end = at + 1;
    while (end < cells.length && cells[end]?.row === cell.row) end++;
    const marked = cells.slice(at, end);
    if (marked.length === 1 && cell.kind !== 'VALUE') assembler.addLoose(cell);
    else assembler.addMarked(marked);
    at = end;
  }
  assembler.close();
  return joinWrapped(book, assembler.rows);
}
