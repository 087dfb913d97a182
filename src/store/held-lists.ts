import type { PageAsk } from '../domain/asking';
import type { Database, ListHolder } from './bindings';
import type { Row } from './shape-rows';

interface HeldList {
  readonly name: string;
  /** The cursor at which the next page begins. */
  after: string;
  /** Rows that were read to see that there is another page. */
  ahead: readonly Row[];
}

/**
 * Lists of a snapshot that are read page after page: the statement is sent once and left open, for each page takes the next rows of it. Sorting a million
 * reports anew for each hundred of them would never end.
 */
export class HeldLists implements ListHolder {
  readonly #lists = new Map<string, HeldList>();
  #opened = 0;

  /** @param database - a transaction, within which statements can be left open */
  constructor(private readonly database: Database) {}

  async rows(
    sql: string,
    values: unknown[],
    { first, after }: PageAsk,
    cursorAt: (row: Row) => string,
  ): Promise<readonly Row[] | null> {
    const key = JSON.stringify([sql, values]);
    const list = after === null ? await this.#open(key, sql, values) : this.#lists.get(key);
    if (list === undefined || (after !== null && list.after !== after)) return null;
    const wanted = first + 1 - list.ahead.length;
    const read = wanted > 0 ? await this.database.query<Row[]>(`FETCH ${wanted} FROM ${list.name}`) : [];
    const rows = [...list.ahead, ...read];
    const last = rows[first - 1];
    if (rows.length <= first || last === undefined) await this.#close(key, list);
    else {
      list.ahead = rows.slice(first);
      list.after = cursorAt(last);
    }
    return rows.slice(0, first + 1);
  }

  async #open(key: string, sql: string, values: unknown[]): Promise<HeldList> {
    const before = this.#lists.get(key);
    if (before !== undefined) await this.#close(key, before);
    this.#opened += 1;
    const list: HeldList = { name: `list_${this.#opened}`, after: '', ahead: [] };
    await this.database.query(`DECLARE ${list.name} NO SCROLL CURSOR FOR ${sql}`, values);
    this.#lists.set(key, list);
    return list;
  }

  async #close(key: string, { name }: HeldList): Promise<void> {
    this.#lists.delete(key);
    await this.database.query(`CLOSE ${name}`);
  }
}
