/** Random questions, as files and as answers of the API: the same numbers. */
import type { GroupPageAsk } from '../../src/domain/aggregates';
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { startTestHub, type TestHub } from '../support/hub';
import { groupsAsk, rankingAsk } from '../support/oracle/questions';
import { fillWithRandomReports } from '../support/oracle/reports';
import { fc, PROPERTY_SEED as seed } from '../support/property';
import { csvRows } from '../support/read-csv-rows';
import type { TestStore } from '../support/store';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  const { dataSource } = hub;
  await fillWithRandomReports(
    { dataSource, imports: createImportService(dataSource, { read: readMadeUp }) } as TestStore,
    seed,
  );
});
afterAll(() => hub.stop());

interface Question {
  readonly query: string;
  readonly variables: object;
}

const KEYS: Readonly<Record<string, string>> = {
  AGENCY: 'agency { id }',
  REGION: 'region { code }',
  PROVINCE: 'province { code }',
  PREFECTURE: 'prefecture { code }',
  COUNTY: 'county { code }',
};

function groupsQuestion({ measures, ratios, changes, groupBy, ...ask }: Omit<GroupPageAsk, 'page'>): Question {
  const keys = groupBy.map((dimension) => KEYS[dimension] ?? dimension.toLowerCase());
  const fields = [
    'reportCount agencyCount',
    ...(keys.length === 0 ? [] : [`key { ${keys.join(' ')} }`]),
    ...measures.map(
      ({ id, applicant, aggregation }, place) =>
        `m${place}: measure(id: ${id}, applicant: ${applicant}, aggregation: ${aggregation}) { value status reported missing }`,
    ),
    ...ratios.map(
      ({ id, pooling, version }, place) =>
        `r${place}: ratio(id: ${id}, pooling: ${pooling}, definitionVersion: ${version}) { value numerator denominator status reported missing }`,
    ),
    ...changes.map(
      ({ measure, ratio, yearsBack }, place) =>
        `c${place}: change(${measure ? `measure: ${measure}` : `ratio: ${ratio}`}, yearsBack: ${yearsBack}) { current previous absolute relative status comparableAgencies }`,
    ),
  ];
  const query = `query ($filter: ReportFilter, $groupBy: [Dimension!]! = [], $having: [HavingCondition!], $orderBy: [AggregateOrder!], $first: Int, $after: String) {
    reportAggregates(filter: $filter, groupBy: $groupBy, having: $having, orderBy: $orderBy, first: $first, after: $after) {
      nodes { ${fields.join(' ')} } pageInfo { hasNextPage endCursor } } }`;
  return { query, variables: { ...ask, groupBy } };
}

/** The leaves of an object in their order, as CSV writes them. */
function leavesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [''];
  return typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [String(value)];
}

/** A key that is null has as many empty cells as fields, which are one each here. */
async function answered(
  field: string,
  { query, variables }: Question,
): Promise<readonly (readonly string[])[] | string> {
  const rows: (readonly string[])[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await hub.ask(query, { ...variables, first: 7, after });
    if (errors?.[0] !== undefined) return errors[0].message;
    rows.push(...data[field].nodes.map(leavesOf));
    if (!data[field].pageInfo.hasNextPage) return rows;
    after = data[field].pageInfo.endCursor;
  }
}

async function exported({ query, variables }: Question): Promise<readonly (readonly string[])[] | string> {
  const response = await fetch(`${hub.url}/export/question.csv`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return response.ok ? csvRows(text).slice(3) : JSON.parse(text).errors[0].message;
}

test('groups', async () => {
  let rows = 0;
  const property = fc.asyncProperty(groupsAsk, async (ask) => {
    const question = groupsQuestion(ask);
    const [expected, actual] = [await answered('reportAggregates', question), await exported(question)];
    expect(actual).toEqual(expected);
    rows += expected.length;
  });
  await fc.assert(property, { numRuns: 60, seed });
  expect(rows).toBeGreaterThan(100);
});

test('rankings', async () => {
  const query = `query ($ratio: RatioId!, $version: Int, $year: Int!, $filter: ReportFilter, $direction: SortDirection!, $minimumDenominator: Int!, $first: Int, $after: String) {
    ranking(ratio: $ratio, definitionVersion: $version, year: $year, filter: $filter, direction: $direction, minimumDenominator: $minimumDenominator, first: $first, after: $after) {
      nodes { rank tied percentile agency { id } report { id } value { value numerator denominator status } } pageInfo { hasNextPage endCursor } } }`;
  const property = fc.asyncProperty(rankingAsk, async (variables) => {
    expect(await exported({ query, variables })).toEqual(await answered('ranking', { query, variables }));
  });
  await fc.assert(property, { numRuns: 30, seed });
});
