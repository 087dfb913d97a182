import { statesSaid } from '../domain/asked-states';
import {
  type FigureCondition,
  type IntRange,
  InvalidAskError,
  type ReportFilter,
  type Visibility,
} from '../domain/asking';
import { findMeasure } from '../domain/indicators';
import { codeRange, isRegionCode } from '../domain/region';
import { REPORT_STATES } from '../domain/report';
import { readStoredNumber } from '../domain/stored-number';
import type { Bindings } from './bindings';
import type { FigureSql } from './figure-sql';

const MAX_FILTERS = 100;

/**
 * The condition on `annual_report AS report`. One on something that is not known does not hold, so that `not` of it does: within `not` every
 * condition is true or false. Elsewhere it may be unknown, which lets the database use indexes of figures.
 * @param yearsBack - shifts every condition on the year, for the reports that the ones of the filter are compared with
 * @throws InvalidAskError for a condition that has not exactly one subject, a bound that is no number, and more than 100 nested filters.
 */
export function reportFilterSql(filter: ReportFilter, figures: FigureSql, bindings: Bindings, yearsBack = 0): string {
  let filters = 0;
  const sqlOf = (part: ReportFilter, negated: boolean): string => {
    filters += 1;
    if (filters > MAX_FILTERS) throw new InvalidAskError(`A filter may hold ${MAX_FILTERS} filters at most.`);
    const conditions = ownConditions(part, figures, bindings, yearsBack, negated);
    for (const inner of part.and ?? []) conditions.push(sqlOf(inner, negated));
    if (part.or) conditions.push(anyOf(part.or.map((inner) => sqlOf(inner, negated))));
    if (part.not) conditions.push(`NOT ${sqlOf(part.not, true)}`);
    return allOf(conditions);
  };
  return sqlOf(filter, false);
}

/**
 * Which revision of an agency-year stands for it: what the public sees, or for a reviewer who does not ask for published ones only, the latest.
 * @throws InvalidAskError for a state within `or` or `not`.
 */
export function currentRevisions(visibility: Visibility, filter: ReportFilter = {}): string {
  const said = statesSaid(filter);
  const states = REPORT_STATES.filter((state) => said.every((listed) => listed.includes(state)));
  const publishedOnly = states.length === 1 && states[0] === 'PUBLISHED';
  return visibility === 'PUBLIC' || publishedOnly ? 'report.is_public' : 'report.is_latest';
}

const allOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')})`;
const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
const known = (condition: string): string => `coalesce(${condition}, false)`;

function ownConditions(
  filter: ReportFilter,
  figures: FigureSql,
  bindings: Bindings,
  yearsBack: number,
  negated: boolean,
): string[] {
  const conditions: string[] = [];
  if (filter.year) conditions.push(...rangeSql('report.year', filter.year, bindings, yearsBack));
  if (filter.agencyIds) conditions.push(`report.agency_id = ANY(${namedAgencies(filter.agencyIds, bindings)})`);
  if (typeof filter.agencyName === 'string') conditions.push(namedLike(figures.agency(), filter.agencyName, bindings));
  if (filter.within) conditions.push(withinSql('report.region_code', filter.within, bindings));
  for (const column of ['level', 'kind', 'scope', 'form', 'state'] as const) {
    const words = filter[column];
    if (words) conditions.push(`report.${column} = ANY(${bindings.bind([...words], 'text[]')})`);
  }
  for (const condition of filter.where ?? [])
    conditions.push(figureConditionSql(condition, figures, bindings, negated));
  return conditions;
}

/** Conditions on a number, each bound less `less`. */
export function rangeSql(column: string, range: IntRange, bindings: Bindings, less: number): readonly string[] {
  const conditions: string[] = [];
  const shifted = (bound: number): number => Math.max(bound - less, MIN_INTEGER);
  const compare = (operator: string, bound: number | null | undefined): void => {
    if (typeof bound === 'number') conditions.push(`${column} ${operator} ${bindings.bind(shifted(bound), 'integer')}`);
  };
  compare('=', range.eq);
  compare('>=', range.gte);
  compare('<=', range.lte);
  if (range.in) conditions.push(`${column} = ANY(${bindings.bind(range.in.map(shifted), 'integer[]')})`);
  return conditions;
}

