/** A region's own report beside the sum of those within it. */
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { startTestHub, type TestHub } from '../support/hub';
import { importMadeUp } from '../support/store';

/** Cells that the test sets; all others are equal in a report of the same seed. */
const cells = (received: number | null, corrected = 1) => ({
  'received@TOTAL': received,
  'corrected@REVIEW': corrected,
});
const government = {
  agencyName: '历下区人民政府',
  regionCode: '370102',
  kind: 'GOVERNMENT',
  level: 'COUNTY',
  scope: 'CONSOLIDATED',
  seed: 1,
} as const;
const school = { agencyName: '历下区教育局', regionCode: '370102', kind: 'DEPARTMENT', scope: 'OWN', seed: 1 } as const;
const finance = { ...school, agencyName: '历下区财政局' } as const;

const city = {
  ...government,
  agencyName: '南昌市人民政府',
  regionCode: '360100',
  level: 'PREFECTURE',
  year: 2018,
} as const;
const highTech = { ...city, agencyName: '南昌高新技术产业开发区管理委员会', level: 'COUNTY' } as const;
const within2018 = [
  city,
  highTech,
  { ...highTech, agencyName: '南昌经济技术开发区管理委员会' },
  { ...highTech, agencyName: '南昌高新技术产业开发区财政局', kind: 'DEPARTMENT' },
  { ...city, agencyName: '南昌海关', kind: 'VERTICAL' },
  { ...city, agencyName: '南昌市东湖区人民政府', regionCode: '360102', level: 'COUNTY' },
  { ...city, agencyName: '南昌市东湖区公园街道办事处', regionCode: '360102', level: 'TOWNSHIP' },
  { ...city, agencyName: '南昌市东湖区百花洲街道办事处', regionCode: '360102', level: 'TOWNSHIP' },
] as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  await importMadeUp(createImportService(hub.dataSource, { read: readMadeUp }), [
    // 2024: all are there, 10 + 5 is not 16; corrected is 1 + 1 and 2.
    { ...government, year: 2024, figures: cells(16, 2) },
    { ...school, year: 2024, figures: cells(10) },
    { ...finance, year: 2024, figures: cells(5) },
    // 2023: one is missing, and less than the whole is no contradiction.
    { ...government, year: 2023, figures: cells(16, 3) },
    { ...school, year: 2023, figures: cells(10) },
    // 2022: one is missing, and more than the whole is one.
    { ...government, year: 2022, figures: cells(9) },
    { ...school, year: 2022, figures: cells(10) },
    // 2021: all are there, and one does not know: nothing to compare.
    { ...government, year: 2021, figures: cells(9, 2) },
    { ...school, year: 2021, figures: cells(4) },
    { ...finance, year: 2021, figures: cells(null) },
    // 2019: a city around the district.
    { ...government, year: 2019 },
    {
      ...government,
      agencyName: '济南市人民政府',
      regionCode: '370100',
      level: 'PREFECTURE',
      year: 2019,
      figures: cells(99),
    },
    // 2018: a city, its zones, a street, and customs, all with the code of the city or of a district of it.
    ...within2018,
    // 2020: a report in review is not there for the public.
    { ...government, year: 2020, figures: cells(9, 9), findings: ['NUMBER_UNREADABLE'] },
  ]);
});
afterAll(() => hub.stop());

const QUERY = `query ($year: Int!) {
  region(code: "370102") { consolidation(year: $year) {
    report { year agency { name } diagnostics { code severity actual expected lines applicant track span { excerpt } message } }
    reports ownReports knownAgencies complete
    figures { measure consolidated differs own { value status reported missing unit } }
  } }
}`;

async function consolidation(year: number) {
  const { data, errors } = await hub.ask(QUERY, { year });
  expect(errors).toBeUndefined();
  const { figures, report, ...counts } = data.region.consolidation;
  const of = (measure: string) => figures.find((figure: { measure: string }) => figure.measure === measure);
  const findings = (report?.diagnostics ?? []).filter(
    ({ code }: { code: string }) => code === 'CONSOLIDATION_MISMATCH',
  );
  const found = findings.map(
    ({ lines, track }: { lines: readonly string[]; track: string | null }) => `${track ?? ''}${lines[0]}`,
  );
  return { counts, received: of('RECEIVED'), corrected: of('REVIEW_CORRECTED'), findings, found, report };
}

test('a whole that is not the sum of all its parts is said, with both numbers and the coverage', async () => {
  const { counts, received, corrected, findings, found } = await consolidation(2024);
  expect(counts).toEqual({ reports: 1, ownReports: 2, knownAgencies: 2, complete: true });
  const own = { value: '15', status: 'OK', reported: 2, missing: 0, unit: 'applications' };
  expect(received).toEqual({ measure: 'RECEIVED', consolidated: '16', differs: true, own });
  expect(corrected).toMatchObject({ consolidated: '2', differs: false, own: { value: '2' } });
  expect(found).not.toContain('REVIEWcorrected');
  expect(findings.find(({ lines }: { lines: readonly string[] }) => lines[0] === 'received')).toMatchObject({
    severity: 'WARNING',
    actual: '16',
    expected: '15, the sum of 2 of 2 agencies',
    applicant: 'TOTAL',
    track: null,
    message:
      'The report on a region differs from the sum of the reports of the agencies within it: unexpected 16, expected 15, the sum of 2 of 2 agencies',
  });
});

