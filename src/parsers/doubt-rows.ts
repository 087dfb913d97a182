import type { Cell } from './lex-cells';
import type { LineCells } from './line-cells';
import { readNumber } from './read-number';

/** So many rows alike are how a table is filled in, not damage. */
export const USUAL = 3;

/** Misfits that bring the other rows into doubt, and how many there must be for each row that fits. */
const FEWEST_MISFITS = 3;
const MANY = 1 / 3;

const isUnreadable = ({ kind, text }: Cell): boolean =>
  kind === 'TEXT' || readNumber(text, 'change').finding === 'NUMBER_UNREADABLE';

/**
 * Where only the order of cells is known, a row ends at the next label. When the next line is missing, label and all, some of its values may stand in
 * this row in place of lost ones; and a cell that is no number may be two that were run together, with a stray one behind. The row is then known by its
 * place only, unless padding marks its end. So is a line of a short name without the line before it: 其他 may be what is left of 其他处理. Where many rows
 * have another number of cells than the form, one that has that number may have lost a cell and won a stray one, or be one of them that gained a cell.
 *
 * @param lines what each line of the form got
 * @param widths how many cells each has
 * @param isTwice rows of one label have different values
 */
export function doubtUnboundedRows(
  lines: readonly LineCells[],
  widths: readonly number[],
  isTwice: boolean,
): readonly LineCells[] {
  const isDoubtful = isTwice || isMisfitting(lines);
  return lines.map((line, at) => {
    if (line.found !== 'CELLS' || line.proof !== 'LABEL') return line;
    const isMarked = line.cells.some((cell) => cell.row !== null) || isPaddedAsUsual(lines, widths, at);
    const isUnbounded = () => lines[at + 1]?.found === 'NOTHING' || line.cells.some(isUnreadable);
    const isLoneName = line.isWeak && lines[at - 1]?.found === 'NOTHING';
    return isDoubtful || isLoneName || (!isMarked && isUnbounded()) ? { ...line, proof: 'ORDER' } : line;
  });
}

/** A good part of the rows found do not have the cells of the form. */
function isMisfitting(lines: readonly LineCells[]): boolean {
  const misfits = lines.filter(({ found }) => found === 'MISFIT').length;
  return misfits >= FEWEST_MISFITS && misfits >= MANY * lines.filter(({ found }) => found === 'CELLS').length;
}

function isPaddedAsUsual(lines: readonly LineCells[], widths: readonly number[], at: number): boolean {
  const paddingOf = (line: LineCells | undefined): number => (line?.found === 'CELLS' ? line.padding : 0);
  const padding = paddingOf(lines[at]);
  if (padding === 0) return false;
  return lines.filter((line, other) => paddingOf(line) === padding && widths[other] === widths[at]).length > USUAL;
}
