import { anchorRows } from './anchor-rows';
import type { AssembledRow } from './assemble-rows';
import { doubtUnboundedRows, USUAL } from './doubt-rows';
import { cellsUnder, cutRun, filledOf, fitCells, type Geometry, geometryOf } from './fit-cells';
import { addsUp } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells, RowProof } from './line-cells';
import { partDigits, unmergeCells } from './part-cells';

const sameValues = (a: AssembledRow, b: AssembledRow): boolean =>
  filledOf(a)
    .map((cell) => cell.text)
    .join('|') ===
  filledOf(b)
    .map((cell) => cell.text)
    .join('|');

/** Rows that agree in where their values stand, where none is full. */
const FEWEST_ALIKE = 2;

/** Empty cells stand among the values of a row that only the next label ends: what is behind them may belong to the next one. */
function isParted(row: AssembledRow, cells: readonly Cell[]): boolean {
  const [first] = cells;
  const last = cells[cells.length - 1];
  if (row.values.length === cells.length || first === undefined || last === undefined || first.row !== null)
    return false;
  return row.values.indexOf(last) - row.values.indexOf(first) >= cells.length;
}

const NOTHING: LineCells = { found: 'NOTHING' };

class Aligner {
  private readonly lines: LineCells[];
  /** By width: where the values of full rows stand. */
  private readonly geometries = new Map<number, readonly Geometry[]>();
  private readonly isPadded: boolean;
  /** Rows of one label have different values: there may be two tables, of which one has lost rows. */
  private isTwice = false;

  constructor(
    private readonly rows: readonly AssembledRow[],
    private readonly widths: readonly number[],
    private readonly rowsAddUp: boolean,
    private readonly columns: readonly number[] | null,
  ) {
    this.lines = widths.map(() => NOTHING);
    for (const row of rows) {
      const width = row.match === undefined ? undefined : widths[row.match.line];
      const geometry = width === undefined ? undefined : geometryOf(row, width);
      if (geometry !== undefined && width !== undefined) this.rememberGeometry(width, geometry);
    }
    this.isPadded = [...this.geometries.values()].some((known) => known.some((geometry) => geometry.after > 0));
  }

  /** Full rows say where the values stand for every line of their width. */
  private rememberGeometry(width: number, geometry: Geometry): void {
    const { labelCells, before, after } = geometry;
    const known = this.geometriesOf(width);
    if (known.some((other) => other.labelCells === labelCells && other.before === before && other.after === after))
      return;
    this.geometries.set(width, [...known, geometry]);
  }

  private geometriesOf(width: number): readonly Geometry[] {
    return this.geometries.get(width) ?? [];
  }

  align(): readonly LineCells[] {
    const anchors = anchorRows(this.rows);
    this.claimOutOfOrder(anchors);
    const order = [...anchors].reverse();
    order.push([this.widths.length, this.rows.length]);
    let line = -1;
    let row = -1;
    for (const [nextLine, nextRow] of order) {
      this.fillGap(line, row, nextLine, nextRow);
      line = nextLine;
      row = nextRow;
    }
    this.flagRepeated(anchors);
    return doubtUnboundedRows(this.lines, this.widths, this.isTwice);
  }

  /** Rows from an anchor up to the next: the anchor's own row, then the nameless ones, against the lines from the anchor's up to the next. */
  private fillGap(line: number, row: number, nextLine: number, nextRow: number): void {
    const anchor = this.rows[row];
    const nameless = this.rows
      .slice(row + 1, nextRow)
      .filter((other) => other.match === undefined && filledOf(other).length > 0);
    const open = this.openLines(line, nextLine);
    if (anchor !== undefined && nameless.length === 0) {
      const widths = () => [line, ...open].map((at) => this.widths[at] ?? 0);
      const pieces = open.length > 0 ? cutRun(anchor, widths()) : undefined;
      if (pieces !== undefined) {
        for (const [index, at] of [line, ...open].entries()) {
          // A row of a grid is no run of several.
          const isOwn = index === 0 && anchor.values[0]?.column === null;
          this.set(at, pieces[index] ?? [], isOwn ? this.proofOf(anchor) : 'ORDER', anchor);
        }
        return;
      }
    }
    if (anchor !== undefined) this.setFromRow(line, anchor, this.proofOf(anchor));
    this.fillNameless(open, nameless);
  }

