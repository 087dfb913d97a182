import { join } from 'node:path';

/** The script that reads foreign formats, and how Node is to run it. */
export const FOREIGN_WORKER = { path: join(__dirname, 'foreign-worker.js'), execArgv: [] as readonly string[] };
