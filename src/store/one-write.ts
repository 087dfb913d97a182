/** A write to the database costs more than what it carries, and wakes its server. */
import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

const streamOf = (client: ClientBase): Socket =>
  (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream;

/** What the work sends through a connection is written at once. */
export function inOneWrite<Result>(client: ClientBase, work: () => Result): Result {
  const stream = streamOf(client);
  stream.cork();
  try {
    return work();
  } finally {
    stream.uncork();
  }
}

const gathering = new WeakSet<ClientBase>();

/** What is sent through a connection before anything else happens is written at once. */
export function gather(client: ClientBase): void {
  if (gathering.has(client)) return;
  gathering.add(client);
  const stream = streamOf(client);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork();
  });
}
