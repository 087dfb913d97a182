/**
 * A process that works jobs of made-up reports, as a worker or as a server with a worker in it, and kills itself when it would send its n-th
 * statement. It ends when no job is left; a server when its parent goes.
 */
import { createDataSource } from '../../ormconfig';
import type { DatabaseConnection } from '../../src/domain/database-connection';
import { runWorker } from '../../src/imports/jobs/run-worker';
import { readMadeUp } from './build-draft';

export interface JobProcess {
  readonly connection: DatabaseConnection;
  readonly role: 'worker' | 'server';
  /** Null: it is not killed. */
  readonly statements: number | null;
  readonly leaseMs: number;
  readonly tries?: number;
  readonly token: string;
}

const { connection, role, statements, leaseMs, tries = 3, token } = JSON.parse(process.argv[2] ?? '') as JobProcess;

let sent = 0;
const onStatement = (): void => {
  sent += 1;
  if (sent === statements) process.kill(process.pid, 'SIGKILL');
};

async function serve(store: Awaited<ReturnType<typeof connect>>): Promise<() => Promise<void>> {
  require('reflect-metadata');
  const { startServer } = require('../../src/server') as typeof import('../../src/server');
  const ide = () => () => false;
  const server = await startServer({ dataSource: store, adminToken: token, host: '127.0.0.1', port: 0, ide });
  process.send?.(server.url);
  return server.stop;
}

const connect = () => createDataSource(connection, { onStatement }).initialize();

async function main(): Promise<void> {
  const store = await connect();
  const stop = role === 'server' ? await serve(store) : async () => {};
  const ending = new AbortController();
  process.once('disconnect', () => ending.abort());
  const untilIdle = role === 'worker';
  await runWorker({ store, read: readMadeUp, signal: ending.signal, claim: 10, leaseMs, tries, pollMs: 20, untilIdle });
  await stop();
  await store.destroy();
  process.exit(0);
}

void main();
