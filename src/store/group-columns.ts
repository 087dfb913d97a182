import type { Aggregation, MeasureAnswer, MeasureAsk, RatioAnswer, RatioAsk } from '../domain/aggregates';
import { InvalidAskError } from '../domain/asking';
import { type Measure, measureById, type Term, type ValueStatus } from '../domain/indicators';
import { definitionOf, type RatioDefinition } from '../domain/ratio-definitions';
import { FORM_VERSIONS, type FormVersion } from '../domain/statutory-form';
import type { FigureSql } from './figure-sql';
import type { Row } from './shape-rows';

/** True of reports of one year only: what a sum of stocks needs. */
const ONE_YEAR = 'min(report.year) = max(report.year)';

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

/** A measure of the reports of a group, numeric; NULL when none has it, and for a sum of stocks over years. */
export function measureSql({ id, applicant, aggregation }: MeasureAsk, figures: FigureSql): string {
  const figure = figures.measure(id, applicant);
  const share = QUANTILES[aggregation];
  if (share !== undefined) return `${quantile(share, figure)}::numeric`;
  // Of numeric, the deviation would have no more digits than its square needs.
  if (aggregation === 'STDDEV') return `stddev_samp((${figure})::double precision)::numeric`;
  const value = `${FUNCTIONS[aggregation]}(${figure})::numeric`;
  return aggregation === 'SUM' && measureById(id).stock ? `CASE WHEN ${ONE_YEAR} THEN ${value} END` : value;
}

/** @throws InvalidAskError for a definition that does not exist. */
export function definitionAsked({ id, version }: Pick<RatioAsk, 'id' | 'version'>): RatioDefinition {
  const definition = definitionOf(id, version);
  if (definition === undefined)
    throw new InvalidAskError(`${id} has no definition of version ${version}; the query indicators lists them.`);
  return definition;
}

const termsOf = ({ numerator, denominator }: RatioDefinition): readonly Term[] => [...numerator, ...denominator];
const measuresOf = (definition: RatioDefinition): readonly Measure[] =>
  termsOf(definition).map(({ measure }) => measureById(measure));
const hasStock = (definition: RatioDefinition): boolean => measuresOf(definition).some(({ stock }) => stock);

/** Numerator and denominator of one report, and the condition that both are known. */
export function partsOf(definition: RatioDefinition, figures: FigureSql) {
  const numerator = figures.sum(definition.numerator);
  const denominator = figures.sum(definition.denominator);
  return { numerator, denominator, known: `${numerator} IS NOT NULL AND ${denominator} IS NOT NULL` };
}

const overOneYear = (definition: RatioDefinition, sql: string): string =>
  hasStock(definition) ? `CASE WHEN ${ONE_YEAR} THEN ${sql} END` : sql;

/** A ratio of the reports of a group, double precision as it is shown; NULL when it has no value. */
export function ratioSql({ pooling, ...asked }: RatioAsk, figures: FigureSql): string {
  const definition = definitionAsked(asked);
  const { numerator, denominator, known } = partsOf(definition, figures);
  const double = (sql: string): string => `(${sql})::double precision`;
  if (pooling === 'MEAN') return double(`avg(${numerator}::numeric / nullif(${denominator}, 0))`);
  if (pooling === 'MEDIAN')
    return double(`${quantile(0.5, `${double(numerator)} / ${double(`nullif(${denominator}, 0)`)}`)}::numeric`);
  const sum = (part: string): string => `sum(${part}) FILTER (WHERE ${known})`;
  return overOneYear(definition, `${double(sum(numerator))} / ${double(`nullif(${sum(denominator)}, 0)`)}`);
}

/** The canonical form of a number that PostgreSQL writes. */
export function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? plain(value) : null);

interface Census {
  readonly reports: number;
  readonly onForm: number;
  readonly known: number;
}

/** Why a group has no value, or whether it has all of it. */
function statusOf({ reports, onForm, known }: Census, additive: boolean): ValueStatus {
  if (reports === 0) return 'NO_DATA';
  if (known === 0) return onForm === 0 ? 'NOT_ON_FORM' : 'NOT_REPORTED';
  if (!additive) return 'NOT_ADDITIVE';
  return known < reports ? 'INCOMPLETE' : 'OK';
}

const formColumn = (form: FormVersion): string => `on_${form.toLowerCase()}`;

/**
 * The select list of a statement that groups `annual_report AS report`. What is asked twice is computed once; each method answers how to read its
 * part from a row.
 */
export class GroupColumns {
  readonly #names = new Map<string, string>();

