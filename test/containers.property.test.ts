import { readReport } from '../src/imports/read-report';
import { damageTables, stroke } from './support/damage';
import { expectRoundTrip, type Read } from './support/expect-round-trip';
import { gbkOf } from './support/gb18030';
import { fc } from './support/property';
import { silentlyWrong } from './support/read-cells';
import { renderReport } from './support/render-report';
import { reportBlocks } from './support/report-blocks';
import { type PrintedTables, printTables } from './support/report-tables';
import { type SyntheticReport, syntheticReport } from './support/synthetic-report';
import { writeCsv } from './support/write-csv';
import { writeDocx } from './support/write-docx';
import { writeMhtml } from './support/write-mhtml';
import { writeXlsx } from './support/write-xlsx';

type Writer = (report: SyntheticReport, tables: PrintedTables) => Buffer;

const KINDS: readonly (readonly [string, Writer])[] = [
  ...(['plain', 'revised', 'boxed', 'nested'] as const).map(
    (style) =>
      [`docx, ${style}`, (report, tables) => writeDocx(reportBlocks(report, tables), style)] as readonly [
        string,
        Writer,
      ],
  ),
  ...(['plain', 'sheets', 'text', 'rich'] as const).map(
    (style) =>
      [`xlsx, ${style}`, (report, tables) => writeXlsx(reportBlocks(report, tables), style)] as readonly [
        string,
        Writer,
      ],
  ),
  ['csv', (report, tables) => Buffer.from(writeCsv(reportBlocks(report, tables)))],
  ['csv in GBK', (report, tables) => gbkOf(writeCsv(reportBlocks(report, tables)))],
  ...(['quoted-printable', 'base64', '8bit'] as const).map(
    (encoding) =>
      [
        `mhtml, ${encoding}`,
        (report, tables) => writeMhtml(Buffer.from(renderReport(report, tables, 'html')), encoding, 'utf-8'),
      ] as readonly [string, Writer],
  ),
  [
    'mhtml in GBK',
    (report, tables) =>
      writeMhtml(gbkOf(renderReport(report, tables, 'html').replace('utf-8', 'gbk')), 'quoted-printable', 'gb2312'),
  ],
];

function read(bytes: Buffer): Read {
  const result = readReport({ content: { bytes } }, {});
  if (!result.ok) throw new Error(result.message);
  return result;
}

describe.each(KINDS)('%s', (_, write) => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: false }), (report) =>
        expectRoundTrip(report, read(write(report, printTables(report)))),
      ),
      { numRuns: 10 },
    );
  });

  test('is read with its blank cells', () => {
    fc.assert(
      fc.property(syntheticReport({ withGaps: true }), (report) =>
        expectRoundTrip(report, read(write(report, printTables(report)))),
      ),
      { numRuns: 10 },
    );
  });

  test('damaged, gives no wrong figure without a diagnostic on it', () => {
    const strokes = fc.array(stroke, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(syntheticReport({ withGaps: false }), strokes, (report, damage) => {
        const bytes = write(report, damageTables(printTables(report), damage));
        expect(silentlyWrong(report, read(bytes))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
