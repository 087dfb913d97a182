/** The settings of the hub: read from the environment once, checked, frozen. */
import { resolve } from 'node:path';

export interface Config {
  /** A PostgreSQL ≥ 14 to use; null starts the embedded one. */
  readonly databaseUrl: string | null;
  /** 0 = any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute path of the directory that keeps the embedded database, its log and the administrator's token. */
  readonly dataDir: string;
  /** null: a token is made on the first start and kept in the data directory. */
  readonly adminToken: string | null;
  /** Processes beside the server that work queued jobs; 0 when others do, begun by `runWorker`. */
  readonly workers: number;
}

/** The hub cannot start as it is set up. The message is one sentence for the person who started it, and all that is shown. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

const MIN_TOKEN_LENGTH = 16;

/**
 * Reads DATABASE_URL, PORT, HOST, DATA_DIR, ADMIN_TOKEN and WORKERS.
 * @throws ConfigurationError naming the variable and what is allowed; secrets are never quoted.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return Object.freeze({
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    port: readPort(env.PORT),
    host: readHost(env.HOST),
    dataDir: readDataDir(env.DATA_DIR),
    adminToken: readAdminToken(env.ADMIN_TOKEN),
    workers: readWorkers(env.WORKERS),
  });
}

function readDatabaseUrl(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value))
    throw new ConfigurationError(
      'DATABASE_URL must be postgres://user:password@host:port/database (or postgresql://…); unset it to use the embedded database.',
    );
  return value;
}

function readPort(value: string | undefined): number {
  if (value === undefined) return 4000;
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535)
    throw new ConfigurationError(
      `PORT must be a whole number from 0 to 65535 (0 = any free port), not ${JSON.stringify(value)}.`,
    );
  return port;
}

function readHost(value: string | undefined): string {
  if (value === undefined) return '127.0.0.1';
  if (!/^[\w.:-]+$/.test(value))
    throw new ConfigurationError(
      `HOST must be an address or a host name such as 127.0.0.1, :: or 0.0.0.0, not ${JSON.stringify(value)}.`,
    );
  return value;
}

function readDataDir(value: string | undefined): string {
  if (value === '' || value?.includes('\0'))
    throw new ConfigurationError('DATA_DIR must be the path of a directory; unset it to use ./data.');
  return resolve(value ?? 'data');
}

function readAdminToken(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (value.length < MIN_TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(value))
    throw new ConfigurationError(
      `ADMIN_TOKEN must be at least ${MIN_TOKEN_LENGTH} printable ASCII characters without spaces; unset it to have one made.`,
    );
  return value;
}

function readWorkers(value: string | undefined): number {
  if (value === undefined) return 1;
  if (!/^\d{1,2}$/.test(value))
    throw new ConfigurationError(
      `WORKERS must be a whole number from 0 to 99 (0 = jobs are worked elsewhere), not ${JSON.stringify(value)}.`,
    );
  return Number(value);
}
