import type { SourceCell, SourceTable } from '../domain/source-document';
import { PAGE_END } from '../domain/source-text';
import type { Block, CellContent, TableBlock } from './html-flow';
import type { Place } from './table-grid';

export interface WrittenFlow {
  readonly text: string;
  /** In document order, a table before those nested in it. */
  readonly tables: readonly SourceTable[];
}

/** A cell of that many lines and characters is not one of a form: it holds prose, and its lines stay lines. */
const PROSE_LINES = 3;
const PROSE_LENGTH = 120;

/**
 * Text of blocks, a line each; a row of a table is one line, ` | ` between its cells.
 *
 * Cells that hold nested tables or prose are layout: their content is written as lines where it stands. The text of such a cell is its
 * first run of lines that no nested table interrupts.
 */
export function writeFlow(blocks: readonly Block[]): WrittenFlow {
  const writer = new FlowWriter();
  writer.writeBlocks(blocks);
  return { text: writer.text(), tables: writer.tables };
}

/** Lines that follow each other in the text, the first of them at `start`. */
interface Run {
  readonly start: number;
  readonly lines: readonly string[];
}

class FlowWriter {
  readonly tables: SourceTable[] = [];
  readonly #parts: string[] = [];
  #length = 0;
  #atLineStart = true;

  text(): string {
    return this.#parts.join('');
  }

  /** Writes the blocks and returns their first run of lines, which is empty where there is none. */
  writeBlocks(blocks: readonly Block[]): Run {
    const lines: string[] = [];
    let start: number | null = null;
    let interrupted = false;
    for (const block of blocks) {
      this.#startLine();
      if (typeof block !== 'string') {
        interrupted = start !== null;
        this.#writeTable(block);
        continue;
      }
      start ??= this.#length;
      if (!interrupted) lines.push(block);
      this.#write(block);
    }
    return { start: start ?? this.#length, lines };
  }

  #writeTable(table: TableBlock): void {
    const start = this.#length;
    const slot = this.tables.push({ span: { start, end: start }, rows: [] }) - 1;
    const rows = table.rows.map((row, at) => {
      this.#endPages(table, at);
      return this.#writeRow(row);
    });
    this.#endPages(table, rows.length);
    this.tables[slot] = { span: { start, end: this.#length }, rows };
  }

  #writeRow(row: TableBlock['rows'][number]): readonly SourceCell[] {
    const layout = row.map(({ cell }) => isLayout(cell));
    const onlyCells = !layout.includes(true);
    let onLine = false;
    return row.map((placed, at) => {
      const { cell } = placed;
      if (layout[at]) {
        onLine = false;
        const { start, text } = trimmed(this.writeBlocks(cell.blocks));
        return sourceCell(placed, start, text);
      }
      const [only] = cell.blocks;
      const text = (cell.blocks.length === 1 && typeof only === 'string' ? only : cell.blocks.join(' ')).trim();
      // An empty cell beside layout is a spacer, and would be a blank line.
      if (text !== '' || onlyCells) {
        if (onLine) this.#write(' | ');
        else this.#startLine();
        onLine = true;
      }
      const start = this.#length;
      if (onLine) this.#write(text);
      return {
        ...sourceCell(placed, start, text),
        ...(cell.computed === undefined ? {} : { computed: cell.computed }),
      };
    });
  }

  #endPages({ pageEnds = [] }: TableBlock, row: number): void {
    for (const at of pageEnds) {
      if (at !== row) continue;
      this.#startLine();
      this.#write(PAGE_END);
    }
  }

  #startLine(): void {
    if (!this.#atLineStart) this.#write('\n');
    this.#atLineStart = true;
  }

  #write(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    this.#atLineStart = false;
  }
}

function isLayout({ blocks }: CellContent): boolean {
  let length = 0;
  for (const block of blocks) {
    if (typeof block !== 'string') return true;
    length += block.length;
  }
  return blocks.length >= PROSE_LINES && length >= PROSE_LENGTH;
}

/** Trims as cells are trimmed, ideographic spaces included. */
function trimmed({ start, lines }: Run): { readonly start: number; readonly text: string } {
  const run = lines.join('\n');
  return { start: start + run.length - run.trimStart().length, text: run.trim() };
}

function sourceCell({ row, column, rowspan, colspan }: Place, start: number, text: string): SourceCell {
  return { text, span: { start, end: start + text.length }, row, column, rowspan, colspan };
}
