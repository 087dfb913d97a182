import { Client } from 'pg';
import { limited } from '../../src/store/limited';
import { preparing } from '../../src/store/prepared';
import { openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

/** What a tracer puts its own callback into. */
interface Traced {
  callback?: (this: unknown, error: Error | null, answer?: { readonly rows: readonly object[] }) => void;
}

const SOME = "SELECT 1::bigint AS one, NULL AS nothing, ARRAY['甲', '乙'] AS names, $1::integer + 1 AS next";

test('a statement answers what it answered, whether its columns are known or not', async () => {
  const database = preparing(store.dataSource);
  const answer = [{ one: 1, nothing: null, names: ['甲', '乙'], next: 3 }];
  for (let again = 0; again < 3; again += 1) expect(await database.query(SOME, [2])).toEqual(answer);
  expect(await store.dataSource.query(SOME, [2])).toEqual(answer);
});

test('a table that got another column meanwhile is read with it', async () => {
  const database = preparing(store.dataSource);
  const names = async () =>
    Object.keys((await database.query<object[]>('SELECT 1 AS first, note.* FROM note'))[0] ?? {});
  await store.dataSource.query("CREATE TABLE note AS SELECT 'a' AS one");
  expect([await names(), await names()]).toEqual([
    ['first', 'one'],
    ['first', 'one'],
  ]);
  await store.dataSource.query("ALTER TABLE note ADD COLUMN two text DEFAULT 'b'");
  expect([await names(), await names()]).toEqual([
    ['first', 'one', 'two'],
    ['first', 'one', 'two'],
  ]);
});

test('a count beyond what can be shown exactly is an error, and the connection goes on', async () => {
  const database = preparing(store.dataSource);
  const beyond = 'SELECT $1::bigint AS count';
  for (let again = 0; again < 2; again += 1) {
    await expect(database.query(beyond, ['9007199254740993'])).rejects.toThrow('beyond the integers');
    expect(await database.query(beyond, ['7'])).toEqual([{ count: 7 }]);
  }
});

test('what traces statements hears the end of each, with its rows or its error', async () => {
  const database = preparing(store.dataSource);
  const heard: unknown[] = [];
  const driver = Client.prototype as unknown as { query(this: Client, asked: Traced): unknown };
  const send = driver.query;
  driver.query = function (asked) {
    const { callback } = asked;
    if (callback !== undefined)
      asked.callback = (error, answer) => {
        heard.push(error?.message ?? answer?.rows);
        callback.call(asked, error, answer);
      };
    return send.call(this, asked);
  };
  try {
    expect(await database.query('SELECT $1::integer AS one', [1])).toEqual([{ one: 1 }]);
    await expect(database.query('SELECT 1 / $1::integer', [0])).rejects.toThrow('division by zero');
  } finally {
    driver.query = send;
  }
  expect(heard).toEqual([[{ one: 1 }], 'division by zero']);
});

test('a connection that is lost fails its statement, and is replaced', async () => {
  const database = preparing(store.dataSource);
  await expect(database.query('SELECT pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
  // It may be taken once more before the news of its end has come.
  await database.query('SELECT 1').catch(() => undefined);
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test.each(['ANEW', 'ONCE', 'TRIED'] as const)('limits end with their statement, which is planned %s', async (plans) => {
  const database = limited(store.dataSource, { plans });
  const inside = `SELECT current_setting('statement_timeout') AS ms, current_setting('transaction_read_only') AS reads, $1::text AS ${plans}`;
  for (let again = 0; again < 3; again += 1) {
    const [row] = await database.query<{ ms: string; reads: string }[]>(inside, ['']);
    expect(row).toMatchObject({ ms: plans === 'TRIED' && again > 0 ? '250ms' : '3s', reads: 'on' });
  }
  await expect(database.query('SELECT 1 / $1::integer', [0])).rejects.toThrow('division by zero');
  const outside =
    "SELECT current_setting('statement_timeout') AS ms, current_setting('transaction_read_only') AS reads, current_setting('plan_cache_mode') AS plans";
  expect(await store.dataSource.query(outside)).toEqual([{ ms: '0', reads: 'off', plans: 'auto' }]);
});

test('what takes longer than a kept plan may is planned anew, and has its three seconds', async () => {
  const database = limited(store.dataSource, { plans: 'TRIED' });
  const slow = 'SELECT 1 AS done FROM pg_sleep($1::float8)';
  for (const seconds of [0, 0.4, 0.4]) expect(await database.query(slow, [seconds])).toEqual([{ done: 1 }]);
});
