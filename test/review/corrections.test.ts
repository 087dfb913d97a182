import { openTestDesk, type TestDesk } from '../support/desk';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

/** 1 was typed for what the outcomes add up to. */
const SLIP = { seed: 1, figures: { 'received@TOTAL': 1 }, findings: ['INFLOW_OUTFLOW_MISMATCH' as const] };

interface Shown {
  readonly line: string;
  readonly status: string;
  readonly value: string | null;
  readonly printed: string | null;
  readonly correction: { readonly value: string | null; readonly by: string; readonly reason: string } | null;
}

const FIGURES = `query ($id: ID!) { annualReport(id: $id) {
  applicationStats(applicants: [TOTAL]) { received figures { line status value printed correction { value by reason } } }
} }`;

async function received(id: string): Promise<{ readonly counts: number | null; readonly figure: Shown | undefined }> {
  const { data } = await desk.hub.askAsAdministrator(FIGURES, { id });
  const [stats] = data.annualReport.applicationStats;
  return {
    counts: stats.received,
    figure: stats.figures.find(({ line }: Shown) => line === 'received'),
  };
}

/** The sum that the parts of a made-up report give. */
async function partsOf(id: string): Promise<number> {
  const { data } = await desk.hub.askAsAdministrator(
    'query ($id: ID!) { annualReport(id: $id) { applicationStats { applicant received } } }',
    { id },
  );
  return data.annualReport.applicationStats
    .filter(({ applicant }: { readonly applicant: string }) => applicant !== 'TOTAL')
    .reduce((sum: number, { received: count }: { readonly received: number }) => sum + count, 0);
}

test('a correction stands beside what is printed, counts in its place everywhere, and takes away the error it was due to', async () => {
  await desk.imported(SLIP);
  const right = await partsOf('1-2024');
  const { data } = await desk.correct('1-2024', 1, [{ line: 'received', applicant: 'TOTAL', value: right }]);
  expect(data.correctFigures).toMatchObject({
    conflict: false,
    report: { id: '1-2024', revision: 2, state: 'PUBLISHED', diagnostics: [] },
  });
  const said = { value: String(right), by: 'ADMIN_TOKEN', reason: 'a slip' };
  expect(await received('1-2024')).toEqual({
    counts: right,
    figure: { line: 'received', status: 'REPORTED', value: '1', printed: '1', correction: said },
  });
  expect(await received('1-2024@1')).toMatchObject({ counts: 1, figure: { correction: null } });
  const asked = await desk.hub.ask(
    `query ($right: Decimal!) {
      reportAggregates { nodes { measure(id: RECEIVED) { value } } }
      annualReports(filter: { where: [{ measure: RECEIVED, eq: $right }] }) { totalCount }
      series(agencyIds: ["1"], measures: [RECEIVED], years: { eq: 2024 }) { points { value } }
      ranking(ratio: CLEARANCE_RATIO, year: 2024, minimumDenominator: 1) { nodes { value { denominator } } }
      annualReport(id: "1-2024") { ratio(id: CLEARANCE_RATIO) { denominator } }
    }`,
    { right },
  );
  expect(asked.data).toEqual({
    reportAggregates: { nodes: [{ measure: { value: String(right) } }] },
    annualReports: { totalCount: 1 },
    series: [{ points: [{ value: right }] }],
    ranking: { nodes: [{ value: { denominator: String(right) } }] },
    annualReport: { ratio: { denominator: String(right) } },
  });
});

