import type { Cell, Column } from './columns';
import { UNITS_ZH } from './labels';
import type { RowSource } from './read-rows';

/** By this Excel knows that the file is UTF-8. */
const BOM = '\uFEFF';
const LINE_END = '\r\n';

/** How spreadsheets begin a formula, in full width too; behind a tab or a line break as well. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const NEEDS_QUOTES = /[",\r\n]/;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text that a spreadsheet would run as a formula is led by an apostrophe, as which spreadsheets know a text. */
const harmless = (text: string): string => quoted(FORMULA.test(text) ? `'${text}` : text);

function csvCell(cell: Cell, numeric: boolean): string {
  if (cell === null) return '';
  const text = String(cell);
  return numeric && NUMBER.test(text) ? text : harmless(text);
}

const withUnit = (label: string, unit: string | null, open: string, close: string): string =>
  unit === null ? label : `${label}${open}${unit}${close}`;

/** Three rows: names in Chinese and English, with units, and ids, which programs go by. */
export function headerRows(columns: readonly Column[]): readonly (readonly string[])[] {
  return [
    columns.map(({ zh, unit }) => withUnit(zh, unit === null ? null : (UNITS_ZH[unit] ?? unit), '（', '）')),
    columns.map(({ en, unit }) => withUnit(en, unit, ' (', ')')),
    columns.map(({ id }) => id),
  ];
}

/** RFC 4180 in UTF-8, a piece for each page of rows. */
export async function* writeCsv({ columns, pages }: RowSource): AsyncGenerator<Buffer> {
  const header = headerRows(columns).map((row) => row.map(harmless).join(',') + LINE_END);
  yield Buffer.from(BOM + header.join(''));
  for await (const rows of pages) {
    const lines = rows.map(
      (row) => row.map((cell, at) => csvCell(cell, columns[at]?.numeric === true)).join(',') + LINE_END,
    );
    if (lines.length > 0) yield Buffer.from(lines.join(''));
  }
}
