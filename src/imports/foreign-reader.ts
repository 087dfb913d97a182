import { Worker } from 'node:worker_threads';
import { type DocumentResult, subjectOf } from '../documents/read-document';
import type { UnpackResult } from '../documents/unpack-archive';
import { FOREIGN_WORKER } from './foreign-worker-file';

/** A file of a foreign format. */
export interface ForeignFile {
  readonly bytes: Uint8Array;
  readonly filename?: string | undefined;
  readonly mediaType?: string | undefined;
}

export interface ForeignRequest extends ForeignFile {
  readonly task: 'read' | 'unpack';
}

/** What the worker sends back: what it read or unpacked, or the stack of an error of ours. */
export type ForeignAnswer =
  | { readonly result: DocumentResult }
  | { readonly unpacked: UnpackResult }
  | { readonly fault: string };

/**
 * Reads foreign formats (Word, Excel, PDF, MHTML) aside, so that a file made to exhaust its reader ends in a refusal, and everything else goes on.
 */
export interface ForeignReader {
  /** @throws when the reading ended by a fault of ours, or the reader was stopped */
  read(file: ForeignFile): Promise<DocumentResult>;
  /** @throws as `read` */
  unpack(file: ForeignFile): Promise<UnpackResult>;
  /** Ends the threads, and what they are at. */
  stop(): Promise<void>;
}

export interface ForeignLimits {
  /** Files read at the same time. */
  readonly workers: number;
  /** Milliseconds that one file may take. */
  readonly timeMs: number;
  /** Megabytes of the heap of one thread. */
  readonly memoryMb: number;
}

export const FOREIGN_LIMITS: ForeignLimits = { workers: 2, timeMs: 10_000, memoryMb: 512 };

/** Threads are begun when they are needed, begun anew after one had to be ended, and keep no process alive while they have nothing to do. */
export function createForeignReader(limits: ForeignLimits = FOREIGN_LIMITS): ForeignReader {
  return new WorkerPool(limits);
}

class WorkerPool implements ForeignReader {
  readonly #limits: ForeignLimits;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #stopped = false;

  constructor(limits: ForeignLimits) {
    this.#limits = limits;
  }

  async read(file: ForeignFile): Promise<DocumentResult> {
    const answer = await this.#inTurn({ ...file, task: 'read' });
    if ('result' in answer) return answer.result;
    throw new Error('the reading thread answered something else');
  }

  async unpack(file: ForeignFile): Promise<UnpackResult> {
    const answer = await this.#inTurn({ ...file, task: 'unpack' });
    if ('unpacked' in answer) return answer.unpacked;
    if ('result' in answer && !answer.result.ok) return answer.result;
    throw new Error('the reading thread answered something else');
  }

  async #inTurn(request: ForeignRequest): Promise<ForeignAnswer> {
    if (this.#busy >= this.#limits.workers) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    try {
      return await this.#readNow(request);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy--;
      else next();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  async #readNow(request: ForeignRequest): Promise<ForeignAnswer> {
    if (this.#stopped) throw new Error('the reader of foreign formats was stopped');
    const worker = this.#idle.pop() ?? this.#start();
    worker.ref();
    const answer = await this.#ask(worker, request);
    if (typeof answer !== 'string' && !('fault' in answer)) {
      worker.unref();
      this.#idle.push(worker);
      return answer;
    }
    await this.#end(worker);
    if (typeof answer === 'string') return { result: tooMuch(request, answer, this.#limits) };
    throw new Error(answer.fault);
  }

  #start(): Worker {
    const { path, execArgv } = FOREIGN_WORKER;
    const worker = new Worker(path, {
      execArgv: [...execArgv],
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb, stackSizeMb: 4 },
    });
    this.#all.add(worker);
    // A thread that dies between two files is replaced by the next one.
    worker.on('error', () => {});
    worker.once('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    return worker;
  }

  async #end(worker: Worker): Promise<void> {
    this.#all.delete(worker);
    await worker.terminate();
  }

  #ask(worker: Worker, request: ForeignRequest): Promise<ForeignAnswer | 'timeout' | 'memory'> {
    return new Promise((resolve) => {
      const done = (answer: ForeignAnswer | 'timeout' | 'memory') => {
        clearTimeout(timer);
        worker.off('message', done).off('error', onError).off('exit', onExit);
        resolve(answer);
      };
      const onError = (error: NodeJS.ErrnoException) =>
        done(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : { fault: error.stack ?? error.message });
      const onExit = () => done({ fault: 'the reading thread ended by itself' });
      const timer = setTimeout(() => done('timeout'), this.#limits.timeMs);
      worker.on('message', done).on('error', onError).on('exit', onExit);
      // A copy of its own: what is handed over may be a part of something larger, which would go along.
      const bytes = new Uint8Array(request.bytes);
      worker.postMessage({ ...request, bytes }, [bytes.buffer]);
    });
  }
}

function tooMuch(
  request: ForeignRequest,
  what: 'timeout' | 'memory',
  { timeMs, memoryMb }: ForeignLimits,
): DocumentResult {
  const limit = what === 'timeout' ? `more than ${timeMs / 1000} seconds` : `more than ${memoryMb} MB of memory`;
  return {
    ok: false,
    code: 'LIMIT_EXCEEDED',
    message: `${subjectOf(request)}takes ${limit} to read, as no report does. Import a simpler copy of it, or its text.`,
  };
}
