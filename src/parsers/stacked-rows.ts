import { isDigit } from './character-kinds';
import type { Cell, CellKind } from './lex-cells';
import { isOfficialLabel } from './official-label';

/** So many rows are taken apart: the form has fewer lines. */
const MOST_STACKED = 100;
const COUNTS = /^\d+(?:\s+\d+)+$/u;

/** A cell keeps no more of a long text than a part. */
const isStacked = ({ kind, row, start, end }: Cell, source: string): boolean =>
  kind !== 'EMPTY' &&
  row !== null &&
  end - start > 2 &&
  isDigit(source.charCodeAt(start)) &&
  COUNTS.test(source.slice(start, end));

/** The words of a cell, in a cell each of a kind. */
function wordsOf(cell: Cell, kind: CellKind, source: string): readonly Cell[] {
  return [...source.slice(cell.start, cell.end).matchAll(/\S+/gu)].map(({ 0: text, index }) => {
    const start = cell.start + index;
    return { ...cell, kind, text, start, end: start + text.length };
  });
}

/** The official labels that the words of a cell make up one after the other; undefined where any is left. */
function labelsOf(cell: Cell, source: string): readonly Cell[] | undefined {
  const labels: Cell[] = [];
  let open: Cell | undefined;
  for (const word of wordsOf(cell, 'TEXT', source)) {
    const start: number = open?.start ?? word.start;
    open = { ...word, text: (open?.text ?? '') + word.text, start };
    if (!isOfficialLabel(open.text)) continue;
    labels.push(open);
    open = undefined;
  }
  return open === undefined ? labels : undefined;
}

/** The rows of one that holds several, line by line in its cells; undefined unless its label is as many official ones as each cell has numbers. */
function unstacked(row: readonly Cell[], source: string): readonly Cell[] | undefined {
  const first = row.findIndex((cell) => isStacked(cell, source));
  const label = row[first - 1];
  const values = row.slice(first);
  if (label?.kind !== 'TEXT' || !values.every((cell) => cell.kind === 'EMPTY' || isStacked(cell, source)))
    return undefined;
  const labels = labelsOf(label, source);
  const columns = values.flatMap((cell) => (cell.kind === 'EMPTY' ? [] : [wordsOf(cell, 'VALUE', source)]));
  if (labels === undefined || columns.some(({ length }) => length !== labels.length)) return undefined;
  return labels.flatMap((own, at) => {
    const cells = [...(at === 0 ? row.slice(0, first - 1) : []), own, ...columns.flatMap((column) => column[at] ?? [])];
    return cells.map((cell) => ({ ...cell, row: (cell.row ?? 0) + at / labels.length }));
  });
}

/** Takes rows apart that hold several lines of the form in one: their labels in one cell, and the numbers of each column in another. */
export function partStackedRows(cells: readonly Cell[], source: string): readonly Cell[] {
  if (!cells.some((cell) => isStacked(cell, source))) return cells;
  const parted: Cell[] = [];
  let tries = MOST_STACKED;
  const partsOf = (row: readonly Cell[]): readonly Cell[] => {
    if (tries === 0 || !row.some((cell) => isStacked(cell, source))) return row;
    tries -= 1;
    return unstacked(row, source) ?? row;
  };
  for (let at = 0, end = 0; at < cells.length; at = end) {
    const row = cells[at]?.row ?? null;
    end = at + 1;
    while (row !== null && cells[end]?.row === row) end++;
    parted.push(...partsOf(cells.slice(at, end)));
  }
  return parted;
}
