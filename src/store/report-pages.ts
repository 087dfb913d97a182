import type { DataSource } from 'typeorm';
import {
  type Along,
  type FoundReport,
  InvalidAskError,
  NOTHING_ALONG,
  type PageAsk,
  type ReportFilter,
  type ReportOrder,
  type ReportOrderField,
  type ReportReader,
  type ReportReference,
  type Visibility,
} from '../domain/asking';
import { anyOf, askedRows } from './asked-rows';
import { Bindings } from './bindings';
import { FigureSql } from './figure-sql';
import { groupBy } from './group-by';
import { ascending, type OrderTerm, pageOf } from './keyset';
import { limited } from './limited';
import { lookups } from './lookups';
import { rememberedText } from './remembered-text';
import { createReportAlong } from './report-along';
import { REPORT_COLUMNS } from './report-columns';
import { currentRevisions, numberType, reportFilterSql, subjectSql } from './report-filter-sql';
import type { Row } from './shape-rows';

type ReportPages = Pick<
  ReportReader,
  'reportsByReference' | 'reportsOfAgencies' | 'revisionsOf' | 'reports' | 'countReports'
>;

/** Revisions that may be asked for by number: any published one stays readable. */
export const SEEN_REVISIONS: Readonly<Record<Visibility, string>> = {
  ALL: 'true',
  PUBLIC: "report.state = 'PUBLISHED'",
};

const MAX_ORDER = 10;

const FIELD_TYPES: Readonly<Record<ReportOrderField, OrderTerm['type']>> = {
  YEAR: 'bigint',
  AGENCY_NAME: 'text',
  REGION_CODE: 'text',
  IMPORTED_AT: 'timestamptz',
};

function fieldSql(field: ReportOrderField, figures: FigureSql): string {
  switch (field) {
    case 'YEAR':
      return 'report.year';
    case 'AGENCY_NAME':
      return `${figures.agency()}.name`;
    case 'REGION_CODE':
      return 'report.region_code';
    case 'IMPORTED_AT':
      return 'report.imported_at';
  }
}

function orderTerm(order: ReportOrder, figures: FigureSql): OrderTerm {
  const { field, measure, ratio, direction, nulls } = order;
  if ([field, measure, ratio].filter((subject) => subject !== null && subject !== undefined).length !== 1)
    throw new InvalidAskError('An order needs exactly one of field, measure and ratio.');
  if (field) return { name: field, sql: fieldSql(field, figures), type: FIELD_TYPES[field], direction, nulls };
  const sql = subjectSql({ measure, ratio }, figures);
  return { name: measure ?? ratio ?? '', sql, type: numberType({ measure }), direction, nulls };
}

/** True when reports without the figure of an order are filtered out. */
const isBounded = ({ where }: ReportFilter, { measure, ratio }: ReportOrder): boolean =>
  (where ?? []).some(
    (condition) =>
      (condition.measure ?? null) === (measure ?? null) &&
      (condition.ratio ?? null) === (ratio ?? null) &&
      (condition.applicant ?? 'TOTAL') === 'TOTAL',
  );

/** Where no figure is unknown it does not matter where those would stand, and an index can be read in either direction. */
const anyNulls = (order: ReportOrder): ReportOrder => ({
  ...order,
  nulls: order.direction === 'DESC' ? 'FIRST' : 'LAST',
});

/** What was asked for, then agency and year, which tell any two current reports apart. */
function totalOrder(filter: ReportFilter, orders: readonly ReportOrder[], figures: FigureSql): readonly OrderTerm[] {
  if (orders.length > MAX_ORDER) throw new InvalidAskError(`An order may have ${MAX_ORDER} criteria at most.`);
  return [
    ...orders.map((order) => orderTerm(isBounded(filter, order) ? anyNulls(order) : order, figures)),
    ascending('AGENCY_ID', 'report.agency_id', 'bigint'),
    ascending('YEAR_LAST', 'report.year', 'bigint'),
  ];
}

