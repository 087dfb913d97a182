import { type Diagnostic, diagnose } from '../domain/diagnostic';
import {
  APPLICANT_PARTS,
  APPLICANT_TERMS,
  APPLICANTS,
  type Applicant,
  type ApplicationLineCode,
} from '../domain/statutory-form';
import type { LineCells } from './align-rows';
import { fold } from './fold';
import type { Cell } from './lex-cells';

const WORDS: ReadonlyMap<string, Applicant> = new Map(
  APPLICANTS.map((applicant) => [fold(APPLICANT_TERMS[applicant].zh), applicant]),
);
const LEGAL_PERSONS = fold('法人或其他组织');
const UNDER_LEGAL_PERSONS: ReadonlySet<Applicant> = new Set(APPLICANT_PARTS.slice(1));

/** The order of columns that a whole heading states, one row of headings or two; undefined when it is cut or says something twice. */
function statedOrder(cells: readonly Cell[]): readonly Applicant[] | undefined {
  const firstValue = cells.findIndex((cell) => cell.kind === 'VALUE');
  const seen: (Applicant | 'LEGAL_PERSONS')[] = [];
  for (const cell of cells.slice(0, firstValue === -1 ? 0 : firstValue)) {
    const text = cell.kind === 'TEXT' ? fold(cell.text) : '';
    const word = text === LEGAL_PERSONS ? 'LEGAL_PERSONS' : WORDS.get(text);
    if (word !== undefined) seen.push(word);
  }
  const applicants = seen.filter((word) => word !== 'LEGAL_PERSONS');
  if (applicants.length !== APPLICANTS.length || new Set(seen).size !== seen.length) return undefined;
  const parts = applicants.filter((applicant) => UNDER_LEGAL_PERSONS.has(applicant));
  const isNested = seen.includes('LEGAL_PERSONS');
  if (!isNested) {
    const first = seen.findIndex((word) => word !== 'LEGAL_PERSONS' && UNDER_LEGAL_PERSONS.has(word));
    const unbroken = seen
      .slice(first, first + parts.length)
      .every((word) => word !== 'LEGAL_PERSONS' && UNDER_LEGAL_PERSONS.has(word));
    const last = seen[seen.length - 1];
    return unbroken && last === 'TOTAL' ? applicants : undefined;
  }
  return seen.flatMap((word) => (word === 'LEGAL_PERSONS' ? parts : UNDER_LEGAL_PERSONS.has(word) ? [] : [word]));
}

/** How many full rows have a total, at the place that the order gives it, equal to the other six. */
function fittingRows(order: readonly Applicant[], lines: readonly LineCells[]): number {
  const total = order.indexOf('TOTAL');
  return lines.filter((line) => {
    if (line.found !== 'CELLS') return false;
    const numbers = line.cells.map((cell) => Number(cell.text));
    const sum = numbers.reduce((all, number) => all + number, 0);
    return sum === 2 * (numbers[total] ?? Number.NaN);
  }).length;
}

/**
 * The applicants in the order of the columns. A whole heading that states another order than the form is believed unless the row totals speak for
 * the form; then the form's order is kept. Either way it is said.
 */
export function orderColumns(
  cells: readonly Cell[],
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
  diagnostics: Diagnostic[],
): readonly Applicant[] {
  const stated = statedOrder(cells);
  if (stated === undefined || stated.every((applicant, at) => applicant === APPLICANTS[at])) return APPLICANTS;
  const heading = cells.find((cell) => cell.kind === 'TEXT' && WORDS.has(fold(cell.text)));
  const order = fittingRows(stated, lines) >= fittingRows(APPLICANTS, lines) ? stated : APPLICANTS;
  diagnostics.push(
    diagnose('COLUMNS_REORDERED', {
      lines: codes,
      span: heading === undefined ? null : { start: heading.start, end: heading.end },
      actual: stated.map((applicant) => APPLICANT_TERMS[applicant].zh).join(' '),
      expected: APPLICANTS.map((applicant) => APPLICANT_TERMS[applicant].zh).join(' '),
    }),
  );
  return order;
}
