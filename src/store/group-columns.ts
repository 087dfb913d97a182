import type { MeasureAnswer, MeasureAsk, RatioAnswer, RatioAsk } from '../domain/aggregates';
import { measureById, type ValueStatus } from '../domain/indicators';
import { formsOfRatio, type RatioDefinition } from '../domain/ratio-definitions';
import { FORM_VERSIONS, type FormVersion } from '../domain/statutory-form';
import { definitionAsked, type GroupSource, hasStock, ONE_YEAR, overOneYear, ratioSql } from './group-source';
import type { Row } from './shape-rows';

/** The canonical form of a number that PostgreSQL writes. */
export function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? plain(value) : null);

interface Census {
  readonly reports: number;
  readonly known: number;
  readonly status: ValueStatus;
}

const formColumn = (form: FormVersion): string => `on_${form.toLowerCase()}`;

/**
 * The select list of a statement that groups `report`. What is asked twice is computed once; each method answers how to read its
 * part from a row.
 */
export class GroupColumns {
  readonly #names = new Map<string, string>();

  constructor(readonly source: GroupSource) {}

  /** Adds a column and answers its name. */
  add(sql: string): string {
    const name = this.#names.get(sql) ?? `c${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }

  /** Every column that was added, and those that every group has. */
  get select(): readonly string[] {
    return [
      `${this.source.reports} AS report_count`,
      ...FORM_VERSIONS.map((form) => `${this.source.reportsOn(form)} AS ${formColumn(form)}`),
      `${ONE_YEAR} AS one_year`,
      ...[...this.#names].map(([sql, name]) => `${sql} AS ${name}`),
    ];
  }

  measure(asked: MeasureAsk): (row: Row) => MeasureAnswer {
    const value = this.add(this.source.measure(asked));
    const count = this.add(this.source.known(asked.id, asked.applicant));
    const { forms, stock } = measureById(asked.id);
    const onForm = forms.map(formColumn);
    return (row) => {
      const additive = asked.aggregation !== 'SUM' || !stock || row.one_year === true;
      const { reports, known, status } = censusOf(row, count, onForm, additive);
      const missing = reports - known;
      // How many reports have the figure is known of every group.
      if (asked.aggregation === 'COUNT') return { value: String(known), reported: known, missing, status: 'OK' };
      // One report does not spread.
      if (asked.aggregation === 'STDDEV' && known === 1)
        return { value: null, reported: known, missing, status: 'BELOW_MINIMUM' };
      return { value: textOf(row[value]), reported: known, missing, status };
    };
  }

  ratio(asked: RatioAsk): (row: Row) => RatioAnswer {
    const definition = definitionAsked(asked);
    const count = this.add(this.source.parts(definition).both);
    const onForm = formsOfRatio(definition).map(formColumn);
    return asked.pooling === 'POOLED'
      ? this.#pooledRatio(definition, count, onForm)
      : this.#ratioOfPoints(asked, definition, count, onForm);
  }

  #pooledRatio(definition: RatioDefinition, count: string, onForm: readonly string[]): (row: Row) => RatioAnswer {
    const parts = this.source.parts(definition);
    const [over, under] = [parts.over, parts.under].map((part) =>
      this.add(overOneYear(definition, `(${part})::numeric`)),
    );
    return (row) => {
      const { reports, known, status } = censusOf(row, count, onForm, !hasStock(definition) || row.one_year === true);
      const [above, below] = [textOf(row[over ?? '']), textOf(row[under ?? ''])];
      const answer = {
        value: null,
        numerator: above,
        denominator: below,
        reported: known,
        missing: reports - known,
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
    definition: RatioDefinition,
    count: string,
    onForm: readonly string[],
  ): (row: Row) => RatioAnswer {
    const value = this.add(ratioSql(asked, this.source));
    const points = this.add(this.source.points(definition));
    return (row) => {
      const { reports, known, status } = censusOf(row, count, onForm, true);
      const reported = Number(row[points]);
      const answer = { numerator: null, denominator: null, reported, missing: reports - known };
      if (known > 0 && reported === 0) return { ...answer, value: null, status: 'ZERO_DENOMINATOR' };
      const shown = row[value];
      return { ...answer, value: typeof shown === 'number' ? shown : null, status };
    };
  }
}

/** The forms on which the reports of a group are written. */
export function formsOf(row: Row): readonly FormVersion[] {
  return FORM_VERSIONS.filter((form) => Number(row[formColumn(form)]) > 0);
}

/**
 * Why a group has no value, or whether it has all of it.
 * @param count - the column of how many reports know it
 * @param onForm - the columns of the forms that have it
 */
function censusOf(row: Row, count: string, onForm: readonly string[], additive: boolean): Census {
  const reports = Number(row.report_count);
  const known = Number(row[count]);
  if (reports === 0) return { reports, known, status: 'NO_DATA' };
  if (known === 0) {
    const isOnForm = onForm.some((column) => Number(row[column]) > 0);
    return { reports, known, status: isOnForm ? 'NOT_REPORTED' : 'NOT_ON_FORM' };
  }
  if (!additive) return { reports, known, status: 'NOT_ADDITIVE' };
  return { reports, known, status: known < reports ? 'INCOMPLETE' : 'OK' };
}
