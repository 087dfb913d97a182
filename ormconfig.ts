import 'reflect-metadata';
import { type ClientBase, types } from 'pg';
import { DataSource, type Logger } from 'typeorm';
import type { DatabaseConnection } from './src/domain/database-connection';
import { safeInteger } from './src/domain/stored-number';
import { ENTITIES } from './src/entities/entities';
import { SnakeNaming } from './src/entities/snake-naming';
import { MIGRATIONS } from './src/store/migrations/migrations';

const INT8 = 20;

/** bigint as JS numbers, for the connections of this pool only. */
const parsers: Pick<typeof types, 'getTypeParser'> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? safeInteger : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

/** What the hub relies on, whatever the server, database or role has set: how times are written, and what one statement sees of others' work. */
async function prepareConnection(client: ClientBase): Promise<void> {
  await client.query("SET datestyle TO 'ISO'; SET default_transaction_isolation TO 'read committed'");
}

function statementLogger(onStatement: (sql: string) => void): Logger {
  const quiet = () => undefined;
  return {
    logQuery: onStatement,
    logQueryError: quiet,
    logQuerySlow: quiet,
    logSchemaBuild: quiet,
    logMigration: quiet,
    log: quiet,
  };
}

export interface DataSourceOptions {
  /** Connections at most, 10 unless said. */
  readonly poolSize?: number;
  /** Hears every statement before it is sent. */
  readonly onStatement?: (sql: string) => void;
}

/** The DataSource that server, tests and the TypeORM command line share. The schema comes from migrations only. */
export function createDataSource(connection: DatabaseConnection, options: DataSourceOptions = {}): DataSource {
  const { poolSize = 10, onStatement } = options;
  const place =
    'url' in connection
      ? { url: connection.url }
      : {
          host: connection.host,
          username: connection.user,
          database: connection.database,
          ...(connection.port === undefined ? {} : { port: connection.port }),
        };
  return new DataSource({
    type: 'postgres',
    ...place,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize,
    applicationName: 'ogi-hub',
    // Statements that do not wait for each other's answers are sent at once.
    extra: { types: parsers, onConnect: prepareConnection, pipeline: true },
    ...(onStatement === undefined
      ? { logging: false }
      : { logging: ['query'] as const, logger: statementLogger(onStatement) }),
    // An idle connection that the server closes is replaced at the next use; without a listener Node would end the process.
    poolErrorHandler: () => undefined,
  });
}

export default createDataSource({ url: process.env.DATABASE_URL ?? 'postgres:///ogi_hub' });