test('corrections are made all or none, and a second editor is told of the first', async () => {
  await desk.imported({ seed: 1 });
  const wrong = await desk.correct('1-2024', 1, [
    { line: 'upheld', track: 'REVIEW', value: 900 },
    { line: 'upheld', track: 'REVIEW', value: 901 },
  ]);
  expect(wrong.errors?.[0]?.message).toBe('upheld@REVIEW is corrected twice; correct it once.');
  expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
  const values = [900, 901];
  const answers = await Promise.all(
    values.map((value) => desk.correct('1-2024', 1, [{ line: 'upheld', track: 'REVIEW', value }])),
  );
  expect(answers.map(({ data }) => data.correctFigures.conflict).sort()).toEqual([false, true]);
  const [{ revisions }] = await desk.hub.dataSource.query('SELECT count(*) AS revisions FROM annual_report');
  expect(revisions).toBe(2);
});

test('a correction that does not add up puts its revision in review, and the public goes on seeing the one before', async () => {
  await desk.imported({ seed: 1 });
  const { data } = await desk.correct('1-2024', 1, [{ line: 'total', track: 'REVIEW', value: 999 }]);
  expect(data.correctFigures.report).toMatchObject({
    state: 'IN_REVIEW',
    diagnostics: [{ code: 'CASES_TOTAL_MISMATCH', track: 'REVIEW', actual: '999' }],
  });
  expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '2 IN_REVIEW' });
});

test('cells that were not known are filled in, numbers that belong elsewhere are taken out, and corrections withdrawn', async () => {
  await desk.imported({ seed: 1, figures: { 'rules.issued': null } });
  const first = await desk.correct('1-2024', 1, [
    { line: 'rules.issued', value: 3 },
    { line: 'fees.collected', value: '12.5' },
    { line: 'carriedForward', applicant: 'OTHER_ORGANIZATION', value: null },
  ]);
  expect(first.errors).toBeUndefined();
  const read = async () => {
    const { data } = await desk.hub.askAsAdministrator(`{ annualReport(id: "1-2024") {
      proactiveDisclosure { feesCollected rules { issued } figures { line status value correction { value } } }
      applicationStats(applicants: [OTHER_ORGANIZATION]) { carriedForward }
    } }`);
    const { proactiveDisclosure: two, applicationStats } = data.annualReport;
    const issued = two.figures.find(({ line }: Shown) => line === 'rules.issued');
    return [two.rules.issued, two.feesCollected, applicationStats[0].carriedForward, issued];
  };
  const absent = { line: 'rules.issued', status: 'ABSENT', value: null };
  expect(await read()).toEqual([3, '12.5', null, { ...absent, correction: { value: '3' } }]);
  const second = await desk.correct('1-2024', 2, [{ line: 'rules.issued', withdraw: true }]);
  expect(second.data.correctFigures.report.revision).toBe(3);
  expect(await read()).toEqual([null, '12.5', null, { ...absent, correction: null }]);
});

