/**
 * A hub in a process of its own, as `npm start` runs it, with a database made for it and removed with it. Speaks with the process that forked
 * it by messages; ends, and cleans up, when that process asks or is gone.
 */
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config';
import { startHub } from '../src/start-hub';
import { maintain, withDatabase } from '../test/support/test-server';

/** What the process says to the one that forked it. */
export type HubMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly token: string }
  | { readonly kind: 'usage'; readonly usage: NodeJS.CpuUsage; readonly rss: number }
  | { readonly kind: 'held'; readonly bytes: number };

interface Place {
  readonly databaseUrl: string | null;
  remove(): Promise<void>;
}

const tell = (message: HubMessage): void => void process.send?.(message);

/** Bytes that are still needed: what is left of the heap, and of buffers beside it, once garbage is collected. */
function held(): number {
  global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A database of its own on the server of the URL: nothing that is there already is touched. */
async function ownDatabase(url: string): Promise<Place> {
  const server = { maintenance: { url }, prefix: 'ogi_bench' };
  const name = `${server.prefix}_${randomBytes(6).toString('hex')}`;
  await maintain(server, `CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'UTF8'`);
  const own = withDatabase(server.maintenance, name);
  return {
    databaseUrl: 'url' in own ? own.url : url,
    remove: async () => {
      await maintain(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

function ownDirectory(): { readonly dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), 'ogi-bench-'));
  // The account that PostgreSQL runs under when the hub is run by root has to get in.
  chmodSync(dataDir, 0o755);
  const remove = (): void => {
    const database = join(dataDir, 'postgres');
    if (existsSync(database)) rmSync(realpathSync(database), { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { dataDir, remove };
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  const directory = ownDirectory();
  const kept = process.env.BENCH_DATABASE_URL;
  const place: Place =
    kept !== undefined
      ? { databaseUrl: kept, remove: async () => {} }
      : url === undefined
        ? { databaseUrl: null, remove: async () => {} }
        : await ownDatabase(url);
  const token = randomBytes(24).toString('hex');
  const starting = startHub(
    readConfig({
      ...(place.databaseUrl === null ? {} : { DATABASE_URL: place.databaseUrl }),
      PORT: '0',
      DATA_DIR: directory.dataDir,
      ADMIN_TOKEN: token,
      WORKERS: process.env.BENCH_WORKERS,
      // What is measured is answering: nobody is turned away, and the lines of a log would stand between the results.
      RATE_LIMIT_PUBLIC: '999999999',
      RATE_LIMIT_TOKEN: '999999999',
      LOG_FORMAT: 'text',
    }),
    () => {},
  );
  // Ctrl-C reaches this process too; it ends with the one that forked it, so that nothing is left behind.
  process.on('SIGINT', () => {});
  process.once('disconnect', async () => {
    await starting.then((hub) => hub.stop()).catch(() => {});
    await place.remove();
    directory.remove();
  });
  process.on('message', (kind) => {
    if (kind === 'held') tell({ kind, bytes: held() });
    else tell({ kind: 'usage', usage: process.cpuUsage(), rss: process.memoryUsage.rss() });
  });
  try {
    tell({ kind: 'ready', url: (await starting).url, token });
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    process.disconnect();
  }
}

void main();
