import { readReport } from '../src/imports/read-report';
import { expectRoundTrip } from './support/expect-round-trip';
import { fc } from './support/property';
import { silentlyWrong } from './support/read-cells';
import { type Layout, renderReport } from './support/render-report';
import { type PrintedCell, type PrintedTable, printTables } from './support/report-tables';
import { syntheticReport } from './support/synthetic-report';

/** Table three with an applicant a row and a line of the form a column, its heading in one row. */
function turned({ rows }: PrintedTable): PrintedTable {
  const single = (cell: PrintedCell): PrintedCell => ({ ...cell, colspan: 1, rowspan: 1, role: 'label' });
  const lines = rows.filter((row) => row.some(({ role }) => role === 'value'));
  const labels = lines.flatMap((row) => row.filter(({ role }) => role === 'label').map(single));
  const names = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];
  const corner: PrintedCell = { role: 'heading', text: '申请人情况', colspan: 1, rowspan: 1 };
  const values = names.map((text, at) => [
    { ...corner, text },
    ...lines.flatMap((row) => row.filter(({ role }) => role === 'value')[at] ?? []),
  ]);
  return { width: labels.length + 1, rows: [[corner, ...labels], ...values] };
}

const LAYOUTS: readonly Layout[] = ['row-bars', 'markdown', 'tabs', 'cell-bar-after', 'cell-lines', 'html'];

function read(text: string) {
  const result = readReport({ content: { text } }, {});
  if (!result.ok) throw new Error(result.message);
  return result;
}

describe('table three with an applicant a row', () => {
  test.each(LAYOUTS)('is read as it was written, in the layout %s', (layout) => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: false }), (report) => {
        const tables = printTables(report);
        expectRoundTrip(
          report,
          read(renderReport(report, { ...tables, applications: turned(tables.applications) }, layout)),
        );
      }),
      { numRuns: 6 },
    );
  });

  test.each(LAYOUTS)(
    'without one of its cells gives no wrong figure without a diagnostic on it, in the layout %s',
    (layout) => {
      const hit = fc.record({ row: fc.nat(7), cell: fc.nat(25) });
      fc.assert(
        fc.property(syntheticReport({ withGaps: false }), hit, (report, { row, cell }) => {
          const tables = printTables(report);
          const whole = turned(tables.applications);
          const rows = whole.rows.map((each, at) => (at === row ? each.toSpliced(cell, 1) : each));
          const text = renderReport(report, { ...tables, applications: { ...whole, rows } }, layout);
          expect(silentlyWrong(report, read(text))).toEqual([]);
        }),
        { numRuns: 10 },
      );
    },
  );
});
