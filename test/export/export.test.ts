/** The lists of the API as files, by HTTP. */
import { get } from 'node:http';
import { createTokenService } from '../../src/access/api-tokens';
import { PUBLIC } from '../../src/access/viewer';
import { readDocument } from '../../src/documents/read-document';
import { openZip, PART_LIMITS } from '../../src/documents/unzip';
import type { Visibility } from '../../src/domain/asking';
import type { ExportMetadata } from '../../src/export/metadata';
import { type ExportFormat, openExport } from '../../src/export/open-export';
import type { RowSource } from '../../src/export/read-rows';
import { xlsxEntries } from '../../src/export/write-xlsx';
import { writeZip } from '../../src/export/write-zip';
import { createImportService } from '../../src/imports/import-service';
import { hubSubgraph } from '../../src/resolvers/subgraph';
import { createReviewDesk } from '../../src/review/review-desk';
import { createQualityReader } from '../../src/store/quality-reader';
import { createReportReader } from '../../src/store/report-reader';
import { openSnapshot } from '../../src/store/snapshot';
import { readMadeUp } from '../support/build-draft';
import { ADMIN_TOKEN, startTestHub, type TestHub } from '../support/hub';
import { csvRows } from '../support/read-csv-rows';
import { importMadeUp } from '../support/store';

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '＝1+1', '"quoted", and=more'];

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  const imports = createImportService(hub.dataSource, { read: readMadeUp });
  const agency = (place: number) => ({ agencyName: `${place}号县教育局`, year: 2024, seed: place });
  await importMadeUp(imports, [
    { agencyName: '甲县教育局', year: 2024, figures: { 'received@TOTAL': 15, 'fees.collected': 18111202.68 } },
    { agencyName: '乙县教育局', year: 2024, figures: { 'received@TOTAL': null } },
    { agencyName: '丙县教育局', year: 2020, form: 'FORM_2019', figures: { 'licensing2019.change': -3 } },
    { agencyName: '丁县教育局', year: 2024, findings: ['NUMBER_UNREADABLE'] },
    ...FORMULAS.map((agencyName) => ({ agencyName, year: 2023 })),
  ]);
  for (let start = 0; start < 230; start += 50) {
    const length = Math.min(50, 230 - start);
    await importMadeUp(
      imports,
      Array.from({ length }, (_, place) => agency(start + place)),
    );
  }
});
afterAll(() => hub.stop());
beforeEach(() => {
  hub.statements.length = 0;
});

interface Exported {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

async function exported(file: string, query: string, variables?: object, init: RequestInit = {}): Promise<Exported> {
  const search = new URLSearchParams({ query, ...(variables ? { variables: JSON.stringify(variables) } : {}) });
  const response = await fetch(`${hub.url}/export/${encodeURIComponent(file)}?${search}`, init);
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}
const AS_ADMINISTRATOR = { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } };

/** Rows by the ids of their columns, the three rows of the header apart. */
function tableOf(body: Buffer) {
  const [zh = [], en = [], ids = [], ...rows] = csvRows(body.toString('utf8').replace(/^\uFEFF/, ''));
  return { zh, en, ids, rows: rows.map((cells) => Object.fromEntries(ids.map((id, at) => [id, cells[at]]))) };
}

const BY_YEAR = `query ($measure: MeasureId = RECEIVED) {
  reportAggregates(groupBy: [YEAR]) { totalCount nodes { key { year } ...Sums } }
}
fragment Sums on ReportAggregate { received: measure(id: $measure) { value } rate: ratio(id: CLOSING_RATE) { value } }`;

