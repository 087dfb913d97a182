import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { Database } from './bindings';
import { preparing, sendPrepared } from './prepared';

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
    transaction: (work) => onRunner(store, (connection) => transactionOn(connection, 0, work)),
  };
}

/** A connection of the pool: statements go out in the order in which they are sent, and each need not wait for the answer of the one before. */
interface Connection {
  send<Rows>(sql: string, parameters?: unknown[]): Promise<Rows>;
}

async function onRunner<Result>(store: Store, work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const runner = store.createQueryRunner();
  try {
    const client: ClientBase = await runner.connect();
    return await work({ send: (sql, parameters) => sendPrepared(runner, client, sql, parameters) });
  } finally {
    await runner.release();
  }
}

/**
 * Statements of transactions are few, and their parameters are keys and rows: of each a connection keeps one plan. Left to itself PostgreSQL plans them
 * anew whenever a list is short, since it then knows how short, and planning takes longer than a single report.
 */
const BEGIN = ['START TRANSACTION', 'SET LOCAL plan_cache_mode = force_generic_plan'];

/**
 * The statement that begins it is not waited for: what is sent behind it goes with it.
 * @param depth - how many transactions lie around it
 */
async function transactionOn<Result>(
  connection: Connection,
  depth: number,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { session, end } = within(connection, depth + 1);
  const savepoint = `SAVEPOINT depth_${depth}`;
  try {
    const begun = (depth === 0 ? BEGIN : [savepoint]).map((sql) => session.query(sql));
    const [result] = await Promise.all([work(session), ...begun]);
    const { firstFailure } = end();
    // What is not undone the database undoes all the same, and does not say so.
    if (firstFailure !== undefined) throw firstFailure;
    await connection.send(depth === 0 ? 'COMMIT' : `RELEASE ${savepoint}`);
    return result;
  } catch (error) {
    const { firstFailure } = end();
    // A connection that is lost has undone it already.
    await connection.send(depth === 0 ? 'ROLLBACK' : `ROLLBACK TO ${savepoint}`).catch(() => undefined);
    throw firstFailure ?? error;
  }
}

interface OpenTransaction {
  readonly session: Session;
  /**
   * After an error others may still be about to send statements, which must not be carried out on their own when all is undone.
   * @returns why statements fail that were sent when one before had failed
   */
  end(): { readonly firstFailure: unknown };
}

function within(connection: Connection, depth: number): OpenTransaction {
  let ended = false;
  let firstFailure: unknown;
  const open = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (ended) throw new Error('the transaction has ended');
    return work();
  };
  const heard = (error: unknown): never => {
    firstFailure ??= error;
    throw error;
  };
  // A transaction within ends with this one.
  const inner: Connection = { send: (sql, parameters) => open(() => connection.send(sql, parameters)) };
  return {
    session: {
      query: <Rows>(sql: string, parameters?: unknown[]) => inner.send<Rows>(sql, parameters).catch(heard),
      transaction: (work) => open(() => transactionOn(inner, depth, work)),
    },
    end: () => {
      ended = true;
      return { firstFailure };
    },
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
  return onRunner(store, async (connection) => {
    const { session, end } = within(connection, 1);
    await Promise.all(BEGIN.map((sql) => connection.send(sql)));
    try {
      // A rehearsal holds more and more agencies, in any order; two could wait for each other, so there is one at a time.
      await connection.send('SELECT pg_advisory_xact_lock($1::bigint)', [REHEARSAL_LOCK]);
      return await work(session);
    } finally {
      end();
      await connection.send('ROLLBACK');
    }
  });
}
