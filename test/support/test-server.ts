/** The PostgreSQL server of a test run, and the database every test database is a copy of. */
import { Client, type ClientConfig } from 'pg';
import type { DatabaseConnection } from '../../src/domain/database-connection';

export interface TestServer {
  /** Any database of the server, to create and drop others from. */
  readonly maintenance: DatabaseConnection;
  /** Begins the name of every database of this run. */
  readonly prefix: string;
}

const VARIABLE = 'TEST_SERVER';

/** Tells the workers, which are processes of their own. */
export function announceTestServer(server: TestServer): void {
  process.env[VARIABLE] = JSON.stringify(server);
}

export function testServer(): TestServer {
  const announced = process.env[VARIABLE];
  if (announced === undefined) throw new Error('no test server: is globalSetup of jest.config.js in use?');
  return JSON.parse(announced) as TestServer;
}

export function templateOf(server: TestServer): string {
  return `${server.prefix}_template`;
}

export function withDatabase(connection: DatabaseConnection, database: string): DatabaseConnection {
  if (!('url' in connection)) return { ...connection, database };
  const url = new URL(connection.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

/** The same as a DATABASE_URL; of a server that listens on a socket, its directory is a parameter. */
export function urlOf(connection: DatabaseConnection): string {
  if ('url' in connection) return connection.url;
  const { host, port, user, database } = connection;
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}${port === undefined ? '' : `&port=${port}`}`;
}

/** Runs one statement on the server, outside of any test database. */
export async function maintain(server: TestServer, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(clientConfig(server.maintenance));
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function clientConfig(connection: DatabaseConnection): ClientConfig {
  return 'url' in connection ? { connectionString: connection.url } : { ...connection };
}
