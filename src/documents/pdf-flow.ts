import { PAGE_END } from '../domain/source-text';
import type { Block, TableBlock } from './html-flow';
import { findGrids, type Grid, type GridCell } from './pdf-grid';
import type { PdfPage } from './pdf-page';
import { isSeamless, type Line, linesOf, textOfLine } from './pdf-text';
import { findWrappedRows, type WrappedRow } from './pdf-wrapped-rows';

type Part = string | Grid;

interface LooseTable {
  columns: readonly number[];
  rows: GridCell[][];
  readonly pageEnds: number[];
}

const PAGE_NUMBER = /^[-–—－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-–—－·\s]*$/u;
/** Share of the page at its head and foot where running lines stand. */
const MARGIN = 0.12;
const HEADING = /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．])/;

/** Content of the pages: lines joined to paragraphs, ruled tables, those that go on over a page break as one; a form feed after every page. */
export function pdfBlocks(pages: readonly PdfPage[]): readonly Block[] {
  const running = runningLines(pages);
  const right = Math.max(0, ...pages.flatMap(({ runs }) => runs.map(({ x, width }) => x + width)));
  const parts: (string | LooseTable)[] = [];
  for (const page of pages) {
    for (const [at, part] of partsOf(page, running, right).entries()) {
      const before = at === 0 ? parts.findLastIndex((each) => each !== PAGE_END) : -1;
      const last = parts[before];
      if (typeof part === 'string') parts.push(part);
      else if (last !== undefined && typeof last !== 'string' && isAlike(last.columns, part.columns))
        continueTable(last, part, parts.splice(before + 1).length);
      else parts.push({ columns: part.columns, rows: part.rows.map((row) => [...row]), pageEnds: [] });
    }
    parts.push(PAGE_END);
  }
  return parts.map((part) => (typeof part === 'string' ? part : tableBlock(part)));
}

/** Lines at the head or foot of at least two pages that differ in numbers only: titles, addresses and times of printing. */
function runningLines(pages: readonly PdfPage[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const seen = new Set(linesOf(page.runs.filter((run) => isInMargin(run.y, page))).map(shapeOf));
    for (const shape of seen) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > 1 && count * 2 > pages.length).map(([shape]) => shape));
}

const shapeOf = (line: Line): string => textOfLine(line, ' ').replace(/\d+/g, '0');
const isInMargin = (y: number, { height }: PdfPage): boolean => y < height * MARGIN || y > height * (1 - MARGIN);

function partsOf(page: PdfPage, running: ReadonlySet<string>, right: number): readonly Part[] {
  const { grids, outside: unruled } = findGrids(page);
  const { rows, outside } = findWrappedRows(unruled);
  const placed = [...grids, ...rows].sort((a, b) => b.top - a.top);
  const lines = linesOf(outside).filter((line) => {
    if (!isInMargin(line.y, page)) return true;
    return !PAGE_NUMBER.test(textOfLine(line, ' ')) && !(running.has(shapeOf(line)) && /[^\d\s]/.test(shapeOf(line)));
  });
  const left = Math.min(page.width, ...lines.map(({ runs }) => runs[0]?.x ?? page.width));
  const parts: Part[] = [];
  let before: Line | null = null;
  let next = 0;
  for (const line of lines) {
    for (; next < placed.length && (placed[next]?.top ?? 0) > line.y; next++) {
      parts.push(partOf(placed[next] as Grid | WrappedRow));
      before = null;
    }
    const text = textOfLine(line, '\t');
    const last = parts.at(-1);
    if (before !== null && typeof last === 'string' && goesOn(before, line, left, right) && !HEADING.test(text))
      parts[parts.length - 1] = last + (isSeamless(last, text) ? '' : ' ') + text;
    else parts.push(text);
    before = line;
  }
  return [...parts, ...placed.slice(next).map(partOf)];
}

const partOf = (placed: Grid | WrappedRow): Part => ('text' in placed ? placed.text : placed);

/** A line that reaches the right edge goes on in the next, unless that is indented or of another size. */
function goesOn(before: Line, line: Line, left: number, right: number): boolean {
  const last = before.runs.at(-1);
  const first = line.runs[0];
  if (last === undefined || first === undefined) return false;
  const isOneColumn = (each: Line) => !textOfLine(each, '\t').includes('\t');
  return (
    Math.abs(before.height - line.height) < 0.5 &&
    before.y - line.y < line.height * 3 &&
    last.x + last.width > right - line.height * 1.5 &&
    first.x < left + line.height * 1.2 &&
    isOneColumn(before) &&
    isOneColumn(line)
  );
}

