import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '../../ormconfig';
import type { DatabaseConnection } from '../../src/domain/database-connection';
import { startEmbeddedPostgres } from '../../src/embedded/start-embedded-postgres';
import { announceTestServer, maintain, type TestServer, templateOf, withDatabase } from './test-server';

declare global {
  /** What globalTeardown, which runs in the same process, has to undo. */
  var endTestServer: (() => Promise<void>) | undefined;
}

/** One server for the whole run: that of TEST_DATABASE_URL or DATABASE_URL, or else an embedded one in a temporary directory. */
export default async function globalSetup(): Promise<void> {
  const url = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  const { maintenance, end } =
    url === undefined ? await startEmbedded() : { maintenance: { url }, end: async () => {} };
  const server: TestServer = { maintenance, prefix: `ogi_test_${randomBytes(5).toString('hex')}` };
  globalThis.endTestServer = async () => {
    await dropDatabases(server);
    await end();
  };
  announceTestServer(server);
  try {
    await maintain(server, `CREATE DATABASE "${templateOf(server)}" TEMPLATE template0 ENCODING 'UTF8'`);
    await migrate(withDatabase(maintenance, templateOf(server)));
  } catch (error) {
    await globalThis.endTestServer();
    throw error;
  }
}

async function startEmbedded(): Promise<{
  readonly maintenance: DatabaseConnection;
  readonly end: () => Promise<void>;
}> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ogi-test-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    maintenance: postgres.connection,
    end: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function migrate(connection: DatabaseConnection): Promise<void> {
  const dataSource = await createDataSource(connection).initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function dropDatabases(server: TestServer): Promise<void> {
  const rows = await maintain(server, `SELECT datname FROM pg_database WHERE starts_with(datname, '${server.prefix}')`);
  for (const { datname } of rows) await maintain(server, `DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
}
