import type { ChangeAnswer, ChangeAsk, Dimension } from '../domain/aggregates';
import { InvalidAskError, type ReportFilter } from '../domain/asking';
import { measureById, type ValueStatus } from '../domain/indicators';
import { formsOfRatio } from '../domain/ratio-definitions';
import type { FormVersion } from '../domain/statutory-form';
import type { Bindings } from './bindings';
import { sameGroupSql } from './dimension-sql';
import { FigureSql } from './figure-sql';
import { type GroupColumns, plain } from './group-columns';
import { definitionAsked, partsOf } from './group-source';
import { reportFilterSql } from './report-filter-sql';
import type { Row } from './shape-rows';

const MAX_YEARS_BACK = 50;

/** Which reports the earlier ones are taken from. */
export interface EarlierReports {
  readonly filter: ReportFilter;
  /** Of the reports that they are compared with. */
  readonly figures: FigureSql;
  /** Which revision stands for its agency and year. */
  readonly current: string;
  readonly groupBy: readonly Dimension[];
  readonly bindings: Bindings;
}

/**
 * Changes against the same group some years earlier. The report of the same agency is joined to each report once for each number of years: it must meet
 * the same filter, years shifted, and be of the same group. Only agencies that know the figure in both years count.
 */
export class ChangeColumns {
  readonly #earlier = new Map<number, Earlier>();

  constructor(
    private readonly columns: GroupColumns,
    private readonly from: EarlierReports,
  ) {}

  /** To be put after the joins of the reports themselves, when every change has been added. */
  get joins(): string {
    return [...this.#earlier.values()].map((earlier) => earlier.join).join('');
  }

  add(asked: ChangeAsk): (row: Row) => ChangeAnswer {
    const { measure, ratio, yearsBack } = asked;
    if ((measure === null) === (ratio === null))
      throw new InvalidAskError('A change needs exactly one of measure and ratio.');
    if (!this.from.groupBy.includes('YEAR'))
      throw new InvalidAskError(
        'A change needs YEAR in groupBy: it compares the group of one year with an earlier one.',
      );
    if (yearsBack < 1 || yearsBack > MAX_YEARS_BACK)
      throw new InvalidAskError(`yearsBack is ${yearsBack}; ask for 1 to ${MAX_YEARS_BACK}.`);
    const earlier = this.#earlierBy(yearsBack);
    return measure !== null ? this.#ofMeasure(measure, earlier) : this.#ofRatio(ratio ?? 'DISCLOSURE_RATE', earlier);
  }

  #earlierBy(yearsBack: number): Earlier {
    const earlier = this.#earlier.get(yearsBack) ?? new Earlier(yearsBack, this.from);
    this.#earlier.set(yearsBack, earlier);
    return earlier;
  }

  #ofMeasure(id: string, earlier: Earlier): (row: Row) => ChangeAnswer {
    const now = this.from.figures.measure(id, 'TOTAL');
    const then = earlier.column(earlier.figures.measure(id, 'TOTAL'));
    const both = `FILTER (WHERE ${now} IS NOT NULL AND ${then} IS NOT NULL)`;
    const current = `(sum(${now}) ${both})::numeric`;
    const previous = `(sum(${then}) ${both})::numeric`;
    return this.#answer(both, current, previous, measureById(id).forms, earlier);
  }

  #ofRatio(id: NonNullable<ChangeAsk['ratio']>, earlier: Earlier): (row: Row) => ChangeAnswer {
    const definition = definitionAsked({ id, version: 1 });
    const now = partsOf(definition, this.from.figures);
    const parts = partsOf(definition, earlier.figures);
    const over = earlier.column(parts.numerator);
    const under = earlier.column(parts.denominator);
    const both = `FILTER (WHERE ${now.known} AND ${over} IS NOT NULL AND ${under} IS NOT NULL)`;
    const pooled = (numerator: string, denominator: string): string =>
      `sum(${numerator}) ${both} / nullif(sum(${denominator}) ${both}, 0)`;
    const forms = formsOfRatio(definition);
    return this.#answer(both, pooled(now.numerator, now.denominator), pooled(over, under), forms, earlier);
  }

  #answer(
    both: string,
    currentSql: string,
    previousSql: string,
    forms: readonly FormVersion[],
    earlier: Earlier,
  ): (row: Row) => ChangeAnswer {
    const printed = forms.map((form) => `'${form}'`).join(', ');
    const add = (sql: string): string => this.columns.add(sql);
    const rounded = (sql: string): string => add(`round(${sql}, 20)`);
    const comparable = add(`count(*) ${both}`);
    const pairs = add(`count(${earlier.alias}.agency_id)`);
    const onForm = add(`count(*) FILTER (WHERE report.form IN (${printed}) AND ${earlier.alias}.form IN (${printed}))`);
    const current = rounded(currentSql);
    const previous = rounded(previousSql);
    const difference = `((${currentSql}) - (${previousSql}))`;
    const absolute = rounded(difference);
    // Relative to the size of the earlier value; a base of zero has no relative change.
    const relative = add(`(${difference} / nullif(abs(${previousSql}), 0))::double precision`);
    const textAt = (row: Row, name: string): string | null => {
      const value = row[name];
      return typeof value === 'string' ? plain(value) : null;
    };
    return (row) => {
      const comparableAgencies = Number(row[comparable]);
      const share = row[relative];
      return {
        current: textAt(row, current),
        previous: textAt(row, previous),
        absolute: textAt(row, absolute),
        relative: typeof share === 'number' ? share : null,
        status:
          comparableAgencies === 0
            ? whyNone(Number(row[pairs]), Number(row[onForm]))
            : typeof share === 'number'
              ? 'OK'
              : 'ZERO_DENOMINATOR',
        comparableAgencies,
      };
    };
  }
}

function whyNone(pairs: number, onForm: number): ValueStatus {
  if (pairs === 0) return 'NO_DATA';
  return onForm === 0 ? 'NOT_ON_FORM' : 'NOT_REPORTED';
}

/** The reports of some years earlier, as a table of their own with the figures that are compared. */
class Earlier {
  readonly alias: string;
  readonly figures = new FigureSql();
  readonly #columns = new Map<string, string>();

  constructor(
    private readonly yearsBack: number,
    private readonly from: EarlierReports,
  ) {
    this.alias = `earlier_${yearsBack}`;
  }

  /** The name by which a figure of the earlier report is known outside. */
  column(sql: string): string {
    const name = this.#columns.get(sql) ?? `f${this.#columns.size}`;
    this.#columns.set(sql, name);
    return `${this.alias}.${name}`;
  }

  get join(): string {
    const { filter, current, groupBy, bindings } = this.from;
    const condition = reportFilterSql(filter, this.figures, bindings, this.yearsBack);
    const named = [...this.#columns].map(([sql, name]) => `, ${sql} AS ${name}`).join('');
    const same = groupBy
      .filter((dimension) => dimension !== 'YEAR' && dimension !== 'AGENCY')
      .map((dimension) => ` AND ${sameGroupSql(dimension, this.alias, 'report')}`)
      .join('');
    return (
      ' LEFT JOIN (SELECT report.agency_id, report.year, report.region_code, report.level, report.kind, report.scope,' +
      ` report.form${named} FROM annual_report AS report${this.figures.joins} WHERE ${current} AND ${condition}) AS ${this.alias}` +
      ` ON ${this.alias}.agency_id = report.agency_id AND ${this.alias}.year = report.year - ${this.yearsBack}${same}`
    );
  }
}
