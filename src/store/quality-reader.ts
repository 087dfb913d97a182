import type { DataSource } from 'typeorm';
import { SEVERITIES, type Severity } from '../domain/diagnostic';
import type { CoverageCounts, FindingCount, QualityReader, QualityScope, StateCount } from '../domain/quality';
import { REPORT_STATES } from '../domain/report';
import { Agency } from '../entities/agency';
import { AGENCY_ORDER } from './agency-reader';
import { Bindings } from './bindings';
import { ascending, type OrderTerm, pageOf } from './keyset';
import { REPORT_COLUMNS, reportShaper } from './report-columns';
import { rangeSql, withinSql } from './report-filter-sql';
import { rowShaper } from './shape-rows';

function inRegions(column: string, { within, regions }: QualityScope, bindings: Bindings): readonly string[] {
  return [within, regions].flatMap((codes) => (codes ? [withinSql(column, codes, bindings)] : []));
}

function conditionsOn(scope: QualityScope, bindings: Bindings): string[] {
  const years = scope.years ? rangeSql('report.year', scope.years, bindings, 0) : [];
  return ['report.is_latest', ...years, ...inRegions('report.region_code', scope, bindings)];
}

const WORST_FIRST = `array_position(array[${SEVERITIES.toReversed()
  .map((severity) => `'${severity}'`)
  .join(', ')}], counted.severity)`;
const FINDING_ORDER: readonly OrderTerm[] = [
  ascending('SEVERITY', WORST_FIRST, 'bigint'),
  { name: 'REPORTS', sql: 'counted.reports', type: 'bigint', direction: 'DESC', nulls: 'LAST' },
  ascending('CODE', 'counted.code', 'text'),
];
const REPORT_ORDER = [
  ascending('REGION_CODE', 'report.region_code', 'text'),
  ascending('AGENCY_ID', 'report.agency_id', 'bigint'),
  ascending('YEAR', 'report.year', 'bigint'),
];

const OF_REPORT = (table: string): string =>
  `${table}.agency_id = report.agency_id AND ${table}.year = report.year AND ${table}.revision = report.revision`;

/** How many reports of the scope have findings of each code. */
function countedFindings(scope: QualityScope, severity: readonly Severity[] | null, bindings: Bindings): string {
  const conditions = conditionsOn(scope, bindings);
  if (severity !== null) conditions.push(`finding.severity = ANY(${bindings.bind([...severity], 'text[]')})`);
  return (
    '(SELECT finding.code, finding.severity, count(DISTINCT (report.agency_id, report.year)) AS reports, count(*) AS findings' +
    ` FROM annual_report AS report JOIN report_diagnostic AS finding ON ${OF_REPORT('finding')}` +
    ` WHERE ${conditions.join(' AND ')} GROUP BY finding.code, finding.severity) AS counted`
  );
}

function reportsWithSql(scope: QualityScope, code: string, bindings: Bindings): readonly string[] {
  const coded = `finding.code = ${bindings.bindText(code)}`;
  return [
    ...conditionsOn(scope, bindings),
    `EXISTS (SELECT FROM report_diagnostic AS finding WHERE ${OF_REPORT('finding')} AND ${coded})`,
  ];
}

/** Whether the agency has a report for the year that the condition holds for. */
const hasReport = (year: string, condition: string): string =>
  `EXISTS (SELECT FROM annual_report AS report WHERE report.agency_id = agency.id AND report.year = ${year} AND ${condition})`;
const PUBLIC = 'report.is_public';
const NOT_WITHDRAWN = "(report.is_public OR report.is_latest AND report.state <> 'WITHDRAWN')";

function agenciesOf(scope: QualityScope, bindings: Bindings): readonly string[] {
  return ['agency.merged_into IS NULL', ...inRegions('agency.region_code', scope, bindings)];
}

/** The state of the data, for those who work on it. */
export function createQualityReader(database: DataSource): QualityReader {
  const shapeReport = reportShaper(database);
  const shapeAgency = rowShaper(database, Agency);
  const countOf = async (from: string, conditions: readonly string[], bindings: Bindings): Promise<number> => {
    const sql = `SELECT count(*) AS total FROM ${from} WHERE ${conditions.join(' AND ')}`;
    const [row] = await database.query<{ total: number }[]>(sql, bindings.values);
    return row?.total ?? 0;
  };

  return {
    async countStates(scope) {
      const bindings = new Bindings();
      const rows = await database.query<StateCount[]>(
        'SELECT report.state, count(*) AS reports,' +
          ` count(*) FILTER (WHERE EXISTS (SELECT FROM report_correction AS part WHERE ${OF_REPORT('part')})) AS corrected` +
          ` FROM annual_report AS report WHERE ${conditionsOn(scope, bindings).join(' AND ')} GROUP BY report.state`,
        bindings.values,
      );
      const none = { reports: 0, corrected: 0 };
      return REPORT_STATES.map((state) => ({ state, ...(rows.find((row) => row.state === state) ?? none) }));
    },

    findings(scope, severity, page) {
      const bindings = new Bindings();
      const from = countedFindings(scope, severity, bindings);
      const shape = (row: object): FindingCount => row as FindingCount;
      return pageOf(
        { database, select: 'counted.*', from, conditions: [], order: FINDING_ORDER, bindings, shape },
        page,
      );
    },

    countFindings(scope, severity) {
      const bindings = new Bindings();
      return countOf(countedFindings(scope, severity, bindings), ['true'], bindings);
    },

    reportsWith(scope, code, page) {
      const bindings = new Bindings();
      const conditions = reportsWithSql(scope, code, bindings);
      const from = 'annual_report AS report';
      return pageOf(
        { database, select: REPORT_COLUMNS, from, conditions, order: REPORT_ORDER, bindings, shape: shapeReport },
        page,
      );
    },

    countReportsWith(scope, code) {
      const bindings = new Bindings();
      return countOf('annual_report AS report', reportsWithSql(scope, code, bindings), bindings);
    },

    async coverage(scope, year) {
      const bindings = new Bindings();
      const asked = bindings.bind(year, 'integer');
      const [row] = await database.query<CoverageCounts[]>(
        `SELECT count(*) AS known, count(*) FILTER (WHERE ${hasReport(asked, PUBLIC)}) AS published,` +
          ` count(*) FILTER (WHERE ${hasReport(asked, NOT_WITHDRAWN)} AND NOT ${hasReport(asked, PUBLIC)}) AS pending,` +
          ` count(*) FILTER (WHERE NOT ${hasReport(asked, NOT_WITHDRAWN)}) AS missing` +
          ` FROM agency WHERE ${agenciesOf(scope, bindings).join(' AND ')}`,
        bindings.values,
      );
      return row ?? { known: 0, published: 0, pending: 0, missing: 0 };
    },

    missingAgencies(scope, year, page) {
      const bindings = new Bindings();
      const missing = `NOT ${hasReport(bindings.bind(year, 'integer'), NOT_WITHDRAWN)}`;
      const conditions = [...agenciesOf(scope, bindings), missing];
      return pageOf(
        { database, select: 'agency.*', from: 'agency', conditions, order: AGENCY_ORDER, bindings, shape: shapeAgency },
        page,
      );
    },
  };
}
