import type { SourceDocument } from '../domain/source-document';
import { type SheetCell, sheetBlocks } from './sheet-flow';
import { writeFlow } from './write-flow';

const FEWEST_COMMAS = 2;
const FEWEST_ROWS = 3;
const MOST_COLUMNS = 1000;
/** A report has some hundreds; a file with more is read as the text it also is, in a fraction of the time. */
const MOST_CELLS = 20_000;

/** Whether at least half of the lines are parted by commas, and more than by bars or tabs, which are other layouts. */
export function looksLikeCsv(text: string): boolean {
  if (!hasMore(text, ',', FEWEST_ROWS * FEWEST_COMMAS - 1) || hasMore(text, ',', MOST_CELLS)) return false;
  let lines = 0;
  let parted = 0;
  let otherwise = 0;
  for (const line of text.split(text.includes('\r') ? /[\r\n]+/ : '\n')) {
    if (line.trim() === '') continue;
    lines++;
    if (line.includes('|') || line.includes('\t')) otherwise++;
    else if (hasMore(line, ',', FEWEST_COMMAS - 1)) parted++;
  }
  return parted >= FEWEST_ROWS && parted * 2 >= lines && parted > otherwise;
}

function hasMore(text: string, character: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count <= most; at = text.indexOf(character, at + 1)) count++;
  return count > most;
}

/** Comma-separated values (RFC 4180), as sheets are saved: quoted cells may hold commas, quotes and line ends. */
export function readCsv(text: string): Pick<SourceDocument, 'text' | 'tables' | 'pageTitles'> {
  return { ...writeFlow(sheetBlocks(cellsOf(text))), pageTitles: [] };
}

/** A quoted cell, whatever follows its closing quote up to the separator; or a bare one; and the separator after it. */
const CELL = /(?:"((?:[^"]|"")*)("[^,\r\n]*)?|([^,\r\n]*))(,|\r\n|\r|\n|$)/y;

function cellsOf(text: string): readonly SheetCell[] {
  const cells: SheetCell[] = [];
  let row = 0;
  let column = 0;
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const [, quoted, closing = '"', bare = '', separator] = CELL.exec(text) ?? [];
    if (separator === undefined) break;
    const content = quoted === undefined ? bare : quoted.replaceAll('""', '"') + closing.slice(1);
    if (column < MOST_COLUMNS)
      cells.push({ row, column, rowspan: 1, colspan: 1, text: trimmed(content), drawn: false, computed: null });
    column++;
    if (separator === ',') continue;
    row++;
    column = 0;
  }
  return cells;
}

/** Formulas that keep digits text (`="001"`) are those digits. */
function trimmed(content: string): string {
  return (/^="([^"]*)"$/.exec(content)?.[1] ?? content).trim();
}
