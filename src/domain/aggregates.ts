/** Questions about groups of reports, years and peers, and the port through which resolvers ask them. */
import type { Page, PageAsk, ReportFilter } from './asking';
import type { ValueStatus } from './indicators';
import type { RatioId } from './ratio-definitions';
import type { AdminLevel } from './region';
import type { Agency, AnnualReport } from './report';
import type { AgencyKind, ReportScope } from './report-draft';
import type { Applicant, FormVersion } from './statutory-form';

export const DIMENSIONS = [
  'YEAR',
  'AGENCY',
  'REGION',
  'PROVINCE',
  'PREFECTURE',
  'COUNTY',
  'LEVEL',
  'KIND',
  'SCOPE',
  'FORM',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const AGGREGATIONS = ['SUM', 'MIN', 'MAX', 'MEAN', 'MEDIAN', 'P25', 'P75', 'P90', 'STDDEV', 'COUNT'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const POOLINGS = ['POOLED', 'MEAN', 'MEDIAN'] as const;
export type Pooling = (typeof POOLINGS)[number];

/** A measure of a group. */
export interface MeasureAsk {
  readonly id: string;
  readonly applicant: Applicant;
  readonly aggregation: Aggregation;
}
/** A ratio of a group. */
export interface RatioAsk {
  readonly id: RatioId;
  readonly pooling: Pooling;
  readonly version: number;
}
/** Exactly one of measure and ratio. */
export interface ChangeAsk {
  readonly measure: string | null;
  readonly ratio: RatioId | null;
  readonly yearsBack: number;
}

/** The value is given when status is OK or INCOMPLETE, a canonical decimal. */
export interface MeasureAnswer {
  readonly value: string | null;
  readonly status: ValueStatus;
  /** Reports that stand behind the value, and reports without that figure. */
  readonly reported: number;
  readonly missing: number;
}
/**
 * The value is given when status is OK or INCOMPLETE. Numerator and denominator are sums over the same reports, those that know both; null for a mean
 * or median.
 */
export interface RatioAnswer {
  readonly value: number | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly status: ValueStatus;
  readonly reported: number;
  readonly missing: number;
}
/** Over the agencies that know the figure in both years, `comparableAgencies` of them. */
export interface ChangeAnswer {
  readonly current: string | null;
  readonly previous: string | null;
  readonly absolute: string | null;
  readonly relative: number | null;
  readonly status: ValueStatus;
  readonly comparableAgencies: number;
}

/** Null: not among the dimensions, or the reports of the group have none (a province has no county). */
export interface GroupKey {
  readonly year: number | null;
  readonly agencyId: number | null;
  readonly region: string | null;
  readonly province: string | null;
  readonly prefecture: string | null;
  readonly county: string | null;
  readonly level: AdminLevel | null;
  readonly kind: AgencyKind | null;
  readonly scope: ReportScope | null;
  readonly form: FormVersion | null;
}

/** Answers stand in the order in which they were asked for. */
export interface ReportGroup {
  readonly key: GroupKey;
  readonly reportCount: number;
  /** null unless it is asked for. */
  readonly agencyCount: number | null;
  readonly measures: readonly MeasureAnswer[];
  readonly ratios: readonly RatioAnswer[];
  readonly changes: readonly ChangeAnswer[];
}

/** Exactly one of measure, ratio (pooled, default definition) and reportCount. */
export interface GroupSubject {
  readonly measure?: string | null | undefined;
  readonly applicant?: Applicant | null | undefined;
  readonly aggregation?: Aggregation | null | undefined;
  readonly ratio?: RatioId | null | undefined;
  readonly reportCount?: boolean | null | undefined;
}
/** A value that is not known meets no condition. */
export interface GroupCondition extends GroupSubject {
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
}
export interface GroupOrder extends GroupSubject {
  readonly dimension?: Dimension | null | undefined;
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

/** Which groups. Scope is OWN unless the filter says another one. */
export interface GroupsAsk {
  readonly filter: ReportFilter;
  readonly groupBy: readonly Dimension[];
  readonly having: readonly GroupCondition[];
}
/** What of them, and which page. */
export interface GroupPageAsk extends GroupsAsk {
  readonly orderBy: readonly GroupOrder[];
  readonly measures: readonly MeasureAsk[];
  readonly ratios: readonly RatioAsk[];
  readonly changes: readonly ChangeAsk[];
  /** Whether agencies are to be counted, which takes reading every report when a group may span years. */
  readonly agencyCount: boolean;
  readonly page: PageAsk;
}

export interface SeriesAsk {
  readonly agencyIds: readonly number[];
  /** Needs a scope: OWN adds up what lies within, CONSOLIDATED takes the report of the region itself. */
  readonly regionCodes: readonly string[];
  readonly measures: readonly string[];
  readonly ratios: readonly RatioId[];
  /** Ascending, each once. */
  readonly years: readonly number[];
  readonly scope: ReportScope | null;
}
export interface SeriesPoint {
  readonly year: number;
  readonly value: number | null;
  readonly status: ValueStatus;
  /** Null where there is no report, or where reports of several forms were added. */
  readonly form: FormVersion | null;
  /** True when the forms are others than those of the point before that has any. */
  readonly formBreak: boolean;
}
/** One line of a chart: of an agency or of a region, of a measure or of a ratio. */
export interface Series {
  readonly agency: Agency | null;
  readonly regionCode: string | null;
  readonly scope: ReportScope;
  readonly measure: string | null;
  readonly ratio: RatioId | null;
  readonly points: readonly SeriesPoint[];
}

export interface RankingAsk {
  readonly ratio: RatioId;
  readonly version: number;
  readonly year: number;
  readonly filter: ReportFilter;
  readonly direction: 'ASC' | 'DESC';
  readonly minimumDenominator: number;
}
export interface RankedReport {
  readonly rank: number;
  readonly tied: boolean;
  /** Of 100 other ranked peers, how many have a lower value; 100 for one who has no peers. */
  readonly percentile: number;
  readonly report: AnnualReport;
  readonly value: number;
  readonly numerator: string;
  readonly denominator: string;
}
/** How many of the filtered peers were ranked, and how many were left out for what reason. */
export interface RankingCensus {
  readonly ranked: number;
  readonly excluded: readonly { readonly status: ValueStatus; readonly count: number }[];
}

/** A section of a narrative with the words looked for. */
export interface FoundSection {
  readonly report: AnnualReport;
  /** Place of the section in the narrative of the report, from 0. */
  readonly place: number;
  /** How often the words occur in the section. */
  readonly score: number;
}

/**
 * The part of the reading side that computes over many reports: visible states, then the filter, one current revision for each agency and year,
 * groups, sums, having, order, page. Each method sends one statement, series one for agencies and one for regions.
 * @throws InvalidAskError for a question that has no answer, with the code MIXED_SCOPE when scopes would be mixed.
 */
export interface AggregateReader {
  groups(ask: GroupPageAsk): Promise<Page<ReportGroup>>;
  countGroups(ask: GroupsAsk): Promise<number>;
  /** Reports that only the default scope leaves out; empty when the filter says scopes. */
  reportsOutOfScope(filter: ReportFilter): Promise<readonly { readonly scope: ReportScope; readonly count: number }[]>;
  /** Consolidated reports that are added to one on an area around theirs, or to another one on the same area: their figures count more than once. */
  countOverlapping(ask: Pick<GroupsAsk, 'filter' | 'groupBy'>): Promise<number>;
  series(ask: SeriesAsk): Promise<readonly Series[]>;
  ranking(ask: RankingAsk, page: PageAsk): Promise<Page<RankedReport>>;
  rankingCensus(ask: RankingAsk): Promise<RankingCensus>;
  search(text: string, filter: ReportFilter, page: PageAsk): Promise<Page<FoundSection>>;
  countFound(text: string, filter: ReportFilter): Promise<number>;
}
