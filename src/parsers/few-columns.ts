import { APPLICANTS, type ApplicationLineCode } from '../domain/statutory-form';
import type { AssembledRow } from './assemble-rows';
import { filledOf } from './fit-cells';
import { fold } from './fold';
import { addsUp, columnSums } from './form-sums';
import { type Cell, countOf } from './lex-cells';
import type { LineCells } from './line-cells';

/** A table has so many lines, and no list of a few outcomes does. */
const FEWEST_LINES = 20;

const NAMES_APPLICANT = /自然人|法人|商业企业|科研机构|公益组织|法律服务机构/u;
const TOTAL_ALONE = /^(?:总计|合计|总数|数量|件数|申请数量|总计件|合计件|数量件)$/u;
const GROUPS = ['自然人', '法人或其他组织', '总计'].map(fold);

/** The texts above the first number, folded. */
function headingOf(cells: readonly Cell[]): readonly string[] {
  const firstValue = cells.findIndex(({ kind }) => kind === 'VALUE');
  return cells.slice(0, Math.max(0, firstValue)).flatMap(({ kind, text }) => (kind === 'TEXT' ? [fold(text)] : []));
}

/** Where the columns of a table of so few stand on the form; undefined unless the heading names them and the sums agree. */
function fewColumns(
  heading: readonly string[],
  rows: ReadonlyMap<ApplicationLineCode, AssembledRow>,
  codes: readonly ApplicationLineCode[],
): readonly number[] | undefined {
  const counts = (code: ApplicationLineCode): readonly number[] =>
    filledOf(rows.get(code) as AssembledRow).map(countOf);
  const widths = new Set([...rows.keys()].map((code) => counts(code).length));
  const [width] = widths;
  if (widths.size > 1) return undefined;
  const named = heading.filter((text) => NAMES_APPLICANT.test(text) || TOTAL_ALONE.test(text));
  if (width === GROUPS.length && named.join() === GROUPS.join())
    return codes.every((code) => !rows.has(code) || addsUp(counts(code))) ? [0, -1, APPLICANTS.length - 1] : undefined;
  if (width !== 1 || named.length !== 1 || !TOTAL_ALONE.test(named[0] ?? '')) return undefined;
  const { inflow, outcomes } = columnSums(
    (code) => (rows.has(code) ? (counts(code)[0] ?? Number.NaN) : Number.NaN),
    codes,
  );
  return inflow && outcomes ? [APPLICANTS.length - 1] : undefined;
}

/**
 * Table three as some towns print it: 总计 alone, or 自然人, 法人或其他组织 and 总计. What it has of the columns of the form is read, where its heading says so and
 * its sums agree; the others are absent.
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
  const columns = rows.size < FEWEST_LINES ? undefined : fewColumns(headingOf(cells), rows, codes);
  if (columns === undefined) return lines;
  return lines.map((line): LineCells => {
    if (line.found !== 'MISFIT') return line;
    const filled = filledOf(line.row);
    return { found: 'PARTLY', cells: APPLICANTS.map((_, at) => filled[columns.indexOf(at)]), row: line.row };
  });
}
