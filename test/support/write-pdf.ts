import { deflateSync } from 'node:zlib';
import { type ReportBlock, slotsOf } from './report-blocks';
import type { PrintedTable } from './report-tables';

/** `repeated`: the header of a table again on each page that it goes on to. `split`: every number in two runs. */
export interface PdfStyle {
  readonly repeated?: boolean;
  readonly split?: boolean;
  /** No lines around cells; values beside the first or the middle line of their label. */
  readonly unruled?: 'top' | 'middle';
  /** Characters of labels as radicals, as printing from a browser leaves them. */
  readonly radicals?: boolean;
  /** Content streams deflated, as everybody does; `cut`: without the end, where their checksum is. */
  readonly deflated?: 'whole' | 'cut';
  /** Every page drawn turned by so many degrees against the clock, for readers to turn it back. */
  readonly turned?: 90 | 180 | 270;
}

/** A block that begins a page. */
export const PDF_PAGE_BREAK = '\f';

const WIDTH = 842;
const HEIGHT = 595;
const MARGIN = 90;
const SIZE = 9;
const LEADING = 11;
const RADICALS: Readonly<Record<string, string>> = { 行: '⾏', 人: '⼈', 一: '⼀', 无: '⽆', 长: '⻓', 见: '⻅' };

const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
const advance = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u02ff' ? SIZE : SIZE / 2), 0);

class Pages {
  readonly contents: string[][] = [[]];
  y = HEIGHT - MARGIN;

  /** Begins a page when less room is left; true when it did. */
  need(room: number): boolean {
    if (this.y - room >= MARGIN) return false;
    this.contents.push([]);
    this.y = HEIGHT - MARGIN;
    return true;
  }

  text(x: number, y: number, text: string): void {
    this.#add(`BT /F1 ${SIZE} Tf 1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm <${hex(text)}> Tj ET`);
  }

  rule(x1: number, y1: number, x2: number, y2: number): void {
    this.#add(`${x1.toFixed(2)} ${y1.toFixed(2)} m ${x2.toFixed(2)} ${y2.toFixed(2)} l S`);
  }

  #add(operators: string): void {
    this.contents[this.contents.length - 1]?.push(operators);
  }
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const character of text) {
    if (advance((lines.at(-1) ?? '') + character) > width && !/\d/.test(character)) lines.push('');
    lines[lines.length - 1] += character;
  }
  return lines;
}

function addTable(pages: Pages, table: PrintedTable, style: PdfStyle): void {
  const rule = (...ends: readonly [number, number, number, number]) => {
    if (style.unruled === undefined) pages.rule(...ends);
  };
  const room = (WIDTH - 2 * MARGIN) / table.width;
  const rows = slotsOf(table);
  const headers = table.rows.findIndex((row) => row.some(({ role }) => role !== 'heading'));
  const written = (text: string, isLabel: boolean) =>
    style.radicals && isLabel ? [...text].map((character) => RADICALS[character] ?? character).join('') : text;
  const addRow = (slots: (typeof rows)[number], at: number) => {
    const lines = slots.map(({ cell, continued }) =>
      continued ? [''] : wrapped(written(cell.text, cell.role !== 'value'), room * cell.colspan - 6),
    );
    const heights = lines.map((each, index) => Math.ceil(each.length / (slots[index]?.cell.rowspan ?? 1)));
    const height = Math.max(...heights) * LEADING + 6;
    const broken = pages.need(height + LEADING);
    if (broken && style.repeated && at >= headers)
      for (const [index, header] of rows.slice(0, Math.max(0, headers)).entries()) addRow(header, index);
    const top = pages.y;
    const bottom = top - height;
    for (const [index, { cell, column, continued }] of slots.entries()) {
      const left = MARGIN + column * room;
      const right = left + cell.colspan * room;
      rule(left, top, left, bottom);
      rule(right, top, right, bottom);
      if (!continued || broken) rule(left, top, right, top);
      const own = lines[index] ?? [];
      const indent = style.unruled === 'middle' && cell.rowspan === 1 ? (height - 6 - own.length * LEADING) / 2 : 0;
      for (const [line, text] of own.entries()) {
        const y = top - 10 - indent - line * LEADING;
        const middle = style.split && /^\d{2,}$/.test(text) ? text.length >> 1 : 0;
        if (middle > 0) pages.text(left + 3, y, text.slice(0, middle));
        if (text !== '') pages.text(left + 3 + advance(text.slice(0, middle)), y, text.slice(middle));
      }
    }
    rule(MARGIN, bottom, MARGIN + 1, bottom);
    pages.y = bottom;
  };
  const close = () => rule(MARGIN, pages.y, WIDTH - MARGIN, pages.y);
  for (const [at, slots] of rows.entries()) {
    const page = pages.contents.length;
    const y = pages.y;
    addRow(slots, at);
    // The foot of the table on the page before.
    if (pages.contents.length > page && at > 0 && style.unruled === undefined)
      pages.contents[page - 1]?.push(`${MARGIN} ${y.toFixed(2)} m ${WIDTH - MARGIN} ${y.toFixed(2)} l S`);
  }
  close();
  pages.y -= 20;
}

/** A PDF of several pages: prose broken into lines, ruled tables, a running title and page numbers. Characters are those of Adobe-GB1. */
export function writePdf(blocks: readonly ReportBlock[], style: PdfStyle = {}): Buffer {
  const pages = new Pages();
  for (const block of blocks) {
    if (block === PDF_PAGE_BREAK) {
      pages.need(HEIGHT);
      continue;
    }
    if (typeof block !== 'string') {
      addTable(pages, block, style);
      continue;
    }
    for (const line of wrapped(block, WIDTH - 2 * MARGIN)) {
      pages.need(LEADING);
      pages.y -= LEADING + 4;
      pages.text(MARGIN, pages.y, line);
    }
    pages.y -= 8;
  }
  return writePdfPages(
    pages.contents.map(
      (content, at) => `${content.join('\n')}\nBT /F1 9 Tf 1 0 0 1 400 30 Tm <${hex(`- ${at + 1} -`)}> Tj ET`,
    ),
    style,
  );
}

/** What pages are turned by, and their width and height then. */
const TURNED = {
  0: ['', WIDTH, HEIGHT],
  90: [`0 1 -1 0 ${HEIGHT} 0`, HEIGHT, WIDTH],
  180: [`-1 0 0 -1 ${WIDTH} ${HEIGHT}`, WIDTH, HEIGHT],
  270: [`0 -1 1 0 0 ${WIDTH}`, HEIGHT, WIDTH],
} as const;

/** A PDF of pages whose content streams are written already; font F1 takes UTF-16. */
export function writePdfPages(pages: readonly string[], { deflated, turned }: PdfStyle = {}): Buffer {
  const [matrix, width, height] = TURNED[turned ?? 0];
  const contents = pages.map((page) => (turned === undefined ? page : `${matrix} cm\n${page}`));
  const streamOf = (content: string): string => {
    if (deflated === undefined) return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
    const bytes = deflateSync(content).subarray(0, deflated === 'cut' ? -4 : undefined);
    return `<< /Length ${bytes.length} /Filter /FlateDecode >>\nstream\n${bytes.toString('latin1')}\nendstream`;
  };
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, at) => `${5 + at * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>',
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${turned ?? 0} /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + at * 2} 0 R >>`,
      streamOf(content),
    ]),
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = pdf.length;
    pdf += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = pdf.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}
