import { AsyncResource } from 'node:async_hooks';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { Database } from './bindings';
import { inOneWrite } from './one-write';
import { onConnection } from './pool';
import { keptIfValid, preparing, type Told, tellOn } from './prepared';

/** So many share a connection: the server answers one after the other. */
const MOST_TOGETHER = 8;

interface Waiting {
  readonly told: Told;
  /** Of whoever asks, for what traces statements. */
  readonly asker: AsyncResource;
  answer(rows: unknown): void;
  refuse(error: unknown): void;
}

/** What is asked in one turn of the event loop is sent together: to wake the server takes longer than what it does for one lookup. */
class Lookups {
  readonly #dataSource: DataSource;
  readonly #waiting: Waiting[] = [];

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  ask<Rows>(told: Told): Promise<Rows> {
    return new Promise<Rows>((answer, refuse) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send());
      const asker = new AsyncResource('Lookup');
      this.#waiting.push({ told, asker, answer: answer as Waiting['answer'], refuse });
    });
  }

  #send(): void {
    const all = this.#waiting.splice(0);
    while (all.length > 0) this.#sendTogether(all.splice(0, MOST_TOGETHER));
  }

  #sendTogether(asked: readonly Waiting[]): void {
    onConnection(this.#dataSource, (client) => Promise.all(this.#tellAll(client, asked))).catch((error: unknown) => {
      for (const { refuse } of asked) refuse(error);
    });
  }

  #tellAll(client: ClientBase, asked: readonly Waiting[]): readonly Promise<void>[] {
    return inOneWrite(client, () =>
      asked.map(({ told, asker, answer, refuse }) =>
        asker.runInAsyncScope(() => tellOn(this.#dataSource, client, told)).then(answer, refuse),
      ),
    );
  }
}

const lookupsOf = new WeakMap<DataSource, Lookups>();

/** Statements of fixed text that find few rows by their keys, and wait for nobody: each is soon over. */
export function lookups(dataSource: DataSource): Database {
  const { heldLists }: Database = dataSource;
  if (heldLists !== undefined) return preparing(dataSource);
  const shared = lookupsOf.get(dataSource) ?? new Lookups(dataSource);
  lookupsOf.set(dataSource, shared);
  return {
    query: <Rows>(sql: string, parameters: unknown[] = []): Promise<Rows> =>
      keptIfValid((kept) => shared.ask<Rows>({ sql, parameters, kept, limits: null })),
  };
}
