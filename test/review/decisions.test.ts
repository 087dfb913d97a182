import { openTestDesk, type TestDesk } from '../support/desk';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const CLEAN = { seed: 1 };
const NOT_CLEAN = { seed: 2, findings: ['OUTCOMES_TOTAL_MISMATCH' as const] };

test('a report in review is published as printed, withdrawn, and taken back to review', async () => {
  await desk.imported(NOT_CLEAN);
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 IN_REVIEW' });
  const published = await desk.decide('1-2024', 1, 'PUBLISH', 'the agency printed it so');
  expect(published.data.reviewReport).toMatchObject({ conflict: false, report: { state: 'PUBLISHED', revision: 1 } });
  expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
  await desk.decide('1-2024', 1, 'WITHDRAW');
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 WITHDRAWN' });
  expect(await desk.standing('1-2024@1')).toEqual({ public: null, all: '1 WITHDRAWN' });
  await desk.decide('1-2024', 1, 'REOPEN');
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 IN_REVIEW' });
});

test('another revision than the expected one is a conflict, and nothing is changed', async () => {
  await desk.imported(CLEAN, NOT_CLEAN);
  const { data } = await desk.decide('1-2024', 1, 'PUBLISH');
  expect(data.reviewReport).toMatchObject({ conflict: true, report: { revision: 2, state: 'IN_REVIEW' } });
  expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '2 IN_REVIEW' });
  expect(await desk.hub.dataSource.query('SELECT * FROM audit_entry')).toEqual([]);
});

test('a newer revision that is published takes the place of the public one; withdrawn, nothing comes back by itself', async () => {
  await desk.imported(CLEAN, NOT_CLEAN);
  await desk.decide('1-2024', 2, 'PUBLISH');
  expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
  await desk.decide('1-2024', 2, 'WITHDRAW');
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '2 WITHDRAWN' });
  expect(await desk.standing('1-2024@1')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
  await desk.decide('1-2024@1', 1, 'PUBLISH');
  expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '2 WITHDRAWN' });
  const { data } = await desk.hub.ask('{ reportAggregates { nodes { reportCount } } }');
  expect(data.reportAggregates.nodes).toEqual([{ reportCount: 1 }]);
});

describe('what cannot be decided', () => {
  let shared: TestDesk;
  beforeAll(async () => {
    shared = await openTestDesk();
    await shared.imported(
      CLEAN,
      { agencyName: '乙县教育局', findings: ['TABLE_UNREADABLE'] },
      { agencyName: '丙县教育局', findings: ['NUMBER_UNREADABLE'] },
      { agencyName: '丙县教育局', year: 2023 },
      { agencyName: '丁县教育局', findings: ['NUMBER_UNREADABLE'] },
      { agencyName: '丁县教育局', seed: 3 },
    );
    await shared.decide('3-2023', 1, 'WITHDRAW');
  });
  afterAll(() => shared.close());

  test.each([
    ['1-2024', 1, 'PUBLISH', 'Revision 1 is published already.'],
    ['2-2024', 1, 'PUBLISH', 'REOPEN it first'],
    ['3-2024', 1, 'REOPEN', 'is in review already'],
    ['3-2023', 1, 'WITHDRAW', 'is withdrawn already'],
    ['4-2024@1', 1, 'PUBLISH', 'The newer revision 2 is public'],
    ['9-2024', 1, 'PUBLISH', 'There is no agency of the id 9.'],
    ['1-2019', 1, 'PUBLISH', 'has no such report for 2019'],
    ['one', 1, 'PUBLISH', 'one is no id of a report.'],
  ] as const)('is said: %s %i %s', async (id, revision, decision, message) => {
    const { data, errors } = await shared.decide(id, revision, decision);
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each(['', ' \n', 'x'.repeat(2001), 'a\u0000b', 'a\ud800b'])(
    'is what has no reason that can be kept',
    async (reason) => {
      const { errors } = await shared.decide('3-2024', 1, 'PUBLISH', reason);
      expect(errors?.[0]?.message).toContain('reason');
      expect(await shared.standing('3-2024')).toEqual({ public: null, all: '1 IN_REVIEW' });
    },
  );
});

test('two decisions at once on one report: one of them is made, and the other is told', async () => {
  await desk.imported(NOT_CLEAN);
  const answers = await Promise.all([1, 2, 3].map(() => desk.decide('1-2024', 1, 'PUBLISH')));
  expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
  expect(await desk.hub.dataSource.query('SELECT action FROM audit_entry')).toEqual([{ action: 'PUBLISH' }]);
});

test('the year after is compared with what stands', async () => {
  await desk.imported(
    { year: 2023, seed: 2, figures: { 'carriedForward@TOTAL': 7 } },
    { year: 2024, seed: 3, figures: { 'broughtForward@TOTAL': 5 } },
  );
  const openings = async () => {
    const { data } = await desk.hub.askAsAdministrator(
      '{ annualReport(id: "1-2024") { diagnostics { code applicant } } }',
    );
    return data.annualReport.diagnostics.filter(
      ({ code, applicant }: { readonly code: string; readonly applicant: string }) =>
        code === 'OPENING_CLOSING_MISMATCH' && applicant === 'TOTAL',
    ).length;
  };
  expect(await openings()).toBe(1);
  await desk.decide('1-2023', 1, 'WITHDRAW');
  expect(await openings()).toBe(0);
  await desk.decide('1-2023', 1, 'PUBLISH');
  expect(await openings()).toBe(1);
});

test('a decision holds for the next revision while the numbers it was about are the same, and lapses with a finding', async () => {
  await desk.imported(NOT_CLEAN);
  await desk.decide('1-2024', 1, 'WITHDRAW');
  const same = { ...NOT_CLEAN, narrative: '另一段。' };
  expect(await desk.imported(same)).toEqual(['IN_REVIEW']);
  expect(await desk.standing('1-2024')).toEqual({ public: null, all: '2 WITHDRAWN' });
  expect(await desk.imported({ seed: 5 })).toEqual(['REVISED']);
  const { data } = await desk.hub.ask('{ annualReport(id: "1-2024") { revision diagnostics { code actual } } }');
  expect(data.annualReport).toMatchObject({
    revision: 3,
    diagnostics: [{ code: 'DECISION_LAPSED', actual: 'WITHDRAW' }],
  });
});

test('what was published as printed stays published while the errors are the same', async () => {
  const figures = { 'received@TOTAL': 1 };
  await desk.imported({ seed: 1, figures, findings: ['INFLOW_OUTFLOW_MISMATCH'] });
  await desk.decide('1-2024', 1, 'PUBLISH');
  const again = { seed: 1, figures, findings: ['INFLOW_OUTFLOW_MISMATCH' as const], narrative: '另一段。' };
  expect(await desk.imported(again)).toEqual(['REVISED']);
  expect(await desk.imported({ ...again, findings: ['INFLOW_OUTFLOW_MISMATCH', 'NUMBER_UNREADABLE'] })).toEqual([
    'IN_REVIEW',
  ]);
  expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '3 IN_REVIEW' });
});
