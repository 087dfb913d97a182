import type { DataSource } from 'typeorm';
import {
  type AggregateReader,
  DIMENSIONS,
  type Dimension,
  type GroupCondition,
  type GroupOrder,
  type GroupPageAsk,
  type GroupSubject,
  type GroupsAsk,
  type ReportGroup,
} from '../domain/aggregates';
import { saysScope, scopesMet, withScope } from '../domain/asked-scopes';
import { InvalidAskError, type ReportFilter, type Visibility } from '../domain/asking';
import { Bindings } from './bindings';
import { ChangeColumns } from './change-columns';
import { dimensionOrder, dimensionSql, keyColumn, keyReader } from './dimension-sql';
import { FigureSql } from './figure-sql';
import { GroupColumns } from './group-columns';
import { type GroupSource, ratioSql, reportsAsSource, rollupsAsSource } from './group-source';
import { type OrderTerm, pageOf } from './keyset';
import { limited } from './limited';
import { overlappingSql } from './overlapping-sql';
import { currentRevisions, decimal, OPERATORS, reportFilterSql } from './report-filter-sql';
import { grainFor, isOfOneYear, saysOneYear, type WantedOfGroups } from './rollup-choice';
import type { KeptGrain } from './rollup-sql';
import type { Row } from './shape-rows';

type GroupReader = Pick<AggregateReader, 'groups' | 'countGroups' | 'reportsOutOfScope' | 'countOverlapping'>;

const PUBLIC = currentRevisions('PUBLIC');
const MAX_CONDITIONS = 20;
const MAX_ORDER = 10;

/** A statement in the making: which reports, in which groups, with which columns. */
class GroupQuery {
  readonly bindings = new Bindings();
  readonly figures = new FigureSql();
  readonly columns: GroupColumns;
  readonly groupBy: readonly Dimension[];
  readonly changes: ChangeColumns;
  readonly #source: GroupSource;
  /** The rollups that it reads; null for the reports themselves. */
  readonly #grain: KeptGrain | null;
  readonly #where: string;
  readonly #ofOneYear: boolean;
  /** What tells groups apart: not the year, where there is only one, which would keep the database from reading the first groups alone. */
  readonly #telling: readonly Dimension[];
  readonly #agencyCount: boolean;
  readonly having: readonly string[];

