import {
  type FigureCondition,
  InvalidAskError,
  type ReportFilter,
  type ReportOrder,
  type ReportReader,
} from '../../src/domain/asking';
import { type MeasureLookup, measureById } from '../../src/domain/indicators';
import { definitionOf, RATIO_IDS, ratioOf } from '../../src/domain/ratio-definitions';
import type { AnnualReport, ApplicationStats, ProactiveDisclosure, ReviewLitigation } from '../../src/domain/report';
import { createReportReader } from '../../src/store/report-reader';
import type { MadeUpReport } from '../support/build-draft';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
let reader: ReportReader;
let reports: readonly ReadReport[];

interface ReadReport {
  readonly report: AnnualReport;
  readonly lookup: MeasureLookup;
}

const AGENCIES = [
  { agencyName: '山东省人民政府办公厅', regionCode: '370000', level: 'PROVINCE' },
  { agencyName: '济南市人民政府办公厅', regionCode: '370100', level: 'PREFECTURE' },
  { agencyName: '济南市历下区人民政府', regionCode: '370102', kind: 'GOVERNMENT', scope: 'CONSOLIDATED' },
  { agencyName: '济南市历下区教育局', regionCode: '370102', kind: 'DEPARTMENT', printedName: '历下教育局' },
  { agencyName: '瑞安市人民政府办公室', regionCode: '330381' },
  { agencyName: '国家税务总局', regionCode: null, level: 'NATIONAL', kind: 'VERTICAL' },
] as const;

/** Thirty reports of six agencies; figures differ, and here and there one is missing or a denominator is zero. */
const MADE_UP: readonly MadeUpReport[] = AGENCIES.flatMap((agency, place) =>
  [2019, 2020, 2021, 2022, 2023].map((year, nth) => ({
    ...agency,
    year,
    seed: place * 10 + nth,
    form: year < 2021 ? ('FORM_2019' as const) : ('FORM_2021' as const),
    figures: {
      ...((place + nth) % 4 === 0 ? { 'received@TOTAL': null } : {}),
      ...((place + nth) % 5 === 1 ? { 'outcomes.total@TOTAL': 0 } : {}),
      ...((place + nth) % 3 === 2 ? { 'outcomes.withheld.stateSecrets@TOTAL': null } : {}),
      ...(nth === 2 ? { 'corrected@LITIGATION_AFTER_REVIEW': null, 'fees.collected': 18_111_202.68 + place } : {}),
    },
  })),
);

const valueAt = (holder: unknown, path: string): number | null =>
  path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], holder) as number | null;

/** The number of a measure out of what the reader gives, by a way of its own: JavaScript instead of SQL. */
function lookupIn(
  stats: readonly ApplicationStats[],
  review: readonly ReviewLitigation[],
  disclosure: ProactiveDisclosure | null,
): MeasureLookup {
  return (id, applicant) => {
    const { source } = measureById(id);
    if (source.table === 'applications')
      return valueAt(
        stats.find((column) => column.applicant === applicant),
        source.path,
      );
    if (source.table === 'disclosure') return id === 'FEES_COLLECTED' ? (disclosure?.feesCollected ?? null) : null;
    const parts = source.tracks.map((track) =>
      valueAt(
        review.find((block) => block.track === track),
        source.line,
      ),
    );
    return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
  };
}

beforeAll(async () => {
  store = await openTestStore();
  await importMadeUp(store.imports, MADE_UP);
  reader = createReportReader(store.dataSource, 'PUBLIC');
  const { nodes } = await reader.reports({}, [], { first: 100, after: null });
  const [stats, review, disclosure] = await Promise.all([
    reader.applicationStats(nodes),
    reader.reviewLitigation(nodes),
    reader.proactiveDisclosure(nodes),
  ]);
  reports = nodes.map((report, place) => ({
    report,
    lookup: lookupIn(stats[place] ?? [], review[place] ?? [], disclosure[place] ?? null),
  }));
});
afterAll(() => store.close());

const nameOf = ({ agencyId, year }: AnnualReport): string => `${agencyId}/${year}`;

