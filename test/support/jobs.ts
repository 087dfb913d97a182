import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { ImportService } from '../../src/domain/importing';
import { runWorker, type WorkerOptions } from '../../src/imports/jobs/run-worker';
import { type MadeUpReport, readMadeUp } from './build-draft';
import type { JobProcess } from './job-process';

/** Works all jobs of the store to their end, in this process. */
export function workAll(store: DataSource, options: Partial<WorkerOptions> = {}): Promise<void> {
  const signal = new AbortController().signal;
  return runWorker({ store, read: readMadeUp, signal, pollMs: 10, untilIdle: true, ...options });
}

/** A worker that goes on until it is stopped. */
export function startWorker(store: DataSource, options: Partial<WorkerOptions> = {}): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = runWorker({ store, read: readMadeUp, signal: ending.signal, pollMs: 10, ...options });
  return {
    stop: () => {
      ending.abort();
      return running;
    },
  };
}

/** Reports of eight agencies over years, each agency-year once. */
export function manyReports(count: number): readonly MadeUpReport[] {
  return Array.from({ length: count }, (_, place) => ({
    agencyName: `${'甲乙丙丁戊己庚辛'[place % 8]}县${Math.floor(place / 40)}局`,
    year: 2020 + (Math.floor(place / 8) % 5),
    seed: place,
  }));
}

/** Every item of a job, page by page. */
export async function allItems(imports: ImportService, jobId: string) {
  const items = [];
  for (let after: string | null = null; ; ) {
    const [page] = await imports.importItems([jobId], null, { first: 1000, after });
    items.push(...(page?.nodes ?? []));
    if (!page?.hasNextPage) return items;
    after = page.endCursor;
  }
}

/** A worker, or a server with one, in a process of its own; a server sends its URL. What it prints of errors is thrown away. */
export function startJobProcess(asked: JobProcess): ChildProcess {
  return fork(join(__dirname, 'job-process.ts'), [JSON.stringify(asked)], {
    execArgv: ['--no-warnings', '-r', join(__dirname, 'typescript-hook.cjs')],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
