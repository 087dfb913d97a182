import { InvalidAskError, type PageAsk } from '../domain/asking';
import type { Row } from './shape-rows';

/** Values of one statement; SQL text never holds a value of the asker. */
export class Bindings {
  readonly values: unknown[] = [];

  /** Adds a value and gives its place in the statement, e.g. `$3::text[]`. */
  bind(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** @throws InvalidAskError for a character that PostgreSQL cannot hold. */
  bindText(text: string): string {
    if (text.includes('\0')) throw new InvalidAskError('A text asked for contains the character U+0000; leave it out.');
    return this.bind(text, 'text');
  }
}

/** What statements are sent through: a DataSource, or the EntityManager of a transaction. */
export interface Database {
  query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows>;
  /** Of a snapshot: where lists are left open between their pages. */
  readonly heldLists?: ListHolder;
}

/** Reads the pages of a list one after the other. */
export interface ListHolder {
  /**
   * The rows of a page, and one more when there is another; null for a page that does not follow the one before.
   * @param sql - the whole list in its order
   * @param cursorAt - of a row
   */
  rows(sql: string, values: unknown[], page: PageAsk, cursorAt: (row: Row) => string): Promise<readonly Row[] | null>;
}
