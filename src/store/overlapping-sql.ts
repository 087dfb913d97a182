import type { Dimension } from '../domain/aggregates';
import type { ReportFilter, Visibility } from '../domain/asking';
import type { Bindings } from './bindings';
import { dimensionSql } from './dimension-sql';
import { FigureSql } from './figure-sql';
import { currentRevisions, reportFilterSql } from './report-filter-sql';

/**
 * Counts the consolidated reports of a question that another one of the same group and year is on an area around, or on the same area. Agencies of
 * towns have the code of their county: they are told apart by their level, and lie within it.
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
    " AND report.scope = 'CONSOLIDATED' AND report.region_code IS NOT NULL";
  const same = [...new Set<Dimension>([...groupBy, 'YEAR'])].map(
    (dimension) => `(${dimensionSql(dimension, 'report')}) IS NOT DISTINCT FROM (${dimensionSql(dimension, 'around')})`,
  );
  const within =
    "(around.region_code IN (left(report.region_code, 2) || '0000', left(report.region_code, 4) || '00')" +
    ' AND around.region_code <> report.region_code' +
    " OR around.region_code = report.region_code AND around.agency_id <> report.agency_id AND (around.level <> 'TOWNSHIP' OR report.level <> 'TOWNSHIP'))";
  return (
    `WITH met AS MATERIALIZED (${met}) SELECT count(*) AS count FROM met AS report` +
    ` WHERE EXISTS (SELECT FROM met AS around WHERE around.year = report.year AND ${within} AND ${same.join(' AND ')})`
  );
}
