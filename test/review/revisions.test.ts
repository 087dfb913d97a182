import { openTestDesk, type TestDesk } from '../support/desk';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
  await desk.imported({
    seed: 1,
    figures: { 'rules.issued': 2, 'rules.repealed': null, 'upheld@REVIEW': 1, 'total@REVIEW': 1 },
  });
  await desk.correct('1-2024', 1, [{ line: 'rules.issued', value: 3 }]);
  await desk.imported({
    seed: 1,
    figures: { 'rules.issued': 4, 'rules.repealed': 0, 'upheld@REVIEW': 1, 'total@REVIEW': 1 },
    findings: ['NUMBER_UNREADABLE'],
  });
});
afterAll(() => desk.close());

const REVISIONS = '{ annualReport(id: "1-2024") { revisions { id revision state } } }';
const DIFFERENCES = `query ($from: Int!, $to: Int!) { annualReport(id: "1-2024") { differences(from: $from, to: $to) {
  line applicant track before { status value correction { value } } after { status value correction { value } }
} } }`;

test('revisions are listed as far as they may be seen, with ids that name them', async () => {
  const everyone = await desk.hub.ask(REVISIONS);
  expect(everyone.data.annualReport.revisions).toEqual([
    { id: '1-2024', revision: 2, state: 'PUBLISHED' },
    { id: '1-2024@1', revision: 1, state: 'PUBLISHED' },
  ]);
  const reviewer = await desk.hub.askAsAdministrator(REVISIONS);
  expect(reviewer.data.annualReport.revisions).toEqual([
    { id: '1-2024', revision: 3, state: 'IN_REVIEW' },
    { id: '1-2024@2', revision: 2, state: 'PUBLISHED' },
    { id: '1-2024@1', revision: 1, state: 'PUBLISHED' },
  ]);
});

test('two revisions are compared cell by cell, either way round', async () => {
  const issued = { line: 'rules.issued', applicant: null, track: null };
  const two = { status: 'REPORTED', value: '2', correction: null };
  const corrected = { ...two, correction: { value: '3' } };
  const correction = await desk.hub.ask(DIFFERENCES, { from: 1, to: 2 });
  expect(correction.data.annualReport.differences).toEqual([{ ...issued, before: two, after: corrected }]);
  const back = await desk.hub.ask(DIFFERENCES, { from: 2, to: 1 });
  expect(back.data.annualReport.differences).toEqual([{ ...issued, before: corrected, after: two }]);
  const next = await desk.hub.askAsAdministrator(DIFFERENCES, { from: 1, to: 3 });
  expect(next.data.annualReport.differences).toEqual([
    { ...issued, before: two, after: { status: 'REPORTED', value: '4', correction: null } },
    {
      ...{ line: 'rules.repealed', applicant: null, track: null },
      before: { status: 'ABSENT', value: null, correction: null },
      after: { status: 'REPORTED', value: '0', correction: null },
    },
  ]);
});

test('a revision that is not public is none for the public', async () => {
  for (const revision of [3, 9, -1, 2147483647]) {
    const { errors } = await desk.hub.ask(DIFFERENCES, { from: 1, to: revision });
    expect(errors?.[0]?.message).toBe(`The report has no revision ${revision}; the field revisions lists them.`);
  }
});
