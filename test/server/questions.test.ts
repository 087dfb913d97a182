/** Questions about groups of reports as clients ask them. What is answered to which question is the business of the oracle. */
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { startTestHub, type TestHub } from '../support/hub';
import { importMadeUp } from '../support/store';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  const imports = createImportService(hub.dataSource, { read: readMadeUp });
  const received = (count: number | null) => ({ 'received@TOTAL': count });
  await importMadeUp(imports, [
    { agencyName: '甲县教育局', year: 2023, figures: received(10) },
    { agencyName: '甲县教育局', year: 2024, figures: received(15) },
    { agencyName: '乙县教育局', year: 2023, figures: received(0) },
    { agencyName: '乙县教育局', year: 2024, figures: received(7) },
    { agencyName: '丙县教育局', year: 2023, figures: received(null) },
    { agencyName: '丙县教育局', year: 2024, figures: received(1000), narrative: '坚持以公开为常态。' },
    { agencyName: '丁县教育局', year: 2024, figures: received(5), findings: ['NUMBER_UNREADABLE'] },
    { agencyName: '戊县人民政府', kind: 'GOVERNMENT', year: 2024, scope: 'CONSOLIDATED', figures: received(1) },
  ]);
});
afterAll(() => hub.stop());
beforeEach(() => {
  hub.statements.length = 0;
});

const FIELDS = `
  ...Received
  ... on ReportAggregate { again: measure(id: RECEIVED, applicant: TOTAL, aggregation: SUM) { value } }
  average: measure(id: RECEIVED, aggregation: MEAN) { value unit }
  count: measure(id: RECEIVED, aggregation: COUNT) { value status unit }
  rate: ratio(id: CLEARANCE_RATIO) { status reported missing }
  same: ratio(id: CLEARANCE_RATIO, definitionVersion: 1, pooling: POOLED) { status }
  change(measure: RECEIVED) { current previous absolute relative status comparableAgencies }
  unasked: measure(id: CLOSED) @include(if: false) { value }`;

const BY_YEAR = `query ($first: Int, $after: String) {
  reportAggregates(groupBy: [YEAR], orderBy: [{ dimension: YEAR, direction: DESC }], first: $first, after: $after) {
    nodes { key { year } reportCount agencyCount ${FIELDS} }
    more: nodes { closed: measure(id: CLOSED, aggregation: MAX) { status } }
    pageInfo { endCursor hasNextPage }
  }
}
fragment Received on ReportAggregate { received: measure(id: RECEIVED) { value status reported missing } }`;

test('aliases, fragments and every kind of field are one statement, and a shorter page changes no value', async () => {
  const { data, errors } = await hub.ask(BY_YEAR);
  expect(errors).toBeUndefined();
  expect(hub.statements).toHaveLength(1);
  const [later, earlier] = data.reportAggregates.nodes;
  expect(later).toEqual({
    key: { year: 2024 },
    reportCount: 3,
    agencyCount: 3,
    received: { value: '1022', status: 'OK', reported: 3, missing: 0 },
    again: { value: '1022' },
    average: { value: '340.6666666666666667', unit: 'applications' },
    count: { value: '3', status: 'OK', unit: 'reports' },
    rate: { status: 'OK', reported: 3, missing: 0 },
    same: { status: 'OK' },
    // 丙 has no figure for 2023, and its thousand of 2024 is no growth.
    change: { current: '22', previous: '10', absolute: '12', relative: 1.2, status: 'OK', comparableAgencies: 2 },
  });
  expect(earlier).toMatchObject({
    received: { value: '10', status: 'INCOMPLETE', reported: 2, missing: 1 },
    change: { current: null, relative: null, status: 'NO_DATA', comparableAgencies: 0 },
  });
  const first = await hub.ask(BY_YEAR, { first: 1 });
  const { endCursor: after } = first.data.reportAggregates.pageInfo;
  const second = await hub.ask(BY_YEAR, { first: 1, after });
  expect([...first.data.reportAggregates.nodes, ...second.data.reportAggregates.nodes]).toEqual([later, earlier]);
  expect(second.data.reportAggregates.pageInfo.hasNextPage).toBe(false);
});

