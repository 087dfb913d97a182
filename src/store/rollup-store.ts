/**
 * Rollups: sums of what the public sees, kept in the transaction that changes it. A change appends rows and waits for nobody; now and then one of
 * the transactions folds what was appended. Why so: docs/decisions/0008-what-makes-questions-fast.md.
 */
import { GRAINS } from '../domain/rollup-cells';
import type { Database } from './bindings';
import { arrayLiteral } from './column-arrays';
import type { AgencyYear } from './neighbour-store';
import { APPEND, differencesSql, FOLD, KEPT_GRAINS, type KeptGrain, REBUILD } from './rollup-sql';

/** Any number of our own, unlike that of other locks. */
const FOLDING_LOCK = 7_206_420_193;
/** Fresh rows are read by every question: more of them make questions slow, fewer make imports slow. */
const MOST_FRESH = 500;
/** Counting the fresh rows costs more than appending one; once in so many reports is enough. */
const CHECKED_EACH = 100;

async function append(database: Database, changed: readonly AgencyYear[], factor: 1 | -1): Promise<void> {
  if (changed.length === 0) return;
  await database.query(APPEND, [
    arrayLiteral(changed.map(({ agencyId }) => agencyId)),
    arrayLiteral(changed.map(({ year }) => year)),
    factor,
  ]);
}

/** To be called before what the public sees of these agency-years changes, in its transaction, with their agencies held. */
export const takeOut = (database: Database, changed: readonly AgencyYear[]): Promise<void> =>
  append(database, changed, -1);

/** The counterpart of `takeOut`, when all is as it shall be; to be called for new agency-years too. */
export async function putIn(database: Database, changed: readonly AgencyYear[]): Promise<void> {
  await append(database, changed, 1);
  if (Math.random() * CHECKED_EACH < changed.length) await foldWhenDue(database);
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

async function foldWhenDue(database: Database): Promise<void> {
  const [due] = await database.query<unknown[]>(
    `SELECT FROM rollup WHERE grain = ${GRAINS.FRESH} OFFSET ${MOST_FRESH} LIMIT 1`,
  );
  if (due !== undefined) await foldRollups(database);
}

/** Folds what was appended, unless another transaction is at it. To be called in a transaction. */
export async function foldRollups(database: Database): Promise<void> {
  const [lock] = await database.query<{ free: boolean }[]>('SELECT pg_try_advisory_xact_lock($1::bigint) AS free', [
    FOLDING_LOCK,
  ]);
  if (lock?.free) await database.query(FOLD);
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
