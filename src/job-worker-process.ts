/** A process that works queued jobs until there are none, or until the server that began it goes. It is told the database, and what to keep, by its first message. */
import 'reflect-metadata';
import { createDataSource } from '../ormconfig';
import type { DatabaseConnection } from './domain/database-connection';
import { createForeignReader } from './imports/foreign-reader';
import { runWorker } from './imports/jobs/run-worker';
import { readReportWith } from './imports/read-report';

const LANES = 2;

/** What the server tells it. */
export interface JobOrder {
  readonly connection: DatabaseConnection;
  readonly keepBytes: number;
}

async function work({ connection, keepBytes }: JobOrder, signal: AbortSignal): Promise<void> {
  const foreign = createForeignReader();
  const store = await createDataSource(connection, { poolSize: LANES + 2 }).initialize();
  try {
    await runWorker({ store, read: readReportWith(foreign), keepBytes, signal, lanes: LANES, untilIdle: true });
  } finally {
    await foreign.stop();
    await store.destroy();
  }
}

const ending = new AbortController();
process.once('disconnect', () => ending.abort());
// Ctrl-C reaches the whole group; the server finishes, and then lets go.
process.on('SIGINT', () => {});
process.once('SIGTERM', () => ending.abort());
process.once('message', (order: JobOrder) => {
  work(order, ending.signal).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
