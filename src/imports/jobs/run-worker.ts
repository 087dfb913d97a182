import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { checkNeighbours } from '../../checks/check-neighbours';
import type { NeighbourCheck } from '../../store/neighbour-store';
import {
  type ClaimedItem,
  claimItems,
  endLease,
  openQueuedJobs,
  type QueuedJob,
  releaseItems,
  renewLease,
} from '../../store/queue-store';
import { finishQueuedJob, forgetContents } from '../../store/queued-job-store';
import { foldRollups } from '../../store/rollup-store';
import { type Store, sessionOf } from '../../store/session';
import { mayPass } from '../../store/store-error';
import { deleteOrphanedUploads } from '../../store/upload-store';
import { KEEP_BYTES } from '../item-content';
import type { ReadReport } from '../read-report';
import { type ImportObserver, NO_OBSERVER } from '../run-items';
import { workClaim } from './work-claim';

export interface WorkerOptions {
  readonly store: Store;
  /** How reports are read: `readReportWith` of a foreign reader, which the caller stops. */
  readonly read: ReadReport;
  /** Files of so many bytes or fewer are kept; 20 MB, as large as one may be, unless said. */
  readonly keepBytes?: number;
  readonly check?: NeighbourCheck;
  /** Ends the worker: what it is storing is stored, what it has claimed beyond is given back. */
  readonly signal: AbortSignal;
  /** Claims worked at the same time; while one is stored, another is read. 2 unless said. */
  readonly lanes?: number;
  /** Items claimed at a time; 25 unless said. */
  readonly claim?: number;
  /** Milliseconds after which what a lost worker had claimed is free again; 15000 unless said. */
  readonly leaseMs?: number;
  /** How often an item may be in hand alone when its worker is lost, before it is given up; 3 unless said. */
  readonly tries?: number;
  /** Milliseconds between two looks for work when there was none; 1000 unless said. */
  readonly pollMs?: number;
  /** Ends when there is nothing left to do in any job, rather than to wait for more. */
  readonly untilIdle?: boolean;
  /** Hears of errors; what they befell is tried again. Prints them unless said. */
  readonly onError?: (error: unknown) => void;
  readonly observer?: ImportObserver;
}

/** Contents claimed at a time, at most, by one lane. */
const CLAIM_BYTES = 16 << 20;
const AFTER_ERROR_MS = 1000;

/**
 * Works the queued jobs of a store, beside as many other workers as there are, until the signal. Nothing that a worker leaves undone is lost:
 * outcome and report of an item are written together, and what a lost worker had claimed is free again when its lease has run out.
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  await new Worker(options).run();
}

class Worker {
  readonly #options: Required<WorkerOptions>;
  readonly #id = randomUUID();
  /** The job that each look begins after, so that a large one does not keep others waiting. */
  #served = '';

  constructor(options: WorkerOptions) {
    this.#options = {
      keepBytes: KEEP_BYTES,
      check: checkNeighbours,
      lanes: 2,
      claim: 25,
      leaseMs: 15_000,
      tries: 3,
      pollMs: 1000,
      untilIdle: false,
      onError: (error) => console.error(error),
      observer: NO_OBSERVER,
      ...options,
    };
  }

  async run(): Promise<void> {
    const { lanes, leaseMs, store, onError } = this.#options;
    await this.#trying(() => this.#beat());
    const heart = setInterval(() => void this.#beat().catch(() => {}), leaseMs / 3);
    try {
      await this.#trying(() => deleteOrphanedUploads(store));
      await this.#trying(() => forgetContents(store));
      await Promise.all(Array.from({ length: lanes }, (_, lane) => this.#lane(lane === 0)));
    } finally {
      clearInterval(heart);
      await endLease(store, this.#id).catch(onError);
    }
  }

  #beat(): Promise<void> {
    return renewLease(this.#options.store, this.#id, this.#options.leaseMs);
  }

  /** @param suspects - one lane alone takes what may have ended a worker: if this one ends too, it was that. */
  async #lane(suspects: boolean): Promise<void> {
    const { signal, pollMs, untilIdle } = this.#options;
    while (!signal.aborted) {
      let worked: boolean | null = false;
      await this.#trying(async () => {
        worked = await this.#workOnce(suspects);
      });
      if (worked === null && untilIdle) return;
      if (!worked) await this.#rest(pollMs);
    }
  }

  /** Whether to look again at once; null when no job is open. */
  async #workOnce(suspects: boolean): Promise<boolean | null> {
    const { store, claim } = this.#options;
    const limits = { items: claim, bytes: CLAIM_BYTES, suspects };
    const jobs = await openQueuedJobs(store);
    const after = jobs.findIndex(({ id }) => id === this.#served) + 1;
    for (const job of [...jobs.slice(after), ...jobs.slice(0, after)]) {
      const claimed = await claimItems(store, job.id, this.#id, limits);
      if (claimed.length === 0) {
        await this.#finish(job);
        continue;
      }
      this.#served = job.id;
      // What the others wait for, this lane may take at once.
      return (await this.#work(job, claimed)) || suspects;
    }
    return jobs.length === 0 ? null : false;
  }

  /** @returns false when something is left that waits for what nobody is at */
  async #work(job: QueuedJob, claimed: readonly ClaimedItem[]): Promise<boolean> {
    let whole = false;
    let trouble: unknown = null;
    try {
      whole = await workClaim({ ...this.#options, worker: this.#id }, job, claimed);
    } catch (error) {
      trouble = error;
    }
    // Without trouble, too: somebody else may have done an item, as this worker was not heard of for a while, and more were claimed with it.
    await this.#giveBack(job, claimed, trouble);
    if (trouble !== null && !this.#options.signal.aborted) throw trouble;
    await this.#finish(job);
    return whole;
  }

  /** What a job leaves to be added to the sums, no question needs to add any more. */
  async #finish({ id }: QueuedJob): Promise<void> {
    const { store } = this.#options;
    if (await finishQueuedJob(store, id)) await sessionOf(store).transaction(foldRollups);
  }

  /**
   * Whatever of a claim was left undone. Tried until it is done: as long as this worker lives, nobody else takes what it has.
   * @param error - that it was left for; null when there was none
   */
  async #giveBack(job: QueuedJob, claimed: readonly ClaimedItem[], error: unknown): Promise<void> {
    const { store, signal } = this.#options;
    const counts = error !== null && !mayPass(error) && !signal.aborted;
    const trouble = counts && error instanceof Error ? error.message : null;
    const ordinals = claimed.map(({ ordinal }) => ordinal);
    for (;;) {
      try {
        return await releaseItems(store, job.id, this.#id, ordinals, counts, trouble);
      } catch (failure) {
        if (signal.aborted) return;
        this.#options.onError(failure);
        await this.#rest(AFTER_ERROR_MS);
      }
    }
  }

  /** An error is told, and whatever it befell comes round again. */
  async #trying(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#options.signal.aborted) return;
      this.#options.onError(error);
      await this.#rest(AFTER_ERROR_MS);
    }
  }

  async #rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#options.signal }).catch(() => {});
  }
}