const isNear = (at: number, other: number): boolean => Math.abs(at - other) <= 4;

/** As wide, at the same place. Inner lines differ when a part of the table has none of its narrower cells. */
function isAlike(columns: readonly number[], others: readonly number[]): boolean {
  return isNear(columns[0] ?? 0, others[0] ?? 0) && isNear(columns.at(-1) ?? 0, others.at(-1) ?? 0);
}

/** The rows on a finer grid: a cell begins and ends at the same lines as before. */
function onGrid(rows: readonly (readonly GridCell[])[], from: readonly number[], to: readonly number[]): GridCell[][] {
  const indexOf = (column: number) => to.findIndex((at) => isNear(at, from[column] ?? 0));
  return rows.map((row) =>
    row.map((cell) => {
      const column = indexOf(cell.column);
      return { ...cell, column, colspan: indexOf(cell.column + cell.colspan) - column };
    }),
  );
}

function unionOf(columns: readonly number[], others: readonly number[]): readonly number[] {
  return [...columns, ...others.filter((other) => !columns.some((at) => isNear(at, other)))].sort((a, b) => a - b);
}

/** Appends the rows of the next page, its repeated header left out, and a row that the break went through put together again. */
function continueTable(table: LooseTable, part: Grid, pages: number): void {
  const columns = unionOf(table.columns, part.columns);
  table.rows = onGrid(table.rows, table.columns, columns);
  const rows = onGrid(part.rows, part.columns, columns);
  table.columns = columns;
  const fingerprint = (row: readonly GridCell[]) => row.map(({ text, column }) => `${column}${text}`).join('|');
  let from = 0;
  while (
    from < rows.length &&
    fingerprint(rows[from] ?? []) === fingerprint(table.rows[from] ?? []) &&
    isHeader(rows[from] ?? [])
  )
    from++;
  for (let page = 0; page < pages; page++) table.pageEnds.push(table.rows.length);
  const [first, ...rest] = rows.slice(from);
  if (first === undefined) return;
  const start = table.rows.length - from;
  const last = table.rows.at(-1);
  if (from === 0 && last !== undefined && isRestOf(last, first)) {
    table.rows[table.rows.length - 1] = last.map((cell) => {
      const more = first.find(({ column }) => column === cell.column)?.text ?? '';
      return { ...cell, text: cell.text + (isSeamless(cell.text, more) ? '' : ' ') + more };
    });
    for (const row of rest) table.rows.push(row.map((cell) => ({ ...cell, row: cell.row + start - 1 })));
    return;
  }
  for (const row of [first, ...rest]) table.rows.push(row.map((cell) => ({ ...cell, row: cell.row + start })));
}

const isHeader = (row: readonly GridCell[]): boolean =>
  row.some(({ text }) => text !== '') && row.every(({ text }) => !/^\d/.test(text));

/** The rest of a label whose numbers stand above the break, or the other way round. */
function isRestOf(above: readonly GridCell[], below: readonly GridCell[]): boolean {
  const numbers = (row: readonly GridCell[]) => row.filter(({ text }) => /^\d/.test(text)).length;
  const words = (row: readonly GridCell[]) => row.filter(({ text }) => /[^\d\s.,]/.test(text)).length;
  if (above.length !== below.length || above.some(({ column }, at) => column !== below[at]?.column)) return false;
  if (HEADING.test(below.find(({ text }) => text !== '')?.text ?? '')) return false;
  // Below the heading of a column a number is a row of its own.
  if (above.some(({ text }, at) => /[^\d\s.,]/.test(text) && /^\d/.test(below[at]?.text ?? ''))) return false;
  return (
    words(above) > 0 &&
    words(below) > 0 &&
    numbers(above) + numbers(below) > 0 &&
    (numbers(above) === 0 || numbers(below) === 0)
  );
}

function tableBlock({ rows, pageEnds }: LooseTable): TableBlock {
  return {
    pageEnds,
    rows: rows.map((row, at) =>
      row.map(({ column, colspan, rowspan, text }) => {
        const extent = Math.max(1, Math.min(rowspan, rows.length - at));
        const blocks = text === '' ? [] : [text];
        return { row: at, column, rowspan: extent, colspan, cell: { blocks, rowspan: extent, colspan } };
      }),
    ),
  };
}
