/** One value of a row that is to be written. */
export type Cell = string | number | boolean | null;

/** A table that is written many rows at a time: its columns in the order of the cells, each with its PostgreSQL type. */
export interface WrittenTable {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** A row whose key is there already is left out. */
  readonly leavesKnown?: boolean;
}

/** The columns that name a revision in every table of a report. */
export const KEY_COLUMNS = [
  ['agency_id', 'integer'],
  ['year', 'smallint'],
  ['revision', 'integer'],
] as const;

/**
 * `INSERT INTO … SELECT` from one array parameter a column, the first of them `$first`. For rows of thirty counts this costs the server a
 * fraction of what rows of JSON do.
 */
export function insertSql({ name, columns, leavesKnown }: WrittenTable, first = 1): string {
  const names = columns.map(([column]) => column).join(', ');
  const arrays = columns.map(([, type], place) => `$${first + place}::${type}[]`).join(', ');
  return `INSERT INTO ${name} (${names}) SELECT * FROM unnest(${arrays})${leavesKnown ? ' ON CONFLICT DO NOTHING' : ''}`;
}

/** The parameters of `insertSql`: array literals, since the driver is slow at making them of arrays of numbers. */
export function columnArrays({ columns }: WrittenTable, rows: readonly (readonly Cell[])[]): readonly string[] {
  return columns.map((_, place) => arrayLiteral(rows.map((row) => row[place] ?? null)));
}

/** Cut into parts, each of which one statement writes: it ends with the row that fills it. */
export function* partsOf<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  most: { readonly rows: number; readonly bytes: number },
): Generator<readonly Item[]> {
  let part: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    part.push(item);
    bytes += bytesOf(item);
    if (part.length < most.rows && bytes < most.bytes) continue;
    yield part;
    part = [];
    bytes = 0;
  }
  if (part.length > 0) yield part;
}

/** Bytes as PostgreSQL writes a bytea. */
export const byteaLiteral = ({ buffer, byteOffset, length }: Uint8Array): string =>
  `\\x${Buffer.from(buffer, byteOffset, length).toString('hex')}`;

/** Values as PostgreSQL writes an array. */
export function arrayLiteral(cells: readonly Cell[]): string {
  let literal = '';
  for (const cell of cells) literal += `${literal === '' ? '{' : ','}${elementOf(cell)}`;
  return literal === '' ? '{}' : `${literal}}`;
}

function elementOf(cell: Cell): string {
  if (cell === null) return 'NULL';
  return typeof cell === 'string' ? `"${cell.replace(/["\\]/g, '\\$&')}"` : String(cell);
}
