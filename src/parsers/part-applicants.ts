import { APPLICANT_TERMS, APPLICANTS } from '../domain/statutory-form';
import { alignRows } from './align-rows';
import { assembleRows } from './assemble-rows';
import { fold } from './fold';
import { addsUp } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';
import { LEGAL_PERSONS, namedColumns } from './order-columns';
import type { TableLines } from './table-lines';

/** A part of table three that has some of its columns: its cells, heading included, and the places of these columns on the form. */
interface PartOfTable {
  readonly cells: readonly Cell[];
  readonly columns: readonly number[];
}

/** Words of the heading that are no labels of lines. */
const NAMES: ReadonlySet<string> = new Set([
  LEGAL_PERSONS,
  ...APPLICANTS.slice(0, 5).map((applicant) => fold(APPLICANT_TERMS[applicant].zh)),
]);
/** Labels of lines too, which have numbers between them. */
const [OTHERS, ...TOTALS] = ['其他', '总计', '合计'].map(fold);

/** Where the headings begin that name applicants: behind the last number before them. */
function headingStarts(cells: readonly Cell[]): readonly number[] {
  const starts: number[] = [];
  let from = 0;
  let isNamed = false;
  const wordAt = (at: number): string => (cells[at]?.kind === 'TEXT' ? fold(cells[at]?.text ?? '') : '');
  for (const [at, { kind }] of cells.entries()) {
    if (kind === 'VALUE') {
      from = at + 1;
      isNamed = false;
      continue;
    }
    const word = isNamed ? '' : wordAt(at);
    if (!NAMES.has(word) && (word !== OTHERS || !TOTALS.includes(wordAt(at + 1)))) continue;
    isNamed = true;
    starts.push(from);
  }
  return starts;
}

/**
 * The parts into which table three is printed when its columns are too many for one page: one below the other, each with a heading of its own. Undefined
 * unless the headings together name every column of the form once, in its order.
 */
export function partsOfApplications(cells: readonly Cell[]): readonly PartOfTable[] | undefined {
  const starts = headingStarts(cells);
  if (starts.length < 2) return undefined;
  const parts = starts.map((start, at): PartOfTable => {
    const own = cells.slice(at === 0 ? 0 : start, starts[at + 1] ?? cells.length);
    return { cells: own, columns: namedColumns(own) };
  });
  const named = parts.flatMap(({ columns }) => columns);
  return named.length === APPLICANTS.length && named.every((place, at) => place === at) ? parts : undefined;
}

/** What the parts of a table have of one line, side by side. */
function joined(parts: readonly LineCells[], widths: readonly number[]): LineCells {
  const [first] = parts;
  if (first === undefined || parts.every(({ found }) => found !== 'CELLS')) return first ?? { found: 'NOTHING' };
  const cells = parts.flatMap((part, at): readonly (Cell | undefined)[] =>
    part.found === 'CELLS' ? part.cells : Array.from({ length: widths[at] ?? 0 }, () => undefined),
  );
  const whole = cells.flatMap((cell) => cell ?? []);
  const label = parts.flatMap((part) => (part.found === 'CELLS' ? part.label : []));
  if (whole.length === cells.length) {
    const isSure = parts.every((part) => part.found === 'CELLS' && part.proof === 'LABEL');
    const proof = isSure && addsUp(whole.map(countOf)) ? 'LABEL' : 'ORDER';
    return { found: 'CELLS', cells: whole, proof, label, padding: 0 };
  }
  return { found: 'PARTLY', cells, row: { label, values: whole, match: undefined, labelCells: 0, detached: false } };
}

/** Lines of table three from its parts, whose labels are the same. */
export function alignParts<Code extends string>(
  parts: readonly PartOfTable[],
  { book, codes }: TableLines<Code>,
): readonly LineCells[] {
  const widths = parts.map(({ columns }) => columns.length);
  const lines = parts.map(({ cells }, at) =>
    alignRows(
      assembleRows(book, cells),
      codes.map(() => widths[at] ?? 0),
    ),
  );
  return codes.map((_, line) =>
    joined(
      lines.map((part) => part[line] ?? { found: 'NOTHING' }),
      widths,
    ),
  );
}