async function found(filter: ReportFilter): Promise<readonly string[]> {
  const { nodes } = await reader.reports(filter, [], { first: 100, after: null });
  expect(await reader.countReports(filter)).toBe(nodes.length);
  return nodes.map(nameOf);
}

const where = (holds: (read: ReadReport) => boolean): readonly string[] =>
  reports.filter(holds).map(({ report }) => nameOf(report));

test('what is stored is what was made up', () => {
  expect(reports).toHaveLength(MADE_UP.length);
  expect(reports.some(({ lookup }) => lookup('RECEIVED', 'TOTAL') === null)).toBe(true);
  expect(reports.some(({ lookup }) => lookup('WITHHELD', 'TOTAL') === null)).toBe(true);
  expect(reports.some(({ lookup }) => lookup('LITIGATION_CORRECTED', 'TOTAL') === null)).toBe(true);
});

describe('filters', () => {
  test('by year, region with all below it, level, kind, scope and form', async () => {
    expect(await found({ year: { gte: 2020, lte: 2021 } })).toEqual(
      where(({ report }) => [2020, 2021].includes(report.year)),
    );
    expect(await found({ year: { in: [2019, 2023, 99_999] } })).toEqual(
      where(({ report }) => [2019, 2023].includes(report.year)),
    );
    expect(await found({ year: { in: [] } })).toEqual([]);
    expect(await found({ within: ['370000'] })).toHaveLength(20);
    expect(await found({ within: ['370100'] })).toHaveLength(15);
    expect(await found({ within: ['370102', '330000'] })).toHaveLength(15);
    expect(await found({ within: ['999999'] })).toEqual([]);
    await expect(found({ within: ['nowhere'] })).rejects.toThrow('"nowhere" is none');
    expect(await found({ level: ['NATIONAL'] })).toHaveLength(5);
    expect(await found({ kind: ['GOVERNMENT', 'DEPARTMENT'], scope: ['OWN'] })).toHaveLength(5);
    expect(await found({ form: ['FORM_2019'] })).toHaveLength(12);
    expect(await found({ state: ['IN_REVIEW'] })).toEqual([]);
    expect(await found({ state: [] })).toEqual([]);
  });

  test('by agency, and by part of its name or alias without wildcards', async () => {
    const id = String(reports[0]?.report.agencyId);
    expect(await found({ agencyIds: [id, '0', 'x', '99999999999999999999'] })).toHaveLength(5);
    expect(await found({ agencyName: '历下' })).toHaveLength(10);
    expect(await found({ agencyName: '历下教育局' })).toHaveLength(5);
    expect(await found({ agencyName: '历%局' })).toEqual([]);
    expect(await found({ agencyName: '_' })).toEqual([]);
  });

  test('and, or, not: an empty or matches nothing, and not is true of what is not known', async () => {
    expect(await found({ and: [{ year: { eq: 2020 } }, { within: ['330000'] }] })).toHaveLength(1);
    expect(await found({ or: [{ year: { eq: 2020 } }, { within: ['330000'] }] })).toHaveLength(10);
    expect(await found({ or: [] })).toEqual([]);
    expect(await found({ and: [] })).toHaveLength(30);
    expect(await found({ not: { within: ['370000'] } })).toHaveLength(10);
    expect(await found({ not: { where: [{ measure: 'RECEIVED', gte: '0' }] } })).toEqual(
      where(({ lookup }) => lookup('RECEIVED', 'TOTAL') === null),
    );
  });

  const figureOf = ({ lookup }: ReadReport, { measure, ratio, applicant }: FigureCondition): number | null => {
    if (measure) return lookup(measure, applicant ?? 'TOTAL');
    const definition = ratio ? definitionOf(ratio) : undefined;
    return definition === undefined ? null : ratioOf(definition, lookup).value;
  };

  test.each([
    { measure: 'RECEIVED', gte: '60' },
    { measure: 'RECEIVED', gt: '10', lte: '200', applicant: 'NATURAL_PERSON' },
    { measure: 'WITHHELD', lt: '40' },
    { measure: 'CLOSED_OTHERWISE', gt: '0' },
    { measure: 'LITIGATION_CORRECTED', gte: '0' },
    { measure: 'FEES_COLLECTED', gt: '18111204.67' },
    { measure: 'FEES_COLLECTED', eq: '18111202.68' },
    { measure: 'CARRIED_FORWARD', eq: '0' },
    ...RATIO_IDS.map((ratio) => ({ ratio, gt: '0.35' })),
    ...RATIO_IDS.map((ratio) => ({ ratio })),
  ] as const satisfies readonly FigureCondition[])('by figure: %j', async (condition: FigureCondition) => {
    const holds = (read: ReadReport): boolean => {
      const value = figureOf(read, condition);
      if (value === null) return false;
      const { eq, gt, gte, lt, lte } = condition;
      return (
        (!eq || value === Number(eq)) &&
        (!gt || value > Number(gt)) &&
        (!gte || value >= Number(gte)) &&
        (!lt || value < Number(lt)) &&
        (!lte || value <= Number(lte))
      );
    };
    expect(await found({ where: [condition] })).toEqual(where(holds));
    expect(await found({ not: { where: [condition] } })).toEqual(where((read) => !holds(read)));
  });

  test.each([
    [{ where: [{}] }, 'exactly one'],
    [{ where: [{ measure: 'RECEIVED', ratio: 'CLOSING_RATE' }] }, 'exactly one'],
    [{ where: [{ measure: "x'; DROP TABLE agency" }] }, 'There is no measure'],
    [{ where: [{ measure: 'REVIEW_TOTAL', applicant: 'NATURAL_PERSON' }] }, 'not broken down by applicant'],
    [{ where: [{ ratio: 'CLOSING_RATE', applicant: 'NATURAL_PERSON' }] }, 'not broken down by applicant'],
    [{ where: [{ measure: 'RECEIVED', gte: 'NaN' }] }, 'NaN is no decimal number.'],
    [{ agencyName: 'a\0' }, 'U+0000'],
    [{ or: Array.from({ length: 101 }, () => ({})) }, '100 filters'],
  ] as const satisfies readonly (readonly [ReportFilter, string])[])('%j is refused', async (filter, reason) => {
    const asking = async () => reader.countReports(filter);
    await expect(asking()).rejects.toThrow(InvalidAskError);
    await expect(asking()).rejects.toThrow(reason);
  });
});

