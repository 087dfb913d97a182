import type { DataSource } from 'typeorm';
import type { Visibility } from '../domain/asking';
import {
  COMPARED_MEASURES,
  type Consolidation,
  type ConsolidationReader,
  type RegionYear,
} from '../domain/consolidation';
import { codeRange } from '../domain/region';
import { regionByCode } from '../gazetteer/regions';
import { FigureSql } from './figure-sql';
import { GroupColumns, plain } from './group-columns';
import { reportsAsSource } from './group-source';
import { REPORT_COLUMNS, reportShaper } from './report-columns';
import { currentRevisions } from './report-filter-sql';
import type { Row } from './shape-rows';

const WITHIN =
  "report.region_code >= asked.code::char(6) AND report.region_code < asked.before::char(6) AND report.scope = 'OWN'";

/** The consolidated report of a region is that of its government, or else of the government's office, with its figures. */
function wholeSql(current: string): string {
  const figures = new FigureSql();
  const named = COMPARED_MEASURES.map((id, place) => `${figures.measure(id, 'TOTAL')}::numeric AS whole_${place}`);
  return (
    `SELECT ${REPORT_COLUMNS}, ${named.join(', ')}, count(*) OVER (PARTITION BY report.kind) AS alike` +
    ` FROM annual_report AS report${figures.joins} WHERE ${current} AND report.scope = 'CONSOLIDATED'` +
    ' AND report.region_code = asked.code::char(6) AND report.level = asked.level AND report.year = asked.year' +
    " AND report.kind IN ('GOVERNMENT', 'GENERAL_OFFICE') ORDER BY report.kind = 'GOVERNMENT' DESC, report.agency_id LIMIT 1"
  );
}

export function createConsolidationReader(dataSource: DataSource, visibility: Visibility): ConsolidationReader {
  const shapeReport = reportShaper(dataSource);
  const current = currentRevisions(visibility);
  const columns = new GroupColumns(reportsAsSource(new FigureSql()));
  const sums = COMPARED_MEASURES.map((id) => columns.measure({ id, applicant: 'TOTAL', aggregation: 'SUM' }));
  const sql =
    'SELECT whole.*, own.*, known.agencies FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[])' +
    ` WITH ORDINALITY AS asked(code, before, level, year, place) LEFT JOIN LATERAL (${wholeSql(current)}) AS whole ON true` +
    ` CROSS JOIN LATERAL (SELECT ${columns.select.join(', ')} FROM annual_report AS report${columns.source.joins}` +
    ` WHERE ${current} AND ${WITHIN} AND report.year = asked.year) AS own` +
    ` CROSS JOIN LATERAL (SELECT count(DISTINCT report.agency_id) AS agencies FROM annual_report AS report WHERE ${current} AND ${WITHIN}) AS known` +
    ' ORDER BY asked.place';

  const consolidationOf = (asked: RegionYear, row: Row): Consolidation => {
    const reports = Number(row.alike ?? 0);
    const one = reports === 1;
    const wholeAt = (place: number): string | null => {
      const value = row[`whole_${place}`];
      return typeof value === 'string' ? plain(value) : null;
    };
    return {
      ...asked,
      report: one ? shapeReport(row) : null,
      reports,
      ownReports: Number(row.report_count),
      knownAgencies: Number(row.agencies),
      figures: one
        ? sums.map((read, place) => ({
            measure: COMPARED_MEASURES[place] ?? '',
            consolidated: wholeAt(place),
            own: read(row),
          }))
        : [],
    };
  };

  return {
    async consolidations(asked) {
      const regions = asked.map(({ code }) => codeRange(code));
      const rows = await dataSource.query<Row[]>(sql, [
        regions.map(({ from }) => from),
        regions.map(({ before }) => before),
        asked.map(({ code }) => regionByCode(code)?.level ?? null),
        asked.map(({ year }) => year),
      ]);
      return asked.map((each, place) => consolidationOf(each, rows[place] ?? {}));
    },
  };
}
