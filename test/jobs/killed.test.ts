import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { JobProcess } from '../support/job-process';
import { manyReports, startJobProcess, workAll } from '../support/jobs';
import { itemsOf, openTestStore, type TestStore } from '../support/store';
import { storedState } from '../support/stored-state';

let store: TestStore;
let calm: TestStore;
const children = new Set<ChildProcess>();
beforeEach(async () => {
  store = await openTestStore();
  calm = await openTestStore();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await store.close();
  await calm.close();
});

const LEASE_MS = 1500;
const KILLS = 20;
/** 500 documents of 250 agency-years: half of them are revisions or duplicates of others, whichever way they are worked. */
const items = itemsOf(
  ...manyReports(250),
  ...manyReports(250).map(({ seed = 0, ...report }) => ({ ...report, seed: seed % 3 === 0 ? seed : seed + 1000 })),
);

const statusesOf = ({ dataSource }: TestStore) =>
  dataSource.query<unknown[]>(
    'SELECT status, failure, count(*)::integer FROM import_item GROUP BY status, failure ORDER BY status, failure',
  );

function begin(role: JobProcess['role'], statements: number | null): ChildProcess {
  const child = startJobProcess({
    connection: store.database.connection,
    role,
    statements,
    leaseMs: LEASE_MS,
    // A life lasts for a few items only: by chance, one that does no harm is in hand in several of the lives that end.
    tries: KILLS,
    token: 'token-of-the-killed-servers',
  });
  children.add(child);
  return child;
}

/** Every tenth is a server. Begins the next as soon as one is killed; answers how many were. */
async function killOneAfterAnother(lives: Iterator<number>): Promise<number> {
  let kills = 0;
  for (let life = lives.next(); !life.done; life = lives.next()) {
    const [role, statements] = [life.value % 10 === 9 ? 'server' : 'worker', 60 + ((life.value * 37) % 120)] as const;
    const child = begin(role, statements);
    const [, signal] = await once(child, 'exit');
    children.delete(child);
    if (signal !== 'SIGKILL') return kills;
    kills += 1;
  }
  return kills;
}

test('a job whose workers and servers are killed again and again ends as one that was left in peace', async () => {
  const { job } = await store.imports.importReports({ items, mode: 'COMMIT' });
  const lives = Array.from({ length: KILLS }, (_, life) => life).values();
  const kills = await Promise.all([killOneAfterAnother(lives), killOneAfterAnother(lives)]);
  expect(kills[0] + kills[1]).toBe(KILLS);
  const midway = await store.imports.importJob(job.id);
  expect(midway?.finishedAt).toBeNull();
  expect(midway?.done).toBeGreaterThan(0);
  // A server and a worker see it to its end.
  const others = [begin('server', null), begin('worker', null)];
  const ends = others.map((child) => once(child, 'exit'));
  for await (const state of store.imports.watchImportJob(job.id)) {
    const { total, counts } = state;
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
  }
  for (const child of others) if (child.connected) child.disconnect();
  expect(await Promise.all(ends)).toEqual([
    [0, null],
    [0, null],
  ]);
  await calm.imports.importReports({ items, mode: 'COMMIT' });
  await workAll(calm.dataSource);
  expect(await statusesOf(store)).toEqual(await statusesOf(calm));
  expect(await storedState(store.dataSource)).toEqual(await storedState(calm.dataSource));
  expect(await store.dataSource.query('SELECT FROM import_pending')).toEqual([]);
});