  private fillNameless(open: readonly number[], nameless: readonly AssembledRow[]): void {
    if (nameless.length === 0 || open.length === 0) return;
    if (nameless.length === open.length) {
      for (const [index, other] of nameless.entries()) this.setFromRow(open[index] ?? 0, other, 'ORDER');
      return;
    }
    const [only] = nameless;
    const pieces =
      nameless.length === 1 && only !== undefined
        ? cutRun(
            only,
            open.map((at) => this.widths[at] ?? 0),
          )
        : undefined;
    if (pieces !== undefined && only !== undefined) {
      for (const [index, at] of open.entries()) this.set(at, pieces[index] ?? [], 'ORDER', only);
      return;
    }
    for (const at of open) this.lines[at] = { found: 'AMBIGUOUS', rows: nameless };
  }

  private openLines(line: number, nextLine: number): readonly number[] {
    const open: number[] = [];
    for (let at = line + 1; at < nextLine; at++) if (this.lines[at]?.found === 'NOTHING') open.push(at);
    return open;
  }

  private proofOf(row: AssembledRow): RowProof {
    if (row.detached || row.match?.proof === 'GROUP') return 'ORDER';
    return row.match?.proof === 'ALIKE' ? 'ALIKE' : 'LABEL';
  }

  /**
   * Padding makes a row that lost a cell look like one whose last cell is blank. It is believed only in a table without padding, where several rows
   * are like that, or where all numbers are zero.
   */
  private endsCredibly(line: number, cells: readonly Cell[]): boolean {
    const isCutShort = (piece: readonly Cell[]): boolean =>
      piece[piece.length - 1]?.kind === 'EMPTY' && piece.some((cell) => cell.kind !== 'EMPTY');
    if (!isCutShort(cells) || !this.isPadded) return true;
    if (cells.every((cell) => cell.kind === 'EMPTY' || cell.text === '0')) return true;
    const width = this.widths[line] ?? 0;
    const alike = this.rows.filter((other) => {
      const isOfWidth = other.match !== undefined && this.widths[other.match.line] === width;
      const piece = isOfWidth ? fitCells(other, width, this.geometriesOf(width)) : undefined;
      return piece !== undefined && isCutShort(piece);
    });
    return alike.length >= USUAL;
  }

  private setFromRow(line: number, row: AssembledRow, proof: RowProof): void {
    const width = this.widths[line] ?? 0;
    const cells =
      fitCells(row, width, this.geometriesOf(width)) ??
      unmergeCells(row, width, Math.max(...this.widths)) ??
      this.cellsByHeading(row, width) ??
      this.cellsByLength(row, width);
    if (cells !== undefined && this.endsCredibly(line, cells)) {
      this.set(line, cells, proof, row);
      return;
    }
    const parted = partDigits(row, width, this.rowsAddUp);
    if (parted === undefined) this.lines[line] = { found: 'MISFIT', row };
    else this.set(line, parted, 'ORDER', row);
  }

  /** Of a row with blanks that has no full one beside it. One that ends in a blank may have lost another cell instead. */
  private cellsByHeading(row: AssembledRow, width: number): readonly Cell[] | undefined {
    const cells = this.columns?.length === width ? cellsUnder(row, this.columns) : undefined;
    const isBlank = filledOf(row).length === 0;
    return isBlank || cells?.[width - 1]?.kind !== 'EMPTY' ? cells : undefined;
  }