test('nothing to add up is no zero', async () => {
  const { data } = await hub.ask(
    '{ reportAggregates(filter: { year: { eq: 1999 } }) { totalCount nodes { reportCount measure(id: RECEIVED) { value status } ratio(id: CLOSING_RATE) { value status } } } }',
  );
  const nothing = { value: null, status: 'NO_DATA' };
  expect(data.reportAggregates).toEqual({
    totalCount: 1,
    nodes: [{ reportCount: 0, measure: nothing, ratio: nothing }],
  });
});

test('reviewers are told that unpublished reports count, everybody what the default scope leaves out', async () => {
  const query = '{ reportAggregates { warnings nodes { reportCount } } }';
  const left = '1 CONSOLIDATED report is left out: the scope is OWN unless filter.scope says otherwise.';
  const { data } = await hub.ask(query);
  expect(data.reportAggregates).toEqual({ warnings: [left], nodes: [{ reportCount: 6 }] });
  const seen = await hub.askAsAdministrator(query);
  expect(seen.data.reportAggregates).toEqual({
    warnings: [left, 'Reports that are not published are included; ask for state: [PUBLISHED] to leave them out.'],
    nodes: [{ reportCount: 7 }],
  });
});

test('a ranking says which of its year are left out; what names no region is said', async () => {
  const warned = async (question: string): Promise<readonly string[]> => {
    const { data } = await hub.ask(`{ asked: ${question} { warnings } }`);
    return data.asked.warnings;
  };
  const ranking = (year: number, filter = '{}') => `ranking(ratio: CLOSING_RATE, year: ${year}, filter: ${filter})`;
  const consolidated = await hub.ask(
    '{ annualReports(filter: { year: { eq: 2024 }, scope: [CONSOLIDATED] }) { totalCount } }',
  );
  const { totalCount } = consolidated.data.annualReports;
  expect(totalCount).toBeGreaterThan(0);
  expect(await warned(ranking(2024))).toEqual([
    expect.stringMatching(`^${totalCount} CONSOLIDATED reports? (is|are) left out`),
  ]);
  expect(await warned(ranking(1999))).toEqual([]);
  expect(await warned(ranking(2024, '{ scope: [CONSOLIDATED] }'))).toEqual([]);
  const unknown = (code: string) => expect.stringContaining(`There is no region ${code}:`);
  const filter = '{ within: ["370000", "371999"], not: { within: ["999999"] }, scope: [OWN] }';
  expect(await warned(ranking(2024, filter))).toEqual([unknown('371999'), unknown('999999')]);
  expect(await warned(`reportAggregates(filter: ${filter})`)).toEqual([unknown('371999'), unknown('999999')]);
});

