import { importTexts, startTestHub, type TestHub } from '../support/hub';
import { replaceOnce, sampleText } from '../support/sample-text';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const CORRECT = `mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) {
  conflict report { id state diagnostics { code } source { sha256 } importedAt }
} }`;

test('a slip in a report as it was published: in review, corrected, public with both numbers', async () => {
  const text = replaceOnce(sampleText('lixia-2024'), '| 104 | 2 |', '| 114 | 2 |');
  const [item] = await importTexts(hub, [{ name: 'slip', text }]);
  expect(item?.status).toBe('IN_REVIEW');
  const before = await hub.askAsAdministrator(
    '{ annualReport(id: "1-2024") { importedAt source { sha256 } diagnostics { code lines applicant } } }',
  );
  expect(before.data.annualReport.diagnostics.map(({ code }: { readonly code: string }) => code)).toEqual([
    'INFLOW_OUTFLOW_MISMATCH',
    'APPLICANTS_TOTAL_MISMATCH',
  ]);
  const { data } = await hub.askAsAdministrator(CORRECT, {
    input: {
      reportId: '1-2024',
      expectedRevision: 1,
      corrections: [{ line: 'received', applicant: 'NATURAL_PERSON', value: 104 }],
      reason: '第3栏误录',
    },
  });
  const { importedAt, source } = before.data.annualReport;
  expect(data.correctFigures).toEqual({
    conflict: false,
    report: { id: '1-2024', state: 'PUBLISHED', diagnostics: [], source, importedAt },
  });
  const shown = await hub.ask(`{ annualReport(id: "1-2024") {
    applicationStats(applicants: [NATURAL_PERSON]) { received figures { line printed span { line excerpt } correction { value reason } } }
    ratio(id: NATURAL_PERSON_SHARE) { numerator }
    narrative { ordinal }
  } }`);
  const [stats] = shown.data.annualReport.applicationStats;
  expect(stats.received).toBe(104);
  expect(stats.figures[0]).toMatchObject({
    ...{ line: 'received', printed: '114', span: { excerpt: expect.stringContaining('| 114 |') } },
    correction: { value: '104', reason: '第3栏误录' },
  });
  expect(shown.data.annualReport.ratio.numerator).toBe('104');
  expect(shown.data.annualReport.narrative).toHaveLength(3);
});
