/** Rounds, medians and processor time: what every part of the bench measures with. */

/** Wall clock and processor time of one piece of work, in milliseconds. */
export interface Spent {
  readonly wallMs: number;
  /** User and system time of this process, all threads: other work on the machine stretches the wall clock, not this. */
  readonly cpuMs: number;
}

export const cpuMsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** Runs the work once and says what it took. */
export function spend(work: () => void): Spent {
  const cpu = process.cpuUsage();
  const start = performance.now();
  work();
  const wallMs = performance.now() - start;
  return { wallMs, cpuMs: cpuMsOf(process.cpuUsage(cpu)) };
}

/** The value below which a share of the sorted values lies; the nearest that was measured. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Repeats the work until the compiler has seen enough of it: it takes some seconds until it gets no faster. */
export function warmUp(work: () => void, ms = 8000): void {
  const end = performance.now() + ms;
  do work();
  while (performance.now() < end);
}

/** Median of several rounds, after one that does not count. */
export function medianOf(rounds: number, work: () => void): Spent {
  work();
  const spent = Array.from({ length: rounds }, () => spend(work));
  return { wallMs: median(spent.map(({ wallMs }) => wallMs)), cpuMs: median(spent.map(({ cpuMs }) => cpuMs)) };
}

/** Four digits are more than a shared machine can repeat. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

/** The same as `spend`, for work that waits. */
export async function spendWaiting(work: () => Promise<void>): Promise<Spent> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  return { wallMs, cpuMs: cpuMsOf(process.cpuUsage(cpu)) };
}
