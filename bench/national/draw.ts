/** Seeded numbers: the same seed and stream give the same ones on every machine. */
export interface Draw {
  /** From 0 up to, not including, 1. */
  share(): number;
  below(limit: number): number;
  normal(): number;
  /** How many of `tries` succeed. */
  successes(tries: number, chance: number): number;
  /** How often something happens that happens `mean` times on average. */
  events(mean: number): number;
}

/** Above this a draw for each single event costs too much, and the normal curve is close enough. */
const FEW = 30;

/** A stream of its own for every pair of numbers (mulberry32, begun from both). */
export function drawOf(seed: number, stream: number): Draw {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  const around = (mean: number, spread: number): number => Math.max(0, Math.round(mean + spread * normal()));
  return {
    share,
    normal,
    below: (limit) => Math.floor(share() * limit),
    successes: (tries, chance) => {
      if (tries > FEW) return Math.min(tries, around(tries * chance, Math.sqrt(tries * chance * (1 - chance))));
      let count = 0;
      for (let at = 0; at < tries; at += 1) if (share() < chance) count += 1;
      return count;
    },
    events: (mean) => {
      if (mean > FEW) return around(mean, Math.sqrt(mean));
      let count = -1;
      for (let left = 1; left > Math.exp(-mean); left *= share()) count += 1;
      return count;
    },
  };
}

/** Deals a number out by weights that add up to one. */
export function deal(draw: Draw, total: number, weights: readonly number[]): readonly number[] {
  let left = total;
  let rest = 1;
  return weights.map((weight, at) => {
    const part = at === weights.length - 1 ? left : draw.successes(left, Math.min(1, weight / rest));
    left -= part;
    rest -= weight;
    return part;
  });
}
