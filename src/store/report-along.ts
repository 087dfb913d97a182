import type { DataSource } from 'typeorm';
import type { Along, FoundReport, StatsAlong, Visibility } from '../domain/asking';
import { APPLICANTS, type Applicant } from '../domain/statutory-form';
import { Agency } from '../entities/agency';
import { ApplicationStats } from '../entities/application-stats';
import { SEEN_AGENCIES } from './agency-reader';
import { anyOf } from './asked-rows';
import type { Bindings } from './bindings';
import { rememberedText } from './remembered-text';
import { ORIGIN_COLUMNS, originShaper, REPORT_COLUMNS, reportShaper } from './report-columns';
import { APPLICATION_STATS } from './report-rows';
import { type RowOfCounts, rowsOfCounts } from './row-text';
import { type Reading, type Row, rowShaper } from './shape-rows';

/** How rows of `annual_report AS report` are read with what goes along with them. */
export interface ReportAlong {
  /**
   * What is selected of a report.
   * @param ofOne - SQL of the id, when all reports are current ones of one agency: it is then looked up once
   */
  select(along: Along, bindings: Bindings, ofOne?: string): string;
  shape(row: Row, along: Along): FoundReport;
}

const [KEY, CELLS] = [APPLICATION_STATS.columns.slice(0, 3), APPLICATION_STATS.columns.slice(3)];
const CELL_NAMES = CELLS.map(([name]) => name);

/** The rows of table three as PostgreSQL writes rows: `(TOTAL,12,,3);(…)`. No cell holds what would have to be quoted. */
const statsSqlOf = (only: string): string =>
  `, (SELECT string_agg((${CELL_NAMES.map((name) => `part.${name}`).join(', ')})::text, ';') FROM application_stats AS part` +
  ` WHERE ${KEY.map(([name]) => `part.${name} = report.${name}`).join(' AND ')}${only}) AS along_stats`;

/**
 * One alone is a query of its own, whose value no plan knows. Else the server plans anew for each question, since the total column has an index that no
 * plan for any applicant can use: planning takes longer than to look seven years up.
 */
function onlyOf(applicants: readonly Applicant[], bindings: Bindings): string {
  if (applicants.length === APPLICANTS.length) return '';
  const asked = anyOf(applicants, 'text', bindings);
  return ` AND part.applicant = ${applicants.length === 1 ? `(SELECT ${asked})` : asked}`;
}

const WITH_ORIGIN = `${REPORT_COLUMNS}, ${ORIGIN_COLUMNS}`;

const agencySql = (condition: string): string =>
  `, (SELECT row_to_json(agency)::text FROM agency WHERE ${condition}) AS along_agency`;

/** An agency is seen by the public where a report of it is. */
const SEEN_WITH: Readonly<Record<Visibility, { readonly any: string; readonly current: string }>> = {
  PUBLIC: { any: ` AND (report.is_public OR ${SEEN_AGENCIES.PUBLIC})`, current: '' },
  ALL: { any: ` AND ${SEEN_AGENCIES.ALL}`, current: ` AND ${SEEN_AGENCIES.ALL}` },
};

export function createReportAlong(dataSource: DataSource, visibility: Visibility): ReportAlong {
  const shapeReport = reportShaper(dataSource);
  const shapeOrigin = originShaper(dataSource);
  const shapeAgency = rowShaper(dataSource, Agency);
  const shapeStats = rowShaper<ApplicationStats, StatsText>(dataSource, ApplicationStats, OF_TEXT);
  const seen = SEEN_WITH[visibility];
  const agencyOfEach = `agency.id = report.agency_id${seen.any}`;
  const withStats = rememberedText((columns, only) => columns + statsSqlOf(only));
  const withAgency = rememberedText((columns, agency) => columns + agency);
  const agencyRead = rememberingLast((text) => shapeAgency(JSON.parse(text)));

  const statsOf = (row: Row, of: readonly Applicant[]): StatsAlong => {
    const rows = row.along_stats === null ? [] : rowsOfCounts(String(row.along_stats));
    const stats = rows.map((cells) => shapeStats({ cells, report: row }));
    return { of, stats: stats.sort((one, other) => placeOf(one.applicant) - placeOf(other.applicant)) };
  };

  return {
    select({ agency, origin, applicants }, bindings, ofOne) {
      const which = ofOne === undefined ? agencyOfEach : `agency.id = ${ofOne}${seen.current}`;
      const columns = withAgency(origin ? WITH_ORIGIN : REPORT_COLUMNS, agency ? agencySql(which) : '');
      return applicants.length === 0 ? columns : withStats(columns, onlyOf(applicants, bindings));
    },
    shape: (row, along) => ({
      ...shapeReport(row),
      origin: along.origin ? shapeOrigin(row) : undefined,
      agency: along.agency && row.along_agency !== null ? agencyRead(String(row.along_agency)) : undefined,
      applicationStats: along.applicants.length > 0 ? statsOf(row, along.applicants) : undefined,
    }),
  };
}

/** The reports of an agency follow each other. */
function rememberingLast<Made>(make: (text: string) => Made): (text: string) => Made {
  let last: { readonly text: string; readonly made: Made } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

const placeOf = (applicant: Applicant): number => APPLICANTS.indexOf(applicant);

/** One row of table three, and that of its report. */
interface StatsText {
  readonly cells: RowOfCounts;
  readonly report: Row;
}

/** As the driver would have given it. */
const OF_TEXT: Reading = {
  of(column) {
    const place = CELL_NAMES.indexOf(column);
    return place === -1 ? `row.report[${JSON.stringify(column)}]` : `row.cells[${place}]`;
  },
};
