import { isAsciiWhitespace } from './html-white-space';
import { type Place, placeCells, type SpannedCell, type SpannedRow } from './table-grid';

/** What becomes of white space: collapsed as in most elements, with line ends kept (pre-line), or kept (pre). */
export type Whitespace = 'collapse' | 'lines' | 'keep';

/** What keeps a digit apart from the one before it: of a note, of an exponent, or of what may not be seen. */
export type ShiftMark = '^' | '_' | ' ';

/** A line of text, or a table. */
export type Block = string | TableBlock;

export interface TableBlock {
  readonly rows: readonly (readonly (Place & { readonly cell: CellContent })[])[];
  /** Rows, counting from 0, before which a page ends. */
  readonly pageEnds?: readonly number[];
}

export interface CellContent extends SpannedCell {
  readonly blocks: readonly Block[];
  readonly computed?: number;
}

/** East Asian wide characters: a line end of the markup between two of them is no space (CSS Text 3, 4.1.3). */
const WIDE = '\\u2e80-\\ua4cf\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff01-\\uff60\\uffe0-\\uffe6';
const WIDE_CHARACTER = new RegExp(`[${WIDE}]`);
const WIDE_LINE_END = new RegExp(`(?<=[${WIDE}])[ \\t\\f]*[\\n\\r][ \\t\\n\\f\\r]*(?=[${WIDE}])`, 'g');
/** Zero-width space, word joiner, byte order mark and soft hyphen show nothing, but would split a number. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
const needsCleaning = (code: number): boolean =>
  code >= 0xa0 && (code === 0xa0 || code === 0xad || code === 0x200b || code === 0x2060 || code === 0xfeff);

/** Collects visible content in reading order, one line a block of text. */
export class Flow {
  readonly blocks: Block[] = [];
  #line = '';
  /** The last character of the line; kept apart because looking into a string under construction copies it. */
  #last = '';
  #gap: '' | ' ' | '\n' = '';
  #mark = '';

  append(text: string, whitespace: Whitespace): void {
    if (whitespace === 'collapse' || !/[\n\r]/.test(text)) {
      this.#appendInline(text, whitespace);
      return;
    }
    const [first = '', ...rest] = text.split(/\r\n|[\n\r]/);
    this.#appendInline(first, whitespace);
    for (const line of rest) {
      this.breakLine();
      this.#appendInline(line, whitespace);
    }
  }

  /** A raised or lowered digit after a digit is a note or an exponent: kept apart by the mark, lest 12¹ be read as 121. So is what follows it, by a space. */
  markShift(mark: ShiftMark): void {
    this.#mark = mark;
  }

  breakLine(): void {
    if (this.#line !== '') this.#endLine();
    this.#gap = '';
    this.#mark = '';
  }

  #endLine(): void {
    const line = trimSpaces(cleaned(this.#line));
    if (line.trim() !== '') this.blocks.push(line);
    this.#line = '';
    this.#last = '';
  }

  /** A table of one column is layout: its cells are content of the flow. Tables without text are left out. */
  addTable(rows: readonly SpannedRow<CellContent>[]): void {
    this.addPlacedTable(placeCells(rows));
  }

  addPlacedTable(placed: TableBlock['rows']): void {
    this.breakLine();
    if (placed.every((row) => row.every(({ cell }) => cell.blocks.length === 0))) return;
    if (placed.some((row) => row.some(({ column }) => column > 0))) {
      this.blocks.push({ rows: placed });
      return;
    }
    for (const row of placed) for (const { cell } of row) for (const block of cell.blocks) this.blocks.push(block);
  }

  #appendInline(text: string, whitespace: Whitespace): void {
    if (whitespace === 'keep') {
      this.#join(text);
      return;
    }
    let start = 0;
    while (start < text.length && isAsciiWhitespace(text.charCodeAt(start))) start++;
    if (start > 0) this.#addGap(text.slice(0, start));
    if (start === text.length) return;
    let end = text.length;
    while (isAsciiWhitespace(text.charCodeAt(end - 1))) end--;
    const body = text.slice(start, end);
    this.#join(isCollapsible(body) ? body.replace(WIDE_LINE_END, '').replace(/[\t\n\f\r ]+/g, ' ') : body);
    if (end < text.length) this.#addGap(text.slice(end));
  }

  #addGap(run: string): void {
    if (/[\n\r]/.test(run)) this.#gap = '\n';
    else if (this.#gap === '') this.#gap = ' ';
  }

  #join(text: string): void {
    const first = text[0];
    if (first === undefined) return;
    if (this.#gap !== '' && this.#line !== '') {
      const seamless = this.#gap === '\n' && WIDE_CHARACTER.test(this.#last) && WIDE_CHARACTER.test(first);
      if (!seamless) this.#line += ' ';
    }
    if (this.#mark !== '' && /\d/.test(this.#last) && /\d/.test(first)) this.#line += this.#mark;
    this.#line += text;
    this.#last = text[text.length - 1] ?? '';
    this.#gap = '';
    this.#mark = '';
  }
}

function cleaned(line: string): string {
  for (let at = 0; at < line.length; at++) {
    if (needsCleaning(line.charCodeAt(at))) return line.replace(INVISIBLE, '').replaceAll('\u00a0', ' ');
  }
  return line;
}

/** Whether a text has white space that is more than a space. */
function isCollapsible(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isAsciiWhitespace(code) && (code !== 0x20 || text.charCodeAt(at + 1) === 0x20)) return true;
  }
  return false;
}

/** Ideographic spaces stay: they are the indent that the agency typed. */
function trimSpaces(line: string): string {
  let start = 0;
  let end = line.length;
  while (isAsciiWhitespace(line.charCodeAt(start))) start++;
  while (end > start && isAsciiWhitespace(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}