test('where agencies are missing, a smaller sum is no contradiction and a larger one is', async () => {
  const less = await consolidation(2023);
  expect(less.counts).toEqual({ reports: 1, ownReports: 1, knownAgencies: 2, complete: false });
  expect([less.received.differs, less.found]).toEqual([false, []]);
  const more = await consolidation(2022);
  expect(more.received).toMatchObject({ consolidated: '9', differs: true, own: { value: '10' } });
  expect(more.found).toEqual(['received']);
});

test('a sum that lacks a figure is compared as one that lacks an agency', async () => {
  const { counts, received, corrected, found } = await consolidation(2021);
  expect(counts.complete).toBe(true);
  expect(received).toMatchObject({ differs: false, own: { value: '4', status: 'INCOMPLETE', missing: 1 } });
  expect(corrected.differs).toBe(false);
  expect(found).not.toContain('received');
});

test('without a report on the region there is nothing to compare', async () => {
  const { counts, report, received } = await consolidation(2020);
  expect(counts).toEqual({ reports: 0, ownReports: 0, knownAgencies: 2, complete: false });
  expect([report, received]).toEqual([null, undefined]);
});

test('reports of agencies and of regions without others ask nothing more', async () => {
  hub.statements.length = 0;
  const { data } = await hub.ask('{ annualReports(filter: { scope: [OWN] }) { nodes { diagnostics { code } } } }');
  expect(data.annualReports.nodes).toHaveLength(6);
  expect(hub.statements).toHaveLength(2);
});

test('a district that is added to the city around it is said to count twice', async () => {
  const warningsOf = async (year: number, groupBy: string) => {
    const { data } = await hub.ask(
      `{ reportAggregates(filter: { year: { eq: ${year} }, scope: [CONSOLIDATED] }, groupBy: [${groupBy}]) { warnings } }`,
    );
    return data.reportAggregates.warnings;
  };
  const twice = [expect.stringMatching(/^1 CONSOLIDATED report is on areas .* counts more than once/)];
  for (const groupBy of ['', 'YEAR', 'PROVINCE', 'PREFECTURE, KIND'])
    expect(await warningsOf(2019, groupBy)).toEqual(twice);
  for (const groupBy of ['REGION', 'AGENCY', 'LEVEL', 'COUNTY']) expect(await warningsOf(2019, groupBy)).toEqual([]);
  expect(await warningsOf(2024, '')).toEqual([]);
});

describe('zones and streets have the code of the place around them', () => {
  const overlapping = async (filter: string, groupBy: string): Promise<number> => {
    const { data } = await hub.ask(
      `{ reportAggregates(filter: { year: { eq: 2018 }, scope: [CONSOLIDATED]${filter} }, groupBy: [${groupBy}]) { warnings } }`,
    );
    const [warning = '0', ...more] = data.reportAggregates.warnings;
    expect(more).toEqual([]);
    return Number.parseInt(warning, 10);
  };

  test.each([
    ['of the city', ', level: [PREFECTURE, COUNTY]', 'PREFECTURE', 4],
    ['of the city and its zones', ', level: [PREFECTURE, COUNTY], kind: [GOVERNMENT]', 'REGION', 2],
    ['of all', '', '', 6],
    ['of the district and its streets', ', level: [COUNTY, TOWNSHIP]', 'COUNTY', 3],
    ['of streets', ', level: [TOWNSHIP]', 'COUNTY', 0],
    ['of zones beside the district and each other', ', level: [COUNTY], kind: [GOVERNMENT]', '', 0],
    ['of a zone and its department', ', level: [COUNTY]', '', 1],
    ['of levels apart', ', kind: [GOVERNMENT]', 'LEVEL', 0],
    ['of agencies apart', '', 'AGENCY', 0],
    ['of the city and customs', ', level: [PREFECTURE]', '', 0],
  ])('a group %s', async (_, filter, groupBy, count) => {
    expect(await overlapping(filter, groupBy)).toBe(count);
  });

  test('nothing more is asked where no area can be added to another', async () => {
    const statementsOf = async (scope: string, groupBy: string): Promise<number> => {
      hub.statements.length = 0;
      await hub.ask(`{ reportAggregates(filter: { scope: [${scope}] }, groupBy: [${groupBy}]) { warnings } }`);
      return hub.statements.length;
    };
    expect(await statementsOf('CONSOLIDATED', 'PROVINCE')).toBe(2);
    expect(await statementsOf('CONSOLIDATED', 'PROVINCE, AGENCY')).toBe(1);
    expect(await statementsOf('OWN', 'PROVINCE')).toBe(1);
  });
});

test('a series says which reports its default scope leaves out', async () => {
  const { data: named } = await hub.ask('{ agency(name: "历下区人民政府") { id } }');
  const query = (more: string) =>
    `{ series(agencyIds: ["${named.agency.id}"], measures: [RECEIVED], years: { in: [2022, 2024] }${more}) { warnings points { status value } } }`;
  const { data } = await hub.ask(query(''));
  const left = (year: number) =>
    `The report of ${year} is CONSOLIDATED and left out: the scope is OWN unless scope says otherwise.`;
  expect(data.series[0].warnings).toEqual([left(2022), left(2024)]);
  const { data: asked } = await hub.ask(query(', scope: CONSOLIDATED'));
  expect(asked.series).toEqual([
    {
      warnings: [],
      points: [
        { status: 'OK', value: 9 },
        { status: 'OK', value: 16 },
      ],
    },
  ]);
});
