import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { createDataSource } from '../../ormconfig';
import { lookups } from '../../src/store/lookups';
import { connectionsOf, poolOf } from '../../src/store/pool';
import { openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test('what is asked in one turn shares connections, each answered on its own; what fails fails alone', async () => {
  const { query } = lookups(store.dataSource);
  const asked = Array.from({ length: 20 }, (_, place) =>
    place % 5 === 3
      ? query('SELECT 1 / $1::integer AS value', [0])
      : query<{ value: number; pid: number }[]>('SELECT $1::integer AS value, pg_backend_pid() AS pid', [place]),
  );
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual(
    answers.map((_, place) => (place % 5 === 3 ? 'rejected' : 'fulfilled')),
  );
  const rows = answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? (answer.value as { value: number; pid: number }[]) : [],
  );
  expect(rows.map(({ value }) => value)).toEqual(asked.map((_, place) => place).filter((place) => place % 5 !== 3));
  expect(new Set(rows.map(({ pid }) => pid)).size).toBe(3);
});

test('whoever asks is known while the statement is sent, for what traces statements', async () => {
  const { query } = lookups(store.dataSource);
  const asker = new AsyncLocalStorage<string>();
  const senders: unknown[] = [];
  const { logger } = store.dataSource;
  store.dataSource.logger = Object.assign(Object.create(logger), { logQuery: () => senders.push(asker.getStore()) });
  try {
    await Promise.all(['one', 'two'].map((name) => asker.run(name, () => query('SELECT $1::text AS name', [name]))));
  } finally {
    store.dataSource.logger = logger;
  }
  expect(senders).toEqual(['one', 'two']);
});

test('a plan that another hub has outdated is made anew', async () => {
  const { query } = lookups(store.dataSource);
  await store.dataSource.query('CREATE TABLE outdated (one integer)');
  await query('SELECT * FROM outdated');
  await store.dataSource.query('ALTER TABLE outdated ADD COLUMN two text; INSERT INTO outdated VALUES (1, $$new$$)');
  expect(await Promise.all([1, 2].map(() => query('SELECT * FROM outdated')))).toEqual([
    [{ one: 1, two: 'new' }],
    [{ one: 1, two: 'new' }],
  ]);
});

test('without a connection each is told so', async () => {
  const other = await openTestStore();
  const { query } = lookups(other.dataSource);
  await other.close();
  const answers = await Promise.allSettled([query('SELECT 1'), query('SELECT 2')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

describe('a connection that was used', () => {
  test('is at hand for whoever asks next, and is given back when nobody does', async () => {
    const pool = poolOf(store.dataSource);
    const { query } = lookups(store.dataSource);
    let taken = 0;
    const count = (): void => {
      taken += 1;
    };
    pool.on('acquire', count);
    for (let at = 0; at < 50; at += 1) expect(await query('SELECT $1::integer AS at', [at])).toEqual([{ at }]);
    pool.off('acquire', count);
    expect(taken).toBeLessThan(25);
    await setImmediate();
    expect(connectionsOf(store.dataSource)).toMatchObject({ busy: 0, idle: pool.totalCount, waiting: 0 });
    while (pool.idleCount < pool.totalCount) await once(pool, 'release');
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  test('does not keep others waiting who need it', async () => {
    const other = await createDataSource(store.database.connection, { poolSize: 1 }).initialize();
    try {
      const { query } = lookups(other);
      for (let at = 0; at < 3; at += 1) {
        expect(await query('SELECT $1::integer AS at', [at])).toEqual([{ at }]);
        await setImmediate();
        expect(poolOf(other).idleCount).toBe(1);
        expect(await other.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      }
    } finally {
      await other.destroy();
    }
  });

  test('is replaced when it was lost meanwhile', async () => {
    const pool = poolOf(store.dataSource);
    const { query } = lookups(store.dataSource);
    const [asked] = await query<{ readonly pid: number }[]>('SELECT pg_backend_pid() AS pid');
    const [client] = await Promise.all([
      once(pool, 'remove'),
      store.dataSource.query('SELECT pg_terminate_backend($1)', [asked?.pid]),
    ]);
    expect(client).toBeDefined();
    const [found] = await query<{ readonly pid: number }[]>('SELECT pg_backend_pid() AS pid');
    expect(found?.pid).not.toBe(asked?.pid);
  });
});
