import { randomBytes } from 'node:crypto';
import { createHubClient, type HubClient } from './cli/hub-client';
import { readConfig } from './config';
import { openDatabase } from './open-database';
import { startServer } from './server';
import { prepareDataDir } from './start-hub';
import { workBeside } from './work-beside';

/** Where a command works: at a running hub, or on the store itself. */
export interface HubPlace {
  readonly url: string | null;
  readonly token: string | null;
  /** The command waits for jobs: on the store itself, this process works them. */
  readonly works?: boolean;
}

/**
 * Gives a command the hub it names. Without a URL it opens the store of the environment and serves it to this process alone, on a free port of
 * loopback with a token that nobody else has: whatever is done, one way leads to it, with the same checks.
 */
export async function withHub<Result>(
  { url, token, works = false }: HubPlace,
  work: (hub: HubClient) => Promise<Result>,
): Promise<Result> {
  if (url !== null) return work(createHubClient(url, token));
  const config = readConfig(process.env);
  const { keepBytes } = config;
  prepareDataDir(config);
  const database = await openDatabase(config, () => {});
  try {
    const adminToken = randomBytes(32).toString('base64url');
    const server = await startServer({
      dataSource: database.dataSource,
      adminToken,
      host: '127.0.0.1',
      port: 0,
      ide: () => () => false,
      keepBytes,
      ...(works ? { worker: workBeside(database.dataSource, keepBytes) } : {}),
    });
    try {
      return await work(createHubClient(server.url, adminToken));
    } finally {
      await server.stop();
    }
  } finally {
    await database.close();
  }
}
