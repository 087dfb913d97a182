import { join } from 'node:path';

/** In place of src/imports/foreign-worker-file in tests: the source of the worker, compiled as it is loaded. */
export const FOREIGN_WORKER = {
  path: join(__dirname, '../../src/imports/foreign-worker.ts'),
  execArgv: ['--require', join(__dirname, 'typescript-hook.cjs')],
};
