/**
 * Starts the PostgreSQL that npm brought along: reached by a unix socket only, ended with the hub whatever ends the hub.
 * Why and how: docs/decisions/0002-embedded-postgresql.md.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { DatabaseConnection } from '../domain/database-connection';
import { type Account, canEnter, databaseAccount, giveTo } from './account';
import { findCluster, openCluster, removeDrafts } from './cluster-directory';
import { DatabaseInUseError, EmbeddedPostgresError } from './embedded-postgres-error';
import { type NativeBinaries, nativeBinaries } from './native-binaries';

export interface EmbeddedPostgresOptions {
  /** Absolute path; the database goes to `postgres` in it, its log to `postgres.log`. Made when missing. */
  readonly dataDir: string;
  /** false (for tests) trades safety on power failure for speed. */
  readonly durable?: boolean;
  /** Told what is being done, a sentence at a time. */
  readonly say?: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly connection: Extract<DatabaseConnection, { host: string }>;
  /** Settles when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  /** Ends all connections and the server, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Standard input is a pipe from the hub. When it closes, because the hub says so or was killed, PostgreSQL is asked to
 * end (fast shutdown), again each second until it has: it ignores the first wish if it has only just been started.
 */
const WATCHDOG =
  'S=$1; shift; exec 3<&0; "$@" 3<&- </dev/null & P=$!; ' +
  '(while read -r _ <&3; do :; done; while kill -INT $P; do sleep 1; done) 2>/dev/null & ' +
  'wait $P; rmdir "$S"';

const USER = 'postgres';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
/** How long to wait for the server of a hub that was killed: it may still write its last checkpoint. */
const ENDING_PATIENCE_MS = 30_000;
/** How long to wait for one that says that it is well: the wish to end may not have reached it yet. */
const RUNNING_PATIENCE_MS = 1_500;

/**
 * @throws EmbeddedPostgresError when it cannot run on this system or with this data directory, or another hub uses the directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, say = () => {} } = options;
  const path = join(dataDir, 'postgres');
  const account = databaseAccount(findCluster(path));
  const binaries = nativeBinaries(account);
  const directory = openCluster(path, binaries, account, durable, say);
  const server = { binaries, account, directory, durable, log: join(dataDir, 'postgres.log') };
  const since = Date.now();
  for (;;) {
    const started = await launch(server);
    if ('connection' in started) {
      removeDrafts(path);
      return started;
    }
    const patience = isRunning(directory) ? RUNNING_PATIENCE_MS : ENDING_PATIENCE_MS;
    if (!started.failure.includes('already exists') || Date.now() - since > patience)
      throw refusal(server, started.failure);
    await pause(200);
  }
}

interface Server {
  readonly binaries: NativeBinaries;
  readonly account: Account | null;
  readonly directory: string;
  readonly durable: boolean;
  readonly log: string;
}

async function launch(server: Server): Promise<EmbeddedPostgres | { readonly failure: string }> {
  const logged = openLog(server.log);
  const socketDir = makeSocketDirectory(server.account);
  const child = spawnWatched(server, socketDir, logged.descriptor);
  closeSync(logged.descriptor);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const connection = { host: socketDir, user: USER, database: USER };
  if (!(await accepting(connection, child))) {
    await ended;
    rmSync(socketDir, { recursive: true, force: true });
    return { failure: readFileSync(server.log).subarray(logged.length).toString() };
  }
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await ended;
  };
  return { connection, ended, stop };
}

function spawnWatched({ binaries, account, directory, durable }: Server, socketDir: string, log: number): ChildProcess {
  const settings = ['listen_addresses=', 'timezone=UTC', 'log_timezone=UTC', 'max_connections=100'];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const flags = ['-D', directory, '-k', socketDir, '-p', '5432', ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'sh', socketDir, binaries.postgres, ...flags], {
    ...account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['pipe', log, log],
    // A group of its own: Ctrl-C in the terminal is the hub's to act upon, after the requests under way.
    detached: true,
  });
  child.stdin?.on('error', () => {});
  return child;
}

/** True once queries are answered, false when the server ended instead. */
async function accepting(connection: EmbeddedPostgres['connection'], child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const client = new Client(connection);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await pause(20);
    }
  }
  return false;
}

/** Short, since the path of a unix socket may have about 100 bytes only; and closed to every other user, since no password is asked. */
function makeSocketDirectory(account: Account | null): string {
  const base = tmpdir().length < 80 && canEnter(account, tmpdir()) ? tmpdir() : '/tmp';
  const directory = mkdtempSync(join(base, 'ogi-hub-'));
  chmodSync(directory, 0o700);
  giveTo(account, directory);
  return directory;
}

function openLog(path: string): { readonly descriptor: number; readonly length: number } {
  const length = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (length > LOG_LIMIT_BYTES) {
    renameSync(path, `${path}.1`);
    return openLog(path);
  }
  return { descriptor: openSync(path, 'a', 0o600), length };
}

/** What the server that holds the directory says of itself in the last line of its lock file: "ready", "stopping" … */
function isRunning(directory: string): boolean {
  const lock = join(directory, 'postmaster.pid');
  return existsSync(lock) && readFileSync(lock, 'utf8').trimEnd().endsWith('ready');
}

function refusal({ directory, log }: Server, failure: string): EmbeddedPostgresError {
  const holder = /Is another postmaster \(PID (\d+)\) running/.exec(failure)?.[1];
  if (holder !== undefined || failure.includes('already exists'))
    return new DatabaseInUseError(
      `The database in ${directory} is in use by another hub (PostgreSQL process ${holder ?? 'unknown'}): ` +
        'stop that one, or set another DATA_DIR for this one.',
    );
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(failure)?.[1] ?? 'it ended without saying why';
  return new EmbeddedPostgresError(`The embedded PostgreSQL did not start: ${reason} (its log is ${log}).`);
}
