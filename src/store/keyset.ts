import { createHash } from 'node:crypto';
import { InvalidAskError, type Page, type PageAsk } from '../domain/asking';
import type { Bindings, Database } from './bindings';
import { groupBy } from './group-by';
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
  /** What is looked up for the rows of the page alone, which is `page`: everything else of the list is sorted without it. */
  readonly lookUp?: { readonly select: string; readonly joins: string; readonly orderBy: string };
}

/**
 * One page, by one statement. A cursor holds the values of its row in the order, so it means the same place however many rows are added.
 * @throws InvalidAskError for a page over 1000 and a cursor that is not of this order.
 */
export async function pageOf<Node>(query: PagedQuery<Node>, page: PageAsk): Promise<Page<Node>> {
  const { database, order, bindings } = query;
  const held = await database.heldLists?.rows(listSql(query), [...bindings.values], page, (row) =>
    cursorOf(order, row),
  );
  if (held) return cutPage(held, order, page, query.shape);
  const sql = pageSql(query, page);
  const rows = await refusingForgedCursors(page.after, database.query<Row[]>(sql, bindings.values));
  return cutPage(rows, order, page, query.shape);
}

/**
 * The same page of several lists, by one statement.
 * @param lists - how many there are
 * @param asked - what FROM and the conditions of the query may refer to: a table function that gives each list a row, with its `place` from 1
 */
export async function pagesOf<Node>(
  query: PagedQuery<Node>,
  asked: string,
  lists: number,
  page: PageAsk,
): Promise<readonly Page<Node>[]> {
  const seat = `row_number() OVER (${orderBy(query.order)}) AS seat`;
  const ofOne = pageSql({ ...query, select: `${query.select}, ${seat}` }, page);
  const sql = `SELECT asked.place, node.* FROM ${asked} CROSS JOIN LATERAL (${ofOne}) AS node ORDER BY asked.place, node.seat`;
  const rows = await refusingForgedCursors(page.after, query.database.query<Row[]>(sql, query.bindings.values));
  const byPlace = groupBy(rows, (row) => row.place);
  return Array.from({ length: lists }, (_, place) =>
    cutPage(byPlace.get(place + 1) ?? [], query.order, page, query.shape),
  );
}

const orderBy = (order: readonly OrderTerm[]): string =>
  `ORDER BY ${order.map((term) => `${term.sql} ${term.direction} NULLS ${term.nulls}`).join(', ')}`;

/** Asks for one row more than the page has, to see whether there is another page. */
function pageSql<Node>(query: PagedQuery<Node>, { first, after }: PageAsk): string {
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE)
    throw new InvalidAskError(`first is ${first}; ask for 0 to ${MAX_PAGE}.`);
  const { order, bindings } = query;
  const conditions = after === null ? query.conditions : [...query.conditions, afterCursor(order, after, bindings)];
  const cut = `${sortedSql({ ...query, conditions })} LIMIT ${bindings.bind(first + 1, 'integer')}`;
  return lookedUp(query, cut);
}

function lookedUp<Node>({ lookUp }: PagedQuery<Node>, sql: string): string {
  if (lookUp === undefined) return sql;
  const { select, joins, orderBy: order } = lookUp;
  return `SELECT page.*, ${select} FROM (${sql}) AS page${joins} ORDER BY ${order}`;
}

/** The whole list. */
const listSql = <Node>(query: PagedQuery<Node>): string => lookedUp(query, sortedSql(query));

/** The list in its order, each row with its cursor. */
function sortedSql<Node>({ order, select, from, conditions }: PagedQuery<Node>): string {
  const cursorColumns = order.map(({ sql }, place) => `(${sql})::text AS cursor_${place}`);
  return (
    `SELECT ${[select, ...cursorColumns].join(', ')} FROM ${from}` +
    ` WHERE ${conditions.length === 0 ? 'true' : conditions.join(' AND ')} ${orderBy(order)}`
  );
}

/** The page that the rows begin with: `cursor_0`, `cursor_1`, … of a row are its values in the order, as text. */
function cutPage<Node>(
  rows: readonly Row[],
  order: readonly OrderTerm[],
  { first, after }: PageAsk,
  shape: (row: Row) => Node,
): Page<Node> {
  const shown = rows.slice(0, first);
  const cursorAt = (row: Row | undefined): string | null => (row === undefined ? null : cursorOf(order, row));
  return {
    nodes: shown.map(shape),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
    startCursor: cursorAt(shown[0]),
    endCursor: cursorAt(shown.at(-1)),
  };
}

/** A page of what is at hand, with the cursors of `pageOf`; `numberOf` gives the one value of the order, a number that rises. */
export function pageAtHand<Node>(
  nodes: readonly Node[],
  term: OrderTerm,
  numberOf: (node: Node) => number,
  page: PageAsk,
): Page<Node> {
  const [after] = page.after === null ? [] : readCursor([term], page.after);
  if (typeof after === 'string' && !/^\d{1,15}$/.test(after)) throw notACursor();
  const rows = nodes
    .filter((node) => after === undefined || numberOf(node) > Number(after))
    .map((node) => ({ node, cursor_0: String(numberOf(node)) }));
  return cutPage(rows, [term], page, (row) => row.node as Node);
}

/** Orders that are asked for again and again, and what their cursors begin with. */
const prints = new Map<string, string>();
const MOST_PRINTS = 500;

function fingerprint(order: readonly OrderTerm[]): string {
  const named = order.map(({ name, direction, nulls }) => `${name} ${direction} ${nulls}`).join(', ');
  const known = prints.get(named);
  if (known !== undefined) return known;
  const print = createHash('sha256').update(named).digest('base64url').slice(0, 8);
  if (prints.size >= MOST_PRINTS) prints.clear();
  prints.set(named, print);
  return print;
}

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
  const all = `(${alternatives.join(' OR ')})`;
  const [first] = order;
  const [begin = null] = values;
  // Follows from the alternatives where nothing unknown comes last; an index can begin there.
  if (first === undefined || begin === null || first.nulls === 'LAST') return all;
  return `(${first.sql} ${first.direction === 'ASC' ? '>=' : '<='} ${bindings.bind(begin, first.type)} AND ${all})`;
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