  constructor(ask: WantedOfGroups, visibility: Visibility) {
    const { filter, groupBy, having } = ask;
    if (having.length > MAX_CONDITIONS)
      throw new InvalidAskError(`having may have ${MAX_CONDITIONS} conditions at most.`);
    this.groupBy = [...new Set(groupBy)];
    this.#ofOneYear = isOfOneYear(ask);
    this.#telling = this.groupBy.filter((dimension) => dimension !== 'YEAR' || !saysOneYear(filter));
    this.#agencyCount = ask.agencyCount ?? false;
    const scoped = withScope(filter, groupBy);
    const current = currentRevisions(visibility, filter);
    this.#grain = current === PUBLIC ? grainFor(ask) : null;
    this.#source =
      this.#grain === null
        ? reportsAsSource(this.figures)
        : rollupsAsSource(this.figures, this.#grain, this.#ofOneYear);
    this.columns = new GroupColumns(this.#source);
    const { bindings, figures } = this;
    const filtered = reportFilterSql(scoped, figures, bindings);
    this.#where = this.#grain === null ? `${current} AND ${filtered}` : filtered;
    this.changes = new ChangeColumns(this.columns, {
      ...{ filter: scoped, current, groupBy: this.groupBy, bindings, figures },
    });
    this.having = having.map((condition) => this.#condition(condition));
  }

  /** The column that a condition or an order is about. */
  subject({
    measure,
    applicant,
    aggregation,
    ratio,
    reportCount,
  }: GroupSubject): Omit<OrderTerm, 'direction' | 'nulls'> {
    if (
      [measure, ratio, reportCount || null].filter((subject) => subject !== null && subject !== undefined).length !== 1
    )
      throw new InvalidAskError(
        'A condition or an order of groups needs exactly one of measure, ratio and reportCount.',
      );
    if (reportCount) return { name: 'REPORT_COUNT', sql: 'grouped.report_count', type: 'bigint' };
    if (ratio) {
      if (applicant && applicant !== 'TOTAL')
        throw new InvalidAskError(`${ratio} is not broken down by applicant; ask without applicant.`);
      const column = this.columns.add(ratioSql({ id: ratio, pooling: 'POOLED', version: 1 }, this.#source));
      return { name: ratio, sql: `grouped.${column}`, type: 'double precision' };
    }
    const asked = { id: measure ?? '', applicant: applicant ?? 'TOTAL', aggregation: aggregation ?? 'SUM' } as const;
    const column = this.columns.add(this.#source.measure(asked));
    return { name: Object.values(asked).join(' '), sql: `grouped.${column}`, type: 'numeric' };
  }

  #condition(condition: GroupCondition): string {
    const { sql, type } = this.subject(condition);
    const bounds = Object.entries(OPERATORS).flatMap(([name, operator]) => {
      const bound = condition[name as keyof typeof OPERATORS];
      if (typeof bound !== 'string') return [];
      // A ratio is compared as it is shown, so that the value shown equals itself.
      const as = type === 'double precision' ? type : 'numeric';
      return [`${sql} ${operator} ${this.bindings.bind(decimal(bound), as)}`];
    });
    return bounds.length === 0 ? `${sql} IS NOT NULL` : `(${bounds.join(' AND ')})`;
  }

  order(orders: readonly GroupOrder[]): readonly OrderTerm[] {
    if (orders.length > MAX_ORDER) throw new InvalidAskError(`An order may have ${MAX_ORDER} criteria at most.`);
    return [
      ...orders.map((order) => this.#orderTerm(order)),
      ...this.#telling.map((dimension) => dimensionOrder(dimension, 'ASC', 'LAST')),
      // A single group needs no order, but a cursor needs a value.
      ...(this.#telling.length === 0 ? [{ ...REPORT_COUNT, name: 'ONE' }] : []),
    ];
  }

  #orderTerm(order: GroupOrder): OrderTerm {
    const { dimension, direction, nulls, ...subject } = order;
    if (!dimension) return { ...this.subject(subject), direction, nulls };
    if (subject.measure || subject.ratio || subject.reportCount)
      throw new InvalidAskError('An order of groups needs exactly one of dimension, measure, ratio and reportCount.');
    if (!this.groupBy.includes(dimension))
      throw new InvalidAskError(`Groups cannot be ordered by ${dimension}, which is not in groupBy.`);
    return dimensionOrder(dimension, direction, nulls);
  }

  get isOverRollups(): boolean {
    return this.#grain !== null;
  }

  /** To be called when everything has been added. An agency has one report a year, so that groups of a year need not tell agencies apart. */
  get from(): string {
    const agencies = this.#ofOneYear ? this.#source.reports : 'count(DISTINCT report.agency_id)';
    const keys = this.groupBy.map((dimension) => `${dimensionSql(dimension, 'report')} AS ${keyColumn(dimension)}`);
    const counted = this.#agencyCount ? [`${agencies} AS agency_count`] : [];
    const select = [...keys, ...counted, ...this.columns.select];
    const { rows, joins } = this.#source;
    const group = this.groupBy.length === 0 ? '' : ` GROUP BY ${this.groupBy.map((_, place) => place + 1).join(', ')}`;
    return `(SELECT ${select.join(', ')} FROM ${rows}${joins}${this.changes.joins} WHERE ${this.#where}${group}${this.#nonempty}) AS grouped`;
  }

  /** Rollup rows may cancel each other out. Without dimensions there is one group, whatever is in it. */
  get #nonempty(): string {
    return this.#grain === null || this.groupBy.length === 0 ? '' : ` HAVING ${this.#source.reports} > 0`;
  }
}

const REPORT_COUNT: OrderTerm = {
  name: 'REPORT_COUNT',
  sql: 'grouped.report_count',
  type: 'bigint',
  direction: 'ASC',
  nulls: 'LAST',
};

function checkDimensions(groupBy: readonly Dimension[]): void {
  const repeated = DIMENSIONS.find((dimension) => groupBy.filter((each) => each === dimension).length > 1);
  if (repeated !== undefined) throw new InvalidAskError(`${repeated} is in groupBy twice.`);
}

export function createGroupReader(dataSource: DataSource, visibility: Visibility): GroupReader {
  const database = limited(dataSource);
  // A statement over rollups has hundreds of expressions and reads few rows.
  const overRollups = limited(dataSource, { plans: 'ONCE' });
  return {
    async groups(ask: GroupPageAsk) {
      checkDimensions(ask.groupBy);
      const query = new GroupQuery(ask, visibility);
      const order = query.order(ask.orderBy);
      const measures = ask.measures.map((measure) => query.columns.measure(measure));
      const ratios = ask.ratios.map((ratio) => query.columns.ratio(ratio));
      const changes = ask.changes.map((change) => query.changes.add(change));
      const keyOf = keyReader(query.groupBy);
      const shape = (row: Row): ReportGroup => ({
        key: keyOf(row),
        reportCount: Number(row.report_count),
        agencyCount: ask.agencyCount ? Number(row.agency_count) : null,
        measures: measures.map((read) => read(row)),
        ratios: ratios.map((read) => read(row)),
        changes: changes.map((read) => read(row)),
      });
      const { from, bindings, having: conditions } = query;
      const reader = query.isOverRollups ? overRollups : database;
      return pageOf({ database: reader, select: 'grouped.*', from, conditions, order, bindings, shape }, ask.page);
    },

    async countGroups(ask: GroupsAsk) {
      checkDimensions(ask.groupBy);
      const query = new GroupQuery(ask, visibility);
      const { from, bindings, having } = query;
      const [row] = await database.query<{ total: number }[]>(
        `SELECT count(*) AS total FROM ${from} WHERE ${having.length === 0 ? 'true' : having.join(' AND ')}`,
        bindings.values,
      );
      return row?.total ?? 0;
    },

    async countOverlapping({ filter, groupBy }) {
      // An agency has one report a year: those of one agency are on no two areas.
      if (groupBy.includes('AGENCY') || !scopesMet(filter).includes('CONSOLIDATED')) return 0;
      const bindings = new Bindings();
      const sql = overlappingSql(withScope(filter, groupBy), groupBy, visibility, bindings);
      const [row] = await database.query<{ count: number }[]>(sql, bindings.values);
      return row?.count ?? 0;
    },

    async reportsOutOfScope(filter: ReportFilter) {
      if (saysScope(filter)) return [];
      const bindings = new Bindings();
      const figures = new FigureSql();
      const condition = reportFilterSql(filter, figures, bindings);
      return database.query(
        `SELECT report.scope, count(*) AS count FROM annual_report AS report${figures.joins}` +
          ` WHERE ${currentRevisions(visibility, filter)} AND ${condition} AND report.scope <> 'OWN' GROUP BY 1 ORDER BY 1`,
        bindings.values,
      );
    },
  };
}
