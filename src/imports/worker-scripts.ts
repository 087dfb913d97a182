import { join } from 'node:path';

/** A script that runs aside, and how Node is to run it. */
export interface WorkerScript {
  readonly path: string;
  readonly execArgv: readonly string[];
}

/** Reads foreign formats, in a process. */
export const FOREIGN_WORKER: WorkerScript = { path: join(__dirname, 'foreign-worker.js'), execArgv: [] };
/** Reads text, in a thread. */
export const READING_THREAD: WorkerScript = { path: join(__dirname, 'reading-thread.js'), execArgv: [] };
