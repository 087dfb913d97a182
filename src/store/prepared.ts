import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ClientBase, QueryConfig } from 'pg';
import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import type { Database } from './bindings';
import { sqlStateOf } from './store-error';

const names = new Map<string, string>();

/** Kept for ever, here and by each connection: only for statements of which there are a few. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = createHash('sha256').update(sql).digest('base64url').slice(0, 16);
    names.set(sql, name);
  }
  return name;
}

const gathering = new WeakSet<ClientBase>();

/** What is sent through a connection before anything else happens is written at once: a write costs more than what it carries. */
export function gather(client: ClientBase): void {
  if (gathering.has(client)) return;
  gathering.add(client);
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork();
  });
}

/** Sends a statement that its connection parses and plans once. Planning takes longer than most statements of the hub themselves. */
export async function queryPrepared<Rows>(runner: QueryRunner, sql: string, parameters?: unknown[]): Promise<Rows> {
  return sendPrepared<Rows>(runner, await runner.connect(), sql, parameters);
}

/** The same on the connection of the runner, sent when it is called. */
export function sendPrepared<Rows>(
  runner: QueryRunner,
  client: ClientBase,
  sql: string,
  parameters?: unknown[],
): Promise<Rows> {
  return send<Rows>(runner, client, { name: nameOf(sql), text: sql, values: parameters ?? [] });
}

/** Sends a statement that is not asked again. */
export function sendOnce<Rows>(
  runner: QueryRunner,
  client: ClientBase,
  sql: string,
  parameters?: unknown[],
): Promise<Rows> {
  return send<Rows>(runner, client, { text: sql, values: parameters ?? [] });
}

async function send<Rows>(runner: QueryRunner, client: ClientBase, statement: QueryConfig): Promise<Rows> {
  const { text, values } = statement;
  runner.dataSource.logger.logQuery(text, values, runner);
  try {
    gather(client);
    return (await client.query(statement)).rows as Rows;
  } catch (error) {
    throw new QueryFailedError(text, values, error as Error);
  }
}

/** Texts that askers decide on: how many of them are remembered, and how many plans each connection keeps. */
const MOST_REMEMBERED = 200;
const MOST_PLANS = 20;

const asked = new Set<string>();

/** Whether a statement was asked before, not long ago. */
export function isRepeated(sql: string): boolean {
  const repeated = asked.delete(sql);
  asked.add(sql);
  if (asked.size > MOST_REMEMBERED) asked.delete(asked.values().next().value ?? '');
  return repeated;
}

const plansOf = new WeakMap<ClientBase, Set<string>>();

/** Lets go of the plan that a connection has not used for longest, when it has many and not that of this statement. */
export async function makeRoom(client: ClientBase, sql: string): Promise<void> {
  const plans = plansOf.get(client) ?? new Set();
  plansOf.set(client, plans);
  plans.delete(sql);
  plans.add(sql);
  const [oldest = sql] = plans;
  if (plans.size <= MOST_PLANS) return;
  plans.delete(oldest);
  const name = nameOf(oldest);
  names.delete(oldest);
  // The driver remembers what it has prepared, and is not told of DEALLOCATE.
  const { connection } = client as unknown as { readonly connection: { parsedStatements: Record<string, string> } };
  if (connection.parsedStatements[name] === undefined) return;
  delete connection.parsedStatements[name];
  await client.query(`DEALLOCATE "${name}"`);
}

const PLAN_OUTDATED = '0A000';

/** Statements of fixed text, each on a connection of the pool. */
export function preparing(dataSource: DataSource): Database {
  return {
    async query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows> {
      const runner = dataSource.createQueryRunner();
      try {
        return await queryPrepared<Rows>(runner, sql, parameters);
      } catch (error) {
        // Another hub has migrated the database meanwhile, and the tables have other columns than when the statement was planned.
        if (sqlStateOf(error) === PLAN_OUTDATED) return await runner.query(sql, parameters);
        throw error;
      } finally {
        await runner.release();
      }
    },
  };
}
