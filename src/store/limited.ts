import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { InvalidAskError } from '../domain/asking';
import type { Database } from './bindings';
import { sqlStateOf } from './store-error';

/** What a question across reports may take, milliseconds. */
const MOST_MS = 3000;
const CANCELLED = '57014';

/**
 * Questions whose cost nobody can tell beforehand: the database gives one up that takes too long, so that it does not take from others.
 * @throws InvalidAskError then
 */
export function limited(dataSource: DataSource, mostMs = MOST_MS): Database {
  // A snapshot is in a transaction already, and what exports read of it they read for as long as somebody takes it.
  const { heldLists }: Database = dataSource;
  if (heldLists !== undefined) return dataSource;
  return {
    async query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows> {
      const runner = dataSource.createQueryRunner();
      try {
        const client: ClientBase = await runner.connect();
        await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout TO ${mostMs}`);
        return await runner.query(sql, parameters);
      } catch (error) {
        if (sqlStateOf(error) !== CANCELLED) throw error;
        throw new InvalidAskError(
          `The question took more than ${mostMs / 1000} seconds and was given up; ask of fewer years, regions or agencies, or for less of them at once.`,
        );
      } finally {
        await runner
          .connect()
          .then((client: ClientBase) => client.query('ROLLBACK'))
          .catch(() => undefined);
        await runner.release();
      }
    },
  };
}