export function createReportPages(dataSource: DataSource, visibility: Visibility): ReportPages {
  const { select, shape } = createReportAlong(dataSource, visibility);
  const database = lookups(dataSource);
  const across = limited(dataSource, { plans: 'TRIED' });
  const current = currentRevisions(visibility);
  const byAgencyAndYear = rememberedText(
    (asked, columns) =>
      `SELECT asked.place, ${columns} FROM ${asked} AS asked(agency_id, year, place)` +
      ` JOIN annual_report AS report ON report.agency_id = asked.agency_id AND report.year = asked.year WHERE ${current}`,
  );
  const byReference = rememberedText(
    (asked, columns) =>
      `SELECT asked.place, ${columns} FROM ${asked} AS asked(agency_id, year, revision, place)` +
      ' LEFT JOIN agency AS named ON named.id = asked.agency_id AND named.merged_into IS NOT NULL' +
      ' LEFT JOIN moved_report AS moved ON moved.agency_id = asked.agency_id AND moved.year = asked.year AND moved.revision = asked.revision' +
      ' JOIN annual_report AS report ON report.agency_id = coalesce(moved.to_agency_id, named.merged_into, asked.agency_id)' +
      ' AND report.year = asked.year' +
      ` WHERE CASE WHEN asked.revision IS NULL THEN ${current}` +
      ' WHEN named.id IS NOT NULL AND moved.to_revision IS NULL THEN false' +
      ` ELSE report.revision = coalesce(moved.to_revision, asked.revision) AND ${SEEN_REVISIONS[visibility]} END`,
  );
  const ofAgencies = rememberedText(
    (conditions, columns) =>
      `SELECT ${columns} FROM annual_report AS report WHERE ${conditions} ORDER BY report.agency_id, report.year DESC`,
  );

  /** @param write - the statement, for parts of references that are told */
  const lookUp = async (
    write: typeof byReference,
    told: readonly (keyof ReportReference)[],
    references: readonly ReportReference[],
    along: Along,
  ): Promise<readonly (FoundReport | null)[]> => {
    const bindings = new Bindings();
    const columns = told.map((part) => references.map((reference) => reference[part]));
    const asked = askedRows(columns, ['bigint', 'bigint', 'bigint'], bindings);
    const rows = await database.query<Row[]>(write(asked, select(along, bindings)), bindings.values);
    const byPlace = new Map(rows.map((row) => [row.place, shape(row, along)]));
    return references.map((_, place) => byPlace.get(place + 1) ?? null);
  };
  const lookUpAny = (references: readonly ReportReference[], along: Along) =>
    lookUp(byReference, ['agencyId', 'year', 'revision'], references, along);

  return {
    async reportsByReference(references: readonly ReportReference[], along: Along = NOTHING_ALONG) {
      if (references.some(({ revision }) => revision !== null)) return lookUpAny(references, along);
      const found = await lookUp(byAgencyAndYear, ['agencyId', 'year'], references, along);
      // An agency that was merged into another one has none left.
      const missing = references.filter((_, place) => found[place] === null);
      if (missing.length === 0) return found;
      const moved = [...(await lookUpAny(missing, along))];
      return found.map((report) => report ?? moved.shift() ?? null);
    },

    async reportsOfAgencies(agencyIds, only, along = NOTHING_ALONG) {
      const bindings = new Bindings();
      const ids = anyOf(agencyIds, 'bigint', bindings);
      const conditions = [`report.agency_id = ${ids}`, current];
      if (only.years) conditions.push(`report.year = ANY(${bindings.bind(only.years, 'integer[]')})`);
      if (only.scope) conditions.push(`report.scope = ANY(${bindings.bind(only.scope, 'text[]')})`);
      const columns = select(along, bindings, agencyIds.length === 1 ? ids : undefined);
      const rows = await database.query<Row[]>(ofAgencies(conditions.join(' AND '), columns), bindings.values);
      const byAgency = groupBy(
        rows.map((row) => shape(row, along)),
        ({ agencyId }) => agencyId,
      );
      return agencyIds.map((id) => byAgency.get(id) ?? []);
    },

    async revisionsOf(asked) {
      const rows = await database.query<Row[]>(
        `SELECT asked.place, ${REPORT_COLUMNS} FROM unnest($1::integer[], $2::integer[]) WITH ORDINALITY AS asked(agency_id, year, place)` +
          ' JOIN annual_report AS report ON report.agency_id = asked.agency_id AND report.year = asked.year' +
          ` WHERE ${SEEN_REVISIONS[visibility]} ORDER BY asked.place, report.revision DESC`,
        [asked.map(({ agencyId }) => agencyId), asked.map(({ year }) => year)],
      );
      const byPlace = groupBy(rows, ({ place }) => place);
      return asked.map((_, place) => (byPlace.get(place + 1) ?? []).map((row) => shape(row, NOTHING_ALONG)));
    },

    reports(filter: ReportFilter, order: readonly ReportOrder[], page: PageAsk, along: Along = NOTHING_ALONG) {
      const bindings = new Bindings();
      const figures = new FigureSql();
      const conditions = [currentRevisions(visibility, filter), reportFilterSql(filter, figures, bindings)];
      const terms = totalOrder(filter, order, figures);
      const from = `annual_report AS report${figures.joins}`;
      return pageOf(
        {
          database: across,
          select: select(along, bindings),
          from,
          conditions,
          order: terms,
          bindings,
          shape: (row) => shape(row, along),
        },
        page,
      );
    },

    async countReports(filter: ReportFilter) {
      const bindings = new Bindings();
      const figures = new FigureSql();
      const condition = reportFilterSql(filter, figures, bindings);
      const [row] = await across.query<{ total: number }[]>(
        `SELECT count(*) AS total FROM annual_report AS report${figures.joins}` +
          ` WHERE ${currentRevisions(visibility, filter)} AND ${condition}`,
        bindings.values,
      );
      return row?.total ?? 0;
    },
  };
}
