/** What a document does not say, an importer may; and what a report on a year before 2019 says is kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestHub, type TestHub } from '../support/hub';
import { sampleText } from '../support/sample-text';

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(async () => {
  expect(hub.failures).toEqual([]);
  await hub.stop();
});

const IMPORT = `mutation ($input: ImportReportsInput!) {
  importReports(input: $input) { items { nodes {
    status draft { agencyName year region { code fullName } statedCounts { subject value } }
    report { id year agency { id name region { code } } }
    diagnostics(severity: [BLOCKER]) { code actual }
  } } }
}`;

async function importing(item: object) {
  const { data, errors } = await hub.askAsAdministrator(IMPORT, { input: { items: [{ clientRef: 'one', ...item }] } });
  expect(errors).toBeUndefined();
  return data.importReports.items.nodes[0];
}

const WHOLE = sampleText('lixia-2024');
/** The tables of a sample below a cover that says neither where nor when. */
const nameless = (cover: string) =>
  `${cover}\n一、总体情况\n落实条例。\n${WHOLE.slice(WHOLE.indexOf('二、主动公开'))}`.replaceAll(/20\d\d年/gu, '本年');

describe('an agency that cannot be known', () => {
  const text = nameless('鼓楼区民政局政府信息公开工作年度报告');

  test('is quarantined with its candidates, and filed by one more import with hints', async () => {
    const first = await importing({ text });
    expect(first).toMatchObject({ status: 'QUARANTINED', report: null, draft: { agencyName: null, year: null } });
    expect(first.diagnostics).toEqual([
      {
        code: 'AGENCY_UNRESOLVED',
        actual: ['南京市', '徐州市', '福州市', '开封市'].map((city) => `${city}鼓楼区民政局`).join('、'),
      },
      { code: 'YEAR_UNRESOLVED', actual: null },
    ]);
    const byName = await importing({ text, agencyName: '福州市鼓楼区民政局', year: 2024 });
    expect(byName).toMatchObject({ status: 'CREATED', diagnostics: [], report: { year: 2024 } });
    expect(byName.report.agency).toMatchObject({ name: '福州市鼓楼区民政局', region: { code: '350102' } });

    const byRegion = await importing({ text, regionCode: '320106', year: 2024 });
    expect(byRegion).toMatchObject({ status: 'CREATED', report: { agency: { name: '南京市鼓楼区民政局' } } });

    const byId = await importing({ text, agencyId: byName.report.agency.id, year: 2023 });
    expect(byId.report.agency).toEqual(byName.report.agency);
    expect(byId.status).toBe('CREATED');
    expect(await importing({ text, agencyId: byName.report.agency.id, year: 2023 })).toMatchObject({
      status: 'DUPLICATE',
    });
  });

  test('of a dissolved district is filed by the code it had', async () => {
    const late = nameless('下城区民政局2022年政府信息公开工作年度报告'.replace('2022', '二〇二二'));
    expect(await importing({ text: late })).toMatchObject({
      status: 'QUARANTINED',
      diagnostics: [{ code: 'AGENCY_UNRESOLVED', actual: '杭州市拱墅区民政局' }],
    });
    expect(await importing({ text: late, agencyName: '杭州市拱墅区民政局' })).toMatchObject({
      status: 'CREATED',
      report: { year: 2022, agency: { region: { code: '330105' } } },
    });
    const then = await importing({ text: late, year: 2019 });
    expect(then).toMatchObject({ draft: { region: { code: '330103', fullName: '浙江省杭州市下城区' } } });
    expect(then.report.agency).toMatchObject({ name: '杭州市下城区民政局', region: { code: '330103' } });
  });

  test('no generic name becomes an alias', async () => {
    await importing({ text: nameless('区民政局政府信息公开工作年度报告'), regionCode: '370102', year: 2024 });
    const { data } = await hub.ask('{ agency(name: "区民政局") { name } agencies { nodes { name aliases } } }');
    expect(data).toEqual({ agency: null, agencies: { nodes: [{ name: '济南市历下区民政局', aliases: [] }] } });
  });
});

test('what a report on a year before 2019 states is answered, searched, and no figure', async () => {
  const text = readFileSync(join(__dirname, '../fixtures/reports/jimo-2011/source.txt'), 'utf8');
  const item = await importing({ text });
  expect(item).toMatchObject({ status: 'CREATED', draft: { year: 2011, region: { code: '370282' } } });
  expect(item.draft.statedCounts).toHaveLength(10);
  const { data } = await hub.ask(`{
    annualReports(filter: { form: [PRE_2019] }) { nodes {
      form agency { region { fullName } } applicationStats { received } proactiveDisclosure { feesCollected }
      narrative { ordinal heading } statedCounts { subject value scope span { line excerpt start end } }
    } }
    searchReports(text: "信函申请") { nodes { section { heading } } }
    region(code: "370282") { name parent { name } agencies { nodes { name } } }
  }`);
  const [report] = data.annualReports.nodes;
  expect(report).toMatchObject({
    form: 'PRE_2019',
    agency: { region: { fullName: '山东省青岛市即墨市' } },
    applicationStats: [],
    proactiveDisclosure: null,
  });
  expect(report.narrative.map(({ ordinal }: { ordinal: number }) => ordinal)).toEqual([1, 2, 3, 4, 5, 6]);
  const [, intake] = report.statedCounts;
  expect(intake).toMatchObject({ subject: 'INTAKE', value: '47', scope: 'CONSOLIDATED' });
  expect(text.slice(intake.span.start, intake.span.end)).toBe('47');
  expect(data.searchReports.nodes).toEqual([
    { section: { heading: '三、依申请公开政府信息和不予公开政府信息的情况' } },
  ]);
  expect(data.region).toEqual({
    name: '即墨市',
    parent: { name: '青岛市' },
    agencies: { nodes: [{ name: '即墨市人民政府' }] },
  });
});
