import { openTestDesk, type TestDesk } from '../support/desk';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const OLD = { agencyName: '甲县教育体育局' };
const NEW = { agencyName: '甲县教育局' };

test('reports, id and names of a merged agency are those of the one that is left, for imports too', async () => {
  await desk.imported(
    { ...OLD, year: 2022, printedName: '甲县教体局' },
    { ...OLD, year: 2023, seed: 2 },
    { ...NEW, year: 2024, seed: 3 },
  );
  const { data } = await desk.merge('1', '2');
  expect(data.mergeAgencies).toEqual({ id: '2', name: '甲县教育局', aliases: ['甲县教育体育局', '甲县教体局'] });
  const asked = await desk.hub.ask(`{
    byId: agency(id: "1") { id reports { id year } }
    byName: agency(name: "甲县教育体育局") { id }
    byReport: annualReport(id: "1-2023") { id agency { name } }
    byRevision: annualReport(id: "1-2023@1") { id }
    byYear: annualReport(agencyId: "1", year: 2022) { id }
    agencies { totalCount }
    reportAggregates { nodes { reportCount agencyCount } }
    _entities(representations: [
      { __typename: "Agency", id: "1" }, { __typename: "AnnualReport", id: "1-2022" },
      { __typename: "ApplicationStats", id: "1-2023:TOTAL" }
    ]) { ... on Agency { id } ... on AnnualReport { id } ... on ApplicationStats { id received } }
  }`);
  expect(asked.errors).toBeUndefined();
  expect(asked.data).toMatchObject({
    byId: { id: '2', reports: [{ id: '2-2024' }, { id: '2-2023' }, { id: '2-2022' }] },
    byName: { id: '2' },
    byReport: { id: '2-2023', agency: { name: '甲县教育局' } },
    byRevision: { id: '2-2023' },
    byYear: { id: '2-2022' },
    agencies: { totalCount: 1 },
    reportAggregates: { nodes: [{ reportCount: 3, agencyCount: 1 }] },
    _entities: [{ id: '2' }, { id: '2-2022' }, { id: '2-2023:TOTAL', received: expect.any(Number) }],
  });
  expect(await desk.imported({ ...OLD, year: 2023, seed: 9 }, { ...OLD, year: 2020, form: 'FORM_2019' })).toEqual([
    'REVISED',
    'CREATED',
  ]);
  expect((await desk.standing('2-2023')).public).toBe('2 PUBLISHED');
  expect((await desk.standing('1-2020')).public).toBe('1 PUBLISHED');
});

test('what was reviewed, found and imported moves with the reports, and years are compared anew', async () => {
  await desk.imported(
    { ...OLD, year: 2023, seed: 2, figures: { 'carriedForward@TOTAL': 7 } },
    { ...NEW, year: 2024, seed: 3, figures: { 'broughtForward@TOTAL': 5 } },
  );
  await desk.correct('1-2023', 1, [{ line: 'rules.issued', value: 77 }]);
  await desk.merge('1', '2');
  const { data } = await desk.hub.askAsAdministrator(`{
    annualReport(id: "2-2024") { diagnostics { code applicant actual expected } }
    moved: annualReport(id: "1-2023") { id revision proactiveDisclosure { rules { issued } figures { line correction { value } } } }
    auditLog(agencyId: "2") { nodes { action agency { id } } }
  }`);
  expect(data.annualReport.diagnostics).toContainEqual({
    ...{ code: 'OPENING_CLOSING_MISMATCH', applicant: 'TOTAL' },
    ...{ actual: '5', expected: '7' },
  });
  expect(data.moved).toMatchObject({ id: '2-2023', revision: 2, proactiveDisclosure: { rules: { issued: 77 } } });
  expect(data.moved.proactiveDisclosure.figures).toContainEqual({ line: 'rules.issued', correction: { value: '77' } });
  expect(data.auditLog.nodes).toEqual([
    { action: 'MERGE', agency: { id: '2' } },
    { action: 'MERGE', agency: { id: '2' } },
    { action: 'CORRECT', agency: { id: '2' } },
  ]);
});

test('a year of both is not merged until somebody has said which one stands', async () => {
  await desk.imported({ ...OLD, seed: 2 }, { ...OLD, year: 2023, seed: 2 }, { ...NEW, seed: 3 });
  const refused = await desk.merge('1', '2');
  expect(refused.errors?.[0]?.message).toBe(
    'Both agencies have a report for 2024; withdraw the one that is not to stand, then merge.',
  );
  expect((await desk.standing('1-2023')).public).toBe('1 PUBLISHED');
  await desk.decide('2-2024', 1, 'WITHDRAW');
  expect((await desk.merge('1', '2')).errors).toBeUndefined();
  expect(await desk.standing('2-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
  // The old id of a revision goes on naming that revision, whatever its number is now.
  expect((await desk.standing('1-2024@1')).all).toBe('2 PUBLISHED');
  expect((await desk.standing('2-2024@1')).all).toBe('1 WITHDRAWN');
  expect((await desk.standing('1-2024@2')).all).toBeNull();
});

test('one that was withdrawn comes after the one that stands, and does not stand for the year', async () => {
  await desk.imported({ ...OLD, seed: 2 }, { ...NEW, seed: 3 });
  await desk.decide('1-2024', 1, 'WITHDRAW');
  await desk.merge('1', '2');
  expect(await desk.standing('2-2024')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
  expect((await desk.standing('2-2024@2')).all).toBe('2 WITHDRAWN');
  expect(await desk.imported({ ...NEW, seed: 4 })).toEqual(['REVISED']);
  expect(await desk.standing('2-2024')).toEqual({ public: '3 PUBLISHED', all: '3 PUBLISHED' });
});

test('a chain of mergers ends at the one that is left', async () => {
  await desk.imported({ ...OLD, year: 2022 }, { ...NEW, year: 2023 }, { agencyName: '甲县教委', year: 2024 });
  await desk.merge('1', '2');
  await desk.merge('2', '3');
  for (const id of ['1-2022', '1-2022@1', '2-2022', '2-2022@1', '3-2022'])
    expect([id, (await desk.standing(id)).public]).toEqual([id, '1 PUBLISHED']);
  const { data } = await desk.hub.ask('{ a: agency(id: "1") { id } b: agency(id: "2") { id } }');
  expect(data).toEqual({ a: { id: '3' }, b: { id: '3' } });
});

test('one agency is not merged into itself, nor into one that there is not', async () => {
  await desk.imported({ ...OLD, year: 2022 }, { ...NEW, year: 2023 });
  await desk.merge('1', '2');
  expect((await desk.merge('1', '2')).errors?.[0]?.message).toBe('1 and 2 are one agency, 甲县教育局.');
  expect((await desk.merge('2', '9')).errors?.[0]?.message).toBe('There is no agency of the id 9.');
  expect((await desk.merge('x', '2')).errors?.[0]?.message).toBe('There is no agency of the id x.');
});

test('an import that waits for a merger files under the one that is left', async () => {
  await desk.imported({ ...OLD, year: 2022 }, { ...NEW, year: 2023 });
  const [merged, imported] = await Promise.all([desk.merge('1', '2'), desk.imported({ ...OLD, year: 2024, seed: 4 })]);
  expect(merged.errors).toBeUndefined();
  expect(imported).toEqual(['CREATED']);
  const { data } = await desk.hub.ask('{ agency(id: "1") { reports { year } } }');
  expect(data.agency.reports).toEqual([{ year: 2024 }, { year: 2023 }, { year: 2022 }]);
});