test.each([
  ['reportAggregates { nodes { change(measure: RECEIVED) { status } } }', 'A change needs YEAR in groupBy'],
  ['annualReports(filter: { within: ["山东"] }) { totalCount }', 'codes of six digits, such as 370000; "山东" is none'],
  ['agencies(within: ["37"]) { totalCount }', '"37" is none'],
  ['ranking(ratio: CLOSING_RATE, year: 2024, filter: { not: { within: ["山东"] } }) { totalCount }', '"山东" is none'],
  ['reportAggregates(groupBy: [YEAR]) { nodes { change { status } } }', 'exactly one of measure and ratio'],
  [
    'reportAggregates(groupBy: [YEAR]) { nodes { change(ratio: CLOSING_RATE, yearsBack: 0) { status } } }',
    'yearsBack is 0',
  ],
  ['reportAggregates(groupBy: [YEAR, YEAR]) { totalCount }', 'YEAR is in groupBy twice.'],
  ['reportAggregates(orderBy: [{ dimension: KIND }]) { totalCount nodes { reportCount } }', 'not in groupBy'],
  ['reportAggregates(having: [{ gt: "1" }]) { totalCount }', 'exactly one of measure, ratio and reportCount'],
  [
    'reportAggregates { nodes { ratio(id: CLOSING_RATE, definitionVersion: 7) { value } } }',
    'no definition of version 7',
  ],
  [
    'reportAggregates { nodes { measure(id: FEES_COLLECTED, applicant: NATURAL_PERSON) { value } } }',
    'not broken down',
  ],
  ['reportAggregates(first: 1, after: "x") { totalCount }', 'after is no cursor'],
  ['series(agencyIds: ["1"], measures: [RECEIVED], years: { gte: 2020 }) { scope }', 'years must be bounded'],
  ['series(agencyIds: ["1"], measures: [RECEIVED], years: { gte: 1, lte: 2000000 }) { scope }', '50 at most'],
  ['series(measures: [RECEIVED], years: { eq: 2024 }) { scope }', 'A series needs agencyIds or regionCodes'],
  ['series(agencyIds: ["1"], years: { eq: 2024 }) { scope }', 'at least one of measures and ratios'],
  [
    'series(regionCodes: ["370102"], measures: [RECEIVED], years: { eq: 2024 }) { scope }',
    'A series of a region needs scope',
  ],
  ['series(regionCodes: ["山东"], measures: [RECEIVED], years: { eq: 2024 }, scope: OWN) { scope }', '"山东" is none'],
  ['ranking(ratio: CLOSING_RATE, year: 2024, minimumDenominator: -1) { totalCount }', 'minimumDenominator is -1'],
  [
    'ranking(ratio: CLOSING_RATE, year: 2024, definitionVersion: 2) { totalCount }',
    'CLOSING_RATE has no definition of version 2; there is 1.',
  ],
  ['searchReports(text: " ") { totalCount }', 'The text to look for is empty.'],
  [`searchReports(text: "${'公'.repeat(201)}") { totalCount }`, '200 characters at most'],
])('a wrong question is told what is wrong: %s', async (question, message) => {
  const { errors } = await hub.ask(`{ ${question} }`);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining(message),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(hub.failures).toEqual([]);
});

test.each([
  [
    'reportAggregates(filter: { scope: [OWN, UNKNOWN] })',
    'added together: ask for one scope, or add SCOPE to groupBy.',
  ],
  [
    'ranking(ratio: CLOSING_RATE, year: 2024, filter: { not: { scope: [OWN] } })',
    'ranked together: ask for one scope.',
  ],
])('scopes are never mixed: %s', async (question, message) => {
  const { errors } = await hub.ask(`{ ${question} { totalCount nodes { __typename } } }`);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(new RegExp(`${message}$`)),
    extensions: { code: 'MIXED_SCOPE' },
  });
});

test('answers that could be too large are refused before anything runs', async () => {
  const measures = Array.from(
    { length: 45 },
    (_, place) => `m${place}: measure(id: RECEIVED) { value status unit reported missing }`,
  );
  const { errors } = await hub.ask(
    `{ reportAggregates(groupBy: [AGENCY]) { nodes { ${measures.join(' ')} key { agency { r: reports { applicationStats { figures { line } } } } } } } }`,
  );
  expect(errors?.[0]?.message).toMatch(/^The answer could have \d+ fields/);
  expect(hub.statements).toEqual([]);
});

test('what is in review is not found by the public', async () => {
  const query = '{ searchReports(text: "公开") { totalCount nodes { report { id } snippet } } }';
  const { data } = await hub.ask(query);
  const { data: all } = await hub.askAsAdministrator(query);
  expect([data.searchReports.totalCount, all.searchReports.totalCount]).toEqual([7, 8]);
  expect(data.searchReports.nodes).toContainEqual({ report: { id: '3-2024' }, snippet: '坚持以⟦公开⟧为常态。' });
});
