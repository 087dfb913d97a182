import { GRAINS, type Grain, ROLLUP_CELLS, ROLLUP_KEY, ROLLUP_RATIOS, ROLLUP_SUMS } from '../domain/rollup-cells';
import { FigureSql } from './figure-sql';

const COLUMNS = [...ROLLUP_KEY, ...ROLLUP_SUMS.map(([name]) => name)].join(', ');
const SUM_NAMES = ROLLUP_SUMS.map(([name]) => name);
const KEYS = ROLLUP_KEY.join(', ');
/** Positions of the key in GROUP BY. */
const BY_KEY = ROLLUP_KEY.map((_, at) => at + 1).join(', ');

/** Reports that the public sees, added up by the region, year, scope, form, level and kind of their agencies. */
export function countedSql(from: string): string {
  const figures = new FigureSql();
  const sums = ROLLUP_CELLS.flatMap(({ measure, applicant }) => {
    const figure = figures.measure(measure, applicant);
    return [`coalesce(sum(${figure}), 0)`, `count(${figure})`];
  });
  const ratios = ROLLUP_RATIOS.flatMap(({ definition }) => {
    const [over, under] = [figures.sum(definition.numerator), figures.sum(definition.denominator)];
    const both = `FILTER (WHERE ${over} IS NOT NULL AND ${under} IS NOT NULL)`;
    return [`coalesce(sum(${over}) ${both}, 0)`, `coalesce(sum(${under}) ${both}, 0)`, `count(*) ${both}`];
  });
  const values = ['count(*)', ...sums, ...ratios].map((value, at) => `${value} AS ${SUM_NAMES[at]}`);
  return (
    "SELECT coalesce(report.region_code, '') AS place, report.year, report.scope, report.form, report.level, report.kind," +
    ` ${values.join(', ')} FROM ${from}${figures.joins} WHERE report.is_public GROUP BY ${BY_KEY}`
  );
}

/** Agencies and years, the first two parameters. */
const ASKED = '(SELECT DISTINCT * FROM unnest($1::integer[], $2::integer[])) AS asked(agency_id, year)';
const PUBLIC_OF = (keys: string): string =>
  `annual_report AS report ON report.agency_id = ${keys}.agency_id AND report.year = ${keys}.year AND report.is_public`;

/** Puts agency-years that the public sees on the list. */
export const LIST = `INSERT INTO rollup_pending (agency_id, year) SELECT report.agency_id, report.year FROM ${ASKED} JOIN ${PUBLIC_OF('asked')} ON CONFLICT DO NOTHING`;

/**
 * Takes agency-years off the list of those that are still to be added; of those that were not on it, it appends what the public sees with the
 * opposite sign: in sum it is not there any more.
 */
export const TAKE_OUT =
  `WITH named AS (SELECT * FROM ${ASKED}), unlisted AS (DELETE FROM rollup_pending AS pending USING named` +
  ' WHERE pending.agency_id = named.agency_id AND pending.year = named.year RETURNING pending.agency_id, pending.year), ' +
  'added AS (SELECT agency_id, year FROM named EXCEPT SELECT agency_id, year FROM unlisted) ' +
  `INSERT INTO rollup (grain, ${COLUMNS}) SELECT ${GRAINS.FRESH}, ${KEYS}, ${SUM_NAMES.map((name) => `-${name}`).join(', ')}` +
  ` FROM (${countedSql(`added JOIN ${PUBLIC_OF('added')}`)}) AS counted`;

export type KeptGrain = Exclude<Grain, 'FRESH'>;

const NO_PLACE = { place: "''::char(6)" };
const PROVINCE = { place: "(CASE WHEN place = '' THEN '' ELSE left(place, 2) || '0000' END)::char(6)" };
const TOGETHER = { level: "''", kind: "''" };
/** Where a row of a region belongs in a coarser grain: what of its key is otherwise there. */
const COARSER: Readonly<Record<KeptGrain, Readonly<Partial<Record<(typeof ROLLUP_KEY)[number], string>>>>> = {
  WHOLE_NATION: { ...NO_PLACE, ...TOGETHER },
  WHOLE_PROVINCE: { ...PROVINCE, ...TOGETHER },
  NATION: NO_PLACE,
  PROVINCE,
  REGION: {},
};
export const KEPT_GRAINS = Object.keys(COARSER) as readonly KeptGrain[];

const keyIn = (grain: KeptGrain): readonly string[] =>
  ROLLUP_KEY.map((column) => {
    const coarser = COARSER[grain][column];
    return coarser === undefined ? column : `${coarser} AS ${column}`;
  });
const inGrain = (grain: KeptGrain): string => [...keyIn(grain), ...SUM_NAMES].join(', ');
const ADDED = SUM_NAMES.map((name) => `sum(${name}) AS ${name}`).join(', ');

/**
 * Adds what is listed, subtracts what was subtracted, and leaves one row of each key in each grain. What another transaction is changing stays
 * listed.
 */
