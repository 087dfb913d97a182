/** A report on the form of 2019 says of each line of today's form that its own form did not have it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { type GraphqlAnswer, startTestHub, type TestHub } from '../support/hub';
import { importMadeUp } from '../support/store';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  const imports = createImportService(hub.dataSource, { read: readMadeUp });
  await importMadeUp(imports, [
    { agencyName: '甲县教育局', year: 2020, form: 'FORM_2019' },
    { agencyName: '甲县教育局', year: 2023, form: 'FORM_2021' },
  ]);
});
afterAll(() => hub.stop());

interface ShownFigure {
  readonly line: string;
  readonly status: string;
}

const FIGURES = 'figures { line labelZh status value printed inferred span { line } }';
const TABLES = `form applicationStats(applicants: [TOTAL]) { ${FIGURES} } proactiveDisclosure { ${FIGURES} }`;
const report = (year: number): Promise<GraphqlAnswer> =>
  hub.ask(`{ annualReport(agencyId: "1", year: ${year}) { ${TABLES} } }`);
const missingOf = (figures: readonly ShownFigure[]): readonly string[] =>
  figures.filter(({ status }) => status === 'NOT_ON_FORM').map(({ line }) => line);

test('lines that came in 2021 stand in their places on the form of 2019, without a number', async () => {
  const { applicationStats, proactiveDisclosure, form } = (await report(2020)).data.annualReport;
  expect(form).toBe('FORM_2019');
  const { figures } = applicationStats[0];
  expect(figures.slice(19, 24).map(({ line }: ShownFigure) => line)).toEqual([
    'outcomes.notProcessed.confirmOrReissue',
    'outcomes.closedOtherwise.clarificationLapsed',
    'outcomes.closedOtherwise.feeUnpaid',
    'outcomes.closedOtherwise.other',
    'outcomes.closedOtherwise.total',
  ]);
  expect(figures[22]).toEqual({
    line: 'outcomes.closedOtherwise.other',
    labelZh: '3.其他',
    status: 'NOT_ON_FORM',
    value: null,
    printed: null,
    inferred: false,
    span: null,
  });
  expect(missingOf(figures)).toHaveLength(3);
  expect(figures).toHaveLength(26);
  expect(missingOf(proactiveDisclosure.figures)).toHaveLength(10);
  expect(missingOf(proactiveDisclosure.figures)).toContain('fees.collected');
  expect(proactiveDisclosure.figures).toHaveLength(32);
});

test('nothing is missing on the form of 2021', async () => {
  const { applicationStats, proactiveDisclosure } = (await report(2023)).data.annualReport;
  for (const [{ figures }, length] of [
    [applicationStats[0], 25],
    [proactiveDisclosure, 10],
  ]) {
    expect(missingOf(figures)).toEqual([]);
    expect(figures).toHaveLength(length);
  }
});

test('the draft of a report of 2019 shows it too', async () => {
  const text = readFileSync(join(__dirname, '../fixtures/reports/taonan-water-2019/source.txt'), 'utf8');
  const { data, errors } = await hub.askAsAdministrator(
    `mutation ($text: String!) { importReports(input: { mode: VALIDATE_ONLY, items: [{ clientRef: "a", text: $text }] }) {
      items { nodes { draft { ${TABLES} } } }
    } }`,
    { text },
  );
  expect(errors).toBeUndefined();
  const { applicationStats, proactiveDisclosure } = data.importReports.items.nodes[0].draft;
  expect(missingOf(applicationStats[0].figures)).toEqual([
    'outcomes.closedOtherwise.clarificationLapsed',
    'outcomes.closedOtherwise.feeUnpaid',
    'outcomes.closedOtherwise.other',
  ]);
  expect(missingOf(proactiveDisclosure.figures)).toHaveLength(10);
});
