import { type ReportBlock, slotsOf } from './report-blocks';

const WIDTH = 15;
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A sheet saved as comma-separated values: covered cells are empty, and every row is as wide as the sheet. */
export function writeCsv(blocks: readonly ReportBlock[]): string {
  const rows = blocks.flatMap((block): readonly (readonly string[])[] => {
    if (typeof block === 'string') return [[block]];
    return slotsOf(block).map((slots) => {
      const row: string[] = [];
      for (const { cell, column, continued } of slots) row[column] = continued ? '' : cell.text;
      return row;
    });
  });
  return rows.map((row) => Array.from({ length: WIDTH }, (_, at) => quoted(row[at] ?? '')).join(',')).join('\r\n');
}
