import type { DataSource } from 'typeorm';
import type { Along, FoundReport, StatsAlong, Visibility } from '../domain/asking';
import { APPLICANTS, type Applicant } from '../domain/statutory-form';
import { safeInteger } from '../domain/stored-number';
import { Agency } from '../entities/agency';
import { AnnualReport } from '../entities/annual-report';
import { ApplicationStats } from '../entities/application-stats';
import { SEEN_AGENCIES } from './agency-reader';
import { anyOf } from './asked-rows';
import type { Bindings } from './bindings';
import { APPLICATION_STATS } from './report-rows';
import { type Row, rowShaper } from './shape-rows';

/** How rows of `annual_report AS report` are read with what goes along with them. */
export interface ReportAlong {
  /** To be put after `report.*`. */
  selectAlong(along: Along, bindings: Bindings): string;
  shape(row: Row, along: Along): FoundReport;
}

const [KEY, CELLS] = [APPLICATION_STATS.columns.slice(0, 3), APPLICATION_STATS.columns.slice(3)];
const CELL_NAMES = CELLS.map(([name]) => name);

/** The rows of table three as PostgreSQL writes rows: `(TOTAL,12,,3);(…)`. No cell holds what would have to be quoted. */
const statsSql = (only = ''): string =>
  `(SELECT string_agg((${CELL_NAMES.map((name) => `part.${name}`).join(', ')})::text, ';') FROM application_stats AS part` +
  ` WHERE ${KEY.map(([name]) => `part.${name} = report.${name}`).join(' AND ')}${only}) AS along_stats`;

const agencyOf = (visibility: Visibility): string =>
  '(SELECT row_to_json(agency) FROM agency WHERE agency.id = report.agency_id AND ' +
  `${visibility === 'PUBLIC' ? `(report.is_public OR ${SEEN_AGENCIES.PUBLIC})` : SEEN_AGENCIES.ALL}) AS along_agency`;

export function createReportAlong(dataSource: DataSource, visibility: Visibility): ReportAlong {
  const shapeReport = rowShaper(dataSource, AnnualReport);
  const shapeAgency = rowShaper(dataSource, Agency);
  const shapeStats = rowShaper(dataSource, ApplicationStats);
  const agency = agencyOf(visibility);

  const statsOf = (row: Row, of: readonly Applicant[]): StatsAlong => {
    const cells = row.along_stats === null ? [] : String(row.along_stats).split(';');
    const stats = cells.map((text) => shapeStats(statsRow(text, row)));
    return { of, stats: stats.sort((one, other) => placeOf(one.applicant) - placeOf(other.applicant)) };
  };

  return {
    selectAlong(along, bindings) {
      const { applicants } = along;
      const parts = along.agency ? [agency] : [];
      if (applicants.length === APPLICANTS.length) parts.push(statsSql());
      else if (applicants.length > 0)
        parts.push(statsSql(` AND part.applicant = ${anyOf(applicants, 'text', bindings)}`));
      return parts.map((sql) => `, ${sql}`).join('');
    },
    shape: (row, along) => ({
      ...shapeReport(row),
      agency: along.agency && row.along_agency !== null ? shapeAgency(row.along_agency as Row) : undefined,
      applicationStats: along.applicants.length > 0 ? statsOf(row, along.applicants) : undefined,
    }),
  };
}

const placeOf = (applicant: Applicant): number => APPLICANTS.indexOf(applicant);

/** One row of table three as the driver would have given it. */
function statsRow(text: string, { agency_id, year, revision }: Row): Row {
  const row: Record<string, unknown> = { agency_id, year, revision };
  const cells = text.slice(1, -1).split(',');
  CELL_NAMES.forEach((name, place) => {
    const cell = cells[place] ?? '';
    row[name] = place === 0 ? cell : cell === '' ? null : safeInteger(cell);
  });
  return row;
}
