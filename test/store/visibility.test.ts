import type { ReportFilter, ReportReader } from '../../src/domain/asking';
import { createReportReader } from '../../src/store/report-reader';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
let everyone: ReportReader;
let reviewer: ReportReader;
beforeAll(async () => {
  store = await openTestStore();
  everyone = createReportReader(store.dataSource, 'PUBLIC');
  reviewer = createReportReader(store.dataSource, 'ALL');
  const hidden = { agencyName: '乙县教育局', printedName: '乙教育局' };
  await importMadeUp(store.imports, [
    { agencyName: '甲县教育局', year: 2024, seed: 1 },
    { agencyName: '甲县教育局', year: 2024, seed: 2 },
    { agencyName: '甲县教育局', year: 2024, seed: 3, findings: ['OUTCOMES_TOTAL_MISMATCH'], printedName: '甲局' },
    { agencyName: '甲县教育局', year: 2023, findings: ['TABLE_UNREADABLE'] },
    { ...hidden, year: 2024, findings: ['NUMBER_UNREADABLE'] },
  ]);
});
afterAll(() => store.close());

const page = { first: 10, after: null };
const told = ({
  agencyId,
  year,
  revision,
  state,
}: {
  agencyId: number;
  year: number;
  revision: number;
  state: string;
}) => `${agencyId}/${year}/${revision} ${state}`;

test('a newer revision in review does not hide the published one from the public', async () => {
  expect((await everyone.reports({}, [], page)).nodes.map(told)).toEqual(['1/2024/2 PUBLISHED']);
  expect((await reviewer.reports({}, [], page)).nodes.map(told)).toEqual([
    '1/2023/1 QUARANTINED',
    '1/2024/3 IN_REVIEW',
    '2/2024/1 IN_REVIEW',
  ]);
  const published = await reviewer.reports({ state: ['PUBLISHED'] }, [], page);
  expect(published.nodes.map(told)).toEqual(['1/2024/2 PUBLISHED']);
  expect(await everyone.countReports({ state: ['IN_REVIEW', 'QUARANTINED'] })).toBe(0);
  expect(await everyone.countReports({})).toBe(1);
  expect(await reviewer.countReports({})).toBe(3);
});

test('published only may be said anywhere in a conjunction, and states nowhere else', async () => {
  for (const filter of [
    { and: [{ state: ['PUBLISHED'] }] },
    { and: [{ year: { eq: 2024 } }, { and: [{ state: ['PUBLISHED'] }] }] },
    { state: ['PUBLISHED', 'IN_REVIEW'], and: [{ state: ['PUBLISHED', 'QUARANTINED'] }] },
  ] satisfies readonly ReportFilter[]) {
    expect((await reviewer.reports(filter, [], page)).nodes.map(told)).toEqual(['1/2024/2 PUBLISHED']);
    expect(await reviewer.countReports(filter)).toBe(1);
  }
  for (const filter of [
    { or: [{ state: ['PUBLISHED'] }, { year: { eq: 2023 } }] },
    { not: { state: ['IN_REVIEW'] } },
    { and: [{ not: { and: [{ state: ['PUBLISHED'] }] } }] },
  ] satisfies readonly ReportFilter[]) {
    const sentence = 'ask for state at the top level or within and.';
    for (const reader of [everyone, reviewer]) await expect(reader.countReports(filter)).rejects.toThrow(sentence);
  }
});

test('revisions by reference: published ones stay readable, others are for reviewers', async () => {
  const references = [1, 2, 3, 4, null].map((revision) => ({ agencyId: 1, year: 2024, revision }));
  const states = async (reader: ReportReader) =>
    (await reader.reportsByReference(references)).map((report) => report && told(report));
  expect(await states(everyone)).toEqual([
    '1/2024/1 PUBLISHED',
    '1/2024/2 PUBLISHED',
    null,
    null,
    '1/2024/2 PUBLISHED',
  ]);
  expect(await states(reviewer)).toEqual([
    ...['1/2024/1 PUBLISHED', '1/2024/2 PUBLISHED', '1/2024/3 IN_REVIEW'],
    null,
    '1/2024/3 IN_REVIEW',
  ]);
  const [ofAgency] = await everyone.reportsOfAgencies([1], {});
  expect(ofAgency?.map(told)).toEqual(['1/2024/2 PUBLISHED']);
});

test('nothing of an unpublished revision is told to the public, by any method', async () => {
  const hidden = { agencyId: 1, year: 2024, revision: 3 };
  const answers = async (reader: ReportReader) => ({
    stats: (await reader.applicationStats([hidden]))[0]?.length,
    review: (await reader.reviewLitigation([hidden]))[0]?.length,
    disclosure: (await reader.proactiveDisclosure([hidden]))[0] !== null,
    detail: (await reader.details([hidden]))[0] !== null,
    finding: (await reader.diagnostics([hidden]))[0]?.[0]?.code,
    source: (await reader.sourcesOf([hidden]))[0] !== null,
  });
  expect(await answers(reviewer)).toEqual({
    ...{ stats: 7, review: 3, disclosure: true, detail: true, source: true },
    finding: 'OUTCOMES_TOTAL_MISMATCH',
  });
  expect(await answers(everyone)).toEqual({
    ...{ stats: 0, review: 0, disclosure: false, detail: false, source: false },
    finding: undefined,
  });
});

test('an agency without a published report does not exist for the public, nor does a name that only unpublished ones use', async () => {
  expect((await everyone.agencies({}, page)).nodes.map(({ name }) => name)).toEqual(['甲县教育局']);
  expect((await reviewer.agencies({}, page)).nodes).toHaveLength(2);
  expect(await everyone.countAgencies({})).toBe(1);
  expect(await everyone.agenciesById([2])).toEqual([null]);
  expect((await everyone.agenciesByName(['乙县教育局']))[0]).toBeNull();
  expect((await reviewer.agenciesByName(['乙县教育局']))[0]).toMatchObject({ id: 2 });
  expect((await everyone.agenciesByName(['甲局']))[0]).toBeNull();
});
