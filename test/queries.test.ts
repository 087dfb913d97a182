/**
 * Each query of fixtures/queries with its answer and the SQL that it sent beside it, against the sample reports imported by the mutation.
 * UPDATE_FIXTURES=1 writes answers and SQL anew, to be read in the diff; never on CI.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE_QUERIES } from '../src/ide/example-queries';
import { BEFORE_COMPILED } from '../src/known-questions';
import { importTexts, sampleTexts, startTestHub, type TestHub } from './support/hub';

const FIXTURES = join(__dirname, 'fixtures/queries');
const UPDATE = process.env.UPDATE_FIXTURES === '1';

let importing: TestHub;
/** Beside it, with one connection: statements come in the order in which they were asked for. */
let hub: TestHub;

/** Carries forward more than came in. */
const damaged = (text: string): string => text.replace(/(结转下年度继续办理[^\n]*?)\d+(\D*\n)/, '$1999$2');

/** The samples; then one that does not add up, one whose document was changed, and one whose changed document does not add up. */
async function importReports(): Promise<void> {
  const samples = sampleTexts();
  const ruian = samples.find(({ name }) => name.startsWith('ruian'))?.text ?? '';
  const binzhou = samples.find(({ name }) => name.startsWith('binzhou'))?.text ?? '';
  const imported = [
    ...(await importTexts(importing, samples)),
    ...(await importTexts(importing, [
      { name: 'does not add up', text: damaged(ruian.replaceAll('2024', '2023')) },
      { name: 'changed', text: `${binzhou}\n以上。\n` },
      { name: 'changed for the worse', text: damaged(ruian) },
    ])),
  ];
  expect(imported.map(({ status, report }) => [status, report?.id])).toEqual([
    ['CREATED', '1-2024'],
    ['CREATED', '2-2023'],
    ['CREATED', '3-2024'],
    ['CREATED', '4-2024'],
    ['CREATED', '5-2024'],
    ['IN_REVIEW', '5-2023'],
    ['REVISED', '1-2024'],
    ['IN_REVIEW', '5-2024'],
  ]);
}

beforeAll(async () => {
  if (UPDATE && process.env.CI) throw new Error('fixtures are not updated on CI');
  importing = await startTestHub();
  await importReports();
  hub = await startTestHub({ beside: importing, poolSize: 1 });
});
afterAll(async () => {
  await hub?.stop();
  await importing?.stop();
});
beforeEach(() => {
  hub.statements.length = 0;
});

const read = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');
const QUERIES = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => name.replace(/\.graphql$/, ''));

/** One clause a line. */
const layOut = (sql: string): string =>
  sql.replace(/\s+/g, ' ').replace(/(?<!SELECT) (FROM|(?:LEFT |CROSS )?JOIN|WHERE|ORDER BY|LIMIT) /g, '\n$1 ');

function expectFixture(name: string, actual: string): void {
  if (UPDATE) writeFileSync(join(FIXTURES, name), actual);
  expect(actual).toBe(existsSync(join(FIXTURES, name)) ? read(name) : `no ${name}: run with UPDATE_FIXTURES=1`);
}

const UNTIL_COMPILED = BEFORE_COMPILED + 2;

test.each(QUERIES)('%s', async (name) => {
  const query = read(`${name}.graphql`);
  const variables = existsSync(join(FIXTURES, `${name}.variables.json`))
    ? JSON.parse(read(`${name}.variables.json`))
    : undefined;
  const ask = query.startsWith('# as administrator\n') ? hub.askAsAdministrator : hub.ask;
  const answer = await ask(query, variables);
  const statements = [...hub.statements];
  expectFixture(`${name}.json`, `${JSON.stringify(answer, null, 2)}\n`);
  expectFixture(`${name}.sql`, statements.map((sql) => `${layOut(sql)};\n`).join('\n'));
  // A question that is known is answered without Apollo Server, and when it comes again and again, compiled.
  for (let again = 0; again < UNTIL_COMPILED; again += 1) {
    hub.statements.length = 0;
    expect(JSON.stringify(await ask(query, variables))).toBe(JSON.stringify(answer));
    expect(hub.statements).toEqual(statements);
  }
  expect(hub.failures).toEqual([]);
});

