/** A cell as marked up: spans as stated, not yet clamped; rowspan 0 means down to the end of the row group. */
export interface SpannedCell {
  readonly rowspan: number;
  readonly colspan: number;
}

/** Where a cell stands on the grid; columns and rows count from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly rowspan: number;
  readonly colspan: number;
}

/** A row of a table; rows of the same group share its number. A cell never reaches beyond its group. */
export interface SpannedRow<Cell extends SpannedCell> {
  readonly group: number;
  readonly cells: readonly Cell[];
}

/** The limit of the HTML standard. */
const MAX_COLSPAN = 1000;
/** A cell wider than this says "the whole width" and makes no columns of its own. */
const WIDE_COLSPAN = 64;
/** Cells reach down into later rows only in these columns, which bounds the work on a row. */
const MAX_HELD_COLUMNS = 256;

/** Places the cells as browsers do: each in the first slot of its row that no cell of an earlier row reaches into. */
export function placeCells<Cell extends SpannedCell>(
  rows: readonly SpannedRow<Cell>[],
): readonly (readonly (Place & { readonly cell: Cell })[])[] {
  const ends = groupEnds(rows);
  const heldUntil: number[] = [];
  let width = 1;
  const placed = rows.map(({ cells }, row) => {
    const end = ends[row] ?? row + 1;
    let next = 0;
    return cells.map((cell) => {
      while ((heldUntil[next] ?? 0) > row) next++;
      const column = next;
      const colspan = Math.min(Math.max(cell.colspan, 1), MAX_COLSPAN);
      const bottom = cell.rowspan === 0 ? end : Math.min(row + Math.max(cell.rowspan, 1), end);
      if (bottom > row + 1) hold(heldUntil, column, column + colspan, bottom);
      next = column + colspan;
      width = Math.max(width, colspan > WIDE_COLSPAN ? column + 1 : next);
      return { row, column, rowspan: bottom - row, colspan, cell };
    });
  });
  for (const cells of placed) {
    for (const place of cells) place.colspan = Math.min(place.colspan, Math.max(width - place.column, 1));
  }
  return placed;
}

/** For each row, the row after the last one of its group. */
function groupEnds(rows: readonly SpannedRow<SpannedCell>[]): readonly number[] {
  const ends: number[] = new Array(rows.length);
  let end = rows.length;
  for (let row = rows.length - 1; row >= 0; row--) {
    if (rows[row]?.group !== rows[row + 1]?.group) end = row + 1;
    ends[row] = end;
  }
  return ends;
}

function hold(heldUntil: number[], from: number, to: number, bottom: number): void {
  for (let column = from; column < Math.min(to, MAX_HELD_COLUMNS); column++) {
    while (heldUntil.length <= column) heldUntil.push(0);
    heldUntil[column] = Math.max(heldUntil[column] ?? 0, bottom);
  }
}
