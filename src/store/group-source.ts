import type { Aggregation, MeasureAsk, RatioAsk } from '../domain/aggregates';
import { InvalidAskError } from '../domain/asking';
import { measureById } from '../domain/indicators';
import { definitionOf, measuresOf, type RatioDefinition } from '../domain/ratio-definitions';
import { ROLLUP_CELLS, ROLLUP_RATIOS } from '../domain/rollup-cells';
import type { Applicant, FormVersion } from '../domain/statutory-form';
import type { FigureSql } from './figure-sql';
import { type KeptGrain, rollupRows, settledRows } from './rollup-sql';

/** What the columns of a group are computed from: rows of reports, or rows of rollups. Every method gives an aggregate. */
export interface GroupSource {
  /** What is read, as `report`; to be asked for when everything else has been. */
  readonly rows: string;
  /** To be put after it. */
  readonly joins: string;
  /** How many reports. */
  readonly reports: string;
  reportsOn(form: FormVersion): string;
  /** A measure of the reports of a group, numeric; NULL when none has it, and for a sum of stocks over years. */
  measure(asked: MeasureAsk): string;
  /** How many reports have the figure. */
  known(id: string, applicant: Applicant): string;
  /** Sums over the reports that know both parts of a ratio, and how many do. */
  parts(definition: RatioDefinition): { readonly over: string; readonly under: string; readonly both: string };
  /** The mean or median of the ratios of reports, double precision. */
  ratioOfPoints(asked: RatioAsk): string;
  /** How many reports have a ratio. */
  points(definition: RatioDefinition): string;
}

/** True of reports of one year only: what a sum of stocks needs. */
export const ONE_YEAR = 'min(report.year) = max(report.year)';

const QUANTILES: Readonly<Partial<Record<Aggregation, number>>> = { MEDIAN: 0.5, P25: 0.25, P75: 0.75, P90: 0.9 };
const FUNCTIONS: Readonly<Partial<Record<Aggregation, string>>> = {
  SUM: 'sum',
  MIN: 'min',
  MAX: 'max',
  MEAN: 'avg',
  COUNT: 'count',
};

/** Between two reports a quantile lies on the straight line, as in spreadsheets. Turning it into numeric keeps 15 digits, which drops the noise of binary fractions. */
const quantile = (share: number, figure: string): string =>
  `percentile_cont(${share}) WITHIN GROUP (ORDER BY (${figure})::double precision)`;

const double = (sql: string): string => `(${sql})::double precision`;

function measureOfRows({ id, applicant, aggregation }: MeasureAsk, figures: FigureSql): string {
  const figure = figures.measure(id, applicant);
  const share = QUANTILES[aggregation];
  if (share !== undefined) return `${quantile(share, figure)}::numeric`;
  // Of numeric, the deviation would have no more digits than its square needs.
  if (aggregation === 'STDDEV') return `stddev_samp((${figure})::double precision)::numeric`;
  const value = `${FUNCTIONS[aggregation]}(${figure})::numeric`;
  return aggregation === 'SUM' ? sumOf(id, value) : value;
}

/** The sum of a measure, where it may be added: a stock only within a year. */
const sumOf = (id: string, sum: string): string =>
  measureById(id).stock ? `CASE WHEN ${ONE_YEAR} THEN ${sum} END` : sum;

/** @throws InvalidAskError for a definition that does not exist. */
export function definitionAsked({ id, version }: Pick<RatioAsk, 'id' | 'version'>): RatioDefinition {
  const definition = definitionOf(id, version);
  if (definition === undefined)
    throw new InvalidAskError(`${id} has no definition of version ${version}; the query indicators lists them.`);
  return definition;
}

export const hasStock = (definition: RatioDefinition): boolean => measuresOf(definition).some(({ stock }) => stock);

/** Numerator and denominator of one report, and the condition that both are known. */
export function partsOf(definition: RatioDefinition, figures: FigureSql) {
  const numerator = figures.sum(definition.numerator);
  const denominator = figures.sum(definition.denominator);
  return { numerator, denominator, known: `${numerator} IS NOT NULL AND ${denominator} IS NOT NULL` };
}

export const overOneYear = (definition: RatioDefinition, sql: string): string =>
  hasStock(definition) ? `CASE WHEN ${ONE_YEAR} THEN ${sql} END` : sql;

