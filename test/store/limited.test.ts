import { limited } from '../../src/store/limited';
import { openTestStore } from '../support/store';

test('a statement that takes too long is given up, and the connection is as before', async () => {
  const store = await openTestStore();
  try {
    const database = limited(store.dataSource, { mostMs: 50 });
    await expect(database.query('SELECT pg_sleep(60)')).rejects.toThrow('took more than 0.05 seconds');
    await expect(
      database.query("INSERT INTO agency (name, kind, level) VALUES ('甲', 'OTHER', 'COUNTY')"),
    ).rejects.toThrow('read-only');
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await store.dataSource.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '0' }]);
  } finally {
    await store.close();
  }
});
