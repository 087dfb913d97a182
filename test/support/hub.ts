/** A hub of its own for a test: a fresh database, the real server, and what was sent to the database. */
import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import type { Role } from '../../src/domain/access';
import { createIde } from '../../src/ide/ide';
import { type ServerParts, startServer } from '../../src/server';
import { createTestDatabase, type TestDatabase } from './database';

export const ADMIN_TOKEN = 'token-of-the-test-administrator';

export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its query, which the test knows
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly reference?: string };
  }[];
}

export interface TestHub {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly database: TestDatabase;
  /** Every statement sent to the database since the start, or since it was emptied. */
  readonly statements: string[];
  /** What was logged as going wrong on the hub's side. */
  readonly failures: unknown[];
  /** Asks as the public. */
  ask(query: string, variables?: object): Promise<GraphqlAnswer>;
  askAsAdministrator(query: string, variables?: object): Promise<GraphqlAnswer>;
  /** Asks with a token; as the public with null. */
  askWith(token: string | null, query: string, variables?: object): Promise<GraphqlAnswer>;
  stop(): Promise<void>;
}

export interface TestHubOptions {
  /** Another hub, whose database is to be used. */
  readonly beside?: TestHub;
  /** Connections at most; with one, statements are sent in the order in which they were asked for. */
  readonly poolSize?: number;
  readonly server?: Partial<ServerParts>;
}

export async function startTestHub({
  beside,
  poolSize = 5,
  server: parts = {},
}: TestHubOptions = {}): Promise<TestHub> {
  const database = beside?.database ?? (await createTestDatabase());
  const statements: string[] = [];
  const failures: unknown[] = [];
  const dataSource = createDataSource(database.connection, {
    poolSize,
    onStatement: (sql) => statements.push(sql),
  });
  await dataSource.initialize();
  const server = await startServer({
    dataSource,
    adminToken: ADMIN_TOKEN,
    host: '127.0.0.1',
    port: 0,
    ide: createIde,
    log: (_reference, error) => failures.push(error),
    ...parts,
  });
  const post = async (query: string, variables: object | undefined, headers: Record<string, string>) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  };
  return {
    url: server.url,
    dataSource,
    database,
    statements,
    failures,
    ask: (query, variables) => post(query, variables, {}),
    askWith: (token, query, variables) =>
      post(query, variables, token === null ? {} : { Authorization: `Bearer ${token}` }),
    askAsAdministrator: (query, variables) => post(query, variables, { Authorization: `Bearer ${ADMIN_TOKEN}` }),
    stop: async () => {
      await server.stop();
      await dataSource.destroy();
      if (beside === undefined) await database.drop();
    },
  };
}

/** Makes a token as an administrator does. */
export async function makeToken(hub: TestHub, role: Role, regions: readonly string[] | null = null): Promise<string> {
  const { data, errors } = await hub.askAsAdministrator(
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }',
    { input: { name: `${role} of ${regions?.join(' ') ?? 'all'}`, role, regions } },
  );
  if (errors !== undefined) throw new Error(`no token: ${errors[0]?.message}`);
  return data.createApiToken.token;
}

const SAMPLES = join(__dirname, '../../samples');

/** The bundled reports, by the name of their file. */
export function sampleTexts(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(SAMPLES, name), 'utf8') }));
}

const IMPORT = `mutation Import($input: ImportReportsInput!) {
  importReports(input: $input) {
    items { nodes { clientRef status failure report { id } } }
  }
}`;

export interface ImportedItem {
  readonly clientRef: string;
  readonly status: string;
  readonly failure: string | null;
  readonly report: { readonly id: string } | null;
}

/** Imports by the mutation, one after the other, so that agencies get their numbers in the order given. */
export async function importTexts(
  hub: TestHub,
  texts: readonly { readonly name: string; readonly text: string }[],
): Promise<readonly ImportedItem[]> {
  const imported: ImportedItem[] = [];
  for (const { name, text } of texts) {
    const items = [{ clientRef: name, filename: name, text }];
    const answer = await hub.askAsAdministrator(IMPORT, { input: { items } });
    if (answer.errors !== undefined) throw new Error(`importing failed: ${answer.errors[0]?.message}`);
    imported.push(...answer.data.importReports.items.nodes);
  }
  return imported;
}
