import { gbkOf } from './gb18030';
import { renderReport } from './render-report';
import { reportBlocks } from './report-blocks';
import { type PrintedTables, printTables } from './report-tables';
import type { SyntheticReport } from './synthetic-report';
import { writeCsv } from './write-csv';
import { writeDocx } from './write-docx';
import { writeMhtml } from './write-mhtml';
import { writePdf } from './write-pdf';
import { writeXlsx } from './write-xlsx';
import { writeZip } from './write-zip';

type Writer = (report: SyntheticReport, tables?: PrintedTables) => Buffer;

/** A file of each kind that holds a report. */
export const CONTAINERS: Readonly<Record<'docx' | 'xlsx' | 'csv' | 'mhtml' | 'pdf' | 'zip', Writer>> = {
  docx: (report, tables = printTables(report)) => writeDocx(reportBlocks(report, tables)),
  xlsx: (report, tables = printTables(report)) => writeXlsx(reportBlocks(report, tables)),
  csv: (report, tables = printTables(report)) => gbkOf(writeCsv(reportBlocks(report, tables))),
  mhtml: (report, tables = printTables(report)) =>
    writeMhtml(Buffer.from(renderReport(report, tables, 'html')), 'quoted-printable', 'utf-8'),
  pdf: (report, tables = printTables(report)) => writePdf(reportBlocks(report, tables)),
  zip: (report, tables = printTables(report)) =>
    writeZip([
      { path: '甲.docx', content: writeDocx(reportBlocks(report, tables)), names: 'gbk', stored: true },
      { path: '乙.csv', content: writeCsv(reportBlocks(report, tables)) },
    ]),
};
