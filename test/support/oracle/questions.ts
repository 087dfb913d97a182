/** Random questions, within what the hub answers. */

import {
  AGGREGATIONS,
  type ChangeAsk,
  DIMENSIONS,
  type Dimension,
  type GroupCondition,
  type GroupOrder,
  type GroupPageAsk,
  type MeasureAsk,
  POOLINGS,
  type RankingAsk,
  type SeriesAsk,
} from '../../../src/domain/aggregates';
import type { FigureCondition, IntRange, ReportFilter } from '../../../src/domain/asking';
import { MEASURES, measureById } from '../../../src/domain/indicators';
import { RATIO_DEFINITIONS, RATIO_IDS } from '../../../src/domain/ratio-definitions';
import { ADMIN_LEVELS } from '../../../src/domain/region';
import { REPORT_STATES } from '../../../src/domain/report';
import { AGENCY_KINDS, REPORT_SCOPES } from '../../../src/domain/report-draft';
import { APPLICANTS } from '../../../src/domain/statutory-form';
import { fc } from '../property';
import { REGION_CODES, YEARS } from './reports';

const someOf = <Word>(words: readonly Word[]): fc.Arbitrary<readonly Word[]> =>
  fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 });
/** Given in one of `freq` cases. */
const rarely = <Value>(value: fc.Arbitrary<Value>, freq = 6): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: freq - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

export const ratioId = fc.constantFrom(...RATIO_IDS);
export const measureId = fc.oneof(
  fc.constantFrom(
    'RECEIVED',
    'CARRIED_FORWARD',
    'CLOSED',
    'WITHHELD',
    'REVIEW_CORRECTED',
    'FEES_COLLECTED',
    'RULES_ISSUED',
  ),
  fc.constantFrom(...MEASURES.map(({ id }) => id)),
);
const applicantOf = (id: string) =>
  measureById(id).source.table === 'applications'
    ? fc.oneof(fc.constant('TOTAL' as const), fc.constantFrom(...APPLICANTS))
    : fc.constant('TOTAL' as const);

const bounds = (values: readonly string[]) =>
  fc.record({
    [values === RATIO_BOUNDS ? 'gte' : 'gt']: fc.constantFrom(...values),
    lte: rarely(fc.constantFrom(...values)),
  }) as fc.Arbitrary<Pick<FigureCondition, 'gt' | 'gte' | 'lte'>>;
const RATIO_BOUNDS = ['0', '0.25', '0.5', '1'];
const COUNT_BOUNDS = ['-1', '0', '3', '30', '500.5'];

const figureCondition: fc.Arbitrary<FigureCondition> = fc.oneof(
  measureId.chain((measure) =>
    fc
      .tuple(applicantOf(measure), bounds(COUNT_BOUNDS))
      .map(([applicant, within]) => ({ measure, applicant, ...within })),
  ),
  fc.tuple(ratioId, bounds(RATIO_BOUNDS)).map(([ratio, within]) => ({ ratio, ...within })),
);

export const yearRange: fc.Arbitrary<IntRange> = fc.oneof(
  fc.constantFrom(...YEARS).map((eq) => ({ eq })),
  someOf(YEARS).map((years) => ({ in: years })),
  fc.tuple(fc.constantFrom(...YEARS), fc.nat(4)).map(([gte, more]) => ({ gte, lte: gte + more })),
);

const plainFilter: fc.Arbitrary<ReportFilter> = fc.record({
  year: rarely(yearRange, 3),
  agencyIds: rarely(someOf(['1', '2', '4', '5', '7', '99'])),
  agencyName: rarely(fc.constantFrom('区', '政府', '局', '')),
  within: rarely(someOf(REGION_CODES), 4),
  level: rarely(someOf(ADMIN_LEVELS)),
  kind: rarely(someOf(AGENCY_KINDS)),
  scope: rarely(someOf(REPORT_SCOPES), 4),
  form: rarely(someOf(['FORM_2019', 'FORM_2021'] as const)),
  state: rarely(someOf(REPORT_STATES)),
  where: rarely(fc.array(figureCondition, { maxLength: 2 })),
});

/** States are asked for in a conjunction alone. */
const statelessFilter = plainFilter.map(({ state: _, ...filter }): ReportFilter => filter);

export const reportFilter: fc.Arbitrary<ReportFilter> = fc
  .record({
    filter: plainFilter,
    and: rarely(fc.array(plainFilter, { maxLength: 2 }), 8),
    or: rarely(fc.array(statelessFilter, { maxLength: 2 }), 8),
    not: rarely(statelessFilter, 8),
  })
  .map(({ filter, ...inner }) => ({ ...filter, ...inner }));

const measureAsk: fc.Arbitrary<MeasureAsk> = measureId.chain((id) =>
  fc.record({ id: fc.constant(id), applicant: applicantOf(id), aggregation: fc.constantFrom(...AGGREGATIONS) }),
);
const ratioAsk = fc
  .tuple(fc.constantFrom(...RATIO_DEFINITIONS), fc.constantFrom(...POOLINGS))
  .map(([{ id, version }, pooling]) => ({ id, version, pooling }));
const changeAsk: fc.Arbitrary<ChangeAsk> = fc
  .tuple(
    fc.oneof(
      measureId.map((measure) => ({ measure, ratio: null })),
      ratioId.map((ratio) => ({ measure: null, ratio })),
    ),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([subject, yearsBack]) => ({ ...subject, yearsBack }));

