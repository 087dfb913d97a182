import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { InvalidAskError } from '../domain/asking';
import type { Database } from './bindings';
import { gather, isRepeated, makeRoom, sendOnce, sendPrepared } from './prepared';
import { sqlStateOf } from './store-error';

/** What a question across reports may take, milliseconds. */
const MOST_MS = 3000;
const CANCELLED = '57014';

interface Limits {
  readonly mostMs?: number;
  /**
   * Whether what is asked again and again is planned once for each connection: for statements that take longer to plan than to run, whatever
   * their parameters.
   */
  readonly planned?: boolean;
}

/**
 * Questions whose cost nobody can tell beforehand: the database gives one up that takes too long, so that it does not take from others.
 * @throws InvalidAskError then
 */
export function limited(dataSource: DataSource, { mostMs = MOST_MS, planned = false }: Limits = {}): Database {
  // A snapshot is in a transaction already, and what exports read of it they read for as long as somebody takes it.
  const { heldLists }: Database = dataSource;
  if (heldLists !== undefined) return dataSource;
  return {
    async query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows> {
      const runner = dataSource.createQueryRunner();
      let ended: Promise<unknown> | undefined;
      try {
        const client: ClientBase = await runner.connect();
        const repeated = planned && isRepeated(sql);
        if (repeated) await makeRoom(client, sql);
        const plan = planned ? '; SET LOCAL plan_cache_mode TO force_generic_plan' : '';
        // All three in one trip.
        gather(client);
        const begun = client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout TO ${mostMs}${plan}`);
        const answer = (repeated ? sendPrepared<Rows> : sendOnce<Rows>)(runner, client, sql, parameters);
        ended = client.query('ROLLBACK').catch(() => undefined);
        return (await Promise.all([begun, answer]))[1];
      } catch (error) {
        if (sqlStateOf(error) !== CANCELLED) throw error;
        throw new InvalidAskError(
          `The question took more than ${mostMs / 1000} seconds and was given up; ask of fewer years, regions or agencies, or for less of them at once.`,
        );
      } finally {
        await ended;
        await runner.release();
      }
    },
  };
}
