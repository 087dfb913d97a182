/** The workers that a server has beside it: processes of their own, so that reading a large archive slows no question down, and nothing in it can end the hub. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { DatabaseConnection } from './domain/database-connection';
import { KEEP_BYTES } from './imports/item-content';
import type { JobOrder } from './job-worker-process';
import type { JobWorker } from './server';
import { hasOpenJobs } from './store/queue-store';

/** A script, and how Node is to run it. */
export interface WorkerProcess {
  readonly path: string;
  readonly execArgv: readonly string[];
}

const WORKER_PROCESS: WorkerProcess = { path: join(__dirname, 'job-worker-process.js'), execArgv: [] };

export interface JobWorkersParts {
  readonly dataSource: DataSource;
  /** Of the same database, for the processes. */
  readonly connection: DatabaseConnection;
  /** 1 unless said. */
  readonly processes?: number;
  /** Files of so many bytes or fewer are kept; all unless said. */
  readonly keepBytes?: number;
  readonly process?: WorkerProcess;
  /** Milliseconds between two looks for jobs that others have left; 5000 unless said. */
  readonly pollMs?: number;
  readonly onError?: (error: unknown) => void;
}

/** Begins processes when there is a job, which end when there is none, and begins them anew when they are lost. */
export function startJobWorkers(parts: JobWorkersParts): JobWorker {
  return new JobWorkers(parts);
}

class JobWorkers implements JobWorker {
  readonly #parts: Required<JobWorkersParts>;
  readonly #running = new Set<ChildProcess>();
  readonly #clock: NodeJS.Timeout;
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: JobWorkersParts) {
    this.#parts = {
      processes: 1,
      keepBytes: KEEP_BYTES,
      process: WORKER_PROCESS,
      pollMs: 5000,
      onError: (error) => console.error(error),
      ...parts,
    };
    this.#clock = setInterval(() => this.wake(), this.#parts.pollMs);
    this.#clock.unref();
    this.wake();
  }

  wake(): void {
    if (this.#looking !== null) {
      this.#again = true;
      return;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      if (this.#again && !this.#stopped) {
        this.#again = false;
        this.wake();
      }
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#clock);
    await this.#looking;
    await Promise.all(
      [...this.#running].map(async (child) => {
        child.ref();
        const ended = once(child, 'exit');
        if (child.connected) child.disconnect();
        await ended;
      }),
    );
  }

  /** What cannot be looked up now is looked up the next time: the server says by itself when the database is gone. */
  async #look(): Promise<void> {
    const { dataSource, processes } = this.#parts;
    if (this.#stopped || this.#running.size >= processes) return;
    const open = await hasOpenJobs(dataSource).catch(() => false);
    while (open && !this.#stopped && this.#running.size < processes) this.#start();
  }

  #start(): void {
    const { connection, keepBytes, process, onError } = this.#parts;
    const child = fork(process.path, [], {
      execArgv: [...process.execArgv],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#running.add(child);
    child.on('error', onError);
    child.once('exit', (code, signal) => {
      this.#running.delete(child);
      if (code !== 0 && !this.#stopped) onError(new Error(`a worker of jobs has ended by itself (${signal ?? code})`));
      // One that ended in good order had seen nothing to do; there may be something since.
      if (code === 0 && !this.#stopped) this.wake();
    });
    // Questions come first.
    if (child.pid !== undefined) giveWay(child.pid);
    child.send({ connection, keepBytes } satisfies JobOrder, () => {});
    // The server lives as long as it serves, not as long as there is work.
    child.unref();
    child.channel?.unref();
  }
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets it; the work is the same.
  }
}
