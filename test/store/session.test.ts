import { sessionOf } from '../../src/store/session';
import { openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
  await store.dataSource.query('CREATE TABLE written (number integer PRIMARY KEY)');
});
afterEach(() => store.close());

const WRITE = 'INSERT INTO written VALUES ($1::integer)';
const written = async (): Promise<readonly number[]> => {
  const rows = await store.dataSource.query<{ number: number }[]>('SELECT number FROM written ORDER BY number');
  return rows.map(({ number }) => number);
};

test('statements that are sent at once are carried out in their order', async () => {
  const [, , last] = await sessionOf(store.dataSource).transaction((session) =>
    Promise.all([
      session.query(WRITE, [1]),
      session.query('UPDATE written SET number = number + 1'),
      session.query('SELECT number FROM written'),
    ]),
  );
  expect(last).toEqual([{ number: 2 }]);
  expect(await written()).toEqual([2]);
});

test('of statements that are sent at once the first that fails is the reason, and nothing is left of any', async () => {
  const failing = sessionOf(store.dataSource).transaction(async (session) => {
    await session.query(WRITE, [1]);
    const first = session.query(WRITE, [1]);
    const second = session.query(WRITE, [2]);
    // What fails because another one did is heard of before it.
    const heardLate = first.catch(async (error: unknown) => {
      await second.catch(() => {});
      throw error;
    });
    await Promise.all([heardLate, second]);
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await written()).toEqual([]);
});

/** A promise, and what keeps it. */
function promise(): readonly [kept: Promise<void>, keep: () => void] {
  let keep = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return [kept, keep];
}

test('what is sent when a transaction has come to its end is not carried out on its own', async () => {
  const [ended, end] = promise();
  let late: Promise<unknown> = Promise.resolve();
  const failing = sessionOf(store.dataSource).transaction(async (session) => {
    late = ended.then(() => session.query(WRITE, [1]));
    await session.query('SELECT 1 / 0');
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  end();
  await expect(late).rejects.toThrow('the transaction has ended');
  expect(await written()).toEqual([]);
});

test('a transaction within another fails alone', async () => {
  await sessionOf(store.dataSource).transaction(async (session) => {
    await session.query(WRITE, [1]);
    const inner = session.transaction((within) =>
      Promise.all([within.query(WRITE, [2]), within.query(WRITE, [1]), within.query(WRITE, [3])]),
    );
    await expect(inner).rejects.toMatchObject({ code: '23505' });
    await session.transaction((within) => within.query(WRITE, [4]));
  });
  expect(await written()).toEqual([1, 4]);
});

test('a transaction in which a statement failed is undone, whatever was made of it', async () => {
  const failing = sessionOf(store.dataSource).transaction(async (session) => {
    await session.query(WRITE, [1]);
    await session.query('SELECT 1 / 0').catch(() => {});
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await written()).toEqual([]);
});

test('a transaction within another sends nothing when that one has ended', async () => {
  const [ended, end] = promise();
  let late: Promise<unknown> = Promise.resolve();
  const failing = sessionOf(store.dataSource).transaction(async (session) => {
    late = session.transaction(async (within) => {
      await within.query('SELECT');
      await ended;
      await within.query(WRITE, [1]);
    });
    await session.query('SELECT 1 / 0');
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  end();
  await expect(late).rejects.toThrow('the transaction has ended');
  expect(await written()).toEqual([]);
});
