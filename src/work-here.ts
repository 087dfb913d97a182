/** `hub worker`: works import jobs in this process. */
import { readConfig } from './config';
import { createForeignReader } from './imports/foreign-reader';
import { runWorker } from './imports/jobs/run-worker';
import { readReportWith } from './imports/read-report';
import { createMetrics } from './metrics';
import { openDatabase } from './open-database';
import { prepareDataDir } from './start-hub';
import { serveMetrics, type WorkerMetrics } from './worker-metrics';

export interface WorkerAsk {
  /** Ends when there is nothing left to do. */
  readonly untilIdle: boolean;
  /** Where to tell what is measured; null for nowhere. */
  readonly metricsPort: number | null;
}

/**
 * Works the jobs of the store that the environment names until Ctrl-C or SIGTERM; what is being stored then is stored first.
 * @param say - told what is being done, a line at a time
 */
export async function workHere({ untilIdle, metricsPort }: WorkerAsk, say: (line: string) => void): Promise<void> {
  const config = readConfig(process.env);
  prepareDataDir(config);
  const ending = new AbortController();
  const end = (): void => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const database = await openDatabase(config, say);
  const { dataSource: store } = database;
  const foreign = createForeignReader();
  const observer = createMetrics(store, { ofProcess: true });
  let told: WorkerMetrics | null = null;
  try {
    if (metricsPort !== null) told = await serveMetrics(observer, { host: config.host, port: metricsPort });
    if (told !== null) say(`What is measured is at ${told.url}.`);
    if (!ending.signal.aborted) say('Working import jobs.');
    const read = readReportWith(foreign);
    await runWorker({ store, read, keepBytes: config.keepBytes, signal: ending.signal, untilIdle, observer });
    say('Ended.');
  } finally {
    await told?.stop();
    await foreign.stop();
    await database.close();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
  }
}