describe('pages', () => {
  const orders: readonly (readonly ReportOrder[])[] = [
    [],
    [{ field: 'YEAR', direction: 'DESC', nulls: 'LAST' }],
    [{ field: 'AGENCY_NAME', direction: 'ASC', nulls: 'LAST' }],
    [
      { field: 'REGION_CODE', direction: 'ASC', nulls: 'FIRST' },
      { field: 'YEAR', direction: 'ASC', nulls: 'LAST' },
    ],
    [{ field: 'REGION_CODE', direction: 'DESC', nulls: 'LAST' }],
    [{ field: 'IMPORTED_AT', direction: 'DESC', nulls: 'LAST' }],
    [{ measure: 'RECEIVED', direction: 'DESC', nulls: 'LAST' }],
    [{ measure: 'RECEIVED', direction: 'DESC', nulls: 'FIRST' }],
    [
      { measure: 'WITHHELD', direction: 'ASC', nulls: 'FIRST' },
      { ratio: 'CLOSING_RATE', direction: 'DESC', nulls: 'LAST' },
    ],
    [{ ratio: 'DISCLOSURE_RATE', direction: 'ASC', nulls: 'LAST' }],
  ];

  test.each(orders.map((order) => [order] as const))('%j: pages put together are the whole list', async (order) => {
    const whole = await reader.reports({}, order, { first: 1000, after: null });
    expect(new Set(whole.nodes.map(nameOf)).size).toBe(30);
    const nodes: AnnualReport[] = [];
    let after: string | null = null;
    do {
      const page = await reader.reports({}, order, { first: 7, after });
      expect(page.hasPreviousPage).toBe(after !== null);
      nodes.push(...page.nodes);
      after = page.hasNextPage ? page.endCursor : null;
    } while (after !== null);
    expect(nodes).toEqual(whole.nodes);
  });

  test('a measure is ordered by its number, unknown ones where they are wanted', async () => {
    const { nodes } = await reader.reports({}, [{ measure: 'RECEIVED', direction: 'DESC', nulls: 'FIRST' }], {
      first: 30,
      after: null,
    });
    const lookups = new Map(reports.map(({ report, lookup }) => [nameOf(report), lookup]));
    const values = nodes.map((node) => lookups.get(nameOf(node))?.('RECEIVED', 'TOTAL') ?? null);
    const unknown = values.filter((value) => value === null);
    const known = values.filter((value) => value !== null);
    expect(unknown.length).toBeGreaterThan(0);
    expect(values).toEqual([...unknown, ...known.toSorted((one, other) => other - one)]);
  });

  test('a cursor keeps its place while reports are added before and after it', async () => {
    const fresh = await openTestStore();
    try {
      const asking = createReportReader(fresh.dataSource, 'PUBLIC');
      const order: readonly ReportOrder[] = [{ field: 'YEAR', direction: 'ASC', nulls: 'LAST' }];
      await importMadeUp(fresh.imports, [{ year: 2020 }, { year: 2022 }, { year: 2024 }]);
      const first = await asking.reports({}, order, { first: 2, after: null });
      await importMadeUp(fresh.imports, [{ year: 2019 }, { year: 2021 }, { year: 2023 }]);
      const rest = await asking.reports({}, order, { first: 5, after: first.endCursor });
      expect([...first.nodes, ...rest.nodes].map(({ year }) => year)).toEqual([2020, 2022, 2023, 2024]);
    } finally {
      await fresh.close();
    }
  });

  test('cursors of another order, forged ones and pages over a thousand are refused', async () => {
    const byYear = [{ field: 'YEAR', direction: 'ASC', nulls: 'LAST' }] as const;
    const { endCursor } = await reader.reports({}, byYear, { first: 1, after: null });
    const [print] = JSON.parse(Buffer.from(endCursor ?? '', 'base64url').toString()) as readonly string[];
    const forged = Buffer.from(JSON.stringify([print, "1' OR true", '1', '1'])).toString('base64url');
    const huge = Buffer.from(JSON.stringify([print, '9'.repeat(40), '1', '1'])).toString('base64url');
    for (const after of ['', 'x', forged, huge, Buffer.from('null').toString('base64url')])
      await expect(reader.reports({}, byYear, { first: 1, after })).rejects.toThrow(InvalidAskError);
    const descending = [{ ...byYear[0], direction: 'DESC' as const }];
    await expect(reader.reports({}, descending, { first: 1, after: endCursor })).rejects.toThrow(InvalidAskError);
    await expect(reader.agencies({}, { first: 1, after: endCursor })).rejects.toThrow(InvalidAskError);
    await expect(reader.reports({}, [], { first: 1001, after: null })).rejects.toThrow(InvalidAskError);
    expect(await reader.reports({}, [], { first: 0, after: null })).toMatchObject({ nodes: [], hasNextPage: true });
    await expect(
      (async () => reader.reports({}, [{ direction: 'ASC', nulls: 'LAST' }], { first: 1, after: null }))(),
    ).rejects.toThrow(InvalidAskError);
  });
});

