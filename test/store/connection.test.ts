import { createDataSource } from '../../ormconfig';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

test('settings of the database do not change what the hub reads and writes', async () => {
  const settings = { datestyle: 'German', default_transaction_isolation: 'serializable', timezone: 'Asia/Shanghai' };
  const [row] = await store.dataSource.query<{ name: string }[]>('SELECT current_database() AS name');
  for (const [setting, value] of Object.entries(settings))
    await store.dataSource.query(`ALTER DATABASE "${row?.name}" SET ${setting} TO '${value}'`);
  const other = await createDataSource(store.database.connection).initialize();
  try {
    await importMadeUp(store.imports, [{}]);
    const read = (dataSource: typeof other) =>
      dataSource.query<unknown[]>(
        "SELECT imported_at, current_setting('transaction_isolation') AS isolation FROM annual_report",
      );
    const [report] = await read(other);
    expect(report).toEqual({ imported_at: expect.any(Date), isolation: 'read committed' });
    expect(await read(store.dataSource)).toEqual([report]);
  } finally {
    await other.destroy();
  }
});

test('counts are JavaScript numbers, and one that is beyond them is an error rather than another number', async () => {
  const [row] = await store.dataSource.query<unknown[]>(
    'SELECT 9007199254740991::bigint AS count, 0.10::numeric(20,2) AS yuan',
  );
  expect(row).toEqual({ count: Number.MAX_SAFE_INTEGER, yuan: '0.10' });
  await expect(store.dataSource.query('SELECT 9007199254740993::bigint')).rejects.toThrow('beyond the integers');
});

test('connections that the server ends are replaced', async () => {
  const other = await openTestStore();
  try {
    const runners = [1, 2, 3].map(() => store.dataSource.createQueryRunner());
    const pids = await Promise.all(runners.map((runner) => runner.query('SELECT pg_backend_pid() AS pid')));
    for (const runner of runners) await runner.release();
    for (const [{ pid }] of pids) await other.dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
    // A connection may be taken before the news of its end has come, and again before it is closed; then those queries fail.
    const answers: boolean[] = [];
    while (!answers.at(-1))
      answers.push(
        await store.dataSource.query('SELECT 1').then(
          () => true,
          () => false,
        ),
      );
    expect(answers.length).toBeLessThanOrEqual(7);
  } finally {
    await other.close();
  }
});
