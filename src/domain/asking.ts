/** What can be asked of the store, and the port through which resolvers ask it. */
import type { AggregateReader } from './aggregates';
import type { ConsolidationReader } from './consolidation';
import type { RatioId } from './ratio-definitions';
import type { AdminLevel } from './region';
import type {
  Agency,
  AnnualReport,
  ApplicationStats,
  ProactiveDisclosure,
  ReportDetail,
  ReportKey,
  ReportOrigin,
  ReportState,
  ReviewLitigation,
  StoredDiagnostic,
  StoredSource,
} from './report';
import type { AgencyKind, ReportScope } from './report-draft';
import type { Applicant, FormVersion } from './statutory-form';

/** Who asks: the public sees PUBLISHED reports only, in every list, count and total; a reviewer sees all. */
export type Visibility = 'PUBLIC' | 'ALL';

export interface IntRange {
  readonly eq?: number | null | undefined;
  readonly in?: readonly number[] | null | undefined;
  readonly gte?: number | null | undefined;
  readonly lte?: number | null | undefined;
}

/** A condition on one measure or one ratio (exactly one of both); bounds are canonical decimals. A figure that is not known meets no condition. */
export interface FigureCondition {
  readonly measure?: string | null | undefined;
  readonly applicant?: Applicant | null | undefined;
  readonly ratio?: RatioId | null | undefined;
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
}

/** All given conditions must hold; an empty list of alternatives matches nothing, an absent one everything. */
export interface ReportFilter {
  readonly year?: IntRange | null | undefined;
  readonly agencyIds?: readonly string[] | null | undefined;
  /** Part of a name or alias. */
  readonly agencyName?: string | null | undefined;
  /** Region codes; each takes in everything below it. */
  readonly within?: readonly string[] | null | undefined;
  readonly level?: readonly AdminLevel[] | null | undefined;
  readonly kind?: readonly AgencyKind[] | null | undefined;
  readonly scope?: readonly ReportScope[] | null | undefined;
  readonly form?: readonly FormVersion[] | null | undefined;
  readonly state?: readonly ReportState[] | null | undefined;
  readonly where?: readonly FigureCondition[] | null | undefined;
  readonly and?: readonly ReportFilter[] | null | undefined;
  readonly or?: readonly ReportFilter[] | null | undefined;
  readonly not?: ReportFilter | null | undefined;
}

export const REPORT_ORDER_FIELDS = ['YEAR', 'AGENCY_NAME', 'REGION_CODE', 'IMPORTED_AT'] as const;
export type ReportOrderField = (typeof REPORT_ORDER_FIELDS)[number];

