import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

/** Makes something happen in the database when a report of 乙县 is stored. */
async function whenStored(what: string): Promise<void> {
  await store.dataSource.query('CREATE SEQUENCE times');
  await store.dataSource.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.title LIKE '乙%' THEN ${what} END IF; RETURN NEW; END $$`,
  );
  await store.dataSource.query(
    'CREATE TRIGGER failing AFTER INSERT ON annual_report FOR EACH ROW EXECUTE FUNCTION fail()',
  );
}

async function importThree() {
  const heard: unknown[] = [];
  const imports = createImportService(store.dataSource, { read: readMadeUp, onError: (error) => heard.push(error) });
  const reports = ['甲县教育局', '乙县教育局', '丙县教育局'].map((agencyName) => ({ agencyName }));
  const { job, items } = await importMadeUp(imports, reports);
  const [stored] = await imports.importItems([job.id], null, { first: 10, after: null });
  expect(stored?.nodes).toEqual(items);
  return { heard, outcomes: items.map(({ status, failure, retryable }) => [status, failure, retryable]) };
}

test('a conflict that passes is tried again', async () => {
  await whenStored("IF nextval('times') < 3 THEN RAISE SQLSTATE '40001'; END IF;");
  const { heard, outcomes } = await importThree();
  expect(outcomes.map(([status]) => status)).toEqual(['CREATED', 'CREATED', 'CREATED']);
  expect(heard).toEqual([]);
});

test('a conflict that stays fails its item, which may be imported again', async () => {
  await whenStored("RAISE SQLSTATE '40001';");
  const { heard, outcomes } = await importThree();
  expect(outcomes).toEqual([
    ['CREATED', null, false],
    ['FAILED', 'The report could not be stored (SQLSTATE 40001).', true],
    ['CREATED', null, false],
  ]);
  expect(heard).toHaveLength(1);
});

test('a lost connection fails its item, which may be imported again, and leaves nothing of it', async () => {
  await whenStored('PERFORM pg_terminate_backend(pg_backend_pid());');
  const { outcomes } = await importThree();
  expect(outcomes).toEqual([
    ['CREATED', null, false],
    ['FAILED', expect.stringContaining('could not be stored'), true],
    ['CREATED', null, false],
  ]);
  const names = await store.dataSource.query<{ name: string }[]>('SELECT name FROM agency ORDER BY name');
  expect(names.map(({ name }) => name)).toEqual(['丙县教育局', '甲县教育局']);
});

test('an error of a group whose items can be stored alone is heard of', async () => {
  await whenStored("IF nextval('times') < 2 THEN RAISE SQLSTATE '23514'; END IF;");
  const { heard, outcomes } = await importThree();
  expect(outcomes.map(([status]) => status)).toEqual(['CREATED', 'CREATED', 'CREATED']);
  expect(heard).toEqual([expect.objectContaining({ code: '23514' })]);
});

test('what the store can never take is not to be tried again', async () => {
  await whenStored("RAISE SQLSTATE '23514';");
  const { outcomes } = await importThree();
  expect(outcomes[1]).toEqual(['FAILED', 'The report could not be stored (SQLSTATE 23514).', false]);
});
