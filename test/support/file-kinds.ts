import { gbkOf } from './gb18030';
import { renderReport } from './render-report';
import { reportBlocks } from './report-blocks';
import type { PrintedTables } from './report-tables';
import type { SyntheticReport } from './synthetic-report';
import { writeCsv } from './write-csv';
import { writeDocx } from './write-docx';
import { writeMhtml } from './write-mhtml';
import { writePdf } from './write-pdf';
import { writeXlsx } from './write-xlsx';

export type Writer = (report: SyntheticReport, tables: PrintedTables) => Buffer;

/** Kinds of files that are read at once, in the styles in which programs write them. */
export const FILE_KINDS: readonly (readonly [string, Writer])[] = [
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

/** PDF files, which take long and are read aside. */
export const PDF_KINDS: readonly (readonly [string, Writer])[] = [
  ['pdf, plain', (report, tables) => writePdf(reportBlocks(report, tables))],
  ['pdf, repeated headers', (report, tables) => writePdf(reportBlocks(report, tables), { repeated: true })],
  ['pdf, radicals', (report, tables) => writePdf(reportBlocks(report, tables), { radicals: true })],
];
