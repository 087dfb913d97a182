import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReadingHints } from '../domain/report-draft';
import {
  type HearReading,
  isForeign,
  type ReadReport,
  type ReadResult,
  type ReportContent,
  readHeard,
} from './read-report';
import { READING_THREAD } from './worker-scripts';

/** So many texts that wait are worth a thread, which takes as long to begin as it takes to read a hundred. */
const WORTH_A_THREAD = 8;
/** The database needs processors too: on two, where it is on the same machine, a second thread was measured to cost more than it gains. */
const SPARE = Math.max(0, Math.floor(availableParallelism() / 2) - 1);
/** Texts that a thread has at once: one that it reads, and the next, so that it never waits. */
const AT_HAND = 2;

/** What a thread is sent. */
export interface ReadingTask {
  readonly report: ReportContent;
  readonly hints: ReadingHints;
}

/** What it answers, in JSON. */
export interface ReadingAnswer {
  readonly result: ReadResult;
  readonly seconds: number;
}

interface Waiting extends ReadingTask {
  readonly heard: HearReading | undefined;
  resolve(result: ReadResult): void;
  reject(error: unknown): void;
}

/** Reads many texts at once: on this thread, and when many wait on others besides. */
export interface ReadingThreads {
  readonly read: ReadReport;
  /** Ends the threads; what they had not read yet is read here. */
  stop(): Promise<void>;
}

/**
 * Every text goes to whichever thread is free first, this one included: it reads between all else that it does.
 *
 * @param readForeign - reads what is no text
 * @param most - how many threads there may be besides this one
 */
export function createReadingThreads(readForeign: ReadReport, most = SPARE): ReadingThreads {
  return new SharedReading(readForeign, most);
}

class SharedReading implements ReadingThreads {
  readonly #readForeign: ReadReport;
  readonly #waiting: Waiting[] = [];
  /** What each thread has at hand, in the order in which it answers. */
  readonly #threads = new Map<Worker, Waiting[]>();
  #most: number;
  #readsHere = false;

  constructor(readForeign: ReadReport, most: number) {
    this.#readForeign = readForeign;
    this.#most = most;
  }

  readonly read: ReadReport = (report, hints, heard) => {
    if (isForeign(report)) return this.#readForeign(report, hints, heard);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ report, hints, heard, resolve, reject });
      if (this.#waiting.length >= WORTH_A_THREAD && this.#threads.size < this.#most) this.#start();
      this.#handOut();
    });
  };

  async stop(): Promise<void> {
    this.#most = 0;
    await Promise.all([...this.#threads.keys()].map((thread) => thread.terminate()));
  }

  #handOut(): void {
    for (const [thread, atHand] of this.#threads) {
      while (atHand.length < AT_HAND) {
        const next = this.#waiting.shift();
        if (next === undefined) break;
        atHand.push(next);
        const { report, hints } = next;
        thread.ref();
        thread.postMessage({ report, hints } satisfies ReadingTask);
      }
    }
    if (this.#readsHere || this.#waiting.length === 0) return;
    this.#readsHere = true;
    setImmediate(() => this.#readHere());
  }

  /** Reads one text; others go on between it and the next. */
  #readHere(): void {
    this.#readsHere = false;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    try {
      next.resolve(readHeard(next.report, next.hints, next.heard));
    } catch (error) {
      next.reject(error);
    }
    this.#handOut();
  }

  #start(): void {
    const { path, execArgv } = READING_THREAD;
    const thread = new Worker(path, { execArgv: [...execArgv] });
    const atHand: Waiting[] = [];
    this.#threads.set(thread, atHand);
    thread.on('message', (answer: string) => {
      const { result, seconds } = JSON.parse(answer) as ReadingAnswer;
      const first = atHand.shift();
      first?.heard?.(seconds);
      first?.resolve(result);
      if (atHand.length === 0) thread.unref();
      this.#handOut();
    });
    // The next text that many wait with begins another thread.
    thread.on('error', () => {});
    thread.once('exit', () => {
      this.#threads.delete(thread);
      this.#waiting.unshift(...atHand.splice(0));
      this.#handOut();
    });
    thread.unref();
  }
}
