import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { writeZip } from '../test/support/write-zip';
import { type BenchHub, startBenchHub } from './bench-hub';
import { quantile, rounded } from './measure';
import type { BenchOptions, Results, Row } from './part';
import { distinctSet } from './synthetic-set';

const DISTINCT = 4000;
/** How often in a job garbage is collected, to see what is held: seldom enough to be none of the slowest hundredth of the questions. */
const LOOKS = 10;
const QUESTION = JSON.stringify({
  query: '{ annualReports(first: 20, filter: { year: { gte: 2019 } }) { nodes { year agency { name } } } }',
});
const PROGRESS = 'query ($id: ID!) { importJob(id: $id) { finished done total counts { failed quarantined } } }';

interface Progress {
  readonly importJob: {
    readonly finished: boolean;
    readonly done: number;
    readonly total: number;
    readonly counts: { readonly failed: number; readonly quarantined: number };
  };
}

/** Reports beyond the first thousands are the same with a line added, and become revisions. */
function archiveOf(count: number, seed: number): Uint8Array {
  const set = distinctSet(Math.min(count, DISTINCT), seed);
  return writeZip(
    Array.from({ length: count }, (_, place) => {
      const { text } = set[place % set.length] ?? { text: '' };
      const round = Math.floor(place / set.length);
      return { path: `${place}.txt`, content: round === 0 ? text : `${text}\n第${round}次更正。` };
    }),
  );
}

/** Kilobytes that a process has had at most; 0 when it is gone, or not told by this system. */
function peakOf(pid: number | string): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function childrenOf(pid: number): readonly string[] {
  try {
    const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return pids.filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('job-worker-process'));
  } catch {
    return [];
  }
}

async function ask(hub: BenchHub): Promise<number> {
  const start = performance.now();
  await hub.send(QUESTION);
  return performance.now() - start;
}

async function work(workers: number, { archive: reports, seed, databaseUrl }: BenchOptions): Promise<Row> {
  const hub = await startBenchHub(databaseUrl, workers);
  try {
    for (let warm = 0; warm < 200; warm++) await ask(hub);
    const idle: number[] = [];
    for (let asked = 0; asked < 300; asked++) idle.push(await ask(hub));
    const uploading = performance.now();
    const id = await hub.upload(archiveOf(reports, seed));
    const uploaded = performance.now();
    const meanwhile: number[] = [];
    let worker = 0;
    let held = 0;
    let looked = 1;
    let job: Progress['importJob'];
    do {
      for (let asked = 0; asked < 20; asked++) {
        meanwhile.push(await ask(hub));
        await pause(10);
      }
      worker = Math.max(worker, ...childrenOf(hub.pid).map(peakOf));
      ({ importJob: job } = await hub.ask<Progress>(PROGRESS, { id }));
      if (job.done >= looked) {
        held = Math.max(held, await hub.held());
        looked = job.done + reports / LOOKS;
      }
    } while (!job.finished);
    if (job.done !== reports || job.counts.failed + job.counts.quarantined > 0) throw new Error(JSON.stringify(job));
    const seconds = (performance.now() - uploaded) / 1000;
    return {
      workers,
      reports,
      'reports/s': rounded(reports / seconds),
      'upload s': rounded((uploaded - uploading) / 1000),
      'hub holds MB': Math.round(held / 1024 / 1024),
      'hub MB': Math.round(peakOf(hub.pid) / 1024),
      'worker MB': Math.round(worker / 1024),
      'idle p50 ms': rounded(quantile(idle, 0.5)),
      'idle p99 ms': rounded(quantile(idle, 0.99)),
      'meanwhile p50 ms': rounded(quantile(meanwhile, 0.5)),
      'meanwhile p99 ms': rounded(quantile(meanwhile, 0.99)),
    };
  } finally {
    await hub.stop();
  }
}

/** How fast an uploaded archive is worked, in how much memory, and what that does to those who ask. */
export async function jobs(options: BenchOptions): Promise<Results> {
  const rows = [await work(1, options), await work(2, options)];
  return { title: 'Jobs: an archive by POST /imports', rows, notes: [] };
}