/** A ratio of the reports of a group, double precision as it is shown; NULL when it has no value. */
export function ratioSql(asked: RatioAsk, source: GroupSource): string {
  if (asked.pooling !== 'POOLED') return source.ratioOfPoints(asked);
  const definition = definitionAsked(asked);
  const { over, under } = source.parts(definition);
  return overOneYear(definition, `${double(over)} / ${double(`nullif(${under}, 0)`)}`);
}

/** Rows of `annual_report AS report`, with the joins of the figures. */
export const reportsAsSource = (figures: FigureSql): GroupSource => ({
  rows: 'annual_report AS report',
  get joins() {
    return figures.joins;
  },
  reports: 'count(*)',
  reportsOn: (form) => `count(*) FILTER (WHERE report.form = '${form}')`,
  measure: (asked) => measureOfRows(asked, figures),
  known: (id, applicant) => `count(${figures.measure(id, applicant)})`,
  parts: (definition) => {
    const { numerator, denominator, known } = partsOf(definition, figures);
    const both = `FILTER (WHERE ${known})`;
    return { over: `sum(${numerator}) ${both}`, under: `sum(${denominator}) ${both}`, both: `count(*) ${both}` };
  },
  ratioOfPoints: ({ pooling, ...asked }) => {
    const { numerator, denominator } = partsOf(definitionAsked(asked), figures);
    if (pooling === 'MEAN') return double(`avg(${numerator}::numeric / nullif(${denominator}, 0))`);
    return double(`${quantile(0.5, `${double(numerator)} / ${double(`nullif(${denominator}, 0)`)}`)}::numeric`);
  },
  points: (definition) => {
    const { numerator, denominator } = partsOf(definition, figures);
    return `count(${numerator}) FILTER (WHERE ${denominator} <> 0)`;
  },
});

const CELLS = new Map(ROLLUP_CELLS.map((cell) => [`${cell.measure} ${cell.applicant}`, cell]));
const RATIOS = new Map(ROLLUP_RATIOS.map((ratio) => [ratio.definition, ratio]));
const notAddedUp = (): never => {
  throw new Error('ratios of single reports are not added up');
};
const count = (column: string): string => `coalesce(sum(report.${column}), 0)`;

/**
 * Rows of rollups. Measures and ratios that there are not, `figures` refuses.
 * @param ofOneYear - whether every group is. Rows of a group of several years may not cancel each other out: their year would still be seen.
 */
export function rollupsAsSource(figures: FigureSql, grain: KeptGrain, ofOneYear: boolean): GroupSource {
  const columns = new Map<string, string>();
  const cellOf = (id: string, applicant: Applicant) => {
    const figure = figures.measure(id, applicant);
    const cell = CELLS.get(`${id} ${applicant}`);
    if (cell === undefined) throw new Error(`${id} of ${applicant} is not added up`);
    columns.set(cell.sum, figure).set(cell.known, `(${figure} IS NOT NULL)::integer`);
    return cell;
  };
  const ratioOf = (definition: RatioDefinition) => {
    const ratio = RATIOS.get(definition);
    if (ratio === undefined) throw new Error(`${definition.id} is not added up`);
    const { numerator, denominator, known } = partsOf(definition, figures);
    columns.set(ratio.over, `CASE WHEN ${known} THEN ${numerator} END`);
    columns.set(ratio.under, `CASE WHEN ${known} THEN ${denominator} END`).set(ratio.both, `(${known})::integer`);
    return ratio;
  };
  return {
    get rows() {
      const rows = rollupRows(grain, columns, figures.joins);
      return ofOneYear ? rows : settledRows(grain, columns.keys(), rows);
    },
    joins: '',
    reports: count('reports'),
    reportsOn: (form) => `coalesce(sum(report.reports) FILTER (WHERE report.form = '${form}'), 0)`,
    measure: ({ id, applicant, aggregation }) => {
      const { sum, known } = cellOf(id, applicant);
      if (aggregation === 'COUNT') return `${count(known)}::numeric`;
      if (aggregation === 'MEAN') return `sum(report.${sum}) / nullif(sum(report.${known}), 0)`;
      return sumOf(id, `CASE WHEN sum(report.${known}) > 0 THEN sum(report.${sum}) END`);
    },
    known: (id, applicant) => count(cellOf(id, applicant).known),
    parts: (definition) => {
      const { over, under, both } = ratioOf(definition);
      const part = (column: string): string => `CASE WHEN sum(report.${both}) > 0 THEN sum(report.${column}) END`;
      return { over: part(over), under: part(under), both: count(both) };
    },
    ratioOfPoints: notAddedUp,
    points: notAddedUp,
  };
}
