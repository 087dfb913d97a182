import type { DataSource, EntityManager } from 'typeorm';
import type { Database } from './bindings';

/** The connected store, as other rooms pass it on. */
export type Store = DataSource;

/** Where statements go and transactions begin, READ COMMITTED as every connection of the hub; one within another is a savepoint. */
export interface Session extends Database {
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
}

export function sessionOf(manager: EntityManager): Session {
  return {
    query: (sql, parameters) => manager.query(sql, parameters),
    transaction: (work) => manager.transaction((inner) => work(sessionOf(inner))),
  };
}

/** Any number of our own, unlike that of other locks. */
const REHEARSAL_LOCK = 7_206_420_192;

/** Does the work in a transaction that is rolled back whatever comes of it: the answer is what it would be, and nothing is written. */
export async function rehearse<Result>(store: Store, work: (session: Session) => Promise<Result>): Promise<Result> {
  const runner = store.createQueryRunner();
  try {
    await runner.startTransaction();
    // A rehearsal holds many agencies at once, an import one; two rehearsals could wait for each other, so there is one at a time.
    await runner.query('SELECT pg_advisory_xact_lock($1)', [REHEARSAL_LOCK]);
    return await work(sessionOf(runner.manager));
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}
