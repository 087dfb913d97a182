import { setTimeout as pause } from 'node:timers/promises';
import type { ImportJob } from '../../domain/importing';
import { loadJob } from '../../store/job-store';
import type { Store } from '../../store/session';

const POLL_MS = 500;

/** Looks at jobs for those who watch them, once for all who watch the same. Polls, so that it does not matter which process works a job. */
export class JobWatch {
  readonly #store: Store;
  readonly #looks = new Map<string, Promise<ImportJob | null>>();

  constructor(store: Store) {
    this.#store = store;
  }

  watch(id: string, by: string | null): AsyncIterableIterator<ImportJob> {
    const ending = new AbortController();
    const states = this.#states(id, by, ending.signal);
    const watched: AsyncIterableIterator<ImportJob> = {
      next: () => states.next(),
      // A generator hears of its end when it next yields, which it may never do.
      return: () => {
        ending.abort();
        return states.return(undefined);
      },
      [Symbol.asyncIterator]: () => watched,
    };
    return watched;
  }

  async *#states(id: string, by: string | null, signal: AbortSignal): AsyncGenerator<ImportJob, undefined> {
    const ended = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null));
    });
    let told: string | null = null;
    for (
      let job = await loadJob(this.#store, id, by);
      job !== null;
      job = await Promise.race([this.#next(id), ended])
    ) {
      const state = JSON.stringify(job);
      if (state !== told) yield job;
      told = state;
      if (job.finishedAt !== null) return;
    }
  }

  #next(id: string): Promise<ImportJob | null> {
    const under = this.#looks.get(id);
    if (under !== undefined) return under;
    const look = pause(POLL_MS, undefined, { ref: false })
      .then(() => loadJob(this.#store, id))
      .finally(() => this.#looks.delete(id));
    this.#looks.set(id, look);
    return look;
  }
}