test('a question of /graphql is a file: names in both languages, units, and what stands behind each value', async () => {
  const { status, headers, body } = await exported('按年.csv', BY_YEAR);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="reportAggregates.csv"; filename*=UTF-8''${encodeURIComponent('按年.csv')}`,
  );
  expect(headers.get('link')).toMatch(/^<\/export\/.*\.metadata\.json\?query=.*>; rel="describedby"/);
  expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const { zh, en, ids, rows } = tableOf(body);
  expect(ids).toEqual(
    'key.year received.value received.status received.reported received.missing rate.value rate.status rate.reported rate.missing reportCount'.split(
      ' ',
    ),
  );
  expect([zh[0], zh[1], zh[5]]).toEqual(['年份', '本年新收政府信息公开申请数量（件）', '办结率（比值）']);
  expect([en[0], en[1], en[5]]).toEqual(['year', 'received during the year (applications)', 'closing rate (ratio)']);
  const { data } = await hub.ask(
    '{ reportAggregates(groupBy: [YEAR]) { nodes { key { year } reportCount measure(id: RECEIVED) { value status reported missing } ratio(id: CLOSING_RATE) { value } } } }',
  );
  expect(rows).toHaveLength(3);
  rows.forEach((row, place) => {
    const { key, measure, ratio, reportCount } = data.reportAggregates.nodes[place];
    expect(row).toMatchObject({
      'key.year': String(key.year),
      'received.value': measure.value,
      'received.status': measure.status,
      'received.reported': String(measure.reported),
      'received.missing': String(measure.missing),
      'rate.value': String(ratio.value),
      reportCount: String(reportCount),
    });
  });
  expect(rows[2]).toMatchObject({ 'received.status': 'INCOMPLETE', 'received.missing': '1' });
});

const REPORTS = `{ annualReports(orderBy: [{ measure: RECEIVED }]) { nodes {
  id year agency { name }
  applicationStats(applicants: [TOTAL]) { received outcomes { closedOtherwise { other total } } }
  proactiveDisclosure { feesCollected rules { issued } }
} } }`;

test('reports beside their tables: empty cells say why, and the whole list is one statement left open', async () => {
  const { rows, zh, ids } = tableOf((await exported('reports.csv', REPORTS)).body);
  expect(rows).toHaveLength(240);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(240);
  expect(hub.statements.filter((sql) => sql.startsWith('DECLARE'))).toHaveLength(1);
  expect(hub.statements.filter((sql) => sql.startsWith('FETCH'))).toHaveLength(3);
  const of = (name: string) => rows.find((row) => row['agency.name'] === name);
  expect(of('甲县教育局')).toMatchObject({
    'applicationStats.TOTAL.received': '15',
    'applicationStats.TOTAL.received.status': 'REPORTED',
    'proactiveDisclosure.feesCollected': '18111202.68',
  });
  expect(of('乙县教育局')).toMatchObject({
    'applicationStats.TOTAL.received': '',
    'applicationStats.TOTAL.received.status': 'ABSENT',
  });
  const of2019 = of('丙县教育局');
  expect(of2019).toMatchObject({
    'applicationStats.TOTAL.outcomes.closedOtherwise.other': '',
    'applicationStats.TOTAL.outcomes.closedOtherwise.other.status': 'NOT_ON_FORM',
    'applicationStats.TOTAL.outcomes.closedOtherwise.total.status': 'REPORTED',
    'proactiveDisclosure.rules.issued.status': 'NOT_ON_FORM',
  });
  expect(zh[ids.indexOf('proactiveDisclosure.feesCollected')]).toBe('行政事业性收费·本年收费金额（元）');
  expect(rows.at(-1)?.['agency.name']).toBe('乙县教育局');
});

test('the pages of an export are the list of the API', async () => {
  const query = `query ($after: String) { annualReports(orderBy: [{ measure: RECEIVED }], first: 100, after: $after) {
    nodes { id } pageInfo { endCursor hasNextPage } } }`;
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await hub.ask(query, { after });
    ids.push(...data.annualReports.nodes.map(({ id }: { id: string }) => id));
    after = data.annualReports.pageInfo.endCursor;
    more = data.annualReports.pageInfo.hasNextPage;
  }
  const { rows } = tableOf((await exported('reports.csv', REPORTS)).body);
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test('first bounds the rows and after begins with them; without a value neither does anything', async () => {
  const query = 'query ($first: Int, $after: String) { annualReports(first: $first, after: $after) { nodes { id } } }';
  const all = tableOf((await exported('a.csv', query)).body).rows;
  expect(all).toHaveLength(240);
  const some = tableOf((await exported('a.csv', query, { first: 150 })).body).rows;
  expect(some).toEqual(all.slice(0, 150));
  const { data } = await hub.ask('{ annualReports(first: 100) { pageInfo { endCursor } } }');
  const rest = tableOf((await exported('a.csv', query, { after: data.annualReports.pageInfo.endCursor })).body).rows;
  expect(rest).toEqual(all.slice(100));
  const said = JSON.parse((await exported('a.metadata.json', query, { first: 150 })).body.toString());
  expect(said).toMatchObject({ rows: 150, reports: 150, complete: false, variables: { first: 150 } });
});

test('texts that spreadsheets would run are texts, and negative numbers are numbers', async () => {
  const names = '{ annualReports(filter: { year: { eq: 2023 } }) { nodes { agency { name } } } }';
  const { rows } = tableOf((await exported('a.csv', names)).body);
  expect(rows.map((row) => row['agency.name']).sort()).toEqual(
    ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\t=1", "'＝1+1", '"quoted", and=more'].sort(),
  );
  const change =
    '{ reportAggregates(filter: { year: { eq: 2020 } }) { nodes { measure(id: LICENSING2019_CHANGE) { value } } } }';
  expect((await exported('a.csv', change)).body.toString()).toContain('\r\n-3,OK,1,0,1\r\n');
});

test('a series has a row for each year, with why it has no value', async () => {
  const query =
    '{ series(agencyIds: ["1", "2"], measures: [RECEIVED], years: { in: [2023, 2024] }) { agency { name } points { value } } }';
  const { rows, zh } = tableOf((await exported('a.csv', query)).body);
  const shown = rows.map((row) => [
    row['agency.name'],
    row.measure,
    row.scope,
    row['points.year'],
    row['points.value'],
    row['points.status'],
  ]);
  expect(shown).toEqual([
    ['甲县教育局', 'RECEIVED', 'OWN', '2023', '', 'NO_DATA'],
    ['甲县教育局', 'RECEIVED', 'OWN', '2024', '15', 'OK'],
    ['乙县教育局', 'RECEIVED', 'OWN', '2023', '', 'NO_DATA'],
    ['乙县教育局', 'RECEIVED', 'OWN', '2024', '', 'NOT_REPORTED'],
  ]);
  expect(zh).toEqual(['行政机关·名称', '数值', '年份', '状态', '表式', '表式变化', '指标', '比率', '口径', '提示']);
});

const partsOf = (body: Buffer): ReadonlyMap<string, string> =>
  new Map(openZip(body, PART_LIMITS).map((entry) => [entry.path, Buffer.from(entry.read()).toString('utf8')]));

test('an archive has the rows and what has to be known of them, of one moment', async () => {
  const query =
    '{ reportAggregates(groupBy: [YEAR]) { nodes { key { year } ratio(id: DISCLOSURE_RATE, definitionVersion: 2) { value } } } }';
  const { headers, body } = await exported('a.zip', query);
  expect(headers.get('content-type')).toBe('application/zip');
  const parts = partsOf(body);
  const { rows } = tableOf(Buffer.from(parts.get('data.csv') ?? ''));
  const said = JSON.parse(parts.get('metadata.json') ?? '');
  expect(said).toMatchObject({ query, rows: 3, reports: 240, complete: true, beside: { warnings: [] } });
  expect(rows.reduce((sum, { reportCount }) => sum + Number(reportCount), 0)).toBe(240);
  expect(said.visibility).toContain('PUBLISHED reports only');
  expect(said.scope).toContain('OWN');
  expect(said.indicators).toMatchObject([{ id: 'DISCLOSURE_RATE', unit: 'ratio' }]);
  const [used] = said.indicators[0].definitions;
  expect(used).toMatchObject({
    version: 2,
    caveats: ['Applications that ended on procedure leave the denominator.'],
  });
  expect(said.columns[1]).toEqual({
    id: 'ratio.value',
    zh: '实质公开率（可办理口径）',
    en: expect.any(String),
    unit: 'ratio',
  });
});

test('a workbook has the same cells, numbers as numbers, and is read by the hub itself', async () => {
  const { headers, body } = await exported('a.xlsx', REPORTS);
  expect(headers.get('content-type')).toContain('spreadsheetml.sheet');
  const read = readDocument({ bytes: body });
  if (!read.ok) throw new Error(read.message);
  const { rows, zh } = tableOf((await exported('a.csv', REPORTS)).body);
  const [shown] = read.document.tables;
  expect(shown?.rows).toHaveLength(rows.length + 3);
  expect(shown?.rows[0]?.map(({ text }) => text)).toEqual(zh);
  rows.forEach((row, place) => {
    const cells = new Map(shown?.rows[place + 3]?.map(({ column, text }) => [column, text]));
    expect(Object.keys(row).map((_, column) => cells.get(column) ?? '')).toEqual(
      // The apostrophe is for CSV alone.
      Object.values(row).map((cell) => (cell ?? '').replace(/^'/, '').trim()),
    );
  });
  expect(read.document.text).toContain('说明 metadata');
  const sheet = partsOf(body).get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).toContain('<v>18111202.68</v>');
});

test('in a workbook no text is a formula, whatever it begins with', async () => {
  const { body } = await exported(
    'a.xlsx',
    '{ annualReports(filter: { year: { eq: 2023 } }) { nodes { agency { name } } } }',
  );
  const sheet = partsOf(body).get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).not.toContain('<f>');
  for (const text of ['=1+1', '@SUM(1)']) expect(sheet).toContain(`<is><t xml:space="preserve">${text}</t></is>`);
});

test('rows beyond one sheet go on in the next', async () => {
  const pages = async function* () {
    yield [[1], [2], [3]];
    yield [[4], [5]];
  };
  const column = { id: 'n', zh: '数', en: 'number', unit: null, numeric: true, read: () => null };
  const source = { columns: [column], pages: pages() } as unknown as RowSource;
  const metadata = () => ({ indicators: [], beside: {}, columns: [] }) as unknown as ExportMetadata;
  const chunks: Buffer[] = [];
  for await (const chunk of writeZip(xlsxEntries(source, metadata, 5), new Date(0))) chunks.push(chunk);
  const parts = partsOf(Buffer.concat(chunks));
  const numbersIn = (sheet: number) =>
    [...(parts.get(`xl/worksheets/sheet${sheet}.xml`) ?? '').matchAll(/<v>(\d)<\/v>/g)].map(([, n]) => n);
  expect([numbersIn(1), numbersIn(2), numbersIn(3)]).toEqual([['1', '2'], ['3', '4'], ['5']]);
  expect(parts.get('xl/workbook.xml')).toContain('name="数据 data 3"');
});

test('the public gets what it sees, the administrator all, a wrong token nothing', async () => {
  const query = '{ annualReports(filter: { agencyName: "丁县" }) { nodes { id state } } }';
  expect(tableOf((await exported('a.csv', query)).body).rows).toEqual([]);
  const all = await exported('a.csv', query, undefined, AS_ADMINISTRATOR);
  expect(tableOf(all.body).rows).toMatchObject([{ state: 'IN_REVIEW' }]);
  const wrong = await exported('a.csv', query, undefined, { headers: { Authorization: 'Bearer wrong' } });
  expect(wrong.status).toBe(401);
  const jobs = await exported('a.csv', '{ importJobs { nodes { id } } }');
  expect([jobs.status, JSON.parse(jobs.body.toString()).errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
});

const MANY = Array.from(
  { length: 45 },
  (_, place) => `m${place}: measure(id: RECEIVED) { value status unit reported missing }`,
).join(' ');
test.each([
  ['a.pdf', '{ x }', 404, 'NOT_FOUND', 'Exports are at /export/NAME.csv'],
  ['a.csv', ' ', 400, 'BAD_REQUEST', 'There is no query.'],
  ['a.csv', '{', 400, 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
  ['a.csv', '{ nothing }', 400, 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field'],
  ['a.csv', 'mutation { importReports(input: { items: [] }) { id } }', 400, 'BAD_USER_INPUT', 'needs one query'],
  ['a.csv', 'query ($n: Int!) { annualReports(first: $n) { nodes { id } } }', 400, 'BAD_USER_INPUT', '$n'],
  ['a.csv', '{ annualReports(first: 0) { nodes { id } } }', 400, 'BAD_USER_INPUT', 'first must be 1 or more'],
  ['a.csv', '{ annualReports(after: "x") { nodes { id } } }', 400, 'BAD_USER_INPUT', 'after is no cursor'],
  ['a.csv', '{ annualReports { totalCount } }', 400, 'BAD_USER_INPUT', 'Ask for the nodes'],
  ['a.csv', '{ region(code: "370102") { name } }', 400, 'BAD_USER_INPUT', 'region is no list'],
  ['a.csv', '{ a: indicators { id } b: indicators { id } }', 400, 'BAD_USER_INPUT', 'asks for 2'],
  [
    'a.csv',
    '{ annualReports { nodes { agency { region { agencies { nodes { id } } } } } } }',
    400,
    'BAD_USER_INPUT',
    'a page of a longer list',
  ],
  [
    'a.csv',
    '{ annualReports { nodes { narrative { heading } diagnostics { code } } } }',
    400,
    'BAD_USER_INPUT',
    'second list',
  ],
  [
    'a.csv',
    '{ reportAggregates(filter: { scope: [OWN, UNKNOWN] }) { nodes { reportCount } } }',
    400,
    'MIXED_SCOPE',
    'never added',
  ],
  [
    'a.csv',
    `{ reportAggregates(groupBy: [AGENCY]) { nodes { ${MANY} key { agency { r: reports { applicationStats { figures { line } } } } } } } }`,
    400,
    'BAD_USER_INPUT',
    'The answer could have',
  ],
])('a wrong export is told what is wrong before a byte is written: %#', async (file, query, status, code, message) => {
  const answer = await exported(file, query);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/json');
  const [error] = JSON.parse(answer.body.toString()).errors;
  expect(error).toEqual({ message: expect.stringContaining(message), extensions: { code } });
  expect(hub.failures).toEqual([]);
});

test('HEAD answers as GET without the file; POST takes questions that are too long for an address', async () => {
  const head = await exported('a.csv', BY_YEAR, undefined, { method: 'HEAD' });
  const got = await exported('a.csv', BY_YEAR);
  expect(head.body).toHaveLength(0);
  expect([head.status, head.headers.get('content-disposition')]).toEqual([200, got.headers.get('content-disposition')]);
  const posted = await fetch(`${hub.url}/export/a.csv`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: BY_YEAR, variables: { measure: 'RECEIVED' } }),
  });
  expect(Buffer.from(await posted.arrayBuffer())).toEqual(got.body);
});

/** An export without HTTP around it. */
async function opened(query: string, format: ExportFormat, signal = new AbortController().signal) {
  const { dataSource } = hub;
  const readerFor = (each: Visibility) => createReportReader(dataSource, each);
  const ports = {
    readerFor,
    imports: createImportService(dataSource),
    tokens: createTokenService(dataSource),
    reviews: createReviewDesk(dataSource),
    quality: createQualityReader(dataSource),
  };
  const parts = {
    schema: hubSubgraph().schema,
    ports,
    openSnapshot: (each: Visibility) => openSnapshot(dataSource, each),
  };
  return openExport({ query }, format, PUBLIC, parts, signal);
}
const pagesRead = () => hub.statements.filter((sql) => sql.startsWith('FETCH')).length;

test('a row is read when it is to be written: never more than a page ahead', async () => {
  const { chunks, close } = await opened(REPORTS, 'csv');
  const seen: number[] = [];
  for await (const chunk of chunks) seen.push(chunk.length && pagesRead());
  await close();
  // The header, then a chunk for each page of a hundred rows.
  expect(seen).toEqual([1, 1, 2, 3]);
});

const WIDE =
  '{ annualReports { nodes { id applicationStats { received broughtForward carriedForward outcomes { disclosed withheld { total } unavailable { total } total } } } } }';
test.each(['csv', 'zip', 'xlsx'] as const)(
  '%s: when the client is gone nothing more is read, and the connection is given back',
  async (format) => {
    const gone = new AbortController();
    const { chunks, close } = await opened(WIDE, format, gone.signal);
    const taking = (async () => {
      for await (const _ of chunks) gone.abort();
    })();
    await expect(taking).rejects.toThrow('cancelled');
    await close();
    expect(pagesRead()).toBeLessThan(3);
    const [row] = await hub.dataSource.query<{ count: number }[]>(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
    );
    expect(row?.count).toBe(0);
  },
);

const countWaiting = async (): Promise<number> => {
  const rows = await hub.dataSource.query<{ count: number }[]>(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0]?.count ?? 0;
};

test('a client that goes away ends the statement that it waited for', async () => {
  const holder = hub.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE annual_report IN ACCESS EXCLUSIVE MODE');
  try {
    const request = get(
      `${hub.url}/export/a.csv?${new URLSearchParams({ query: '{ annualReports { nodes { id } } }' })}`,
    );
    request.on('error', () => undefined);
    while ((await countWaiting()) === 0);
    request.destroy();
    while ((await countWaiting()) > 0);
  } finally {
    await holder.rollbackTransaction();
    await holder.release();
  }
  expect(tableOf((await exported('a.csv', BY_YEAR)).body).rows).toHaveLength(3);
});

test('a corrected number says so, and stands beside what was printed', async () => {
  const { id } = (await hub.ask('{ annualReports(filter: { agencyName: "200号县" }) { nodes { id } } }')).data
    .annualReports.nodes[0];
  const corrections = [
    { line: 'received', applicant: 'TOTAL', value: '7777' },
    { line: 'carriedForward', applicant: 'TOTAL', value: null },
    { line: 'outcomes.withheld.stateSecrets', applicant: 'TOTAL', value: '3' },
  ];
  const input = { reportId: id, expectedRevision: 1, corrections, reason: '电话核实' };
  const done = await hub.askAsAdministrator(
    'mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) { conflict } }',
    { input },
  );
  expect(done.data.correctFigures).toEqual({ conflict: false });
  await hub.askAsAdministrator(
    'mutation ($id: ID!) { reviewReport(input: { reportId: $id, expectedRevision: 2, decision: PUBLISH, reason: "核实" }) { conflict } }',
    { id },
  );
  const of = '(filter: { agencyName: "200号县" })';
  const counts = `{ annualReports${of} { nodes { applicationStats(applicants: [TOTAL]) { received broughtForward carriedForward outcomes { withheld { total } } } } } }`;
  const [row] = tableOf((await exported('a.csv', counts)).body).rows;
  expect(row).toMatchObject({
    'applicationStats.TOTAL.received': '7777',
    'applicationStats.TOTAL.received.status': 'CORRECTED',
    'applicationStats.TOTAL.broughtForward.status': 'REPORTED',
    'applicationStats.TOTAL.carriedForward': '',
    'applicationStats.TOTAL.carriedForward.status': 'CORRECTED',
    'applicationStats.TOTAL.outcomes.withheld.total.status': 'CORRECTED',
    scope: 'OWN',
  });
  const figures = `{ annualReports${of} { nodes { applicationStats(applicants: [TOTAL]) { figures { line value } } } } }`;
  const table = tableOf((await exported('a.csv', figures)).body);
  const printed = table.rows.find((each) => each['applicationStats.figures.line'] === 'received');
  expect(printed?.['applicationStats.figures.value']).not.toBe('7777');
  expect(printed).toMatchObject({
    'applicationStats.figures.status': 'REPORTED',
    'applicationStats.figures.correction.value': '7777',
  });
});

test('what is said of an export has the definitions that its values were made by, and no other', async () => {
  const definitionsIn = async (query: string): Promise<readonly number[]> => {
    const said: ExportMetadata = JSON.parse((await exported('a.metadata.json', query)).body.toString());
    return said.indicators.flatMap(({ definitions }) => definitions.map(({ version }) => version));
  };
  const by = (rest: string) => `{ reportAggregates { nodes { ratio(id: DISCLOSURE_RATE${rest}) { value } } } }`;
  expect(await definitionsIn(by(''))).toEqual([1]);
  expect(await definitionsIn(by(', definitionVersion: 2'))).toEqual([2]);
  const ranked = `{ ranking(ratio: DISPUTE_RATE, definitionVersion: 2, year: 2024, filter: { where: [{ ratio: DISPUTE_RATE, gt: "0" }] }) { nodes { rank } } }`;
  expect(await definitionsIn(ranked)).toEqual([1, 2]);
});
