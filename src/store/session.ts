import type { DataSource, QueryRunner } from 'typeorm';
import type { Database } from './bindings';
import { preparing, queryPrepared } from './prepared';

/** The connected store, as other rooms pass it on. */
export type Store = DataSource;

/**
 * Where statements of fixed text go and transactions begin, READ COMMITTED as every connection of the hub; a transaction within another is a
 * savepoint.
 */
export interface Session extends Database {
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
}

/** Statements and transactions each on a connection of the pool. */
export function sessionOf(store: Store): Session {
  return {
    ...preparing(store),
    transaction: (work) => onRunner(store, (runner) => transactionOn(runner, work)),
  };
}

async function onRunner<Result>(store: Store, work: (runner: QueryRunner) => Promise<Result>): Promise<Result> {
  const runner = store.createQueryRunner();
  try {
    return await work(runner);
  } finally {
    await runner.release();
  }
}

async function transactionOn<Result>(
  runner: QueryRunner,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return runner.manager.transaction(() => work(within(runner)));
}

function within(runner: QueryRunner): Session {
  return {
    query: (sql, parameters) => queryPrepared(runner, sql, parameters),
    transaction: (work) => transactionOn(runner, work),
  };
}

/** Any number of our own, unlike that of other locks. */
const REHEARSAL_LOCK = 7_206_420_192;

/**
 * Waits until no rehearsal runs, and keeps them off until the transaction ends. For transactions that hold several agencies: one that waited for
 * a rehearsal which waits for it would come to no end.
 */
export async function holdOffRehearsals(database: Database): Promise<void> {
  await database.query('SELECT pg_advisory_xact_lock_shared($1::bigint)', [REHEARSAL_LOCK]);
}

/** Does the work in a transaction that is rolled back whatever comes of it: the answer is what it would be, and nothing is written. */
export function rehearse<Result>(store: Store, work: (session: Session) => Promise<Result>): Promise<Result> {
  return onRunner(store, async (runner) => {
    await runner.startTransaction();
    try {
      // A rehearsal holds more and more agencies, in any order; two could wait for each other, so there is one at a time.
      await runner.query('SELECT pg_advisory_xact_lock($1::bigint)', [REHEARSAL_LOCK]);
      return await work(within(runner));
    } finally {
      await runner.rollbackTransaction();
    }
  });
}
