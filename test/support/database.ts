import { randomBytes } from 'node:crypto';
import type { DatabaseConnection } from '../../src/domain/database-connection';
import { maintain, templateOf, testServer, withDatabase } from './test-server';

export interface TestDatabase {
  readonly connection: DatabaseConnection;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

/** A migrated, empty database of its own, on the server of the test run; takes some 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  return create(`TEMPLATE "${templateOf(server)}"`);
}

/** A database without any table, for tests of the migrations themselves. */
export async function createBlankDatabase(): Promise<TestDatabase> {
  return create("TEMPLATE template0 ENCODING 'UTF8'");
}

async function create(template: string): Promise<TestDatabase> {
  const server = testServer();
  const name = `${server.prefix}_${randomBytes(6).toString('hex')}`;
  await maintain(server, `CREATE DATABASE "${name}" ${template}`);
  return {
    connection: withDatabase(server.maintenance, name),
    drop: async () => {
      await maintain(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}
