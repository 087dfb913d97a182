import type { Client, ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Visibility } from '../domain/asking';
import type { ReadSnapshot } from '../domain/snapshot';
import { HeldLists } from './held-lists';
import { createReportReader } from './report-reader';

/** A connection that takes one statement after the other, whoever sends them, and none when it has been ended. */
function inTurn(client: ClientBase, ended: () => boolean): { readonly client: ClientBase; idle(): Promise<unknown> } {
  let before: Promise<unknown> = Promise.resolve();
  const query = (...asked: readonly unknown[]): Promise<unknown> => {
    const send = client.query.bind(client) as unknown as (...args: readonly unknown[]) => Promise<unknown>;
    const answer = before.then(() => {
      if (ended()) throw new Error('the snapshot has been cancelled');
      return send(...asked);
    });
    before = answer.catch(() => undefined);
    return answer;
  };
  return { client: Object.create(client, { query: { value: query } }) as ClientBase, idle: () => before };
}

/** The data source with everything on the connection of this runner, which is not given back between statements. */
function boundTo(dataSource: DataSource, runner: QueryRunner, client: ClientBase): DataSource {
  const bound = Object.create(runner, {
    connect: { value: async () => client },
    release: { value: async () => undefined },
  }) as QueryRunner;
  const lists = new HeldLists({ query: (sql, parameters) => bound.query(sql, parameters) });
  return Object.create(dataSource, {
    createQueryRunner: { value: () => bound },
    heldLists: { value: lists },
  }) as DataSource;
}

/** Begins to read the store as it is now. Holds a connection of the pool until it is closed. */
export async function openSnapshot(dataSource: DataSource, visibility: Visibility): Promise<ReadSnapshot> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    // What is left open is read to its end: the plan that is best for all rows, not for the first ones.
    await runner.query('SET TRANSACTION READ ONLY');
    await runner.query('SET LOCAL cursor_tuple_fraction = 1');
    const [row] = (await runner.query('SELECT pg_backend_pid() AS pid')) as readonly { readonly pid: number }[];
    let cancelling: Promise<unknown> | null = null;
    const connection = (await runner.connect()) as Client;
    const { client, idle } = inTurn(connection, () => cancelling !== null);
    return {
      reader: createReportReader(boundTo(dataSource, runner, client), visibility),
      cancel: async () => {
        cancelling = dataSource.query('SELECT pg_cancel_backend($1)', [row?.pid]);
        await cancelling;
      },
      close: async () => {
        await idle();
        try {
          if (cancelling === null) await runner.rollbackTransaction();
          // What cancels may reach the connection late, and must not meet the question of somebody else there.
          else await connection.end();
        } finally {
          await runner.release();
        }
      },
    };
  } catch (error) {
    await runner.release();
    throw error;
  }
}
