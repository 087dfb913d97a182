import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type DocumentResult, subjectOf } from '../documents/read-document';
import type { UnpackResult } from '../documents/unpack-archive';
import { Turns } from './turns';
import { FOREIGN_WORKER } from './worker-scripts';

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

/** Before the answer comes word that everything is loaded: on a busy machine that takes longer than the file, and is not its fault. */
export type ForeignMessage = 'begun' | ForeignAnswer;

/**
 * Reads foreign formats (Word, Excel, PDF, MHTML) aside, so that a file made to exhaust its reader ends in a refusal, and everything else goes on.
 */
export interface ForeignReader {
  /**
   * @param heard - hears how many seconds it took, without those for which it waited for its turn
   * @throws when the reading ended by a fault of ours, or the reader was stopped
   */
  read(file: ForeignFile, heard?: (seconds: number) => void): Promise<DocumentResult>;
  /** @throws as `read` */
  unpack(file: ForeignFile): Promise<UnpackResult>;
  /** Ends the processes, and what they are at. */
  stop(): Promise<void>;
}

export interface ForeignLimits {
  /** Files read at the same time. */
  readonly workers: number;
  /** Milliseconds that one file may take, from when its reader is loaded. */
  readonly timeMs: number;
  /** Megabytes of the heap of one process. */
  readonly memoryMb: number;
}

export const FOREIGN_LIMITS: ForeignLimits = { workers: 2, timeMs: 10_000, memoryMb: 512 };
/** How many times as long a process may take to start and to load the reader. */
const STARTING = 4;

/**
 * Processes, not threads: a thread whose heap overflows can take the whole process with it (seen on Node 20). They are begun when they are needed, begun anew after one had to be ended, and keep no
 * process alive while they have nothing to do.
 */
export function createForeignReader(limits: ForeignLimits = FOREIGN_LIMITS): ForeignReader {
  return new WorkerPool(limits);
}

class WorkerPool implements ForeignReader {
  readonly #limits: ForeignLimits;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #turns: Turns;
  #stopped = false;

  constructor(limits: ForeignLimits) {
    this.#limits = limits;
    this.#turns = new Turns(limits.workers);
  }

  async read(file: ForeignFile, heard: (seconds: number) => void = () => {}): Promise<DocumentResult> {
    const answer = await this.#inTurn({ ...file, task: 'read' }, heard);
    if ('result' in answer) return answer.result;
    throw new Error('the reading process answered something else');
  }

  async unpack(file: ForeignFile): Promise<UnpackResult> {
    const answer = await this.#inTurn({ ...file, task: 'unpack' });
    if ('unpacked' in answer) return answer.unpacked;
    if ('result' in answer && !answer.result.ok) return answer.result;
    throw new Error('the reading process answered something else');
  }

  #inTurn(request: ForeignRequest, heard: (seconds: number) => void = () => {}): Promise<ForeignAnswer> {
    return this.#turns.take(async () => {
      const begun = performance.now();
      const answer = await this.#readNow(request);
      heard((performance.now() - begun) / 1000);
      return answer;
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#all].map((worker) => this.#end(worker)));
  }

  async #readNow(request: ForeignRequest): Promise<ForeignAnswer> {
    if (this.#stopped) throw new Error('the reader of foreign formats was stopped');
    const worker = this.#idle.pop() ?? this.#start();
    setHolding(worker, true);
    const answer = await this.#ask(worker, request);
    if (typeof answer !== 'string' && !('fault' in answer)) {
      setHolding(worker, false);
      this.#idle.push(worker);
      return answer;
    }
    await this.#end(worker);
    if (typeof answer === 'string') return { result: tooMuch(request, answer, this.#limits) };
    throw new Error(answer.fault);
  }

  #start(): ChildProcess {
    const { path, execArgv } = FOREIGN_WORKER;
    const worker = fork(path, [], {
      // Most of what is made of a file is gone with it: a larger nursery spares a tenth of the time.
      execArgv: [...execArgv, `--max-old-space-size=${this.#limits.memoryMb}`, '--max-semi-space-size=32'],
      serialization: 'advanced',
      // What V8 prints as it runs out of memory is said in a sentence instead.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#all.add(worker);
    // One that dies between two files is replaced by the next.
    worker.on('error', () => {});
    worker.once('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    return worker;
  }

  async #end(worker: ChildProcess): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = once(worker, 'exit');
    // Who waits for the end would end itself, with nothing said, if only an idle process were left.
    setHolding(worker, true);
    worker.kill('SIGKILL');
    await ended;
  }

  #ask(worker: ChildProcess, request: ForeignRequest): Promise<ForeignAnswer | 'timeout' | 'memory'> {
    return new Promise((resolve) => {
      const done = (answer: ForeignAnswer | 'timeout' | 'memory') => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(answer);
      };
      const onMessage = (message: unknown) => {
        if (message !== 'begun') return done(message as ForeignAnswer);
        clearTimeout(timer);
        timer = setTimeout(() => done('timeout'), this.#limits.timeMs);
      };
      const onError = (error: Error) => done({ fault: error.stack ?? error.message });
      // V8 aborts a process whose heap is full; of the system's own shortage comes SIGKILL.
      const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
        done(
          signal === 'SIGABRT' || code === 134 || (signal === 'SIGKILL' && !this.#stopped)
            ? 'memory'
            : { fault: `the reading process ended by itself (${signal ?? code})` },
        );
      let timer = setTimeout(() => done('timeout'), this.#limits.timeMs * STARTING);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.send(request, (error) => {
        if (error !== null) onError(error);
      });
    });
  }
}

/** Whether the process keeps this one alive: only while it reads. */
function setHolding(worker: ChildProcess, holds: boolean): void {
  if (holds) {
    worker.ref();
    worker.channel?.ref();
  } else {
    worker.unref();
    worker.channel?.unref();
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
