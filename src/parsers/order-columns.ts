import { type Diagnostic, diagnose } from '../domain/diagnostic';
import {
  APPLICANT_PARTS,
  APPLICANT_TERMS,
  APPLICANTS,
  type Applicant,
  type ApplicationLineCode,
} from '../domain/statutory-form';
import { collect } from './collect';
import { fold } from './fold';
import { addsUp } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';

const WORDS: ReadonlyMap<string, Applicant> = new Map([
  ...APPLICANTS.map((applicant) => [fold(APPLICANT_TERMS[applicant].zh), applicant] as const),
  [fold('合计'), 'TOTAL'],
]);
/** The heading over the columns of legal persons, folded. */
export const LEGAL_PERSONS = fold('法人或其他组织');
const UNDER_LEGAL_PERSONS: ReadonlySet<Applicant> = new Set(APPLICANT_PARTS.slice(1));

type HeadingWord = Applicant | 'LEGAL_PERSONS';

interface StatedOrder {
  readonly applicants: readonly Applicant[];
  /** False where the words may stand in two rows of headings of which the upper has lost 法人或其他组织: 自然人 总计 商业企业 … */
  readonly sure: boolean;
}

/** The columns of the grid, in their order, under which a whole heading names the applicants; null without one. */
export function applicantColumns(cells: readonly Cell[]): readonly number[] | null {
  const columns = new Map<Applicant, number>();
  for (const cell of cells) {
    if (cell.kind === 'VALUE') break;
    const applicant = cell.kind === 'TEXT' ? WORDS.get(fold(cell.text)) : undefined;
    if (applicant === undefined) continue;
    if (cell.column === null || columns.has(applicant)) return null;
    columns.set(applicant, cell.column);
  }
  const distinct = [...new Set(columns.values())];
  return distinct.length === APPLICANTS.length ? distinct.sort((a, b) => a - b) : null;
}

/** What is said several times over, once: a heading that a converter repeats on every page. */
function saidOnce(words: readonly HeadingWord[]): readonly HeadingWord[] {
  const length = words.indexOf(words[0] ?? 'TOTAL', 1);
  const isRepeated = length > 0 && words.every((word, at) => word === words[at % length]);
  return isRepeated && words.length % length === 0 ? words.slice(0, length) : words;
}

/** The texts above the first number, folded; none where there is no number. */
export function headingTexts(cells: readonly Cell[]): readonly string[] {
  const firstValue = cells.findIndex(({ kind }) => kind === 'VALUE');
  return cells.slice(0, Math.max(0, firstValue)).flatMap(({ kind, text }) => (kind === 'TEXT' ? [fold(text)] : []));
}

/** The words of the heading of table three, in reading order. */
function headingWords(cells: readonly Cell[]): readonly HeadingWord[] {
  const seen: HeadingWord[] = [];
  for (const text of headingTexts(cells)) {
    const word = text === LEGAL_PERSONS ? 'LEGAL_PERSONS' : WORDS.get(text);
    if (word !== undefined) seen.push(word);
  }
  return saidOnce(seen);
}

/** The columns that the heading names, whole or not, by their places on the form; those of legal persons where their heading stands, the rest as read. */
export function namedColumns(cells: readonly Cell[]): readonly number[] {
  const seen = headingWords(cells);
  const parts = seen.filter((word) => word !== 'LEGAL_PERSONS' && UNDER_LEGAL_PERSONS.has(word));
  const flat = seen.includes('LEGAL_PERSONS')
    ? seen.flatMap((word) => (word === 'LEGAL_PERSONS' ? parts : parts.includes(word) ? [] : [word]))
    : seen;
  return collect(flat, (word) => (word === 'LEGAL_PERSONS' ? null : APPLICANTS.indexOf(word)));
}

/**
 * Where the seven columns of the form stand among those that the heading names, counted from the first of the seven, in the order of the form; undefined
 * unless the document marks the rows of the heading, and they name all seven.
 */
export function headedColumns(cells: readonly Cell[]): readonly number[] | undefined {
  const firstValue = cells.findIndex((cell) => cell.kind === 'VALUE');
  const heading = cells.slice(0, Math.max(0, firstValue)).filter(({ kind, row }) => kind === 'TEXT' && row !== null);
  const rowWith = (word: string): readonly string[] => {
    const row = heading.find(({ text }) => fold(text) === word)?.row;
    return collect(heading, (cell) => (cell.row === row ? fold(cell.text) : null));
  };
  const [person = '', enterprise = ''] = APPLICANTS.map((applicant) => fold(APPLICANT_TERMS[applicant].zh));
  const lower = rowWith(enterprise);
  const upper = rowWith(person);
  const words = upper.includes(enterprise) ? upper : upper.flatMap((word) => (word === LEGAL_PERSONS ? lower : [word]));
  const places = APPLICANTS.map((applicant) => words.findIndex((word) => WORDS.get(word) === applicant));
  return places.includes(-1) ? undefined : places.map((place) => place - (places[0] ?? 0));
}

