/** How far something is, for a person who looks at a terminal. */

/** Where a terminal is written to. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface ProgressBar {
  show(far: { readonly done: number; readonly total: number }): void;
  /** Makes room for a line of text. */
  clear(): void;
}

/**
 * A line that says how far it is, at what rate, and how long it will take; nothing where nobody looks.
 * @param now - milliseconds of a clock
 */
export function progressBar(terminal: Terminal, now: () => number): ProgressBar {
  const begun = now();
  const write = (text: string): void => {
    if (terminal.isTTY) terminal.write(`\r${text}\x1b[K`);
  };
  return {
    show: ({ done, total }) => write(progressLine(done, total, now() - begun, terminal.columns ?? 80)),
    clear: () => write(''),
  };
}

const BAR = 30;

export function progressLine(done: number, total: number, ms: number, columns: number): string {
  const all = Math.max(total, done);
  const filled = Math.floor((BAR * done) / all);
  const perSecond = done / Math.max(ms / 1000, 0.001);
  const line = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done}/${all}  ${perSecond.toFixed(1)}/s  ${clock((all - done) / perSecond)} left`;
  return line.slice(0, columns - 1);
}

/** Hours where there are some, minutes and seconds. */
export function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts
    .slice(parts[0] === 0 ? 1 : 0)
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
