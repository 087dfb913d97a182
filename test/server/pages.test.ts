/** Pages of a PDF: in what an import answers, in what is kept, and in what is read from the shell. */
import { readFileContent } from '../../src/cli/file-reading';
import { asJson } from '../../src/cli/reading-json';
import { asText } from '../../src/cli/reading-text';
import { startTestHub } from '../support/hub';
import { createPatientReader } from '../support/patient-reader';
import { fc } from '../support/property';
import { reportBlocks } from '../support/report-blocks';
import { printTables } from '../support/report-tables';
import { syntheticReport } from '../support/synthetic-report';
import { PDF_PAGE_BREAK, writePdf } from '../support/write-pdf';

const [report] = fc.sample(
  syntheticReport({ withGaps: false }).filter(({ form }) => form === 'FORM_2021'),
  1,
);
if (report === undefined) throw new Error('there is no report');
const tables = printTables(report);
const UNREADABLE = '-12';
const damaged = {
  ...tables,
  disclosure: {
    ...tables.disclosure,
    rows: tables.disclosure.rows.map((row) => {
      const isHit = row.some(({ text }) => text === '行政处罚');
      return row.map((cell) => (isHit && cell.role === 'value' ? { ...cell, text: UNREADABLE } : cell));
    }),
  },
};
const bytes = writePdf(
  reportBlocks(report, damaged).flatMap((block) =>
    block === damaged.disclosure || block === damaged.review ? [PDF_PAGE_BREAK, block] : [block],
  ),
);

const FIGURES = 'figures { span { start page } }';
const TABLES = `proactiveDisclosure { ${FIGURES} } applicationStats { ${FIGURES} } reviewLitigation { ${FIGURES} }`;
const IMPORT = `mutation ($input: ImportReportsInput!) { importReports(input: $input) { items(first: 1) { nodes {
  report { source { text } ${TABLES} diagnostics(severity: [BLOCKER, ERROR]) { code actual span { page } } } draft { ${TABLES} }
} } } }`;

interface Part {
  readonly figures: readonly { readonly span: { readonly start: number; readonly page: number } | null }[];
}

test('spans say the page, when imported and when asked for later', async () => {
  const hub = await startTestHub();
  const { data, errors } = await hub.askAsAdministrator(IMPORT, {
    input: { items: [{ clientRef: 'a', contentBase64: bytes.toString('base64') }] },
  });
  await hub.stop();
  expect(errors).toBeUndefined();
  const { report: stored, draft } = data.importReports.items.nodes[0];
  const { text } = stored.source;
  const pagesOf = (parts: readonly Part[]) =>
    parts.flatMap(({ figures }) => figures.map(({ span }) => ({ ...span, page: span?.page ?? 0 })));
  const pages = text.split('\f').length - 1;
  for (const { proactiveDisclosure, applicationStats, reviewLitigation } of [stored, draft]) {
    expect(new Set(pagesOf([proactiveDisclosure]).map(({ page }) => page))).toEqual(new Set([2]));
    expect(new Set(pagesOf(reviewLitigation).map(({ page }) => page))).toEqual(new Set([pages]));
    for (const { start, page } of pagesOf(applicationStats)) expect(page).toBe(text.slice(0, start).split('\f').length);
  }
  expect(pages).toBeGreaterThan(3);
  expect(stored.diagnostics).toContainEqual(expect.objectContaining({ actual: UNREADABLE, span: { page: 2 } }));
});

test('reading from the shell says the page', async () => {
  const foreign = createPatientReader();
  const [reading] = await readFileContent('a.pdf', bytes, {}, foreign);
  await foreign.stop();
  if (reading === undefined) throw new Error('nothing was read');
  expect(asText(reading)).toMatch(/\n {4}\d+:8, page 2 {2}行政处罚 \| -12.*\n +\^{3}\n/);
  const place = expect.objectContaining({ page: 2 });
  expect(asJson(reading)).toMatchObject({ diagnostics: expect.arrayContaining([expect.objectContaining({ place })]) });
});
