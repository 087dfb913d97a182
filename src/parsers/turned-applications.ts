import { APPLICANT_TERMS, APPLICANTS, type Applicant, type ApplicationLineCode } from '../domain/statutory-form';
import { type AssembledRow, assembleRows, spanOfRow } from './assemble-rows';
import { filledOf } from './fit-cells';
import { fold } from './fold';
import { columnSums } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells, RowProof } from './line-cells';
import { findExact, makeLabelBook } from './match-labels';
import { APPLICATION_TABLES, type ApplicationLayout } from './table-lines';

/** Table three as some agencies turn it: an applicant a row, a line of the form a column. */
export interface TurnedApplications {
  readonly layout: ApplicationLayout;
  /** In the order of the columns. */
  readonly codes: readonly ApplicationLineCode[];
  /** By applicant, in the order of APPLICANTS. */
  readonly rows: readonly LineCells[];
}

const APPLICANT_BOOK = makeLabelBook(
  APPLICANTS.map((applicant) => ({
    labels: [APPLICANT_TERMS[applicant].zh, ...(applicant === 'TOTAL' ? ['合计'] : [])],
  })),
);
const LAYOUTS: readonly ApplicationLayout[] = ['THREE_LINES', 'ONE_LINE'];
const NAMES: ReadonlySet<string> = new Set(
  APPLICANTS.slice(0, 5).map((applicant) => fold(APPLICANT_TERMS[applicant].zh)),
);
/** Rows that name applicants and are as wide as the form is long: no other table has as many. */
const FEWEST_ROWS = 3;

/**
 * The order of the lines that a whole heading states for its columns: by their place in the grid, or as they are read in one row, or in the order of the form.
 * Undefined where the heading is not whole, or stands in several rows without a grid.
 */
function statedCodes(heading: readonly Cell[], layout: ApplicationLayout): readonly ApplicationLineCode[] | undefined {
  const { book, codes } = APPLICATION_TABLES[layout];
  const words = heading.flatMap((cell) => {
    const match = cell.kind === 'TEXT' ? findExact(book, cell.text) : undefined;
    const code = match === undefined || match.proof === 'GROUP' ? undefined : codes[match.line];
    return code === undefined ? [] : [{ code, column: cell.column ?? 0, row: cell.row, hasGrid: cell.column !== null }];
  });
  if (words.length !== codes.length || new Set(words.map(({ code }) => code)).size !== codes.length) return undefined;
  const hasGrid = words.every((word) => word.hasGrid);
  const stated = (hasGrid ? words.toSorted((a, b) => a.column - b.column) : words).map(({ code }) => code);
  const isOneRow = words.every(({ row }) => row !== null && row === words[0]?.row);
  return hasGrid || isOneRow || stated.every((code, at) => code === codes[at]) ? stated : undefined;
}

function bothHold(cells: readonly Cell[], codes: readonly ApplicationLineCode[]): boolean {
  const at = (line: ApplicationLineCode): number => countOf(cells[codes.indexOf(line)]);
  const { inflow, outcomes } = columnSums(at, codes);
  return inflow && outcomes;
}

function rowOf(rows: readonly AssembledRow[], applicant: Applicant, width: number, proof: RowProof): LineCells {
  const [row, ...others] = rows.filter(({ match }) => match?.line === APPLICANTS.indexOf(applicant));
  if (row === undefined) return { found: 'NOTHING' };
  if (others.length > 0) return { found: 'AMBIGUOUS', rows: [row, ...others] };
  const filled = filledOf(row);
  const endsBlank = row.values[row.values.length - 1]?.kind === 'EMPTY';
  const cells = filled.length === width ? filled : row.values.length === width && !endsBlank ? row.values : undefined;
  return cells === undefined
    ? { found: 'MISFIT', row }
    : { found: 'CELLS', cells, proof, label: row.label, padding: 0 };
}

/**
 * Finds table three with its applicants as rows; undefined when it is not printed so. The columns are those of a whole heading with a grid; else those of the
 * form, and only where every full row adds up so.
 */
export function findTurnedApplications(cells: readonly Cell[]): TurnedApplications | undefined {
  const isNamed = cells.some((cell, at) => {
    const before = cell.kind === 'VALUE' ? cells[at - 1] : undefined;
    return before?.kind === 'TEXT' && NAMES.has(fold(before.text));
  });
  if (!isNamed) return undefined;
  const rows = assembleRows(APPLICANT_BOOK, cells).filter(({ match }) => match?.proof === 'EXACT');
  for (const layout of LAYOUTS) {
    const { codes } = APPLICATION_TABLES[layout];
    const full = rows.filter((row) => filledOf(row).length === codes.length);
    const [first] = full;
    if (first === undefined || new Set(full.map(({ match }) => match?.line)).size < FEWEST_ROWS) continue;
    const before = spanOfRow(first).start;
    const stated = statedCodes(
      cells.filter((cell) => cell.start < before),
      layout,
    );
    const holds = full.every((row) => bothHold(filledOf(row), codes));
    const width = stated !== undefined || holds ? codes.length : Number.NaN;
    const proof = stated === undefined ? 'ORDER' : 'LABEL';
    return {
      layout,
      codes: stated ?? codes,
      rows: APPLICANTS.map((applicant) => rowOf(rows, applicant, width, proof)),
    };
  }
  return undefined;
}