/** Exactly one of field, measure and ratio. Ties are broken by agency and year, so that an order is always total. */
export interface ReportOrder {
  readonly field?: ReportOrderField | null | undefined;
  readonly measure?: string | null | undefined;
  readonly ratio?: RatioId | null | undefined;
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

export interface AgencyFilter {
  readonly name?: string | null | undefined;
  readonly within?: readonly string[] | null | undefined;
  readonly level?: readonly AdminLevel[] | null | undefined;
  readonly kind?: readonly AgencyKind[] | null | undefined;
}

/** Keyset paging: `after` is a cursor of an earlier page of the same order; it stays valid while reports are added. */
export interface PageAsk {
  readonly first: number;
  readonly after: string | null;
}

export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Names one report: the given revision, or the current one for the asker. */
export interface ReportReference {
  readonly agencyId: number;
  readonly year: number;
  readonly revision: number | null;
}

/** What the statement that finds reports reads of each of them besides, since the question goes on to ask for it. */
export interface Along {
  readonly agency: boolean;
  readonly origin: boolean;
  /** Columns of table three. */
  readonly applicants: readonly Applicant[];
}

export const NOTHING_ALONG: Along = { agency: false, origin: false, applicants: [] };

/** What was read of table three: of which applicants, and what there is of them, in the order of APPLICANTS. */
export interface StatsAlong {
  readonly of: readonly Applicant[];
  readonly stats: readonly ApplicationStats[];
}

/** A report with what was read along with it. */
export interface FoundReport extends AnnualReport {
  /** Undefined when it was not asked for, and when it is not visible by itself. */
  readonly agency?: Agency | undefined;
  readonly origin?: ReportOrigin | undefined;
  readonly applicationStats?: StatsAlong | undefined;
}

/**
 * The reading side of the store, bound to one visibility. Methods that take a list answer in its order, null where there is nothing (or
 * nothing the asker may see), each with a number of SQL statements that does not depend on the length of the list.
 * @throws InvalidAskError for a malformed cursor, a condition without exactly one subject, or an unknown measure.
 */
export interface ReportReader extends AggregateReader, ConsolidationReader {
  agenciesById(ids: readonly number[]): Promise<readonly (Agency | null)[]>;
  /** By official name or alias, exact. Null when there is none, or several with that alias. */
  agenciesByName(names: readonly string[]): Promise<readonly (Agency | null)[]>;
  agencies(filter: AgencyFilter, page: PageAsk): Promise<Page<Agency>>;
  countAgencies(filter: AgencyFilter): Promise<number>;
  /** A page for each region code: the agencies of the region and of everything below it. */
  agenciesWithin(codes: readonly string[], page: PageAsk): Promise<readonly Page<Agency>[]>;
  countAgenciesWithin(codes: readonly string[]): Promise<readonly number[]>;
  reportsByReference(references: readonly ReportReference[], along?: Along): Promise<readonly (FoundReport | null)[]>;
  /** Current reports of each agency, latest year first. */
  reportsOfAgencies(
    agencyIds: readonly number[],
    only: {
      readonly years?: readonly number[] | null | undefined;
      readonly scope?: readonly ReportScope[] | null | undefined;
    },
    along?: Along,
  ): Promise<readonly (readonly FoundReport[])[]>;
  /** Every revision of each agency-year that the asker may see, newest first. */
  revisionsOf(asked: readonly Pick<ReportKey, 'agencyId' | 'year'>[]): Promise<readonly (readonly AnnualReport[])[]>;
  reports(
    filter: ReportFilter,
    order: readonly ReportOrder[],
    page: PageAsk,
    along?: Along,
  ): Promise<Page<FoundReport>>;
  countReports(filter: ReportFilter): Promise<number>;
  origins(keys: readonly ReportKey[]): Promise<readonly (ReportOrigin | null)[]>;
  /** Seven for a report with tables, or those of the applicants named, in the order of APPLICANTS; none for one without. */
  applicationStats(
    keys: readonly ReportKey[],
    applicants?: readonly Applicant[] | null,
  ): Promise<readonly (readonly ApplicationStats[])[]>;
  reviewLitigation(keys: readonly ReportKey[]): Promise<readonly (readonly ReviewLitigation[])[]>;
  proactiveDisclosure(keys: readonly ReportKey[]): Promise<readonly (ProactiveDisclosure | null)[]>;
  details(keys: readonly ReportKey[]): Promise<readonly (ReportDetail | null)[]>;
  diagnostics(keys: readonly ReportKey[]): Promise<readonly (readonly StoredDiagnostic[])[]>;
  /** The source of each revision, with the very text its spans point into: other versions of the reader can make other texts of the same bytes. */
  sourcesOf(keys: readonly ReportKey[]): Promise<readonly (StoredSource | null)[]>;
}

/** The question itself is wrong; the message says what and what to ask instead, and is shown to the asker. */
export class InvalidAskError extends Error {
  override readonly name = 'InvalidAskError';

  constructor(
    message: string,
    readonly code: 'BAD_USER_INPUT' | 'MIXED_SCOPE' = 'BAD_USER_INPUT',
  ) {
    super(message);
  }
}
