import { APPLICANT_TERMS, APPLICANTS, type ApplicationLineCode } from '../domain/statutory-form';
import type { AssembledRow } from './assemble-rows';
import { collect } from './collect';
import { filledOf } from './fit-cells';
import { fold } from './fold';
import { addsUp, columnSums } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';
import { headingTexts, LEGAL_PERSONS } from './order-columns';

/** A table has so many lines, and no list of a few outcomes does. */
const FEWEST_LINES = 20;

const TOTAL_ALONE =
  /^(?:总计|合计|小计|总数|数量|件数|总件数|申请件数|申请数量|申请总数|本年度?数量|总计件|合计件|数量件|件数件)$/u;
const TOTAL = APPLICANTS.length - 1;
/** In a place of the form: all legal persons together, which the form does not ask for. */
const NO_COLUMN = -1;
const PLACES: ReadonlyMap<string, number> = new Map([
  ...APPLICANTS.map((applicant, place) => [fold(APPLICANT_TERMS[applicant].zh), place] as const),
  [LEGAL_PERSONS, NO_COLUMN],
]);

const placeOf = (text: string): number | undefined => PLACES.get(text) ?? (TOTAL_ALONE.test(text) ? TOTAL : undefined);

/** The places on the form of the columns that the texts above the first number name, in their order. */
const namedPlaces = (cells: readonly Cell[]): readonly number[] => collect(headingTexts(cells), placeOf);

/** What is named as often as a row has numbers: all, or all but the heading over those of legal persons. */
function columnsOfWidth(named: readonly number[], width: number): readonly number[] | undefined {
  const isOver = named.includes(NO_COLUMN) && named.some((place) => place > 0 && place < TOTAL);
  if (named.length === width) return isOver ? undefined : named;
  const leaves = named.filter((place) => place !== NO_COLUMN);
  return leaves.length === width && leaves.length < named.length ? leaves.toSorted((a, b) => a - b) : undefined;
}

/** Where the columns of a table of so few stand on the form; undefined unless the heading names as many, in the order of the form, and the sums of each agree. */
function fewColumns(
  named: readonly number[],
  rows: ReadonlyMap<ApplicationLineCode, AssembledRow>,
  codes: readonly ApplicationLineCode[],
): readonly number[] | undefined {
  const counts = (code: ApplicationLineCode): readonly number[] =>
    filledOf(rows.get(code) as AssembledRow).map(countOf);
  const [width = 0, ...others] = new Set([...rows.keys()].map((code) => counts(code).length));
  const columns = others.length > 0 || width === 0 ? undefined : columnsOfWidth(named, width);
  if (columns === undefined || width >= APPLICANTS.length) return undefined;
  const own = columns.filter((place) => place !== NO_COLUMN);
  if (own.some((place, at) => place <= (own[at - 1] ?? -1))) return undefined;
  const isWhole = columns.join() === `0,${NO_COLUMN},${TOTAL}`;
  if (isWhole && codes.some((code) => rows.has(code) && !addsUp(counts(code)))) return undefined;
  const holds = columns.every((_, at) => {
    const { inflow, outcomes } = columnSums(
      (code) => (rows.has(code) ? (counts(code)[at] ?? Number.NaN) : Number.NaN),
      codes,
    );
    return inflow && outcomes;
  });
  return isWhole || holds ? columns : undefined;
}

/**
 * Table three as some towns print it: 总计 alone, 自然人 alone, or 自然人, 法人或其他组织 and 总计. What it has of the columns of the form is read, where its heading
 * says so and its sums agree; the others are absent.
 */
export function readFewColumns(
  lines: readonly LineCells[],
  cells: readonly Cell[],
  codes: readonly ApplicationLineCode[],
): readonly LineCells[] {
  const rows = new Map<ApplicationLineCode, AssembledRow>();
  for (const [at, line] of lines.entries()) {
    const code = codes[at];
    if (line.found === 'MISFIT' && code !== undefined) rows.set(code, line.row);
    else if (line.found !== 'NOTHING') return lines;
  }
  const columns = rows.size < FEWEST_LINES ? undefined : fewColumns(namedPlaces(cells), rows, codes);
  if (columns === undefined) return lines;
  return lines.map((line): LineCells => {
    if (line.found !== 'MISFIT') return line;
    const filled = filledOf(line.row);
    return { found: 'PARTLY', cells: APPLICANTS.map((_, at) => filled[columns.indexOf(at)]), row: line.row };
  });
}
