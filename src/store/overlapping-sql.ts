import type { Dimension } from '../domain/aggregates';
import type { ReportFilter, Visibility } from '../domain/asking';
import type { Bindings } from './bindings';
import { sameGroupSql } from './dimension-sql';
import { FigureSql } from './figure-sql';
import { currentRevisions, reportFilterSql } from './report-filter-sql';

/** The level of a place itself; bodies below it, zones and towns, have its code too. */
const PLACE_LEVEL =
  "CASE WHEN right(around.region_code, 4) = '0000' THEN 'PROVINCE' WHEN right(around.region_code, 2) = '00' THEN 'PREFECTURE' ELSE 'COUNTY' END";

/** The report on a place takes in all that lies there, whatever its level. */
const ON_PLACE = `around.kind IN ('GOVERNMENT', 'GENERAL_OFFICE') AND around.level = ${PLACE_LEVEL}`;

/** That of a zone takes in no other zone of the place, and may take in its own bodies, which have its level. Of towns that cannot be told. */
const ON_ZONE =
  "around.region_code = report.region_code AND around.level = report.level AND around.level <> 'TOWNSHIP'" +
  " AND around.kind = 'GOVERNMENT' AND report.kind <> 'GOVERNMENT'";

/**
 * Counts the consolidated reports of a question that another one of the same group and year is on an area around, or on the same area. Bodies run
 * from above are no part of what a government reports on.
 */
export function overlappingSql(
  filter: ReportFilter,
  groupBy: readonly Dimension[],
  visibility: Visibility,
  bindings: Bindings,
): string {
  const figures = new FigureSql();
  const condition = reportFilterSql(filter, figures, bindings);
  const met =
    'SELECT report.agency_id, report.year, report.region_code, report.level, report.kind, report.scope, report.form' +
    ` FROM annual_report AS report${figures.joins} WHERE ${currentRevisions(visibility, filter)} AND ${condition}` +
    " AND report.scope = 'CONSOLIDATED' AND report.region_code IS NOT NULL AND report.kind <> 'VERTICAL'";
  const same = [...new Set<Dimension>([...groupBy, 'YEAR'])].map((dimension) =>
    sameGroupSql(dimension, 'report', 'around'),
  );
  const within = `around.agency_id <> report.agency_id AND (${ON_PLACE} OR ${ON_ZONE})`;
  // The areas that may be around each report are spelt out, so that those of a year and an area are looked up instead of compared one by one.
  const areas = "left(region_code, 2) || '0000', left(region_code, 4) || '00', region_code::text";
  return (
    `WITH met AS MATERIALIZED (${met}) SELECT count(DISTINCT (report.agency_id, report.year)) AS count` +
    ` FROM (SELECT met.*, unnest(ARRAY[${areas}]) AS area FROM met) AS report` +
    ` JOIN met AS around ON around.year = report.year AND around.region_code::text = report.area AND ${within} AND ${same.join(' AND ')}`
  );
}
