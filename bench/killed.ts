import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createDataSource } from '../ormconfig';
import type { DatabaseConnection } from '../src/domain/database-connection';
import { startEmbeddedPostgres } from '../src/embedded/start-embedded-postgres';
import { createImportService } from '../src/imports/import-service';
import { readMadeUp } from '../test/support/build-draft';
import type { JobProcess } from '../test/support/job-process';
import { manyReports, workAll } from '../test/support/jobs';
import { itemsOf } from '../test/support/store';
import { storedState } from '../test/support/stored-state';
import { maintain, withDatabase } from '../test/support/test-server';
import type { BenchOptions, Results } from './part';

const items = itemsOf(
  ...manyReports(250),
  ...manyReports(250).map(({ seed = 0, ...report }) => ({ ...report, seed: seed % 3 === 0 ? seed : seed + 1000 })),
);

/** Shorter ones run out on a busy machine while their workers live, and what those had claimed is then suspected for nothing. */
const LEASE_MS = 1500;

async function storeAt(connection: DatabaseConnection) {
  const dataSource = await createDataSource(connection).initialize();
  await dataSource.runMigrations();
  return { dataSource, imports: createImportService(dataSource, { read: readMadeUp }) };
}

/** @param tries - a life lasts for a few items only: by chance, one that does no harm is in hand in several of the lives that end */
function begin(
  connection: DatabaseConnection,
  role: JobProcess['role'],
  statements: number,
  tries: number,
): ChildProcess {
  const token = 'token-of-the-killed-servers';
  const asked: JobProcess = { connection, role, statements, leaseMs: LEASE_MS, tries, token };
  return fork(join(__dirname, '../test/support/job-process.js'), [JSON.stringify(asked)]);
}

/** Kills processes until so many were, or until nothing is left to do. */
async function killing(connection: DatabaseConnection, kills: number, seed: number): Promise<number> {
  let killed = 0;
  let life = seed;
  const one = async (): Promise<void> => {
    while (killed < kills) {
      life += 1;
      // 12 statements are those of a start, and in fewer than 50 an item that is taken alone is not done.
      const child = begin(connection, life % 6 === 5 ? 'server' : 'worker', 50 + ((life * 7919) % 40), kills);
      const [, signal] = await once(child, 'exit');
      if (signal !== 'SIGKILL') return;
      killed += 1;
    }
  };
  await Promise.all([one(), one()]);
  return killed;
}

/** Whether a job ends as it would in peace when its workers and servers are killed a hundred times. */
export async function killed({ kills, seed }: BenchOptions): Promise<Results> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ogi-killed-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    const server = { maintenance: postgres.connection, prefix: 'killed' };
    const at = async (name: string) => {
      await maintain(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
      return withDatabase(postgres.connection, name);
    };
    const connection = await at('disturbed');
    const disturbed = await storeAt(connection);
    const calm = await storeAt(await at('calm'));
    const { job } = await disturbed.imports.importReports({ items, mode: 'COMMIT' });
    const count = await killing(connection, kills, seed);
    const left = items.length - ((await disturbed.imports.importJob(job.id))?.done ?? 0);
    await workAll(disturbed.dataSource);
    const givenUp = (await disturbed.imports.importJob(job.id))?.counts.failed ?? 0;
    await calm.imports.importReports({ items, mode: 'COMMIT' });
    await workAll(calm.dataSource);
    const same = isDeepStrictEqual(await storedState(disturbed.dataSource), await storedState(calm.dataSource));
    await disturbed.dataSource.destroy();
    await calm.dataSource.destroy();
    if (!same) throw new Error(`${count} kills: the store is not that of a job left in peace; ${givenUp} given up`);
    if (count < kills) throw new Error(`the job was done after ${count} of ${kills} kills`);
    const row = { documents: items.length, killed: count, 'left to do after the last': left, 'same store': 'yes' };
    return { title: 'Jobs whose processes are killed', rows: [row], notes: [] };
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
