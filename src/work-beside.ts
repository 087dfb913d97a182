import { createForeignReader } from './imports/foreign-reader';
import { runWorker } from './imports/jobs/run-worker';
import { readReportWith } from './imports/read-report';
import type { JobWorker } from './server';
import type { Store } from './store/session';

const POLL_MS = 200;

/** Works the jobs of a store in this process, from now until it is stopped: for a command that waits for one. */
export function workBeside(store: Store, keepBytes: number): JobWorker {
  const ending = new AbortController();
  const foreign = createForeignReader();
  const read = readReportWith(foreign);
  const running = runWorker({ store, read, keepBytes, signal: ending.signal, pollMs: POLL_MS });
  return {
    wake: () => {},
    stop: async () => {
      ending.abort();
      await running;
      await foreign.stop();
    },
  };
}
