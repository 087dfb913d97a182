import type { ClientBase, Pool } from 'pg';
import type { DataSource } from 'typeorm';

const heard = new WeakSet<ClientBase>();

/**
 * A connection of the pool for as long as the work takes, which has to leave no transaction open. One that is lost fails what is asked through it, and is
 * not given out again.
 */
export async function onConnection<Result>(
  dataSource: DataSource,
  work: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const { master } = dataSource.driver as unknown as { readonly master: Pool };
  const client = await master.connect();
  // Without a listener Node would end the process when the connection is lost.
  if (!heard.has(client)) {
    heard.add(client);
    client.on('error', () => undefined);
  }
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
