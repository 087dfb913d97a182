import { createDataSource } from '../../ormconfig';
import { createImportService } from '../../src/imports/import-service';
import { whileHoldingJob } from '../../src/store/job-store';
import { readMadeUp } from '../support/build-draft';
import { itemsOf, openTestStore, statusesOf, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const items = itemsOf({ year: 2022 }, { year: 2023 }, { year: 2024 });

/** A job as a process leaves it that dies after its first item. */
async function leaveHalfDone(idempotencyKey: string | null): Promise<string> {
  const { job } = await store.imports.importReports({ items, mode: 'COMMIT', idempotencyKey });
  await store.dataSource.query('UPDATE import_job SET finished_at = NULL WHERE id = $1', [job.id]);
  await store.dataSource.query('DELETE FROM import_item WHERE ordinal > 0 AND job_id = $1', [job.id]);
  return job.id;
}

test('a job that nobody can repeat is ended by the next hub, and says what was not imported', async () => {
  const id = await leaveHalfDone(null);
  expect(await store.imports.importJob(id)).toMatchObject({ finishedAt: null, total: 3, done: 1 });
  await store.imports.endAbandonedJobs();
  const ended = await store.imports.importJob(id);
  expect(ended).toMatchObject({ total: 3, done: 3, counts: { created: 1, failed: 2 } });
  expect(ended?.finishedAt).toBeInstanceOf(Date);
  const [page] = await store.imports.importItems([id], null, { first: 10, after: null });
  const reason = 'The hub stopped before this item was imported; import it again.';
  expect(page?.nodes.map((item) => [item.clientRef, item.status, item.failure, item.retryable])).toEqual([
    ['#0', 'CREATED', null, false],
    ['#1', 'FAILED', reason, true],
    ['#2', 'FAILED', reason, true],
  ]);
  await store.imports.endAbandonedJobs();
  expect(await store.imports.importJob(id)).toEqual(ended);
});

test('a job that nobody can repeat is ended at once when it breaks off, and the error is told', async () => {
  await store.dataSource.query('CREATE SEQUENCE times');
  // Neither the second item nor its failure can be written, be it with the others or alone.
  await store.dataSource.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.client_ref = '#1' AND nextval('times') < 4 THEN RAISE SQLSTATE '53100'; END IF; RETURN NEW; END $$`,
  );
  await store.dataSource.query(
    'CREATE TRIGGER failing BEFORE INSERT ON import_item FOR EACH ROW EXECUTE FUNCTION fail()',
  );
  const imports = createImportService(store.dataSource, { read: readMadeUp, onError: () => {} });
  const broken = imports.importReports({ items: items.slice(0, 2), mode: 'COMMIT' });
  await expect(broken).rejects.toMatchObject({ code: '53100' });
  const { nodes } = await imports.importJobs({ first: 2, after: null });
  expect(nodes).toMatchObject([{ finishedAt: expect.any(Date), total: 2, done: 2, counts: { failed: 1 } }]);
  const [page] = await imports.importItems([nodes[0]?.id ?? ''], ['FAILED'], { first: 10, after: null });
  expect(page?.nodes).toMatchObject([
    {
      clientRef: '#1',
      failure: 'The import broke off before this item was stored; import it again.',
      retryable: true,
    },
  ]);
});

test('a job that can be repeated is left to be repeated', async () => {
  const id = await leaveHalfDone('key');
  await store.imports.endAbandonedJobs();
  expect(await store.imports.importJob(id)).toMatchObject({ finishedAt: null, done: 1 });
  const repeated = await store.imports.importReports({ items, mode: 'COMMIT', idempotencyKey: 'key' });
  expect(statusesOf(repeated)).toEqual(['CREATED', 'DUPLICATE', 'DUPLICATE']);
});

test('a job that somebody runs is not ended', async () => {
  const id = await leaveHalfDone(null);
  const elsewhere = await createDataSource(store.database.connection).initialize();
  try {
    const held = await whileHoldingJob(store.dataSource, id, () =>
      createImportService(elsewhere, { read: readMadeUp }).endAbandonedJobs(),
    );
    expect(held).toBe(true);
    expect(await store.imports.importJob(id)).toMatchObject({ finishedAt: null, done: 1 });
  } finally {
    await elsewhere.destroy();
  }
});