describe('agencies', () => {
  test('in the order of their regions, by filters', async () => {
    const { nodes } = await reader.agencies({}, { first: 4, after: null });
    const rest = await reader.agencies(
      {},
      { first: 4, after: (await reader.agencies({}, { first: 4, after: null })).endCursor },
    );
    expect([...nodes, ...rest.nodes].map(({ regionCode }) => regionCode)).toEqual([
      ...['330381', '370000', '370100', '370102', '370102'],
      null,
    ]);
    expect(await reader.countAgencies({ within: ['370000'], kind: ['GENERAL_OFFICE'] })).toBe(2);
    expect(await reader.countAgencies({ level: ['NATIONAL'] })).toBe(1);
    expect(await reader.countAgencies({ name: '历下教育' })).toBe(1);
  });

  test('by id and by exact name or alias', async () => {
    const office = (await reader.agenciesByName(['瑞安市人民政府办公室']))[0];
    expect(office).toMatchObject({ regionCode: '330381', kind: 'GENERAL_OFFICE', level: 'COUNTY', aliases: [] });
    expect((await reader.agenciesByName(['历下教育局']))[0]).toMatchObject({
      name: '济南市历下区教育局',
      aliases: ['历下教育局'],
    });
    expect((await reader.agenciesByName(['历下']))[0]).toBeNull();
    expect(await reader.agenciesById([99, office?.id ?? 0, 99, office?.id ?? 0])).toEqual([null, office, null, office]);
  });
});

