import { InvalidAskError } from '../domain/asking';

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
}
