import type { PdfPage, Rule, Run } from './pdf-page';
import { textOfRuns } from './pdf-text';
import type { Place } from './table-grid';

export interface GridCell extends Place {
  readonly text: string;
}

/** A table that is drawn by ruling lines. */
export interface Grid {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Positions of the vertical lines. */
  readonly columns: readonly number[];
  readonly rows: readonly (readonly GridCell[])[];
}

/** Lines closer than this are one, drawn twice. */
const NEAR = 3;
const MOST_LINES = 400;

/** The ruled tables of a page from top to bottom, and the runs outside of them. */
export function findGrids(page: PdfPage): { readonly grids: readonly Grid[]; readonly outside: readonly Run[] } {
  const grids: Grid[] = [];
  let outside = page.runs;
  for (const { horizontal, vertical } of connected(unbroken(page.horizontal), unbroken(page.vertical))) {
    const xs = clustered(vertical.map(({ at }) => at));
    const ys = clustered([...horizontal.map(({ at }) => at), ...openEnds(xs, horizontal, vertical)]).toReversed();
    if (xs.length < 3 || ys.length < 2 || xs.length > MOST_LINES || ys.length > MOST_LINES) continue;
    const box = { left: xs[0] ?? 0, right: xs.at(-1) ?? 0, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0 };
    const within = outside.filter((run) => isWithin(run, box));
    if (within.length === 0) continue;
    outside = outside.filter((run) => !isWithin(run, box));
    grids.push({ ...box, columns: xs, rows: cellsOf(xs, ys, horizontal, vertical, within) });
  }
  return { grids: grids.sort((a, b) => b.top - a.top), outside };
}

interface Rules {
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
}

/** Lines drawn cell by cell as the whole lines that they make up: a cell over several columns parts the pieces above it from each other. */
function unbroken(rules: readonly Rule[]): readonly Rule[] {
  const whole: Rule[] = [];
  for (const rule of rules.toSorted((a, b) => a.at - b.at || a.from - b.from)) {
    const last = whole.at(-1);
    if (last !== undefined && rule.at - last.at < 1 && rule.from <= last.to + NEAR && rule.from >= last.from)
      whole[whole.length - 1] = { ...last, to: Math.max(last.to, rule.to) };
    else whole.push(rule);
  }
  return whole;
}

/**
 * Where the lines along a table end beyond its first and its last line across, the outermost and one between: browsers draw none at the break of a page, and the
 * row that stands there is open to it.
 */
function openEnds(xs: readonly number[], horizontal: readonly Rule[], vertical: readonly Rule[]): readonly number[] {
  const across = horizontal.map(({ at }) => at);
  const ends = [
    { end: Math.max(...vertical.map(({ to }) => to)), edge: Math.max(...across), of: (rule: Rule) => rule.to },
    { end: Math.min(...vertical.map(({ from }) => from)), edge: Math.min(...across), of: (rule: Rule) => rule.from },
  ];
  return ends.flatMap(({ end, edge, of }) => {
    const reaching = vertical.filter((rule) => Math.abs(of(rule) - end) <= NEAR).map(({ at }) => at);
    const reaches = (at: number | undefined) => reaching.some((other) => Math.abs(other - (at ?? 0)) <= NEAR);
    const isOpen = Math.abs(end - edge) > 2 * NEAR && reaches(xs[0]) && reaches(xs.at(-1)) && reaching.length > 2;
    return isOpen ? [end] : [];
  });
}

/** Lines that touch each other, directly or by way of others, belong to one table. */
function connected(horizontal: readonly Rule[], vertical: readonly Rule[]): readonly Rules[] {
  const left = new Set(vertical);
  const tables: Rules[] = [];
  const unseen = new Set(horizontal);
  for (const seed of horizontal) {
    if (!unseen.delete(seed)) continue;
    const table = { horizontal: [seed], vertical: [] as Rule[] };
    for (let h = 0, v = 0; h < table.horizontal.length || v < table.vertical.length; ) {
      const across = table.horizontal[h];
      const along = table.vertical[v];
      if (across !== undefined) {
        h++;
        for (const rule of left) if (touches(across, rule) && left.delete(rule)) table.vertical.push(rule);
      } else if (along !== undefined) {
        v++;
        for (const rule of unseen) if (touches(rule, along) && unseen.delete(rule)) table.horizontal.push(rule);
      }
    }
    if (table.vertical.length > 1) tables.push(table);
  }
  return tables;
}

function touches(across: Rule, along: Rule): boolean {
  return (
    along.at >= across.from - NEAR &&
    along.at <= across.to + NEAR &&
    across.at >= along.from - NEAR &&
    across.at <= along.to + NEAR
  );
}

/** Ascending positions, those near each other as one. */
function clustered(positions: readonly number[]): readonly number[] {
  const clusters: number[] = [];
  for (const position of positions.toSorted((a, b) => a - b))
    if (position - (clusters.at(-1) ?? Number.NEGATIVE_INFINITY) > NEAR) clusters.push(position);
  return clusters;
}

function isWithin(run: Run, box: Pick<Grid, 'left' | 'right' | 'top' | 'bottom'>): boolean {
  const x = run.x + run.width / 2;
  const y = run.y + run.height * 0.35;
  return x > box.left && x < box.right && y < box.top && y > box.bottom;
}

/** Cells between the lines: two slots are one cell where no line parts them. */
function cellsOf(
  xs: readonly number[],
  ys: readonly number[],
  horizontal: readonly Rule[],
  vertical: readonly Rule[],
  runs: readonly Run[],
): readonly (readonly GridCell[])[] {
  const isWall = (rules: readonly Rule[], at: number, middle: number) =>
    rules.some((rule) => Math.abs(rule.at - at) <= NEAR && rule.from <= middle && rule.to >= middle);
  const middleOf = (positions: readonly number[], at: number) => ((positions[at] ?? 0) + (positions[at + 1] ?? 0)) / 2;
  const taken = new Set<number>();
  const keyOf = (row: number, column: number) => row * MOST_LINES + column;
  return ys.slice(1).map((_, row) => {
    const cells: GridCell[] = [];
    for (let column = 0; column < xs.length - 1; column++) {
      if (taken.has(keyOf(row, column))) continue;
      let [right, bottom] = [column + 1, row + 1];
      while (
        right < xs.length - 1 &&
        !taken.has(keyOf(row, right)) &&
        !isWall(vertical, xs[right] ?? 0, middleOf(ys, row))
      )
        right++;
      while (bottom < ys.length - 1 && !isWall(horizontal, ys[bottom] ?? 0, middleOf(xs, column))) bottom++;
      for (let r = row; r < bottom; r++) for (let c = column; c < right; c++) taken.add(keyOf(r, c));
      const box = { left: xs[column] ?? 0, right: xs[right] ?? 0, top: ys[row] ?? 0, bottom: ys[bottom] ?? 0 };
      const text = textOfRuns(runs.filter((run) => isWithin(run, box)));
      cells.push({ row, column, rowspan: bottom - row, colspan: right - column, text });
    }
    return cells;
  });
}
