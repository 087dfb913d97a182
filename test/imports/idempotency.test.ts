import { createDataSource } from '../../ormconfig';
import { InvalidImportError } from '../../src/domain/importing';
import { createImportService } from '../../src/imports/import-service';
import { type MadeUpReport, readMadeUp } from '../support/build-draft';
import { itemsOf, openTestStore, statusesOf, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const reports: readonly MadeUpReport[] = [{ year: 2022 }, { year: 2023 }, { year: 2024 }];
const batch = { items: itemsOf(...reports), mode: 'COMMIT', idempotencyKey: 'k' } as const;

test('a repeated key gives the same job back, items included', async () => {
  const first = await store.imports.importReports(batch);
  expect(await store.imports.importReports(batch)).toEqual(first);
  expect(await store.imports.importReports({ ...batch, note: 'another note' })).toEqual(first);
  expect(await store.imports.countImportJobs()).toBe(1);
});

test('a key belongs to its items and to COMMIT', async () => {
  await store.imports.importReports(batch);
  const others = { ...batch, items: itemsOf({ year: 2021 }) };
  await expect(store.imports.importReports(others)).rejects.toThrow(InvalidImportError);
  await expect(store.imports.importReports({ ...batch, mode: 'VALIDATE_ONLY' })).rejects.toThrow(
    'This idempotencyKey belongs to another import; repeat that one unchanged, or use a new key.',
  );
});

test('a dry run does not use its key up', async () => {
  await store.imports.importReports({ ...batch, mode: 'VALIDATE_ONLY' });
  expect(statusesOf(await store.imports.importReports(batch))).toEqual(['CREATED', 'CREATED', 'CREATED']);
});

test('a second call while the first runs gets the job as it is, of this process or another', async () => {
  let release = (): void => {};
  let announce = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    announce = resolve;
  });
  // Nothing can be stored while this transaction has the table to itself.
  const blocker = store.dataSource.createQueryRunner();
  await blocker.startTransaction();
  await blocker.query('LOCK TABLE report_diagnostic IN ACCESS EXCLUSIVE MODE');
  const imports = createImportService(store.dataSource, {
    read: (content, hints) => {
      announce();
      return readMadeUp(content, hints);
    },
  });
  const first = imports.importReports(batch);
  held.then(() => blocker.rollbackTransaction()).then(() => blocker.release());
  await begun;
  const elsewhere = await createDataSource(store.database.connection).initialize();
  try {
    const second = await imports.importReports(batch);
    const third = await createImportService(elsewhere, { read: readMadeUp }).importReports(batch);
    release();
    const { job } = await first;
    for (const answer of [second, third]) {
      expect(answer.job).toMatchObject({ id: job.id, total: 3, done: 0, finishedAt: null });
      expect(answer.items).toEqual([]);
    }
    expect(job).toMatchObject({ done: 3, counts: { created: 3 } });
  } finally {
    await elsewhere.destroy();
  }
});

test('a job of which a part was done is ended, and what was done is not done again', async () => {
  const { job } = await store.imports.importReports(batch);
  await store.dataSource.query('UPDATE import_job SET finished_at = NULL');
  await store.dataSource.query('DELETE FROM import_item WHERE ordinal > 0');
  const resumed = await store.imports.importReports(batch);
  expect(resumed.job.id).toBe(job.id);
  expect(resumed.job.finishedAt).not.toBeNull();
  expect(statusesOf(resumed)).toEqual(['CREATED', 'DUPLICATE', 'DUPLICATE']);
});
