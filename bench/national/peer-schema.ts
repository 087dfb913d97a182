import type { DataSource } from 'typeorm';
import { APPLICANTS, type ApplicationLineCode, applicationLinesOf } from '../../src/domain/statutory-form';
import { snakeCase } from '../../src/entities/snake-naming';

/** Cells of table three, as columns of the peers' tables and as fields of the hub. */
export const CELLS: readonly ApplicationLineCode[] = applicationLinesOf('FORM_2021').map(({ code }) => code);
export const CELL_COLUMNS = CELLS.map(snakeCase);
/** The place of an applicant is its number with the peers. */
export const TOTAL = APPLICANTS.indexOf('TOTAL');

const WITHHELD = CELL_COLUMNS.filter((column) => column.startsWith('outcomes_withheld_')).join(' + ');
const NUMBERED = `array_position(ARRAY[${APPLICANTS.map((applicant) => `'${applicant}'`).join(', ')}], stats.applicant) - 1`;
const CELL_TYPES = CELL_COLUMNS.map((column) => `${column} int`).join(', ');

/** What the public sees of the same store, as somebody would lay it out for a server that makes its API of tables. */
const STATEMENTS = [
  'CREATE SCHEMA peer',
  'CREATE TABLE peer.agency (id int PRIMARY KEY, name text NOT NULL)',
  'INSERT INTO peer.agency SELECT id, name FROM agency',
  `CREATE TABLE peer.report (id int PRIMARY KEY, agency_id int NOT NULL REFERENCES peer.agency, year smallint NOT NULL,
    scope text NOT NULL, UNIQUE (agency_id, year))`,
  `INSERT INTO peer.report SELECT agency_id * 10000 + year, agency_id, year, scope FROM annual_report WHERE is_public`,
  `CREATE TABLE peer.application_stat (report_id int NOT NULL, applicant smallint NOT NULL, year smallint NOT NULL,
    province char(6), scope text NOT NULL, ${CELL_TYPES})`,
  `INSERT INTO peer.application_stat SELECT report.agency_id * 10000 + report.year, ${NUMBERED}, report.year,
    left(report.region_code, 2) || '0000', report.scope, ${CELL_COLUMNS.map((column) => `stats.${column}`).join(', ')}
    FROM annual_report AS report JOIN application_stats AS stats USING (agency_id, year, revision) WHERE report.is_public`,
  // Its filters know no arithmetic.
  `ALTER TABLE peer.application_stat ADD COLUMN withheld_share double precision GENERATED ALWAYS AS
    ((${WITHHELD})::double precision / nullif(outcomes_total, 0)) STORED`,
  'ALTER TABLE peer.application_stat ADD PRIMARY KEY (report_id, applicant)',
  'ALTER TABLE peer.application_stat ADD FOREIGN KEY (report_id) REFERENCES peer.report',
  `CREATE INDEX ON peer.application_stat (year, received DESC, report_id) WHERE applicant = ${TOTAL}`,
  'CREATE INDEX ON peer.application_stat (applicant, scope, year)',
  'VACUUM ANALYZE peer.agency',
  'VACUUM ANALYZE peer.report',
  'VACUUM ANALYZE peer.application_stat',
];

/** Lays the store out for the peers, unless it is laid out as it is now. */
export async function layOutForPeers(store: DataSource, say: (line: string) => void): Promise<void> {
  const [{ there = null } = {}] = await store.query<{ there: string | null }[]>(
    "SELECT to_regclass('peer.application_stat_pkey')::text AS there",
  );
  if (there !== null) {
    const [{ same = false } = {}] = await store.query<{ same: boolean }[]>(
      'SELECT (SELECT count(*) FROM peer.report) = (SELECT count(*) FROM annual_report WHERE is_public) AS same',
    );
    if (same) return;
  }
  await store.query('DROP SCHEMA IF EXISTS peer CASCADE');
  say('Laying the same reports out for the peers …');
  for (const statement of STATEMENTS) await store.query(statement);
}

const cells = (alias: string): string => CELL_COLUMNS.map((column) => `${alias}.${column}`).join(', ');
const sums = CELL_COLUMNS.map((column) => `sum(${column})::text AS ${column}`).join(', ');

/** What the server of rows is asked by name. */
export const RAW_STATEMENTS: Readonly<Record<string, string>> = {
  report: `SELECT report.year, agency.name, stat.applicant, ${cells('stat')} FROM peer.report JOIN peer.agency ON agency.id = report.agency_id
    JOIN peer.application_stat AS stat ON stat.report_id = report.id WHERE report.id = $1 ORDER BY stat.applicant`,
  years: `SELECT agency.name, report.year, ${cells('stat')} FROM peer.agency JOIN peer.report ON report.agency_id = agency.id
    JOIN peer.application_stat AS stat ON stat.report_id = report.id AND stat.applicant = ${TOTAL} WHERE agency.id = $1 ORDER BY report.year DESC`,
  nation: `SELECT year, applicant, ${sums} FROM peer.application_stat WHERE scope = 'OWN' GROUP BY 1, 2`,
  provinces: `SELECT province, year, sum(received)::text AS received, sum(outcomes_disclosed)::text AS outcomes_disclosed, sum(outcomes_total)::text AS outcomes_total
    FROM peer.application_stat WHERE applicant = ${TOTAL} AND scope = 'OWN' GROUP BY 1, 2`,
  filter: `SELECT report.agency_id, agency.name, found.received, found.outcomes_total FROM
    (SELECT * FROM peer.application_stat WHERE applicant = ${TOTAL} AND year = $1 AND received > 100 AND withheld_share > 0.3
     ORDER BY received DESC, report_id LIMIT 50) AS found
    JOIN peer.report ON report.id = found.report_id JOIN peer.agency ON agency.id = report.agency_id ORDER BY found.received DESC, found.report_id`,
};
