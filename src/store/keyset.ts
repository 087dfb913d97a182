import { createHash } from 'node:crypto';
import { InvalidAskError, type Page, type PageAsk } from '../domain/asking';
import type { Bindings, Database } from './bindings';
import type { Row } from './shape-rows';
import { sqlStateOf } from './store-error';

/** One criterion of an order. The last one of an order must tell any two rows apart. */
export interface OrderTerm {
  /** Stable name; cursors of another order are refused by it. */
  readonly name: string;
  readonly sql: string;
  /** PostgreSQL type of the expression; its text form must read back as the same value. */
  readonly type: 'bigint' | 'double precision' | 'numeric' | 'text' | 'timestamptz' | 'uuid';
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

export const ascending = (name: string, sql: string, type: OrderTerm['type']): OrderTerm => ({
  name,
  sql,
  type,
  direction: 'ASC',
  nulls: 'LAST',
});

const MAX_PAGE = 1000;

interface PagedQuery<Node> {
  readonly database: Database;
  /** Everything after FROM up to and without WHERE. */
  readonly from: string;
  readonly select: string;
  readonly conditions: readonly string[];
  readonly order: readonly OrderTerm[];
  readonly bindings: Bindings;
  readonly shape: (row: Row) => Node;
}

/**
 * One page, by one statement. A cursor holds the values of its row in the order, so it means the same place however many rows are added.
 * @throws InvalidAskError for a page over 1000 and a cursor that is not of this order.
 */
export async function pageOf<Node>(query: PagedQuery<Node>, page: PageAsk): Promise<Page<Node>> {
  const { first, after } = page;
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE)
    throw new InvalidAskError(`first is ${first}; ask for 0 to ${MAX_PAGE}.`);
  const { order, bindings } = query;
  const conditions = after === null ? query.conditions : [...query.conditions, afterCursor(order, after, bindings)];
  const cursorColumns = order.map(({ sql }, place) => `(${sql})::text AS cursor_${place}`);
  const sql =
    `SELECT ${[query.select, ...cursorColumns].join(', ')} FROM ${query.from}` +
    ` WHERE ${conditions.length === 0 ? 'true' : conditions.join(' AND ')}` +
    ` ORDER BY ${order.map((term) => `${term.sql} ${term.direction} NULLS ${term.nulls}`).join(', ')}` +
    ` LIMIT ${bindings.bind(first + 1, 'integer')}`;
  const rows = await refusingForgedCursors(after, query.database.query<Row[]>(sql, bindings.values));
  const shown = rows.slice(0, first);
  const cursorAt = (row: Row | undefined): string | null => (row === undefined ? null : cursorOf(order, row));
  return {
    nodes: shown.map(query.shape),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
    startCursor: cursorAt(shown[0]),
    endCursor: cursorAt(shown.at(-1)),
  };
}

const fingerprint = (order: readonly OrderTerm[]): string =>
  createHash('sha256')
    .update(order.map(({ name, direction, nulls }) => `${name} ${direction} ${nulls}`).join(', '))
    .digest('base64url')
    .slice(0, 8);

function cursorOf(order: readonly OrderTerm[], row: Row): string {
  const values = order.map((_, place) => row[`cursor_${place}`]);
  return Buffer.from(JSON.stringify([fingerprint(order), ...values])).toString('base64url');
}

const notACursor = (): InvalidAskError =>
  new InvalidAskError('after is no cursor of this list; use the endCursor of an earlier page of the same order.');

function readCursor(order: readonly OrderTerm[], cursor: string): readonly (string | null)[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw notACursor();
  }
  if (!Array.isArray(parts) || parts.length !== order.length + 1) throw notACursor();
  const [print, ...values] = parts as readonly unknown[];
  if (print !== fingerprint(order)) throw notACursor();
  if (!values.every((value) => value === null || (typeof value === 'string' && !value.includes('\0'))))
    throw notACursor();
  return values as readonly (string | null)[];
}

/** A row is after the cursor when it equals it in the first criteria and comes later in the next. */
function afterCursor(order: readonly OrderTerm[], cursor: string, bindings: Bindings): string {
  const values = readCursor(order, cursor);
  const alternatives: string[] = [];
  let equal = '';
  order.forEach((term, place) => {
    const value = values[place] ?? null;
    const bound = value === null ? null : bindings.bind(value, term.type);
    alternatives.push(`${equal}${later(term, bound)}`);
    equal += bound === null ? `${term.sql} IS NULL AND ` : `${term.sql} = ${bound} AND `;
  });
  return `(${alternatives.join(' OR ')})`;
}

function later(term: OrderTerm, bound: string | null): string {
  if (bound === null) return term.nulls === 'FIRST' ? `${term.sql} IS NOT NULL` : 'false';
  const compared = `${term.sql} ${term.direction === 'ASC' ? '>' : '<'} ${bound}`;
  return term.nulls === 'LAST' ? `(${compared} OR ${term.sql} IS NULL)` : compared;
}

/** Values of a cursor that somebody made up fail as data exceptions, SQLSTATE class 22. */
async function refusingForgedCursors<Rows>(after: string | null, answer: Promise<Rows>): Promise<Rows> {
  try {
    return await answer;
  } catch (error) {
    if (after !== null && sqlStateOf(error)?.startsWith('22')) throw notACursor();
    throw error;
  }
}
