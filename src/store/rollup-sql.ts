import { GRAINS, type Grain, ROLLUP_CELLS, ROLLUP_KEY, ROLLUP_RATIOS, ROLLUP_SUMS } from '../domain/rollup-cells';
import { FigureSql } from './figure-sql';

const COLUMNS = [...ROLLUP_KEY, ...ROLLUP_SUMS.map(([name]) => name)].join(', ');
const SUM_NAMES = ROLLUP_SUMS.map(([name]) => name);
const KEYS = ROLLUP_KEY.join(', ');
/** What no two rows of a grain share; see the index of that name. */
const ROLLUP_ROW = ['grain', ...ROLLUP_KEY].join(', ');
/** Positions of the key in GROUP BY. */
const BY_KEY = ROLLUP_KEY.map((_, at) => at + 1).join(', ');

type KeyColumn = (typeof ROLLUP_KEY)[number];

/** Reports that the public sees: what tells rows of rollups apart, and what is added up. */
function countedReports() {
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
  return {
    keyOf: (column: KeyColumn): string =>
      column === 'place' ? "coalesce(report.region_code, '')" : `report.${column}`,
    sums: ['count(*)', ...sums, ...ratios].map((value, at) => `${value} AS ${SUM_NAMES[at]}`).join(', '),
    rowsOf: (from: string): string => `${from}${figures.joins} WHERE report.is_public`,
  };
}

const COUNTED = countedReports();

