import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import type { Database } from './bindings';
import { gather } from './one-write';
import { onConnection } from './pool';
import { forgetColumns, type StatementLimits, tell } from './statement';
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

/** Sends a statement that its connection parses and plans once. Planning takes longer than most statements of the hub themselves. */
async function queryPrepared<Rows>(runner: QueryRunner, sql: string, parameters?: unknown[]): Promise<Rows> {
  return sendPrepared<Rows>(runner, await runner.connect(), sql, parameters);
}

/** The same on the connection of the runner, sent when it is called. */
export async function sendPrepared<Rows>(
  runner: QueryRunner,
  client: ClientBase,
  sql: string,
  parameters: unknown[] = [],
): Promise<Rows> {
  runner.dataSource.logger.logQuery(sql, parameters, runner);
  try {
    gather(client);
    return (await client.query({ name: nameOf(sql), text: sql, values: parameters })).rows as Rows;
  } catch (error) {
    throw new QueryFailedError(sql, parameters, error as Error);
  }
}

/** A statement on its own, and what holds for it. */
export interface Told {
  readonly sql: string;
  readonly parameters: unknown[];
  /** Whether its connection keeps the plan. */
  readonly kept: boolean;
  readonly limits: StatementLimits | null;
}

/** Sends it on a connection of the pool. */
export async function tellOn<Rows>(dataSource: DataSource, client: ClientBase, told: Told): Promise<Rows> {
  const { sql, parameters, kept, limits } = told;
  dataSource.logger.logQuery(sql, parameters);
  try {
    return await tell<Rows>(client, { name: kept ? nameOf(sql) : undefined, text: sql, values: parameters }, limits);
  } catch (error) {
    throw new QueryFailedError(sql, parameters, error as Error);
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
  forgetColumns(client, name);
  // The driver remembers what it has prepared, and is not told of DEALLOCATE.
  const { connection } = client as unknown as { readonly connection: { parsedStatements: Record<string, string> } };
  if (connection.parsedStatements[name] === undefined) return;
  delete connection.parsedStatements[name];
  await client.query(`DEALLOCATE "${name}"`);
}

const PLAN_OUTDATED = '0A000';

/** Tells a statement whose plan is kept; without it where another hub has migrated the database meanwhile, and the tables have other columns than when it was planned. */
export async function keptIfValid<Rows>(tell: (kept: boolean) => Promise<Rows>): Promise<Rows> {
  try {
    return await tell(true);
  } catch (error) {
    if (sqlStateOf(error) !== PLAN_OUTDATED) throw error;
    return tell(false);
  }
}

/** Statements of fixed text, each on a connection of the pool, or on that of a snapshot. */
export function preparing(dataSource: DataSource): Database {
  const { heldLists }: Database = dataSource;
  return {
    async query<Rows>(sql: string, parameters: unknown[] = []): Promise<Rows> {
      if (heldLists !== undefined) return queryPrepared<Rows>(dataSource.createQueryRunner(), sql, parameters);
      return onConnection(dataSource, (client) =>
        keptIfValid((kept) => tellOn<Rows>(dataSource, client, { sql, parameters, kept, limits: null })),
      );
    },
  };
}