/** The agencies that ids name: of one that was merged, the one that is left. */
const namedAgencies = (ids: readonly string[], bindings: Bindings): string =>
  'array(SELECT coalesce(named.merged_into, named.id) FROM agency AS named' +
  ` WHERE named.id = ANY(${bindings.bind(knownIds(ids), 'integer[]')}))`;

const MIN_INTEGER = -(2 ** 31);

/** The ids that an agency can have; any other text names none. */
export function knownIds(ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => readStoredNumber(id) ?? []);
}

/** `agency` is the alias of the agency's row; the text is looked for as it is, without wildcards. */
export function namedLike(agency: string, text: string, bindings: Bindings): string {
  const part = bindings.bindText(text);
  return (
    `(position(${part} in ${agency}.name) > 0` +
    ` OR EXISTS (SELECT FROM unnest(${agency}.aliases) AS alias WHERE position(${part} in alias) > 0))`
  );
}

/** @throws InvalidAskError when one is no code: 山东 would take in nothing, as if there were no reports */
export function checkRegionCodes(codes: readonly string[]): void {
  const strange = codes.find((code) => !isRegionCode(code));
  if (strange !== undefined)
    throw new InvalidAskError(
      `Regions are named by codes of six digits, such as 370000; ${JSON.stringify(strange.slice(0, 20))} is none.`,
    );
}

/**
 * Codes that lie in one of the regions.
 * @throws InvalidAskError when one is no code
 */
export function withinSql(column: string, codes: readonly string[], bindings: Bindings): string {
  checkRegionCodes(codes);
  const ranges = codes
    .map(codeRange)
    .map(
      ({ from, before }) =>
        `(${column} >= ${bindings.bind(from, 'char(6)')} AND ${column} < ${bindings.bind(before, 'char(6)')})`,
    );
  return known(anyOf(ranges));
}

/** The bounds of conditions on numbers and how SQL writes them. */
export const OPERATORS = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function figureConditionSql(
  condition: FigureCondition,
  figures: FigureSql,
  bindings: Bindings,
  negated: boolean,
): string {
  const figure = subjectSql(condition, figures);
  const type = numberType(condition);
  const bounds = Object.entries(OPERATORS).flatMap(([name, operator]) => {
    const bound = condition[name as keyof typeof OPERATORS];
    if (typeof bound !== 'string') return [];
    const exact = type === 'bigint' && !WHOLE.test(bound) ? 'numeric' : type;
    return [`${figure} ${operator} ${bindings.bind(decimal(bound), exact)}`];
  });
  if (bounds.length === 0) return `${figure} IS NOT NULL`;
  return negated ? known(bounds.join(' AND ')) : allOf(bounds);
}

/** Whole numbers that bigint surely holds. */
const WHOLE = /^-?\d{1,18}$/;

/** What a figure is in the tables, and a ratio where it is shown. An index of whole numbers serves conditions on whole numbers only. */
export function numberType({ measure }: Pick<FigureCondition, 'measure'>): 'bigint' | 'numeric' | 'double precision' {
  if (typeof measure !== 'string') return 'double precision';
  const unit = findMeasure(measure)?.unit;
  return unit === undefined || unit === 'yuan' ? 'numeric' : 'bigint';
}

/** The figure that a condition or an order is about. */
export function subjectSql(
  subject: Pick<FigureCondition, 'measure' | 'applicant' | 'ratio'>,
  figures: FigureSql,
): string {
  const { measure, applicant, ratio } = subject;
  if (typeof measure === 'string' && !ratio) return figures.measure(measure, applicant ?? 'TOTAL');
  if (!ratio || measure) throw new InvalidAskError('A condition on a figure needs exactly one of measure and ratio.');
  if (applicant && applicant !== 'TOTAL')
    throw new InvalidAskError(`${ratio} is not broken down by applicant; ask without applicant.`);
  return figures.ratio(ratio);
}

/** @throws InvalidAskError for what is no decimal. */
export function decimal(text: string): string {
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) throw new InvalidAskError(`${text.slice(0, 60)} is no decimal number.`);
  return text;
}