const EVERYTHING = `query ($first: Int) {
  annualReports(first: $first) {
    totalCount
    nodes {
      id agency { name region { name } reports { id } report(year: 2009) { id } }
      applicationStats { id received figures { value correction { value } span { line } } report { id } }
      revisions { id state }
      reviewLitigation { total figures { value span { line } } }
      proactiveDisclosure { feesCollected figures { value span { line } } }
      narrative { text } diagnostics { message span { line } related { line } } source { text }
      ratio(id: DISPUTE_RATE) { value }
    }
  }
}`;

test('a page of many sends as many statements as a page of one', async () => {
  // One row is asked for by its values, several by arrays.
  const tables = (sql: string): string =>
    [...sql.matchAll(/(?:FROM|JOIN) (?!unnest)(\w+)/g)].map(([, table]) => table).join(' ');
  const one = await hub.ask(EVERYTHING, { first: 1 });
  const forOne = hub.statements.map(tables).sort();
  hub.statements.length = 0;
  const many = await hub.ask(EVERYTHING, { first: 10 });
  expect([one.data.annualReports.nodes.length, many.data.annualReports.nodes.length]).toEqual([1, 5]);
  expect(hub.statements.map(tables).sort()).toEqual(forOne);
});

test.each(EXAMPLE_QUERIES.map(({ query }) => [/(?:query|mutation) (\w+)/.exec(query)?.[1], query]))(
  'the example of the page for queries is answered: %s',
  async (_, query) => {
    const { data, errors } = await importing.askAsAdministrator(query ?? '');
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toMatch(/"(?:name|agencyName|reportCount)":/);
  },
);

test('a source was imported when its report was, although the bytes may have come in earlier with another', async () => {
  const [first] = await hub.dataSource.query('SELECT sha256, imported_at FROM source_document LIMIT 1');
  const set = 'UPDATE source_document SET imported_at = $2 WHERE sha256 = $1';
  await hub.dataSource.query(set, [first.sha256, '2001-01-01T00:00:00Z']);
  const { data } = await hub.ask('{ annualReports { nodes { importedAt source { importedAt } } } }');
  await hub.dataSource.query(set, [first.sha256, first.imported_at]);
  expect(data.annualReports.nodes).toHaveLength(5);
  for (const { importedAt, source } of data.annualReports.nodes) expect(source.importedAt).toBe(importedAt);
});

test('where a report came from is the same wherever the report is met', async () => {
  const origin = 'id importedAt readerVersion source { url sha256 }';
  const { data, errors } = await hub.ask(`{
    annualReports { nodes { ${origin}
      applicationStats(applicants: [TOTAL]) { report { ${origin} } }
      revisions { ${origin} }
      agency { reports { id agency { reports { ${origin} } } } }
    } }
    ranking(ratio: DISCLOSURE_RATE, year: 2024, minimumDenominator: 0) { nodes { report { ${origin} } } }
    searchReports(text: "公开") { nodes { report { ${origin} } } }
  }`);
  expect(errors).toBeUndefined();
  const told = new Set<string>();
  const meet = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('importedAt' in value && 'id' in value) {
      const { id, importedAt, readerVersion, source } = value as Record<string, unknown>;
      told.add(JSON.stringify({ id, importedAt, readerVersion, source }));
    }
    for (const each of Object.values(value)) meet(each);
  };
  meet(data);
  const rows = await hub.dataSource.query(
    "SELECT agency_id || '-' || year || CASE WHEN is_public THEN '' ELSE '@' || revision END AS id, imported_at, reader_version, source_url, source_sha256" +
      " FROM annual_report WHERE state = 'PUBLISHED'",
  );
  const stored = rows.map((row: Record<string, unknown>) =>
    JSON.stringify({
      id: row.id,
      importedAt: row.imported_at,
      readerVersion: row.reader_version,
      source: { url: row.source_url, sha256: row.source_sha256 },
    }),
  );
  expect([...told].sort()).toEqual(stored.sort());
  expect(stored).toHaveLength(6);
});

