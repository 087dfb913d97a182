import type { Run } from './pdf-page';

/** A line of runs from left to right. */
export interface Line {
  readonly runs: readonly Run[];
  readonly y: number;
  readonly height: number;
}

const WIDE = /[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/;
/** Of the height of the text: a wider gap than a space is left, and one between columns. */
export const SPACE = 0.2;
const COLUMN = 1.5;

/** Runs as lines from top to bottom: what overlaps by half its height stands on one line. */
export function linesOf(runs: readonly Run[]): readonly Line[] {
  const lines: { runs: Run[]; y: number; height: number }[] = [];
  for (const run of runs.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    if (line !== undefined && line.y - run.y < Math.min(line.height, run.height) * 0.5) {
      line.runs.push(run);
      line.height = Math.max(line.height, run.height);
    } else lines.push({ runs: [run], y: run.y, height: run.height });
  }
  return lines.map(({ runs: onLine, y, height }) => ({ runs: onLine.sort((a, b) => a.x - b.x), y, height }));
}

/** Two runs side by side are one word, be it a number; `gap` stands for a wide gap. */
export function textOfLine({ runs }: Line, gap: string): string {
  let text = '';
  let end = Number.NaN;
  for (const run of runs) {
    const distance = run.x - end;
    if (distance > run.height * COLUMN) text += gap;
    else if (distance > run.height * SPACE && !isSeamless(text, run.text)) text += ' ';
    text += run.text;
    end = run.x + run.width;
  }
  return text;
}

/** Text of a cell: Chinese goes on in the next line, and between numbers there stays a space. */
export function textOfRuns(runs: readonly Run[]): string {
  let text = '';
  for (const line of linesOf(runs)) {
    const next = textOfLine(line, ' ');
    text += text === '' || isSeamless(text, next) ? next : ` ${next}`;
  }
  return text;
}

export function isSeamless(before: string, after: string): boolean {
  return WIDE.test(before.at(-1) ?? '') || WIDE.test(after[0] ?? '');
}
