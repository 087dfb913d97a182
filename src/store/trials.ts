import { keepLatest } from './keep-latest';

/**
 * Whether a plan for whatever values serves statements that askers decide on. Planning them for the values of each time takes longer than most of them
 * run, but a plan that does not know them can be far from the best: it is given little time, and left when it takes much longer.
 */
export interface Trial {
  /** What a statement with the plan that is kept may take, milliseconds; null when it is to be planned anew. */
  mostMs(): number | null;
  /** Does it with the plan that is kept. Fails as the work does, which takes too long then. */
  kept<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Does it planned for its values. */
  anew<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface Trials {
  of(sql: string): Trial;
}

/** How many texts are remembered. */
const MOST_REMEMBERED = 200;
const MOST_MS = 250;
/** So many times as long as planned anew is much longer, when it is this much longer at all, milliseconds. */
const MUCH = 2;
const NOTICED_MS = 20;
/** So often a statement is planned anew before the plan is tried again: tables grow, and values change. */
const ANEW = 100;
/** So many are measured before it is left: the first of each connection plans. */
const FEW = 10;
/** One in so many is planned anew, so that both are measured with as much else to do. */
const SAMPLE = 32;
/** How much of what it took before the last time counts: what stands still for a moment, everything asked at once takes longer. */
const INERTIA = 0.98;
/** The same of what is measured seldom. */
const INERTIA_ANEW = 0.9;

/** @param now - milliseconds of a clock */
export function createTrials(now: () => number = () => performance.now()): Trials {
  const trials = new Map<string, Trial>();
  return {
    of(sql) {
      const trial = trials.get(sql) ?? createTrial(now);
      keepLatest(trials, sql, trial, MOST_REMEMBERED);
      return trial;
    },
  };
}

const mean = (before: number | null, ms: number, inertia: number): number =>
  before === null ? ms : inertia * before + (1 - inertia) * ms;

function createTrial(now: () => number): Trial {
  let [keptMs, anewMs]: (number | null)[] = [null, null];
  let asked = 0;
  let measured = 0;
  // What is asked once is not asked again.
  let anewLeft = 1;
  const leave = (): void => {
    anewLeft = ANEW;
    keptMs = null;
    measured = 0;
  };
  return {
    mostMs() {
      asked += 1;
      return anewLeft > 0 || asked % SAMPLE === 0 ? null : MOST_MS;
    },
    async kept(work) {
      const begun = now();
      try {
        const result = await work();
        keptMs = mean(keptMs ?? null, now() - begun, INERTIA);
        measured += 1;
        if (measured >= FEW && keptMs > Math.max(MUCH * (anewMs ?? 0), (anewMs ?? 0) + NOTICED_MS)) leave();
        return result;
      } catch (error) {
        leave();
        throw error;
      }
    },
    async anew(work) {
      anewLeft -= 1;
      const begun = now();
      const result = await work();
      anewMs = mean(anewMs ?? null, now() - begun, INERTIA_ANEW);
      return result;
    },
  };
}
