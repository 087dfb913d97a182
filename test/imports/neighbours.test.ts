import { createReportReader } from '../../src/store/report-reader';
import type { MadeUpReport } from '../support/build-draft';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const Y2022 = { year: 2022, seed: 1, figures: { 'carriedForward@TOTAL': 40 } };
const Y2023 = { year: 2023, seed: 2, figures: { 'broughtForward@TOTAL': 41, 'carriedForward@TOTAL': 7 } };
const Y2024 = { year: 2024, seed: 3, figures: { 'broughtForward@TOTAL': 7 } };
const Y2023_CHANGED = { ...Y2023, seed: 4, figures: { 'broughtForward@TOTAL': 40, 'carriedForward@TOTAL': 9 } };

interface Finding {
  readonly year: number;
  readonly revision: number;
  readonly code: string;
  readonly applicant: string | null;
  readonly actual: string | null;
  readonly expected: string | null;
}

async function findingsAfter(reports: readonly MadeUpReport[]): Promise<readonly Finding[]> {
  const fresh = await openTestStore();
  try {
    for (const report of reports) await importMadeUp(fresh.imports, [report]);
    return await fresh.dataSource.query<Finding[]>(
      'SELECT year, revision, code, applicant, actual, expected, lines, track, span, related, for_public FROM report_diagnostic' +
        ' WHERE over_time ORDER BY year, revision, ordinal',
    );
  } finally {
    await fresh.close();
  }
}

const totals = (findings: readonly Finding[]) =>
  findings
    .filter(({ code, applicant }) => code === 'OPENING_CLOSING_MISMATCH' && applicant === 'TOTAL')
    .map(({ year, revision, actual, expected }) => ({ year, revision, actual, expected }));

test('the order in which years arrive does not matter', async () => {
  const orders = [
    [Y2022, Y2023, Y2024],
    [Y2022, Y2024, Y2023],
    [Y2023, Y2022, Y2024],
    [Y2023, Y2024, Y2022],
    [Y2024, Y2022, Y2023],
    [Y2024, Y2023, Y2022],
  ];
  const [first, ...others] = await Promise.all(orders.map(findingsAfter));
  expect(totals(first ?? [])).toEqual([{ year: 2023, revision: 1, actual: '41', expected: '40' }]);
  for (const findings of others) expect(findings).toEqual(first);
});

test('a new revision is compared, and the year after is compared with it', async () => {
  expect(totals(await findingsAfter([Y2022, Y2023, Y2024, Y2023_CHANGED]))).toEqual([
    { year: 2023, revision: 1, actual: '41', expected: '40' },
    { year: 2024, revision: 1, actual: '7', expected: '9' },
  ]);
});

test('a revision in review does not change what the year after is compared with', async () => {
  const findings = await findingsAfter([
    Y2023,
    Y2024,
    { ...Y2023_CHANGED, findings: ['OUTCOMES_TOTAL_MISMATCH' as const] },
  ]);
  expect(totals(findings)).toEqual([]);
});

test('what a comparison with an unpublished report gave is not told to the public', async () => {
  await importMadeUp(store.imports, [{ ...Y2022, findings: ['OUTCOMES_TOTAL_MISMATCH'] }, Y2023]);
  const key = { agencyId: 1, year: 2023, revision: 1 };
  const seenBy = async (visibility: 'ALL' | 'PUBLIC') => {
    const [findings] = await createReportReader(store.dataSource, visibility).diagnostics([key]);
    return (findings ?? []).map(({ code, applicant }) => `${code} ${applicant}`);
  };
  expect(await seenBy('ALL')).toContain('OPENING_CLOSING_MISMATCH TOTAL');
  expect(await seenBy('PUBLIC')).toEqual([]);
  await importMadeUp(store.imports, [{ ...Y2022, seed: 9 }]);
  expect(await seenBy('PUBLIC')).toContain('OPENING_CLOSING_MISMATCH TOTAL');
});
