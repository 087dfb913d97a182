/** Groups of reports and what is said of them, over reports in memory: a second implementation, without SQL. */
import type {
  Aggregation,
  ChangeAnswer,
  ChangeAsk,
  Dimension,
  GroupCondition,
  GroupKey,
  GroupOrder,
  GroupPageAsk,
  GroupSubject,
  MeasureAnswer,
  MeasureAsk,
  RatioAnswer,
  RatioAsk,
  ReportGroup,
} from '../../../src/domain/aggregates';
import { DIMENSIONS } from '../../../src/domain/aggregates';
import type { ReportFilter, Visibility } from '../../../src/domain/asking';
import { measureById, sumOfTerms } from '../../../src/domain/indicators';
import { definitionOf, type RatioId } from '../../../src/domain/ratio-definitions';
import { ADMIN_LEVELS } from '../../../src/domain/region';
import { AGENCY_KINDS, REPORT_SCOPES } from '../../../src/domain/report-draft';
import { FORM_VERSIONS } from '../../../src/domain/statutory-form';
import { regionByCode } from '../../../src/gazetteer/regions';
import { currentReports, meets, scoped, within } from './filter';
import type { KnownReport } from './reports';

type Reports = readonly KnownReport[];

/** Exact hundredths: no figure has more decimals. */
const cents = (value: number): bigint => BigInt(Math.round(value * 100));
const add = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + cents(value), 0n);
export function decimal(hundredths: bigint): string {
  const sign = hundredths < 0n ? '-' : '';
  const size = hundredths < 0n ? -hundredths : hundredths;
  const fraction = String(size % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${sign}${size / 100n}${fraction === '' ? '' : `.${fraction}`}`;
}

const oneYear = (reports: Reports): boolean => new Set(reports.map(({ year }) => year)).size < 2;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (place - Math.floor(place)) * (high - low);
}

function aggregate(values: readonly number[], aggregation: Aggregation): string {
  const mean = Number(add(values)) / 100 / values.length;
  switch (aggregation) {
    case 'SUM':
      return decimal(add(values));
    case 'MIN':
      return decimal(cents(Math.min(...values)));
    case 'MAX':
      return decimal(cents(Math.max(...values)));
    case 'COUNT':
      return String(values.length);
    case 'MEAN':
      return String(mean);
    case 'STDDEV':
      return String(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)));
    case 'MEDIAN':
      return String(quantile(values, 0.5));
    default:
      return String(quantile(values, Number(aggregation.slice(1)) / 100));
  }
}

export function measureOf(reports: Reports, { id, applicant, aggregation }: MeasureAsk): MeasureAnswer {
  const { forms, stock } = measureById(id);
  const values = reports.flatMap(({ lookup }) => lookup(id, applicant) ?? []);
  const counts = { reported: values.length, missing: reports.length - values.length };
  const none = (status: MeasureAnswer['status']): MeasureAnswer => ({ value: null, status, ...counts });
  if (aggregation === 'COUNT') return { value: String(values.length), status: 'OK', ...counts };
  if (reports.length === 0) return none('NO_DATA');
  if (values.length === 0 && !reports.some(({ form }) => forms.some((each) => each === form)))
    return none('NOT_ON_FORM');
  if (values.length === 0) return none('NOT_REPORTED');
  if (aggregation === 'SUM' && stock && !oneYear(reports)) return none('NOT_ADDITIVE');
  if (aggregation === 'STDDEV' && values.length === 1) return none('BELOW_MINIMUM');
  return { value: aggregate(values, aggregation), status: counts.missing > 0 ? 'INCOMPLETE' : 'OK', ...counts };
}

export function partsOf(report: KnownReport, id: RatioId, version: number): readonly [number, number] | null {
  const definition = definitionOf(id, version);
  if (definition === undefined) throw new Error(`no ${id} ${version}`);
  const numerator = sumOfTerms(definition.numerator, report.lookup);
  const denominator = sumOfTerms(definition.denominator, report.lookup);
  return numerator === null || denominator === null ? null : [numerator, denominator];
}

export const measuresOfRatio = (id: RatioId, version: number) => {
  const definition = definitionOf(id, version);
  return [...(definition?.numerator ?? []), ...(definition?.denominator ?? [])].map((term) =>
    measureById(term.measure),
  );
};
export const printsRatio = ({ form }: KnownReport, id: RatioId, version: number): boolean =>
  measuresOfRatio(id, version).every(({ forms }) => forms.some((each) => each === form));

export function ratioOf(reports: Reports, { id, pooling, version }: RatioAsk): RatioAnswer {
  const known = reports.flatMap((report) =>
    [partsOf(report, id, version) ?? []].filter((parts) => parts.length === 2),
  ) as readonly (readonly [number, number])[];
  const missing = reports.length - known.length;
  const points = known.filter(([, denominator]) => denominator !== 0).map(([over, under]) => over / under);
  const reported = pooling === 'POOLED' ? known.length : points.length;
  const none = { value: null, numerator: null, denominator: null, reported, missing };
  if (reports.length === 0) return { ...none, status: 'NO_DATA' };
  if (known.length === 0) {
    const printed = reports.some((report) => printsRatio(report, id, version));
    return { ...none, status: printed ? 'NOT_REPORTED' : 'NOT_ON_FORM' };
  }
  const status = missing > 0 ? 'INCOMPLETE' : 'OK';
  if (pooling === 'POOLED') {
    if (measuresOfRatio(id, version).some(({ stock }) => stock) && !oneYear(reports))
      return { ...none, status: 'NOT_ADDITIVE' };
    const over = add(known.map(([numerator]) => numerator));
    const under = add(known.map(([, denominator]) => denominator));
    const parts = { ...none, numerator: decimal(over), denominator: decimal(under) };
    if (under === 0n) return { ...parts, status: 'ZERO_DENOMINATOR' };
    return { ...parts, value: Number(over) / Number(under), status };
  }
  if (points.length === 0) return { ...none, status: 'ZERO_DENOMINATOR' };
  const mean = points.reduce((sum, point) => sum + point, 0) / points.length;
  return { ...none, value: pooling === 'MEAN' ? mean : quantile(points, 0.5), status };
}

export function keyOf(report: KnownReport, groupBy: readonly Dimension[]): GroupKey {
  const region = report.regionCode === null ? undefined : regionByCode(report.regionCode);
  const parent = region?.parentCode ? regionByCode(region.parentCode) : undefined;
  const values: Readonly<Record<Dimension, unknown>> = {
    YEAR: report.year,
    AGENCY: report.agencyId,
    REGION: report.regionCode,
    PROVINCE: region === undefined ? null : `${region.code.slice(0, 2)}0000`,
    PREFECTURE: [region, parent].find((each) => each?.level === 'PREFECTURE')?.code ?? null,
    COUNTY: region?.level === 'COUNTY' ? region.code : null,
    LEVEL: report.level,
    KIND: report.kind,
    SCOPE: report.scope,
    FORM: report.form,
  };
  return Object.fromEntries(
    DIMENSIONS.map((dimension) => [
      dimension === 'AGENCY' ? 'agencyId' : dimension.toLowerCase(),
      groupBy.includes(dimension) ? values[dimension] : null,
    ]),
  ) as unknown as GroupKey;
}

/** Pairs of reports of one agency, now and years earlier, of the same group. */
function changeOf(reports: Reports, earlier: Reports, groupBy: readonly Dimension[], ask: ChangeAsk): ChangeAnswer {
  const others = groupBy.filter((dimension) => dimension !== 'YEAR');
  const pairs = reports.flatMap((now) => {
    const then = earlier.find(({ agencyId, year }) => agencyId === now.agencyId && year === now.year - ask.yearsBack);
    const same = then && JSON.stringify(keyOf(then, others)) === JSON.stringify(keyOf(now, others));
    return same ? [[now, then] as const] : [];
  });
  const partsIn = (report: KnownReport): readonly [number, number] | null => {
    if (ask.ratio !== null) return partsOf(report, ask.ratio, 1);
    const value = report.lookup(ask.measure ?? '', 'TOTAL');
    return value === null ? null : [value, 0];
  };
  const known = pairs.flatMap(([now, then]) => {
    const [one, other] = [partsIn(now), partsIn(then)];
    return one && other ? [[one, other] as const] : [];
  });
  const none = { current: null, previous: null, absolute: null, relative: null, comparableAgencies: known.length };
  const prints = (report: KnownReport): boolean =>
    ask.ratio !== null
      ? printsRatio(report, ask.ratio, 1)
      : measureById(ask.measure ?? '').forms.some((form) => form === report.form);
  if (pairs.length === 0) return { ...none, status: 'NO_DATA' };
  if (known.length === 0)
    return {
      ...none,
      status: pairs.some(([now, then]) => prints(now) && prints(then)) ? 'NOT_REPORTED' : 'NOT_ON_FORM',
    };
  const total = (side: 0 | 1, part: 0 | 1): bigint => add(known.map((pair) => pair[side][part]));
  const valueIn = (side: 0 | 1): number | null => {
    if (ask.ratio === null) return Number(decimal(total(side, 0)));
    return total(side, 1) === 0n ? null : Number(total(side, 0)) / Number(total(side, 1));
  };
  const [current, previous] = [valueIn(0), valueIn(1)];
  const text = (value: number | null): string | null => (value === null ? null : String(value));
  const absolute = current === null || previous === null ? null : current - previous;
  const shown = { ...none, current: text(current), previous: text(previous), absolute: text(absolute) };
  if (absolute === null || previous === null || previous === 0) return { ...shown, status: 'ZERO_DENOMINATOR' };
  return { ...shown, relative: absolute / Math.abs(previous), status: 'OK' };
}

function subjectOf(reports: Reports, subject: GroupSubject): number | null {
  if (subject.reportCount) return reports.length;
  if (subject.ratio) return ratioOf(reports, { id: subject.ratio, pooling: 'POOLED', version: 1 }).value;
  const { measure, applicant, aggregation } = subject;
  const ask = { id: measure ?? '', applicant: applicant ?? 'TOTAL', aggregation: aggregation ?? 'SUM' } as const;
  if (ask.aggregation === 'COUNT') return reports.filter(({ lookup }) => lookup(ask.id, ask.applicant) !== null).length;
  const { value } = measureOf(reports, ask);
  return value === null ? null : Number(value);
}

const WORDS: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  LEVEL: ADMIN_LEVELS,
  KIND: AGENCY_KINDS,
  SCOPE: REPORT_SCOPES,
  FORM: FORM_VERSIONS,
};

function rankIn(key: GroupKey, dimension: Dimension): number | null {
  const value = key[(dimension === 'AGENCY' ? 'agencyId' : dimension.toLowerCase()) as keyof GroupKey];
  if (value === null) return null;
  return typeof value === 'number' ? value : (WORDS[dimension]?.indexOf(value) ?? Number(value));
}

function compare(
  one: number | null,
  other: number | null,
  { direction, nulls }: Pick<GroupOrder, 'direction' | 'nulls'>,
): number {
  if (one === other) return 0;
  if (one === null || other === null) return (one === null) === (nulls === 'FIRST') ? -1 : 1;
  return one < other === (direction === 'ASC') ? -1 : 1;
}

type Ask = Omit<GroupPageAsk, 'page'>;

/** All groups in their order, or null when scopes would be mixed. */
export function groupsOf(all: Reports, visibility: Visibility, ask: Ask): readonly ReportGroup[] | null {
  const { filter, groupBy, having, orderBy } = ask;
  const own: ReportFilter | null = scoped(filter, groupBy.includes('SCOPE'));
  if (own === null) return null;
  const current = currentReports(all, visibility, filter);
  const groups = new Map<string, KnownReport[]>(
    groupBy.length === 0 ? [[JSON.stringify(keyOf(all[0] as KnownReport, [])), []]] : [],
  );
  for (const report of current.filter((each) => meets(each, own))) {
    const key = JSON.stringify(keyOf(report, groupBy));
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  const earlierBy = (yearsBack: number): Reports =>
    current.filter((report) => meets({ ...report, year: report.year + yearsBack }, own));
  const holds = (reports: Reports) => (condition: GroupCondition) => within(subjectOf(reports, condition), condition);
  const orders: readonly GroupOrder[] = [
    ...orderBy,
    ...groupBy.map((dimension) => ({ dimension, direction: 'ASC', nulls: 'LAST' }) as const),
  ];
  return [...groups.entries()]
    .map(([key, reports]) => ({ key: JSON.parse(key) as GroupKey, reports }))
    .filter(({ reports }) => having.every(holds(reports)))
    .map((group) => ({
      ...group,
      ranks: orders.map((order) =>
        order.dimension ? rankIn(group.key, order.dimension) : subjectOf(group.reports, order),
      ),
    }))
    .sort((one, other) => {
      for (const [place, order] of orders.entries()) {
        const result = compare(one.ranks[place] ?? null, other.ranks[place] ?? null, order);
        if (result !== 0) return result;
      }
      return 0;
    })
    .map(({ key, reports }) => ({
      key,
      reportCount: reports.length,
      agencyCount: ask.agencyCount ? new Set(reports.map(({ agencyId }) => agencyId)).size : null,
      measures: ask.measures.map((measure) => measureOf(reports, measure)),
      ratios: ask.ratios.map((ratio) => ratioOf(reports, ratio)),
      changes: ask.changes.map((change) => changeOf(reports, earlierBy(change.yearsBack), groupBy, change)),
    }));
}