test('parts of reports come in the order asked for, null or empty where there is none', async () => {
  const keys = reports
    .slice(0, 3)
    .map(({ report }) => report)
    .toReversed();
  const missing = { agencyId: 4711, year: 2020, revision: 1 };
  const asked = [keys[0], missing, keys[1], keys[2]].flatMap((key) => key ?? []);
  const stats = await reader.applicationStats(asked);
  expect(stats.map((columns) => columns.map(({ year, applicant }) => [year, applicant])[0])).toEqual([
    [keys[0]?.year, 'NATURAL_PERSON'],
    undefined,
    [keys[1]?.year, 'NATURAL_PERSON'],
    [keys[2]?.year, 'NATURAL_PERSON'],
  ]);
  expect(stats[0]?.map(({ applicant }) => applicant).at(-1)).toBe('TOTAL');
  expect((await reader.reviewLitigation(asked)).map((tracks) => tracks.length)).toEqual([3, 0, 3, 3]);
  const details = await reader.details(asked);
  const sources = await reader.sourcesOf(asked);
  expect(details[1]).toBeNull();
  expect(sources[1]).toBeNull();
  for (const place of [0, 2, 3]) {
    const figures = details[place]?.applicationFigures.TOTAL ?? [];
    for (const { printed, span } of figures)
      expect(printed).toBe(span === null ? null : sources[place]?.text.slice(span.start, span.end));
    expect(details[place]?.narrative).toEqual([{ ordinal: 1, heading: '一、总体情况', text: '坚持公开为常态。' }]);
  }
  expect(await reader.reportsOfAgencies([4711, asked[0]?.agencyId ?? 0], { years: [2023, 2021] })).toMatchObject([
    [],
    [{ year: 2023 }, { year: 2021 }],
  ]);
});

test('each question is one statement, whatever the length of the list', async () => {
  const sent: string[] = [];
  const counted = await openTestStore((sql) => sent.push(sql));
  try {
    await importMadeUp(counted.imports, MADE_UP);
    const asking = createReportReader(counted.dataSource, 'PUBLIC');
    const { nodes: all } = await asking.reports({}, [], { first: 30, after: null });
    for (const keys of [all.slice(0, 1), all]) {
      const questions = [
        () =>
          asking.reports({ agencyName: '历下', where: [{ ratio: 'DISPUTE_RATE', gte: '0' }] }, [], {
            first: keys.length,
            after: null,
          }),
        () => asking.countReports({}),
        () => asking.agencies({}, { first: keys.length, after: null }),
        () => asking.countAgencies({}),
        () => asking.agenciesByName(keys.map(({ title }) => title ?? '')),
        () => asking.agenciesById(keys.map(({ agencyId }) => agencyId)),
        () => asking.reportsByReference(keys),
        () =>
          asking.reportsOfAgencies(
            keys.map(({ agencyId }) => agencyId),
            {},
          ),
        () => asking.applicationStats(keys),
        () => asking.reviewLitigation(keys),
        () => asking.proactiveDisclosure(keys),
        () => asking.details(keys),
        () => asking.diagnostics(keys),
        () => asking.sourcesOf(keys),
      ];
      for (const ask of questions) {
        sent.length = 0;
        await ask();
        expect(sent).toHaveLength(1);
      }
    }
  } finally {
    await counted.close();
  }
});