/** Aggregations whose values are exact on both sides, so that ties are. */
const exactSubject = fc.oneof(
  measureId.chain((measure) =>
    fc.record({
      measure: fc.constant(measure),
      applicant: applicantOf(measure),
      aggregation: fc.constantFrom('SUM', 'MIN', 'MAX', 'COUNT', 'MEDIAN' as const),
    }),
  ),
  ratioId.map((ratio) => ({ ratio })),
  fc.constant({ reportCount: true }),
);
const direction = fc.constantFrom('ASC' as const, 'DESC' as const);
const nulls = fc.constantFrom('FIRST' as const, 'LAST' as const);

function orderOf(groupBy: readonly Dimension[]): fc.Arbitrary<GroupOrder> {
  const bySubject = fc.tuple(exactSubject, direction, nulls);
  const order = bySubject.map(([subject, to, first]) => ({ ...subject, direction: to, nulls: first }) as GroupOrder);
  if (groupBy.length === 0) return order;
  const byKey = fc.record({ dimension: fc.constantFrom(...groupBy), direction, nulls });
  return fc.oneof(order, byKey);
}

const having: fc.Arbitrary<GroupCondition> = exactSubject.chain((subject) =>
  bounds('ratio' in subject ? RATIO_BOUNDS : COUNT_BOUNDS).map(
    (within) => ({ ...subject, ...within }) as GroupCondition,
  ),
);

type Ask = Omit<GroupPageAsk, 'page'>;

const anyGroupsAsk: fc.Arbitrary<Ask> = fc
  .uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 3 })
  .chain((groupBy) =>
    fc.record({
      filter: reportFilter,
      groupBy: fc.constant(groupBy),
      having: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(having, { maxLength: 2 }) },
      ),
      orderBy: fc.array(orderOf(groupBy), { maxLength: 2 }),
      measures: fc.array(measureAsk, { maxLength: 4 }),
      ratios: fc.array(ratioAsk, { maxLength: 2 }),
      changes: groupBy.includes('YEAR') ? fc.array(changeAsk, { maxLength: 3 }) : fc.constant([]),
      agencyCount: fc.boolean(),
    }),
  );

const ofSums = ({ agencyIds: _, agencyName: __, where: ___, and, or, not, ...filter }: ReportFilter): ReportFilter => ({
  ...filter,
  and: and?.map(ofSums),
  or: or?.map(ofSums),
  not: not && ofSums(not),
});
const summed = <Subject extends { readonly aggregation?: unknown }>(subject: Subject): Subject =>
  ['MIN', 'MAX', 'MEDIAN'].includes(String(subject.aggregation)) ? { ...subject, aggregation: 'SUM' } : subject;

/** What is left of a question when it asks of no single agency: one that sums kept beforehand can answer. */
const askedOfSums = ({ filter, groupBy, having: conditions, orderBy, measures, ratios, ...ask }: Ask): Ask => ({
  ...{ ...ask, filter: ofSums(filter), groupBy: groupBy.filter((dimension) => dimension !== 'AGENCY') },
  having: conditions.map(summed),
  orderBy: orderBy.filter(({ dimension }) => dimension !== 'AGENCY').map(summed),
  measures: measures.map((measure) => ({ ...measure, aggregation: 'SUM' })),
  ratios: ratios.map((ratio) => ({ ...ratio, pooling: 'POOLED' })),
  ...{ changes: [], agencyCount: false },
});

/** A question about groups, but for its page. */
export const groupsAsk: fc.Arbitrary<Ask> = fc.oneof(anyGroupsAsk, anyGroupsAsk.map(askedOfSums));

export const seriesAsk: fc.Arbitrary<SeriesAsk> = fc
  .record({
    agencyIds: fc.uniqueArray(fc.integer({ min: 1, max: 13 }), { maxLength: 3 }),
    regionCodes: fc.uniqueArray(fc.constantFrom(...REGION_CODES), { maxLength: 3 }),
    measures: fc.uniqueArray(measureId, { minLength: 1, maxLength: 3 }),
    ratios: fc.uniqueArray(ratioId, { maxLength: 2 }),
    years: fc
      .tuple(fc.constantFrom(2018, ...YEARS), fc.nat(6))
      .map(([first, more]) => Array.from({ length: more + 1 }, (_, place) => first + place)),
    scope: fc.constantFrom('OWN', 'CONSOLIDATED', 'UNKNOWN', null),
  })
  .map((ask) => (ask.scope === 'OWN' || ask.scope === 'CONSOLIDATED' ? ask : { ...ask, regionCodes: [] }));

export const rankingAsk: fc.Arbitrary<RankingAsk> = fc
  .record({
    definition: fc.constantFrom(...RATIO_DEFINITIONS),
    year: fc.constantFrom(...YEARS),
    filter: fc.oneof(fc.constant({}), reportFilter),
    direction,
    minimumDenominator: fc.constantFrom(0, 1, 30, 300),
  })
  .map(({ definition: { id, version }, ...ask }) => ({ ratio: id, version, ...ask }));

/** Of one to many characters, some of which no narrative has. */
export const searchedWords: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.constantFrom(
    '政',
    '开',
    '公开',
    '开政',
    '政务公开',
    '公开政策',
    '不公开政策解读',
    '读。',
    '。',
    'gdp',
    'ＧDＰ',
    "'",
    '\\',
    "\\'",
    '开\n政',
    '无此',
  ),
  { minLength: 1, maxLength: 2, selector: (word) => word.normalize('NFKC').toLowerCase() },
);
