import { SECTION_HEADINGS } from '../../src/domain/statutory-form';
import type { PrintedRow, PrintedTable, PrintedTables } from './report-tables';
import type { SyntheticReport } from './synthetic-report';

/** Ways in which published reports arrive after crawlers and converters. */
export const LAYOUTS = [
  'row-bars-padded',
  'row-bars',
  'markdown',
  'tabs',
  'spaces',
  'cell-bar-after',
  'cell-bar-before',
  'cell-bar-alone',
  'cell-lines',
  'html',
] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Layouts in which an empty cell leaves a trace. */
export const LAYOUTS_WITH_BLANKS: readonly Layout[] = LAYOUTS.filter(
  (layout) => layout !== 'spaces' && layout !== 'cell-lines',
);

const texts = (row: PrintedRow): string[] => row.map((cell) => cell.text);

/** Crawlers pad every row at its end to the width of the table. */
const padded = (row: PrintedRow, width: number): string[] => [
  ...texts(row),
  ...Array<string>(Math.max(0, width - row.length)).fill(''),
];

const barRow = (cells: readonly string[]): string => `${cells.join(' | ')} |`;

function markdown({ rows, width }: PrintedTable): string {
  const lines = rows.map((row) => `| ${texts(row).join(' | ')} |`);
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return lines.join('\n');
}

/** A cell a line; padding stands on a line of its own, after the row. */
function cellLines(table: PrintedTable, bar: 'after' | 'before' | 'alone'): string {
  const lines: string[] = [];
  for (const row of table.rows) {
    for (const text of texts(row)) {
      if (bar === 'before') lines.push(text === '' ? '|' : `| ${text}`);
      else if (bar === 'after') lines.push(text === '' ? '|' : `${text} |`);
      else lines.push(...(text === '' ? ['|'] : [text, '|']));
    }
    const pads = '|'.repeat(Math.max(0, table.width - row.length));
    if (pads !== '' && bar !== 'before') lines.push(pads);
  }
  return lines.join('\n');
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function htmlTable({ rows }: PrintedTable): string {
  const cells = (row: PrintedRow): string =>
    row
      .map(({ text, colspan, rowspan }) => {
        const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
        return `<td${spans} style="border:1px solid"><p><span>${escapeHtml(text) || '&nbsp;'}</span></p></td>`;
      })
      .join('');
  return `<table border="1"><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}</tbody></table>`;
}

/** One table in a layout, as text or as HTML. */
export function renderTable(table: PrintedTable, layout: Layout): string {
  switch (layout) {
    case 'row-bars-padded':
      return table.rows.map((row) => barRow(padded(row, table.width))).join('\n');
    case 'row-bars':
      return table.rows.map((row) => barRow(texts(row))).join('\n');
    case 'markdown':
      return markdown(table);
    case 'tabs':
      return table.rows.map((row) => texts(row).join('\t')).join('\n');
    case 'spaces':
      return table.rows.map((row) => texts(row).join('  ')).join('\n');
    case 'cell-bar-after':
      return cellLines(table, 'after');
    case 'cell-bar-before':
      return cellLines(table, 'before');
    case 'cell-bar-alone':
      return cellLines(table, 'alone');
    case 'cell-lines':
      return table.rows
        .map((row) =>
          texts(row)
            .filter((text) => text !== '')
            .join('\n'),
        )
        .join('\n');
    case 'html':
      return htmlTable(table);
  }
}

const NUMERALS = ['一', '二', '三', '四', '五', '六'];

/** A whole document: title, lead, six sections, tables in the given layout. */
export function renderReport(report: SyntheticReport, tables: PrintedTables, layout: Layout): string {
  const title = `${report.agencyName}${report.year}年政府信息公开工作年度报告`;
  const lead = `根据《中华人民共和国政府信息公开条例》，编制本机关年度报告。本报告所列数据的统计期限为${report.year}年1月1日至${report.year}年12月31日。`;
  const bodies: Readonly<Record<number, string>> = {
    1: report.narrative[1],
    2: renderTable(tables.disclosure, layout),
    3: renderTable(tables.applications, layout),
    4: renderTable(tables.review, layout),
    5: report.narrative[5],
    6: report.narrative[6],
  };
  const isHtml = layout === 'html';
  const block = (text: string): string => (isHtml ? `<p>${escapeHtml(text)}</p>` : text);
  const parts = [block(title), block(lead)];
  for (const { ordinal, zh } of SECTION_HEADINGS) {
    parts.push(block(`${NUMERALS[ordinal - 1]}、${zh}`));
    const body = bodies[ordinal] ?? '';
    parts.push(isHtml && ordinal >= 2 && ordinal <= 4 ? body : block(body));
  }
  const content = parts.join('\n');
  return isHtml
    ? `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${content}</body></html>`
    : content;
}