  /**
   * Of a row with blanks that is as long as most others of a table in which no row is full: its values are its last cells, where those of the others
   * stand that have a label right before them. The last must hold something, and the sum of the others: one that lost a cell is padded at its end.
   */
  private cellsByLength(row: AssembledRow, width: number): readonly Cell[] | undefined {
    const lengthOf = ({ labelCells, values }: AssembledRow): number => labelCells + values.length;
    const length = lengthOf(row);
    const isMarked = ({ values: [first] }: AssembledRow): boolean => first?.row != null && first.column === null;
    const isBlank = filledOf(row).length === 0;
    if (!isMarked(row) || row.values.length <= width || this.geometriesOf(width).length > 0) return undefined;
    if (!isBlank && row.values[row.values.length - 1]?.kind === 'EMPTY') return undefined;
    if (!isBlank && this.rowsAddUp && !addsUp(filledOf(row).map(countOf))) return undefined;
    const alike = this.rows.filter(
      (other) => isMarked(other) && lengthOf(other) === length && other.values.length === width,
    );
    if (alike.length < FEWEST_ALIKE || row.values.slice(0, -width).some(({ kind }) => kind !== 'EMPTY'))
      return undefined;
    return row.values.slice(-width);
  }

  private set(line: number, cells: readonly Cell[], proof: RowProof, row: AssembledRow): void {
    const lastFilled = row.values.findLastIndex((cell) => cell.kind !== 'EMPTY');
    const padding = row.values.length - 1 - lastFilled;
    const known = proof === 'LABEL' && isParted(row, cells) ? 'ORDER' : proof;
    this.lines[line] = {
      found: 'CELLS',
      cells,
      proof: known,
      label: row.label,
      padding,
      isWeak: row.match?.proof === 'WEAK',
    };
  }

  /** An official label that stands out of order is still that label, unless another row has it too. */
  private claimOutOfOrder(anchors: ReadonlyMap<number, number>): void {
    const claims = new Map<number, AssembledRow[]>();
    for (const row of this.rows) {
      if (row.match?.proof !== 'EXACT' || anchors.has(row.match.line)) continue;
      const claimed = claims.get(row.match.line);
      if (claimed === undefined) claims.set(row.match.line, [row]);
      else claimed.push(row);
    }
    for (const [line, rows] of claims) {
      const [first] = rows;
      if (first !== undefined && rows.length === 1) this.setFromRow(line, first, this.proofOf(first));
      else this.lines[line] = { found: 'AMBIGUOUS', rows };
    }
  }

  /** Two rows of one official label with different values: neither can be believed. */
  private flagRepeated(anchors: ReadonlyMap<number, number>): void {
    const named = this.rows.filter(
      (row, at) => row.match?.proof === 'EXACT' && anchors.get(row.match.line) !== at && filledOf(row).length > 0,
    );
    if (named.length === 0) return;
    for (const [line, at] of anchors) {
      const anchor = this.rows[at];
      if (anchor === undefined) continue;
      const others = named.filter((row) => row.match?.line === line);
      if (others.every((other) => sameValues(other, anchor))) continue;
      this.isTwice = true;
      this.lines[line] = { found: 'AMBIGUOUS', rows: [anchor, ...others] };
    }
  }
}

/**
 * Gives the assembled rows of a table to the lines of the form. A row is known by its label, or by its place between known neighbours when exactly as
 * many rows stand there as lines are open. Two readings that fit equally are no reading.
 *
 * @param widths how many cells each line of the form has, in the official order
 * @param rowsAddUp the last cell of each line is the sum of the others
 * @param columns of the grid, in which the heading says that the values of every line stand
 */
export function alignRows(
  rows: readonly AssembledRow[],
  widths: readonly number[],
  rowsAddUp = false,
  columns: readonly number[] | null = null,
): readonly LineCells[] {
  return new Aligner(rows, widths, rowsAddUp, columns).align();
}
