/**
 * Rollups: sums of what the public sees, kept in the transaction that changes it. A change lists the reports that are to be added, and waits for
 * nobody; questions add what is listed. Now and then one of the transactions folds the list into the sums. Why so: docs/decisions/0008-what-makes-questions-fast.md.
 */
import { GRAINS } from '../domain/rollup-cells';
import type { Database } from './bindings';
import { arrayLiteral, type WrittenTable } from './column-arrays';
import type { AgencyYear } from './neighbour-store';
import {
  differencesSql,
  FOLD_FRESH,
  FOLD_LISTED,
  KEPT_GRAINS,
  type KeptGrain,
  LIST,
  REBUILD,
  TAKE_OUT,
} from './rollup-sql';
import type { Write } from './write-together';

/** Any number of our own, unlike that of other locks. */
const FOLDING_LOCK = 7_206_420_193;
/** Listed reports are read by every question: more of them make questions slow, fewer make imports slow. */
const MOST_LISTED = 250;
/** Looking how long the list is costs more than adding to it; once in so many reports is enough. */
const LOOKED_AT_EACH = 50;

const keysOf = (changed: readonly AgencyYear[]): [agencies: string, years: string] => [
  arrayLiteral(changed.map(({ agencyId }) => agencyId)),
  arrayLiteral(changed.map(({ year }) => year)),
];

/** To be called before what the public sees of these agency-years changes, in its transaction, with their agencies held. */
export async function takeOut(database: Database, changed: readonly AgencyYear[]): Promise<void> {
  if (changed.length > 0) await database.query(TAKE_OUT, keysOf(changed));
}

/**
 * The counterpart of `takeOut`, when all is as it shall be; to be called for new agency-years too.
 * @param mostListed - when it is time to fold
 */
export async function putIn(
  database: Database,
  changed: readonly AgencyYear[],
  mostListed = MOST_LISTED,
): Promise<void> {
  if (changed.length === 0) return;
  await database.query(LIST, keysOf(changed));
  await foldNowAndThen(database, changed.length, mostListed);
}

const ROLLUP_PENDING: WrittenTable = {
  name: 'rollup_pending',
  columns: [
    ['agency_id', 'integer'],
    ['year', 'smallint'],
  ],
  leavesKnown: true,
};

/** What `putIn` lists, to be written with reports that the public is going to see; then it is for `foldNowAndThen` to look. */
export const listedWrite = (published: readonly AgencyYear[]): Write => [
  ROLLUP_PENDING,
  published.map(({ agencyId, year }) => [agencyId, year]),
];

/** @param listed - how many agency-years were just listed */
export async function foldNowAndThen(database: Database, listed: number, mostListed = MOST_LISTED): Promise<void> {
  if (Math.random() * LOOKED_AT_EACH < listed) await foldWhenDue(database, mostListed);
}

/**
 * Does what changes reports that are there already: their states, figures or agencies. Whatever it does, rollups are right afterwards, as long as
 * every agency-year that it touches is named, one that reports are moved to included. To be called in a transaction.
 */
export async function recounting<Result>(
  database: Database,
  changed: readonly AgencyYear[],
  change: () => Promise<Result>,
): Promise<Result> {
  await database.query('SELECT FROM agency WHERE id = ANY($1::integer[]) ORDER BY id FOR NO KEY UPDATE', [
    arrayLiteral(changed.map(({ agencyId }) => agencyId)),
  ]);
  await takeOut(database, changed);
  const result = await change();
  await putIn(database, changed);
  return result;
}

async function foldWhenDue(database: Database, mostListed: number): Promise<void> {
  const [due] = await database.query<unknown[]>(`SELECT FROM rollup_pending OFFSET ${mostListed} LIMIT 1`);
  if (due !== undefined) await foldRollups(database);
}

/** Folds what is listed and what was subtracted, unless another transaction is at it. To be called in a transaction. */
export async function foldRollups(database: Database): Promise<void> {
  const [look] = await database.query<{ free: boolean; subtracted: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock($1::bigint) AS free, EXISTS (SELECT FROM rollup WHERE grain = ${GRAINS.FRESH}) AS subtracted`,
    [FOLDING_LOCK],
  );
  if (!look?.free) return;
  await database.query(FOLD_LISTED);
  if (look.subtracted) await database.query(FOLD_FRESH);
}

/** Counts everything anew. To be called in a transaction. */
export async function rebuildRollups(database: Database): Promise<void> {
  await database.query('SELECT pg_advisory_xact_lock($1::bigint)', [FOLDING_LOCK]);
  await database.query(REBUILD);
}

/** A sum that is not what a recount gives; null where there is no such row. */
export interface RollupDifference {
  readonly grain: KeptGrain;
  /** Place, year, scope, form, level and kind. */
  readonly key: string;
  readonly column: string;
  readonly kept: string | null;
  readonly recount: string | null;
}

const MOST_ROWS = 100;

/** Compares rollups with a recount of the reports, each grain at one moment. Empty when they are right; else of 100 rows of a grain at most. */
export async function reconcile(database: Database): Promise<readonly RollupDifference[]> {
  const differences: RollupDifference[] = [];
  for (const grain of KEPT_GRAINS) {
    const found = await database.query<Omit<RollupDifference, 'grain'>[]>(differencesSql(grain), [MOST_ROWS]);
    differences.push(...found.map((difference) => ({ grain, ...difference })));
  }
  return differences;
}
