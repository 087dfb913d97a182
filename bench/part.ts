/** One row of a table of results: its name first, then figures and what they are of. */
export type Row = Readonly<Record<string, string | number>>;

/** What a part of the bench found. */
export interface Results {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Said below the table: what was left out, what to look at. */
  readonly notes: readonly string[];
}

export interface BenchOptions {
  /** Rounds that count; warming up comes on top. */
  readonly rounds: number;
  /** Documents that `damage` damages. */
  readonly cases: number;
  /** Files in the archive of `jobs`. */
  readonly archive: number;
  /** Processes that `killed` kills. */
  readonly kills: number;
  /** Of everything that is drawn: the same seed gives the same documents. */
  readonly seed: number;
  /** Reports that `national` fills the store with. */
  readonly reports: number;
  /** Where `national` keeps its database for another time; null: nowhere. */
  readonly keep: string | null;
  /** The PostgreSQL to measure beside the embedded one; null: that alone. */
  readonly databaseUrl: string | null;
}

export type Part = (options: BenchOptions) => Results | Promise<Results | readonly Results[]>;

/** A table for the terminal: names to the left, figures to the right. */
export function tableOf({ title, rows, notes }: Results): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  const body = rows.map((row) => line(columns.map((column) => String(row[column] ?? ''))));
  return [title, line(columns), widths.map((width) => '─'.repeat(width)).join('  '), ...body, ...notes].join('\n');
}
