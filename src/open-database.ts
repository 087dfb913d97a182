/** From the settings to a migrated database. */
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../ormconfig';
import { type Config, ConfigurationError } from './config';
import type { DatabaseConnection } from './domain/database-connection';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres';

export interface OpenDatabase {
  readonly connection: DatabaseConnection;
  readonly dataSource: DataSource;
  /** Settles if the embedded server ends; never for a server that is not the hub's. */
  readonly ended: Promise<void>;
  /** Ends all connections, and the server if it is the hub's. */
  close(): Promise<void>;
}

const OLDEST_MAJOR = 14;
/** Any number of our own: hubs that start at once on one database migrate it one after the other. */
const MIGRATION_LOCK = 7_206_420_191;

/**
 * @throws ConfigurationError when DATABASE_URL cannot be used
 * @throws EmbeddedPostgresError when the embedded PostgreSQL cannot run
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  say: (line: string) => void,
): Promise<OpenDatabase> {
  const server = config.databaseUrl === null ? await embedded(config.dataDir, say) : await external(config.databaseUrl);
  const dataSource = createDataSource(server.connection);
  const close = async (): Promise<void> => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await server.stop();
  };
  try {
    await dataSource.initialize();
    await migrate(dataSource, say);
  } catch (error) {
    await close();
    throw error;
  }
  return { connection: server.connection, dataSource, ended: server.ended, close };
}

interface Server {
  readonly connection: DatabaseConnection;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

async function embedded(dataDir: string, say: (line: string) => void): Promise<Server> {
  say(`Starting the embedded PostgreSQL in ${dataDir} …`);
  return startEmbeddedPostgres({ dataDir, say });
}

async function external(url: string): Promise<Server> {
  await checkDatabase(url);
  return { connection: { url }, ended: new Promise(() => {}), stop: async () => {} };
}

/** @throws ConfigurationError when the hub cannot use the database of the URL */
export async function checkDatabase(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(
      "SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding",
    );
    const { version = '', encoding = '' } = rows[0] ?? {};
    if (Number.parseInt(version, 10) < OLDEST_MAJOR)
      throw new ConfigurationError(
        `DATABASE_URL must name a PostgreSQL of version ${OLDEST_MAJOR} or newer; ${where} is ${version}.`,
      );
    if (encoding !== 'UTF8')
      throw new ConfigurationError(
        `DATABASE_URL must name a database whose encoding is UTF8; that of ${where} is ${encoding}.`,
      );
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(
      `DATABASE_URL must name a PostgreSQL that can be reached; ${where} says: ${reasonOf(error)}.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Of a host with several addresses, Node throws one error around an error for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

async function migrate(dataSource: DataSource, say: (line: string) => void): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const run = await dataSource.runMigrations();
    if (run.length > 0) say(`Applied ${run.length} ${run.length === 1 ? 'migration' : 'migrations'} to the database.`);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
  }
}
