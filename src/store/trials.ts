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
/** So many times as long as planned anew is much longer, when it is longer than this at all: what is short varies with what else there is to do. */
const MUCH = 3;
const SHORT_MS = 50;
/** How much of what planning anew took before the last time counts. */
const INERTIA = 0.9;
/** So often a statement is planned anew before the plan is tried again: tables grow, and values change. */
const ANEW = 100;

/** @param now - milliseconds of a clock */
export function createTrials(now: () => number = () => performance.now()): Trials {
  const trials = new Map<string, Trial>();
  return {
    of(sql) {
      const trial = trials.get(sql) ?? createTrial(now);
      trials.delete(sql);
      trials.set(sql, trial);
      const [oldest = sql] = trials.keys();
      if (trials.size > MOST_REMEMBERED) trials.delete(oldest);
      return trial;
    },
  };
}

function createTrial(now: () => number): Trial {
  let anewMs: number | null = null;
  // What is asked once is not asked again.
  let anewLeft = 1;
  const timed = async <Result>(work: () => Promise<Result>, heard: (ms: number) => void): Promise<Result> => {
    const begun = now();
    const result = await work();
    heard(now() - begun);
    return result;
  };
  return {
    mostMs: () => (anewLeft > 0 ? null : MOST_MS),
    async kept(work) {
      try {
        return await timed(work, (ms) => {
          if (ms > SHORT_MS && ms > MUCH * (anewMs ?? ms)) anewLeft = ANEW;
        });
      } catch (error) {
        anewLeft = ANEW;
        throw error;
      }
    },
    anew(work) {
      anewLeft -= 1;
      return timed(work, (ms) => {
        anewMs = anewMs === null ? ms : INERTIA * anewMs + (1 - INERTIA) * ms;
      });
    },
  };
}
