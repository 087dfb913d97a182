import { InvalidAskError } from '../domain/asking';
import { type Correction, currentValue, type Figure } from '../domain/figure';
import { type CellPlace, cellName, cellsOf, mapFigures, type ReportTables } from '../domain/report-cells';
import type { Actor, AuditChange, CorrectionAsk } from '../domain/reviewing';
import {
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  type FormLine,
  type FormVersion,
  type LineCode,
  REVIEW_LINES,
} from '../domain/statutory-form';

const linesBy = (lines: readonly FormLine<LineCode>[]): ReadonlyMap<string, FormLine<LineCode>> =>
  new Map(lines.map((line) => [line.code, line]));
const APPLICATION = linesBy(APPLICATION_LINES);
const REVIEW = linesBy(REVIEW_LINES);
const DISCLOSURE = linesBy(DISCLOSURE_LINES);

/** The cell that is meant. @throws InvalidAskError for a line that there is not, and for one without, or with too much of, its column. */
function placeOf({ line, applicant = null, track = null }: CorrectionAsk): CellPlace & { readonly on: FormLine } {
  const on = APPLICATION.get(line) ?? REVIEW.get(line) ?? DISCLOSURE.get(line);
  if (on === undefined) throw new InvalidAskError(`There is no line ${line.slice(0, 60)}; the glossary lists them.`);
  const needsApplicant = APPLICATION.has(line);
  const needsTrack = REVIEW.has(line);
  if (needsApplicant !== (applicant !== null))
    throw new InvalidAskError(needsApplicant ? `${line} needs an applicant.` : `${line} has no applicants.`);
  if (needsTrack !== (track !== null))
    throw new InvalidAskError(needsTrack ? `${line} needs a track.` : `${line} has no tracks.`);
  return { line: on.code, applicant, track, on };
}

/** @throws InvalidAskError for a number that the line cannot hold. */
function numberOf(value: string | null, { code, unit }: FormLine): number | null {
  if (value === null) return null;
  const decimals = unit === 'yuan' ? 2 : 0;
  const [, fraction = ''] = value.split('.');
  if (fraction.length > decimals)
    throw new InvalidAskError(
      `${code} cannot be ${value}: ${decimals === 0 ? 'it is counted' : 'yuan have two decimals'}.`,
    );
  if (value.startsWith('-') && !code.endsWith('.change'))
    throw new InvalidAskError(`${code} cannot be ${value}: it is not negative.`);
  const number = Number(value);
  if (Math.abs(number) * 10 ** decimals > Number.MAX_SAFE_INTEGER)
    throw new InvalidAskError(`${code} cannot be ${value}: that is more than can be held exactly.`);
  return number;
}

/** What becomes of a figure; null takes its correction away. */
function correctionOf(ask: CorrectionAsk, on: FormLine, figure: Figure, said: Omit<Correction, 'value'>) {
  const name = cellName(placeOf(ask));
  if (ask.withdraw) {
    if (typeof ask.value === 'string') throw new InvalidAskError(`${name} has both a value and withdraw; give one.`);
    if (figure.correction === undefined) throw new InvalidAskError(`${name} has no correction to withdraw.`);
    return null;
  }
  // A value that was forgotten must not take the number away.
  if (ask.value === undefined)
    throw new InvalidAskError(`${name} needs a value, null when no number is known, or withdraw: true.`);
  const value = numberOf(ask.value, on);
  if (value === currentValue(figure))
    throw new InvalidAskError(`${name} is ${value ?? 'not known'} already; there is nothing to correct.`);
  return { value, ...said };
}

/** How a number is written in the audit log. */
const written = (figure: Figure): string | null => {
  const value = currentValue(figure);
  return value === null ? null : String(value);
};

export interface Corrected<Tables> {
  readonly tables: Tables;
  readonly changes: readonly AuditChange[];
}

/**
 * The tables with corrections made, changed and taken away; what is printed stays.
 * @throws InvalidAskError when one of them cannot be made; then none is
 */
export function correctTables<Tables extends ReportTables>(
  tables: Tables,
  form: FormVersion,
  asks: readonly CorrectionAsk[],
  by: Actor,
  reason: string,
): Corrected<Tables> {
  if (asks.length === 0) throw new InvalidAskError('There are no corrections.');
  const figures = new Map(cellsOf(tables).map((cell) => [cellName(cell), cell.figure]));
  const said = { by: by.name, at: new Date(), reason };
  const wanted = new Map<string, Correction | null>();
  for (const ask of asks) {
    const { on, ...place } = placeOf(ask);
    const name = cellName(place);
    const figure = figures.get(name);
    if (figure === undefined) throw new InvalidAskError(`A report on ${form} has no ${name}.`);
    if (wanted.has(name)) throw new InvalidAskError(`${name} is corrected twice; correct it once.`);
    wanted.set(name, correctionOf(ask, on, figure, said));
  }
  const changes: AuditChange[] = [];
  const corrected = mapFigures(tables, (figure, place) => {
    const name = cellName(place);
    const correction = wanted.get(name);
    if (correction === undefined) return figure;
    const { correction: _before, ...printed } = figure;
    const after = correction === null ? printed : { ...printed, correction };
    changes.push({ what: name, before: written(figure), after: written(after) });
    return after;
  });
  return { tables: corrected, changes };
}
