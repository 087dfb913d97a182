import { readReportWith } from '../src/imports/read-report';
import { damageTables, stroke } from './support/damage';
import type { Read } from './support/expect-round-trip';
import { createPatientReader } from './support/patient-reader';
import { fc } from './support/property';
import { cellsOf, printedCells, silentlyWrong } from './support/read-cells';
import { reportBlocks } from './support/report-blocks';
import { printTables } from './support/report-tables';
import { type SyntheticReport, syntheticReport } from './support/synthetic-report';
import { type PdfStyle, writePdf, writePdfPages } from './support/write-pdf';

const foreign = createPatientReader();
const readReport = readReportWith(foreign);
afterAll(() => foreign.stop());

async function read(bytes: Buffer): Promise<Read> {
  const result = await readReport({ content: { bytes } }, {});
  if (!result.ok) throw new Error(result.message);
  return result;
}

/** Every figure, and the cover; a label that a page break went through may be known by its place. */
function expectFigures(report: SyntheticReport, result: Read): void {
  const shown = (printed: number | '' | '-') =>
    printed === '' ? 'BLANK' : printed === '-' ? 'NOT_APPLICABLE' : printed;
  const read = [...cellsOf(result)].map(([place, { status, value }]) => [place, value ?? status]);
  const printed = [...printedCells(report)].map(([place, each]) => [place, shown(each)]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(printed));
  const { draft } = result;
  expect(draft).toMatchObject({ year: report.year, form: report.form, agency: { name: report.agencyName } });
  expect(draft.narrative.map(({ ordinal }) => ordinal)).toEqual([1, 5, 6]);
}

test.each<[string, PdfStyle]>([
  ['ruled tables over pages', {}],
  ['with their headers repeated', { repeated: true }],
  ['with numbers in two runs', { split: true }],
  ['with deflated pages', { deflated: 'whole' }],
  ['with pages drawn upwards', { turned: 90 }],
  ['with pages drawn downwards', { turned: 270, repeated: true }],
  ['with pages drawn upside down', { turned: 180, unruled: 'middle' }],
  ['with deflated pages whose end is cut off', { deflated: 'cut' }],
  ['without lines, values beside the middle of labels', { unruled: 'middle' }],
  ['without lines, values beside the first line of labels', { unruled: 'top', split: true }],
])('a PDF is read as it was written: %s', async (_, style) => {
  await fc.assert(
    fc.asyncProperty(syntheticReport({ withGaps: true }), async (report) =>
      expectFigures(report, await read(writePdf(reportBlocks(report, printTables(report)), style))),
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test.each<[string, PdfStyle]>([
  ['plain', {}],
  ['with radicals for characters', { radicals: true, repeated: true }],
  ['without lines', { unruled: 'middle' }],
])('a damaged PDF gives no wrong figure without a diagnostic on it: %s', async (_, style) => {
  const strokes = fc.array(stroke, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(syntheticReport({ withGaps: false }), strokes, async (report, damage) => {
      const tables = damageTables(printTables(report), damage);
      expect(silentlyWrong(report, await read(writePdf(reportBlocks(report, tables), style)))).toEqual([]);
    }),
    { numRuns: 10, endOnFailure: true },
  );
});

test.each([
  ['a scanned PDF', writePdfPages(['0 0 0 rg 10 10 500 500 re f']), 'is a PDF without text, as scanners make them.'],
  ['a PDF that is cut off', writePdf(['政府信息公开'.repeat(20)]).subarray(0, 300), 'is a PDF that is damaged.'],
])('%s is refused with what to do', async (_, bytes, reason) => {
  const result = await readReport({ content: { bytes }, filename: '报告.pdf' }, {});
  expect(result).toMatchObject({ ok: false, message: expect.stringContaining(`报告.pdf ${reason} Import`) });
});