export const FOLD =
  'WITH listed AS (DELETE FROM rollup_pending WHERE (agency_id, year) IN (SELECT agency_id, year FROM rollup_pending FOR UPDATE SKIP LOCKED)' +
  ' RETURNING agency_id, year), ' +
  `taken AS (DELETE FROM rollup WHERE grain = ${GRAINS.FRESH} RETURNING ${COLUMNS}), ` +
  `fresh AS (SELECT ${COLUMNS} FROM taken UNION ALL SELECT ${COLUMNS} FROM (${countedSql(`listed JOIN ${PUBLIC_OF('listed')}`)}) AS counted), ` +
  `moved AS (${KEPT_GRAINS.map((grain) => `SELECT ${GRAINS[grain]} AS grain, ${inGrain(grain)} FROM fresh`).join(' UNION ALL ')}), ` +
  `touched AS (SELECT DISTINCT grain, ${KEYS} FROM moved), ` +
  'there AS (DELETE FROM rollup USING touched WHERE ' +
  ['grain', ...ROLLUP_KEY].map((column) => `rollup.${column} = touched.${column}`).join(' AND ') +
  ` RETURNING rollup.grain, ${COLUMNS.split(', ')
    .map((column) => `rollup.${column}`)
    .join(', ')}) ` +
  `INSERT INTO rollup (grain, ${COLUMNS}) SELECT grain, ${KEYS}, ${ADDED}` +
  ` FROM (SELECT * FROM moved UNION ALL SELECT * FROM there) AS both_of_them GROUP BY grain, ${KEYS} HAVING sum(reports) <> 0`;

/** Everything anew, in one statement and so of one moment. */
export const REBUILD =
  `WITH gone AS (DELETE FROM rollup), unlisted AS (DELETE FROM rollup_pending), counted AS MATERIALIZED (${countedSql('annual_report AS report')})` +
  ` INSERT INTO rollup (grain, ${COLUMNS}) ` +
  KEPT_GRAINS.map(
    (grain) =>
      `SELECT ${GRAINS[grain]} AS grain, ${KEYS}, ${ADDED} FROM (SELECT ${inGrain(grain)} FROM counted) AS moved GROUP BY ${KEYS}`,
  ).join(' UNION ALL ');

/** Where what a grain keeps is not what a recount gives: key, column and both values as text; null for a row that is not there. At most $1 rows. */
export const differencesSql = (grain: KeptGrain): string => {
  const sums = SUM_NAMES.map((name) => `sum(${name})::numeric AS ${name}`).join(', ');
  const added = (from: string): string =>
    `SELECT ${KEYS}, ${sums} FROM (SELECT ${inGrain(grain)} FROM ${from}) AS moved GROUP BY ${KEYS} HAVING sum(reports) <> 0`;
  const listed = countedSql(`rollup_pending AS pending JOIN ${PUBLIC_OF('pending')}`);
  const rows =
    `(SELECT ${COLUMNS} FROM rollup WHERE grain IN (${GRAINS[grain]}, ${GRAINS.FRESH})` +
    ` UNION ALL SELECT ${COLUMNS} FROM (${listed}) AS counted) AS kept_rows`;
  return (
    `WITH kept AS (${added(rows)}), recount AS (${added(`(${countedSql('annual_report AS report')}) AS counted`)}),` +
    ` differing AS (SELECT ${KEYS}, to_jsonb(kept) AS kept, to_jsonb(recount) AS recount FROM kept FULL JOIN recount USING (${KEYS})` +
    ` WHERE kept IS DISTINCT FROM recount ORDER BY ${KEYS} LIMIT $1)` +
    ` SELECT concat_ws(' ', nullif(trim(place), ''), ${ROLLUP_KEY.slice(1).join(', ')}) AS key, part.*` +
    " FROM differing, LATERAL (SELECT key AS \"column\", one.value #>> '{}' AS kept, other.value #>> '{}' AS recount" +
    ' FROM jsonb_each(differing.kept) AS one FULL JOIN jsonb_each(differing.recount) AS other USING (key)' +
    ` WHERE one.value IS DISTINCT FROM other.value) AS part ORDER BY ${KEYS}, "column"`
  );
};

/**
 * The rows of a grain, and the reports that are still to be added, as `report`: with the columns by which reports are filtered and grouped; `place` is the
 * region code as the index has it.
 * @param columns - the sums asked for, with the SQL of each for a single report
 * @param joins - what that SQL needs
 */
export function rollupRows(grain: KeptGrain, columns: ReadonlyMap<string, string>, joins: string): string {
  const kept = ['reports', ...columns.keys()].map((name) => `, rollup.${name}`).join('');
  const listed = ['1', ...columns.values()].map((sql) => `, ${sql}`).join('');
  const dimensions = ['year', 'scope', 'form', 'level', 'kind'];
  return (
    `(SELECT rollup.place, nullif(rollup.place, '') AS region_code, 'PUBLISHED' AS state, ${dimensions.map((name) => `rollup.${name}`).join(', ')}${kept}` +
    ` FROM rollup WHERE rollup.grain IN (${GRAINS[grain]}, ${GRAINS.FRESH})` +
    ` UNION ALL SELECT coalesce(report.region_code, ''), report.region_code, report.state, ${dimensions.map((name) => `report.${name}`).join(', ')}${listed}` +
    ` FROM rollup_pending AS pending JOIN ${PUBLIC_OF('pending')}${joins}) AS report`
  );
}

/**
 * Rows as `rollupRows` gives them, added up by what they are filtered and grouped by: what was added and subtracted again is not there any more, so that
 * no year is seen that no report is of.
 * @param columns - the names of the sums
 * @param rows - has nothing else
 */
export function settledRows(grain: KeptGrain, columns: Iterable<string>, rows: string): string {
  const place = COARSER[grain].place ?? 'place';
  const keys = [...keyIn(grain), `nullif(${place}, '') AS region_code`, 'state'];
  const sums = ['reports', ...columns].map((name) => `sum(${name}) AS ${name}`);
  return (
    `(SELECT ${[...keys, ...sums].join(', ')} FROM ${rows} GROUP BY ${keys.map((_, at) => at + 1).join(', ')}` +
    ' HAVING sum(reports) <> 0) AS report'
  );
}