test('a total is counted only when it is asked for', async () => {
  await hub.ask('{ annualReports { nodes { year } } agencies { nodes { name } } }');
  expect(hub.statements).toHaveLength(2);
  expect(hub.statements.filter((sql) => sql.includes('count('))).toEqual([]);
});

test('paging forth meets every report once', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await hub.ask(
      'query ($after: String) { annualReports(first: 2, after: $after, orderBy: [{ field: REGION_CODE, direction: DESC }]) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    seen.push(...data.annualReports.nodes.map(({ id }: { readonly id: string }) => id));
    after = data.annualReports.pageInfo.hasNextPage ? data.annualReports.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(['4-2024', '1-2024', '3-2024', '2-2023', '5-2024']);
});

test.each([
  ['{ annualReport(id: "1-2024", year: 2024) { id } }', 'annualReport needs either id, or agencyId and year.'],
  ['{ agency { id } }', 'agency needs exactly one of id and name.'],
  [
    '{ annualReports(after: "bogus") { totalCount } }',
    'after is no cursor of this list; use the endCursor of an earlier page of the same order.',
  ],
  ['{ annualReports(filter: { where: [{ gte: "1" }] }) { totalCount } }', 'exactly one of measure and ratio'],
  [
    '{ annualReports(orderBy: [{ direction: ASC }]) { totalCount } }',
    'An order needs exactly one of field, measure and ratio.',
  ],
  [
    '{ annualReport(id: "1-2024") { ratio(id: CLOSING_RATE, definitionVersion: 9) { value } } }',
    'CLOSING_RATE has no definition of version 9; there is 1.',
  ],
  [
    '{ annualReports(filter: { where: [{ measure: RECEIVED, gte: "many" }] }) { totalCount } }',
    'Decimal cannot be "many"',
  ],
])('a wrong question is told what is wrong: %s', async (query, message) => {
  const answer = await hub.ask(query);
  const { errors } = answer;
  for (let again = 0; again < UNTIL_COMPILED; again += 1) expect(await hub.ask(query)).toEqual(answer);
  expect(errors?.[0]?.message).toContain(message);
  expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors?.[0]?.extensions.code);
  expect(hub.failures).toEqual([]);
});

test.each([
  ['query ($first: Int! = 2) { agencies(first: $first) { nodes { id } } }', { first: 1 }],
  [
    'query ($direction: SortDirection) { annualReports(orderBy: [{ field: YEAR, direction: $direction }]) { nodes { id } } }',
    { direction: 'DESC' },
  ],
  [
    'query ($year: Int, $from: Int) { annualReports(filter: { year: { eq: $year, gte: $from } }) { totalCount } }',
    { year: 2024, from: 2023 },
  ],
  ['query ($all: Boolean! = true) { agencies { nodes { id name @include(if: $all) } } }', { all: false }],
])('a variable that is left out is not null, however often it is asked: %s', async (query, variables) => {
  const answers = [await hub.ask(query), await hub.ask(query, variables)];
  expect(answers[0]).not.toEqual(answers[1]);
  for (let again = 0; again < UNTIL_COMPILED; again += 1)
    expect([await hub.ask(query), await hub.ask(query, variables)]).toEqual(answers);
  for (const { errors } of answers) expect(errors).toBeUndefined();
});

test('ids that are none, and years beyond belief, find nothing and break nothing', async () => {
  const { data, errors } = await hub.ask(`{
    a: annualReport(id: "'; DROP TABLE annual_report --") { id }
    b: annualReport(agencyId: "1", year: 2147483647) { id }
    c: annualReport(agencyId: "99999999999", year: 2024) { id }
    d: agency(id: "1e3") { id }
    e: annualReports(filter: { agencyIds: ["x", "-1"], within: ["999999"] }) { totalCount }
    f: agency(id: "3") { reports(years: [2147483647, -2147483648]) { id } report(year: -5) { id } }
    g: region(code: "370102 ") { name }
  }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    a: null,
    b: null,
    c: null,
    d: null,
    e: { totalCount: 0 },
    f: { reports: [], report: null },
    g: null,
  });
});
