/** The lists of the API as files, by HTTP. */
import { get } from 'node:http';
import { readDocument } from '../../src/documents/read-document';
import { unzip } from '../../src/documents/unzip';
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { ADMIN_TOKEN, startTestHub, type TestHub } from '../support/hub';
import { importMadeUp } from '../support/store';
import { csvRows } from '../support/read-csv-rows';

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
    await importMadeUp(imports, Array.from({ length }, (_, place) => agency(start + place)));
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
    'key.year received.value received.status received.reported received.missing rate.value rate.status rate.reported rate.missing reportCount'.split(' '),
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
    ['\'=1+1', "'+1", "'-1", "'@SUM(1)", "'\t=1", "'＝1+1", '"quoted", and=more'].sort(),
  );
  const change = '{ reportAggregates(filter: { year: { eq: 2020 } }) { nodes { measure(id: LICENSING2019_CHANGE) { value } } } }';
  expect((await exported('a.csv', change)).body.toString()).toContain('\r\n-3,OK,1,0,1\r\n');
});

test('a workbook has the data and what has to be known of it; the project reads it itself', async () => {
  const { headers, body } = await exported('a.xlsx', BY_YEAR);
  expect(headers.get('content-type')).toContain('spreadsheetml.sheet');
  const document = readDocument({ bytes: body, filename: 'a.xlsx' } as never) as { text: string };
  const csv = tableOf((await exported('a.csv', BY_YEAR)).body);
  for (const row of csv.rows) for (const cell of Object.values(row)) expect(document.text).toContain(cell);
  expect(document.text).toContain('本年新收政府信息公开申请数量（件）');
  expect(document.text).toContain('outcomes.total / (received + broughtForward)');
});
