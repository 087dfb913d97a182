/** What was listed or subtracted last stays beside the rollups until there is more of it, and every question adds it to them: a few hundred reports double its time. */
import { GRAINS } from '../domain/rollup-cells';
import { foldRollups } from './rollup-store';
import { type Store, sessionOf } from './session';

/** How often is looked whether anything was added since, milliseconds. */
const LOOK_MS = 10_000;
const LEFT = `SELECT (SELECT count(*) FROM rollup_pending) + (SELECT count(*) FROM rollup WHERE grain = ${GRAINS.FRESH}) AS left_over`;

export interface QuietFolding {
  /** Folds what is left, when it was as much the last time. */
  look(): Promise<void>;
  /** Looks no more; what is being folded is folded first. */
  stop(): Promise<void>;
}

/**
 * Folds what imports and reviews have left, whoever did them, once nothing was added between two looks.
 * @param onError - hears why a look came to nothing; the next one is another attempt
 */
export function foldWhenQuiet(store: Store, onError: (error: unknown) => void): QuietFolding {
  let before = 0;
  let last = Promise.resolve();
  const foldIfQuiet = async (): Promise<void> => {
    const [{ left_over: left = 0 } = {}] = await sessionOf(store).query<{ left_over: number }[]>(LEFT);
    const isQuiet = left > 0 && left === before;
    before = left;
    if (isQuiet) await sessionOf(store).transaction(foldRollups);
  };
  const look = (): Promise<void> => {
    last = last.then(foldIfQuiet).catch(onError);
    return last;
  };
  const clock = setInterval(look, LOOK_MS);
  clock.unref();
  return {
    look,
    stop: () => {
      clearInterval(clock);
      return last;
    },
  };
}
