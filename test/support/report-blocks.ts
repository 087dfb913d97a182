import { SECTION_HEADINGS } from '../../src/domain/statutory-form';
import type { PrintedCell, PrintedTable, PrintedTables } from './report-tables';
import type { SyntheticReport } from './synthetic-report';

/** A paragraph or a table of a whole document. */
export type ReportBlock = string | PrintedTable;

const NUMERALS = ['一', '二', '三', '四', '五', '六'];

/** A document in order: title, lead, six sections with their tables. */
export function reportBlocks(report: SyntheticReport, tables: PrintedTables): readonly ReportBlock[] {
  const bodies: Readonly<Record<number, ReportBlock>> = {
    1: report.narrative[1],
    2: tables.disclosure,
    3: tables.applications,
    4: tables.review,
    5: report.narrative[5],
    6: report.narrative[6],
  };
  const lead = `根据《中华人民共和国政府信息公开条例》，编制本机关年度报告。本报告所列数据的统计期限为${report.year}年1月1日至${report.year}年12月31日。`;
  return [
    `${report.agencyName}${report.year}年政府信息公开工作年度报告`,
    lead,
    ...SECTION_HEADINGS.flatMap(({ ordinal, zh }) => [`${NUMERALS[ordinal - 1]}、${zh}`, bodies[ordinal] ?? '']),
  ];
}

/** A slot of the grid of a table: where a cell begins, or what goes on through it. */
export interface Slot {
  readonly cell: PrintedCell;
  readonly column: number;
  /** True where a cell of an earlier row reaches down. */
  readonly continued: boolean;
}

/** The rows of a table with a slot for every cell that begins in or reaches into them. */
export function slotsOf({ rows }: PrintedTable): readonly (readonly Slot[])[] {
  const reaching = new Map<number, { readonly cell: PrintedCell; left: number }>();
  return rows.map((row) => {
    const slots: Slot[] = [];
    let column = 0;
    const passReaching = () => {
      for (let held = reaching.get(column); held !== undefined; held = reaching.get(column)) {
        slots.push({ cell: held.cell, column, continued: true });
        held.left--;
        if (held.left === 0) reaching.delete(column);
        column += held.cell.colspan;
      }
    };
    for (const cell of row) {
      passReaching();
      slots.push({ cell, column, continued: false });
      // Counted from the next row on: what begins here is not passed in its own row.
      if (cell.rowspan > 1) reaching.set(column, { cell, left: cell.rowspan - 1 });
      column += cell.colspan;
    }
    passReaching();
    return slots;
  });
}

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
