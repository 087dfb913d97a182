import type { ApplicationLineCode } from '../domain/statutory-form';
import { addsUp, columnSums, isOutcome } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';
import { isPlain } from './read-number';

/** Spaces and marks between digits: `1 2`, `1.234`. */
const BETWEEN_DIGITS = /(?<=\d)[\s.·、，,](?=\d)/gu;
/** Quotes, brackets and stops around a number, noughts before it, and what is said with it: `（12）` `02` `共12件`. */
const AROUND = /^[\s"'“”‘’:：=+(（共]+(?=.)|[\s"'“”‘’。、，,.;；)）件]+$/gu;
const LEADING_NOUGHTS = /^0+(?=\d)/u;
const LIKE_ZERO = /[oO○◯О]/gu;
const LIKE_ONE = /[lI|]/gu;
const LIKE_TWO = /[zZ]/gu;
const LIKE_FIVE = /[sS]/gu;
const LIKE_EIGHT = /B/gu;

/** The count that a cell may hold which is no number as it stands: of digits parted by spaces, letters that look like digits, 一 that may be a dash. */
function likelyCount({ kind, text }: Cell): number {
  if (kind === 'EMPTY') return Number.NaN;
  const digits = text
    .normalize('NFKC')
    .replace(AROUND, '')
    .replace(LIKE_ZERO, '0')
    .replace(LIKE_ONE, '1')
    .replace(LIKE_TWO, '2')
    .replace(LIKE_FIVE, '5')
    .replace(LIKE_EIGHT, '8')
    .replace(/^一$/u, '1')
    .replace(BETWEEN_DIGITS, '')
    .replace(LEADING_NOUGHTS, '');
  return /^(?:0|[1-9]\d{0,11})$/u.test(digits) ? Number(digits) : Number.NaN;
}

/** Nearly every cell holds plain digits. */
const isSure = ({ kind, text }: Cell): boolean => kind === 'VALUE' && isPlain(text);

const isDoubtful = (cell: Cell): boolean =>
  !isSure(cell) && Number.isNaN(countOf(cell)) && !Number.isNaN(likelyCount(cell));

/** The count of a cell, or the likely one. */
const eitherCount = (cell: Cell | undefined): number =>
  cell === undefined ? Number.NaN : isDoubtful(cell) ? likelyCount(cell) : countOf(cell);

/** The cells of one row or track add up to its total, with the doubtful ones as they likely are. */
const holds = (cells: readonly Cell[], total: number): boolean => addsUp(cells.map(eitherCount), total);

const isNought = ({ text }: Cell): boolean => /^[oOｏＯ]$/u.test(text);

const proven = (cell: Cell): Cell => ({ ...cell, proven: likelyCount(cell) });

/** The sums of a column that a line takes part in hold, with the doubtful cells as they likely are; one of nothing but doubtful cells has none, letters apart. */
function columnHolds(
  column: number,
  code: ApplicationLineCode,
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
): boolean {
  const cells = lines.map((line) => (line.found === 'CELLS' ? line.cells[column] : undefined));
  if (cells.every((cell) => cell === undefined || (isDoubtful(cell) && !isNought(cell)))) return false;
  const at = (line: ApplicationLineCode): number => eitherCount(cells[codes.indexOf(line)]);
  const { inflow, outcomes } = columnSums(at, codes);
  return code === 'outcomes.total' ? inflow && outcomes : isOutcome(code) ? outcomes : inflow;
}

/**
 * Cells of table three that are no numbers as they stand, and must be the number that they look like for their row and their column both to add up.
 *
 * @param total the column of 总计
 */
export function proveCounts(
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
  total: number,
): readonly LineCells[] {
  return lines.map((line, index) => {
    const code = codes[index];
    if (code === undefined || line.found !== 'CELLS' || !line.cells.some(isDoubtful) || !holds(line.cells, total))
      return line;
    const cells = line.cells.map((cell, column) =>
      isDoubtful(cell) && columnHolds(column, code, lines, codes) ? proven(cell) : cell,
    );
    return { ...line, cells };
  });
}

/** A letter alone in a cell of a row of numbers is a nought; table two has no sums to prove it by. */
export function proveNoughts(line: LineCells): LineCells {
  if (line.found !== 'CELLS' || !line.cells.some(isNought)) return line;
  return { ...line, cells: line.cells.map((cell) => (isNought(cell) ? proven(cell) : cell)) };
}

/** Cells of a track of table four, which has no columns to add up: a total that may be a mark, and is no letter, proves nothing. */
export function proveTrack(line: LineCells, total: number): LineCells {
  if (line.found !== 'CELLS' || !line.cells.some(isDoubtful)) return line;
  const last = line.cells[total];
  if (
    last === undefined ||
    (isDoubtful(last) && likelyCount(last) === 0 && !isNought(last)) ||
    !holds(line.cells, total)
  )
    return line;
  return { ...line, cells: line.cells.map((cell) => (isDoubtful(cell) ? proven(cell) : cell)) };
}