/** Reports that the public sees, added up by the region, year, scope, form, level and kind of their agencies. */
export function countedSql(from: string): string {
  const keys = ROLLUP_KEY.map((column) => `${COUNTED.keyOf(column)} AS ${column}`);
  return `SELECT ${keys.join(', ')}, ${COUNTED.sums} FROM ${COUNTED.rowsOf(from)} GROUP BY ${BY_KEY}`;
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

/** Besides the place: what every grain tells apart, and what only some do. */
const WHOLE_KEY = ['year', 'scope', 'form'] as const;
const KINDS = ['level', 'kind'] as const;

export type KeptGrain = Exclude<Grain, 'FRESH'>;

interface GrainKey {
  readonly place: 'OWN' | 'PROVINCE' | null;
  readonly tellsKinds: boolean;
}
const GRAIN_KEYS: Readonly<Record<KeptGrain, GrainKey>> = {
  WHOLE_NATION: { place: null, tellsKinds: false },
  WHOLE_PROVINCE: { place: 'PROVINCE', tellsKinds: false },
  NATION: { place: null, tellsKinds: true },
  PROVINCE: { place: 'PROVINCE', tellsKinds: true },
  REGION: { place: 'OWN', tellsKinds: true },
};
export const KEPT_GRAINS = Object.keys(GRAIN_KEYS) as readonly KeptGrain[];

/** Of places: what a grain tells apart. */
const PLACES = {
  OWN: (place: string): string => place,
  PROVINCE: (place: string): string => `CASE WHEN ${place} = '' THEN '' ELSE left(${place}, 2) || '0000' END`,
};

/** Where a row of a region belongs in a grain. */
function placeIn(grain: KeptGrain): string {
  const { place } = GRAIN_KEYS[grain];
  return `(${place === null ? "''" : PLACES[place]('place')})::char(6)`;
}

function keyIn(grain: KeptGrain): readonly string[] {
  const { tellsKinds } = GRAIN_KEYS[grain];
  const kinds = tellsKinds ? KINDS : KINDS.map((column) => `'' AS ${column}`);
  return [`${placeIn(grain)} AS place`, ...WHOLE_KEY, ...kinds];
}
const inGrain = (grain: KeptGrain): string => [...keyIn(grain), ...SUM_NAMES].join(', ');
const ADDED = SUM_NAMES.map((name) => `sum(${name}) AS ${name}`).join(', ');

type KeyOf = (column: KeyColumn) => string;

/** What a grain groups rows by. */
function groupingOf(grain: KeptGrain, keyOf: KeyOf): string {
  const { place, tellsKinds } = GRAIN_KEYS[grain];
  const places = place === null ? [] : [PLACES[place](keyOf('place'))];
  return `(${[...places, ...WHOLE_KEY.map(keyOf), ...(tellsKinds ? KINDS.map(keyOf) : [])].join(', ')})`;
}

/** Which grain a row of all of them is of: PostgreSQL sets a bit for each expression that it is not grouped by. */
function grainSql(keyOf: KeyOf): string {
  const grains = KEPT_GRAINS.map((grain) => {
    const { place, tellsKinds } = GRAIN_KEYS[grain];
    const bits = (place === 'OWN' ? 0 : 4) + (place === 'PROVINCE' ? 0 : 2) + (tellsKinds ? 0 : 1);
    return `WHEN ${bits} THEN ${GRAINS[grain]}`;
  });
  const place = keyOf('place');
  return `CASE GROUPING(${place}, ${PLACES.PROVINCE(place)}, ${keyOf('level')}) ${grains.join(' ')} END`;
}

/**
 * Adds rows up for every grain at once, and to the row of its key in each. A row of which nothing is left adds nothing.
 * @param keyOf - the key of the rows
 * @param sums - what is added up, in the order of the columns
 */
function addSql(rows: string, keyOf: KeyOf, sums: string): string {
  const place = keyOf('place');
  const columns = [
    grainSql(keyOf),
    `coalesce(${place}, ${PLACES.PROVINCE(place)}, '')`,
    ...WHOLE_KEY.map(keyOf),
    ...KINDS.map((column) => `coalesce(${keyOf(column)}, '')`),
    sums,
  ];
  const added = SUM_NAMES.map((name) => `${name} = rollup.${name} + excluded.${name}`);
  return (
    `INSERT INTO rollup (grain, ${COLUMNS}) SELECT ${columns.join(', ')} FROM ${rows}` +
    ` GROUP BY GROUPING SETS (${KEPT_GRAINS.map((grain) => groupingOf(grain, keyOf)).join(', ')})` +
    ` ON CONFLICT (${ROLLUP_ROW}) WHERE grain <> ${GRAINS.FRESH} DO UPDATE SET ${added.join(', ')}`
  );
}

/** Adds what is listed. What another transaction is changing stays listed. */
export const FOLD_LISTED =
  'WITH listed AS (DELETE FROM rollup_pending WHERE (agency_id, year) IN (SELECT agency_id, year FROM rollup_pending FOR UPDATE SKIP LOCKED)' +
  ` RETURNING agency_id, year) ${addSql(COUNTED.rowsOf(`listed JOIN ${PUBLIC_OF('listed')}`), COUNTED.keyOf, COUNTED.sums)}`;

/** Subtracts what was subtracted. */
export const FOLD_FRESH =
  `WITH taken AS (DELETE FROM rollup WHERE grain = ${GRAINS.FRESH} RETURNING ${COLUMNS}) ` +
  addSql('taken', (column) => column, ADDED);

/** Everything anew, in one statement and so of one moment; what was there is gone before the first row is written. */
export const REBUILD =
  `WITH gone AS (DELETE FROM rollup RETURNING 1), unlisted AS (DELETE FROM rollup_pending), counted AS MATERIALIZED (${countedSql('annual_report AS report')})` +
  ` INSERT INTO rollup (grain, ${COLUMNS}) ` +
  KEPT_GRAINS.map(
    (grain) =>
      `SELECT ${GRAINS[grain]} AS grain, ${KEYS}, ${ADDED} FROM (SELECT ${inGrain(grain)} FROM counted WHERE (SELECT count(*) FROM gone) >= 0) AS moved GROUP BY ${KEYS}`,
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
  const keys = [...keyIn(grain), `nullif(${placeIn(grain)}, '') AS region_code`, 'state'];
  const sums = ['reports', ...columns].map((name) => `sum(${name}) AS ${name}`);
  return (
    `(SELECT ${[...keys, ...sums].join(', ')} FROM ${rows} GROUP BY ${keys.map((_, at) => at + 1).join(', ')}` +
    ' HAVING sum(reports) <> 0) AS report'
  );
}