  constructor(readonly figures: FigureSql) {}

  /** Adds a column and answers its name. */
  add(sql: string): string {
    const name = this.#names.get(sql) ?? `c${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }

  /** Every column that was added, and those that every group has. */
  get select(): readonly string[] {
    return [
      'count(*) AS report_count',
      ...FORM_VERSIONS.map((form) => `count(*) FILTER (WHERE report.form = '${form}') AS ${formColumn(form)}`),
      `${ONE_YEAR} AS one_year`,
      ...[...this.#names].map(([sql, name]) => `${sql} AS ${name}`),
    ];
  }

  measure(asked: MeasureAsk): (row: Row) => MeasureAnswer {
    const value = this.add(measureSql(asked, this.figures));
    const count = this.add(`count(${this.figures.measure(asked.id, asked.applicant)})`);
    const { forms, stock } = measureById(asked.id);
    return (row) => {
      const census = { ...censusOf(row, forms), known: Number(row[count]) };
      const answer = { value: null, reported: census.known, missing: census.reports - census.known };
      const status = statusOf(census, asked.aggregation !== 'SUM' || !stock || row.one_year === true);
      // How many reports have the figure is known of every group.
      if (asked.aggregation === 'COUNT') return { ...answer, value: String(census.known), status: 'OK' };
      // One report does not spread.
      if (asked.aggregation === 'STDDEV' && census.known === 1) return { ...answer, status: 'BELOW_MINIMUM' };
      return { ...answer, value: textOf(row[value]), status };
    };
  }

  ratio(asked: RatioAsk): (row: Row) => RatioAnswer {
    const definition = definitionAsked(asked);
    const parts = partsOf(definition, this.figures);
    const count = this.add(`count(*) FILTER (WHERE ${parts.known})`);
    const forms = FORM_VERSIONS.filter((form) =>
      measuresOf(definition).every((measure) => measure.forms.some((each) => each === form)),
    );
    return asked.pooling === 'POOLED'
      ? this.#pooledRatio(definition, parts, count, forms)
      : this.#ratioOfPoints(asked, parts, count, forms);
  }

  #pooledRatio(
    definition: RatioDefinition,
    { numerator, denominator, known }: ReturnType<typeof partsOf>,
    count: string,
    forms: readonly FormVersion[],
  ): (row: Row) => RatioAnswer {
    const [over, under] = [numerator, denominator].map((part) =>
      this.add(overOneYear(definition, `(sum(${part}) FILTER (WHERE ${known}))::numeric`)),
    );
    return (row) => {
      const census = { ...censusOf(row, forms), known: Number(row[count]) };
      const status = statusOf(census, !hasStock(definition) || row.one_year === true);
      const [above, below] = [textOf(row[over ?? '']), textOf(row[under ?? ''])];
      const answer = {
        value: null,
        numerator: above,
        denominator: below,
        reported: census.known,
        missing: census.reports - census.known,
        status,
      };
      if (above === null || below === null) return answer;
      if (below === '0') return { ...answer, status: 'ZERO_DENOMINATOR' };
      return { ...answer, value: Number(above) / Number(below) };
    };
  }

  /** Reports whose denominator is zero have no ratio and are no points; those that do not know a part are missing. */
  #ratioOfPoints(
    asked: RatioAsk,
    { numerator, denominator }: ReturnType<typeof partsOf>,
    count: string,
    forms: readonly FormVersion[],
  ): (row: Row) => RatioAnswer {
    const value = this.add(ratioSql(asked, this.figures));
    const points = this.add(`count(${numerator}::numeric / nullif(${denominator}, 0))`);
    return (row) => {
      const census = { ...censusOf(row, forms), known: Number(row[count]) };
      const reported = Number(row[points]);
      const answer = { numerator: null, denominator: null, reported, missing: census.reports - census.known };
      const status = statusOf(census, true);
      if (census.known > 0 && reported === 0) return { ...answer, value: null, status: 'ZERO_DENOMINATOR' };
      const shown = row[value];
      return { ...answer, value: typeof shown === 'number' ? shown : null, status };
    };
  }
}

/** The forms on which the reports of a group are written. */
export function formsOf(row: Row): readonly FormVersion[] {
  return FORM_VERSIONS.filter((form) => Number(row[formColumn(form)]) > 0);
}

function censusOf(row: Row, forms: readonly FormVersion[]): Omit<Census, 'known'> {
  const onForm = forms.reduce((sum, form) => sum + Number(row[formColumn(form)]), 0);
  return { reports: Number(row.report_count), onForm };
}
