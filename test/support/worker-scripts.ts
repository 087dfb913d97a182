import { join } from 'node:path';

const execArgv = ['--require', join(__dirname, 'typescript-hook.cjs')];
const inSources = (name: string) => ({ path: join(__dirname, '../../src/imports', name), execArgv });

/** In place of src/imports/worker-scripts in tests: the sources of the workers, compiled as they are loaded. */
export const FOREIGN_WORKER = inSources('foreign-worker.ts');
export const READING_THREAD = inSources('reading-thread.ts');