describe('what cannot be corrected', () => {
  let shared: TestDesk;
  beforeAll(async () => {
    shared = await openTestDesk();
    await shared.imported({ seed: 1 }, { year: 2020, form: 'FORM_2019' });
  });
  afterAll(() => shared.close());

  const R = 'received';
  test.each([
    ['1-2024', { line: 'applications', value: 1 }, 'There is no line applications'],
    ['1-2024', { line: R, value: 1 }, 'received needs an applicant.'],
    ['1-2024', { line: R, applicant: 'TOTAL', track: 'REVIEW', value: 1 }, 'received has no tracks.'],
    ['1-2024', { line: 'upheld', value: 1 }, 'upheld needs a track.'],
    ['1-2024', { line: 'rules.issued', applicant: 'TOTAL', value: 1 }, 'rules.issued has no applicants.'],
    ['1-2024', { line: R, applicant: 'TOTAL', value: -1 }, 'received cannot be -1: it is not negative.'],
    ['1-2024', { line: R, applicant: 'TOTAL', value: '1.5' }, 'received cannot be 1.5: it is counted.'],
    ['1-2024', { line: 'fees.collected', value: '1.555' }, 'fees.collected cannot be 1.555: yuan have two decimals.'],
    ['1-2024', { line: R, applicant: 'TOTAL', value: '9007199254740993' }, 'more than can be held exactly'],
    ['1-2024', { line: 'licensing2019.items', value: 1 }, 'A report on FORM_2021 has no licensing2019.items.'],
    ['1-2020', { line: 'rules.issued', value: 1 }, 'A report on FORM_2019 has no rules.issued.'],
    ['1-2024', { line: R, applicant: 'TOTAL', withdraw: true }, 'received@TOTAL has no correction to withdraw.'],
    ['1-2024', { line: R, applicant: 'TOTAL', value: 1, withdraw: true }, 'has both a value and withdraw'],
  ])('is said: %s %j', async (id, correction, message) => {
    const { data, errors } = await shared.correct(id, 1, [correction]);
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('is nothing', async () => {
    expect((await shared.correct('1-2024', 1, [])).errors?.[0]?.message).toBe('There are no corrections.');
  });
});

test('a document that prints the same keeps the correction, and one that prints something else says that it lapsed', async () => {
  await desk.imported(SLIP);
  const right = await partsOf('1-2024');
  await desk.correct('1-2024', 1, [{ line: 'received', applicant: 'TOTAL', value: right }]);
  expect(await desk.imported({ ...SLIP, narrative: '另一段。' })).toEqual(['REVISED']);
  expect(await received('1-2024')).toMatchObject({
    counts: right,
    figure: { printed: '1', correction: { by: 'ADMIN_TOKEN' } },
  });
  await desk.imported({ seed: 1, figures: { 'received@TOTAL': 2 } });
  const { data } = await desk.hub.askAsAdministrator(
    '{ annualReport(id: "1-2024") { revision diagnostics { code lines applicant actual expected } } }',
  );
  expect(data.annualReport).toEqual({
    revision: 4,
    diagnostics: [
      { code: 'CORRECTION_LAPSED', lines: ['received'], applicant: 'TOTAL', actual: '2', expected: String(right) },
    ],
  });
  expect(await received('1-2024')).toMatchObject({ counts: 2, figure: { correction: null } });
});

test('the same document again is a duplicate, and the corrected revision stays', async () => {
  await desk.imported({ seed: 1 });
  await desk.correct('1-2024', 1, [{ line: 'rules.issued', value: 77 }]);
  expect(await desk.imported({ seed: 1 })).toEqual(['DUPLICATE']);
  expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
});

test('to correct does not publish what a reviewer withdrew, nor what was published with other errors', async () => {
  await desk.imported({ seed: 1 }, { agencyName: '乙县教育局', ...SLIP });
  await desk.decide('1-2024', 1, 'WITHDRAW');
  await desk.correct('1-2024', 1, [{ line: 'rules.issued', value: 77 }]);
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '2 WITHDRAWN' });
  await desk.decide('2-2024', 1, 'PUBLISH');
  const { data } = await desk.correct('2-2024', 1, [{ line: 'total', track: 'REVIEW', value: 999 }]);
  expect(data.correctFigures.report.state).toBe('IN_REVIEW');
  expect(data.correctFigures.report.diagnostics.map(({ code }: { readonly code: string }) => code)).toContain(
    'DECISION_LAPSED',
  );
});

test('the year after is compared with corrected numbers', async () => {
  await desk.imported(
    { year: 2023, seed: 2 },
    { year: 2024, seed: 3, figures: { 'broughtForward@NATURAL_PERSON': 4321 } },
  );
  const { data } = await desk.correct('1-2023', 1, [
    { line: 'carriedForward', applicant: 'NATURAL_PERSON', value: 4321 },
  ]);
  await desk.decide('1-2023', data.correctFigures.report.revision, 'PUBLISH');
  const after = await desk.hub.askAsAdministrator('{ annualReport(id: "1-2024") { diagnostics { code applicant } } }');
  expect(after.data.annualReport.diagnostics).not.toContainEqual({
    code: 'OPENING_CLOSING_MISMATCH',
    applicant: 'NATURAL_PERSON',
  });
});
