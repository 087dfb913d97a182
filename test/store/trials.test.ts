import { createTrials } from '../../src/store/trials';

/** A clock that stands still but for what is done. */
function trying() {
  let ms = 0;
  const trials = createTrials(() => ms);
  const take = (more: number) => async () => {
    ms += more;
  };
  /** Asks once, and says how. */
  const ask = async (keptMs: number, anewMs: number, sql = 'SELECT 1'): Promise<'kept' | 'anew'> => {
    const trial = trials.of(sql);
    const mostMs = trial.mostMs();
    if (mostMs === null) {
      await trial.anew(take(anewMs));
      return 'anew';
    }
    await trial.kept(take(keptMs));
    return 'kept';
  };
  const askOften = async (times: number, keptMs: number, anewMs: number) => {
    const how = { kept: 0, anew: 0 };
    for (let at = 0; at < times; at += 1) how[await ask(keptMs, anewMs)] += 1;
    return how;
  };
  return { trials, ask, askOften };
}

test('what is asked for the first time is planned for its values, and then the plan is kept', async () => {
  const { ask } = trying();
  expect([await ask(1, 2), await ask(1, 2), await ask(1, 2, 'SELECT 2')]).toEqual(['anew', 'kept', 'anew']);
});

test('a plan that takes about as long is kept, however much else there is to do', async () => {
  const { askOften } = trying();
  await askOften(200, 3, 2);
  expect((await askOften(1000, 60, 50)).kept).toBeGreaterThan(700);
  expect((await askOften(1000, 60, 50)).kept).toBeGreaterThan(950);
});

test('a plan that takes much longer is left, and tried again now and then', async () => {
  const { askOften } = trying();
  const { kept } = await askOften(1000, 100, 2);
  expect(kept).toBeGreaterThan(10);
  expect(kept).toBeLessThan(110);
});

test('a plan that is given up is left at once', async () => {
  const { trials, ask } = trying();
  await ask(1, 2);
  const failing = trials.of('SELECT 1').kept(async () => Promise.reject(new Error('given up')));
  await expect(failing).rejects.toThrow('given up');
  expect(await ask(1, 2)).toBe('anew');
});

test('of many statements those asked last are remembered', async () => {
  const { ask } = trying();
  await ask(1, 2);
  for (let at = 0; at < 200; at += 1) await ask(1, 2, `SELECT ${at} AS other`);
  expect(await ask(1, 2)).toBe('anew');
});