/** The order of columns that a whole heading states, one row of headings or two; undefined when it is cut or says something twice. */
function statedOrder(seen: readonly HeadingWord[]): StatedOrder | undefined {
  const applicants = seen.filter((word) => word !== 'LEGAL_PERSONS');
  if (applicants.length !== APPLICANTS.length || new Set(seen).size !== seen.length) return undefined;
  const parts = applicants.filter((applicant) => UNDER_LEGAL_PERSONS.has(applicant));
  const isNested = seen.includes('LEGAL_PERSONS');
  if (!isNested) {
    const first = seen.findIndex((word) => word !== 'LEGAL_PERSONS' && UNDER_LEGAL_PERSONS.has(word));
    const unbroken = seen
      .slice(first, first + parts.length)
      .every((word) => word !== 'LEGAL_PERSONS' && UNDER_LEGAL_PERSONS.has(word));
    return { applicants, sure: !unbroken || seen[seen.length - 1] === 'TOTAL' };
  }
  const nested: Applicant[] = [];
  for (const word of seen) {
    if (word === 'LEGAL_PERSONS') nested.push(...parts);
    else if (!UNDER_LEGAL_PERSONS.has(word)) nested.push(word);
  }
  return { applicants: nested, sure: true };
}

/** The numbers of the full rows. */
const numbersOf = (lines: readonly LineCells[]): readonly (readonly number[])[] =>
  collect(lines, (line) => (line.found === 'CELLS' ? line.cells.map(countOf) : null));

/** How many rows have a total, at the place that the order gives it, equal to the other six. */
function fittingRows(order: readonly Applicant[], rows: readonly (readonly number[])[]): number {
  const total = order.indexOf('TOTAL');
  return rows.filter((numbers) => addsUp(numbers, total)).length;
}

/** True when what is left of a heading, or of one of several, has two kinds of applicants in another order than the form. */
function contradictsForm(seen: readonly HeadingWord[]): boolean {
  const met = new Set<Applicant>();
  let last = -1;
  for (const word of seen) {
    if (word === 'LEGAL_PERSONS' || word === 'TOTAL') continue;
    if (met.has(word)) {
      met.clear();
      last = -1;
    }
    const place = APPLICANTS.indexOf(word);
    if (place < last) return true;
    met.add(word);
    last = place;
  }
  return false;
}

/** The totals of the rows speak for neither of two orders, and not because all numbers are zero. */
const isUndecided = (rows: readonly (readonly number[])[], spokenFor: number): boolean =>
  spokenFor === 0 && rows.some((numbers) => numbers.some((number) => number !== 0));

const TOTAL_FIRST: readonly Applicant[] = ['TOTAL', ...APPLICANT_PARTS];

/**
 * The applicants in the order of the columns. A whole heading that states another order than the form is believed unless the row totals speak for
 * the form; then the form's order is kept. Either way it is said. A heading that may be broken needs the row totals to speak for it, and it is said
 * where they speak for neither; where there is no whole heading they may say that the total stands first. A heading in the order of the form is followed, but what they say against it is said; so is
 * what is left of a cut heading when it contradicts the form.
 */
export function orderColumns(
  cells: readonly Cell[],
  lines: readonly LineCells[],
  codes: readonly ApplicationLineCode[],
  diagnostics: Diagnostic[],
): readonly Applicant[] {
  const seen = headingWords(cells);
  const headed = statedOrder(seen);
  const isOfForm = headed?.applicants.every((applicant, at) => applicant === APPLICANTS[at]) ?? false;
  const { applicants: stated, sure } =
    headed === undefined || isOfForm ? { applicants: TOTAL_FIRST, sure: false } : headed;
  const rows = numbersOf(lines);
  const spokenFor = fittingRows(stated, rows) - fittingRows(APPLICANTS, rows);
  const isContradicted = contradictsForm(seen) || (headed !== undefined && !isOfForm && isUndecided(rows, spokenFor));
  if (!sure && spokenFor <= 0 && !isContradicted) return APPLICANTS;
  const heading = cells.find((cell) => cell.kind === 'TEXT' && WORDS.has(fold(cell.text)));
  const order = !isOfForm && ((sure && spokenFor >= 0) || spokenFor > 0) ? stated : APPLICANTS;
  diagnostics.push(
    diagnose('COLUMNS_REORDERED', {
      lines: codes,
      span: heading === undefined ? null : { start: heading.start, end: heading.end },
      actual: (sure || !isContradicted ? stated : seen.filter((word) => word !== 'LEGAL_PERSONS'))
        .map((applicant) => APPLICANT_TERMS[applicant].zh)
        .join(' '),
      expected: APPLICANTS.map((applicant) => APPLICANT_TERMS[applicant].zh).join(' '),
    }),
  );
  return order;
}
