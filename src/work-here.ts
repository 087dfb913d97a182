/** `hub worker`: works import jobs in this process. */
import { readConfig } from './config';
import { createForeignReader } from './imports/foreign-reader';
import { runWorker } from './imports/jobs/run-worker';
import { readReportWith } from './imports/read-report';
import { openDatabase } from './open-database';
import { prepareDataDir } from './start-hub';

/**
 * Works the jobs of the store that the environment names until Ctrl-C or SIGTERM; what is being stored then is stored first.
 * @param say - told what is being done, a line at a time
 */
export async function workHere(
  { untilIdle }: { readonly untilIdle: boolean },
  say: (line: string) => void,
): Promise<void> {
  const config = readConfig(process.env);
  prepareDataDir(config);
  const ending = new AbortController();
  const end = (): void => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const database = await openDatabase(config, say);
  const foreign = createForeignReader();
  try {
    if (!ending.signal.aborted) say('Working import jobs.');
    const read = readReportWith(foreign);
    const { keepBytes } = config;
    await runWorker({ store: database.dataSource, read, keepBytes, signal: ending.signal, untilIdle });
    say('Ended.');
  } finally {
    await foreign.stop();
    await database.close();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
  }
}
