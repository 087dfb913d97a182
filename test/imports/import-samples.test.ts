import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSamples } from '../../src/imports/import-samples';
import { createImportService } from '../../src/imports/import-service';
import { createReportReader } from '../../src/store/report-reader';
import { importMadeUp, openTestStore, statusesOf, type TestStore } from '../support/store';

const SAMPLES = join(__dirname, '..', '..', 'samples');

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

test('the samples are imported into an empty store, once', async () => {
  const imports = createImportService(store.dataSource);
  const answer = await importSamples(imports, SAMPLES);
  expect(answer?.items.map(({ clientRef, status }) => [clientRef, status])).toEqual([
    ['binzhou-hitech-2024.txt', 'CREATED'],
    ['honggutan-2023.txt', 'CREATED'],
    ['lixia-2024.txt', 'CREATED'],
    ['qiaokou-2024.txt', 'CREATED'],
    ['ruian-2024.txt', 'CREATED'],
  ]);
  expect(await importSamples(imports, SAMPLES)).toBeNull();
  const reader = createReportReader(store.dataSource, 'PUBLIC');
  const { nodes } = await reader.reports({}, [{ field: 'REGION_CODE', direction: 'ASC', nulls: 'LAST' }], {
    first: 10,
    after: null,
  });
  const stats = await reader.applicationStats(nodes);
  const received = stats.map((columns) => columns.find(({ applicant }) => applicant === 'TOTAL')?.received);
  expect(received.toSorted()).toEqual([106, 134, 2, 28, 289]);
});

test('an import that was cut short is done anew when the samples are other files since, and then never again', async () => {
  const imports = createImportService(store.dataSource);
  await importSamples(imports, SAMPLES);
  await store.dataSource.query('UPDATE import_job SET finished_at = NULL');
  await store.dataSource.query('DELETE FROM import_item WHERE ordinal = 4');
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  try {
    await cp(SAMPLES, folder, { recursive: true });
    await rm(join(folder, 'lixia-2024.txt'));
    const anew = await importSamples(imports, folder);
    expect(anew && statusesOf(anew)).toEqual(['DUPLICATE', 'DUPLICATE', 'DUPLICATE', 'DUPLICATE']);
    expect(await importSamples(imports, folder)).toBeNull();
    expect(await importSamples(imports, SAMPLES)).toBeNull();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('an import of the samples that was cut short is ended; into a store in use they are not imported', async () => {
  const imports = createImportService(store.dataSource);
  await importSamples(imports, SAMPLES);
  await store.dataSource.query('UPDATE import_job SET finished_at = NULL');
  await store.dataSource.query('DELETE FROM import_item WHERE ordinal = 4');
  const resumed = await importSamples(imports, SAMPLES);
  expect(resumed && statusesOf(resumed)).toEqual(['CREATED', 'CREATED', 'CREATED', 'CREATED', 'DUPLICATE']);

  const used = await openTestStore();
  try {
    await importMadeUp(used.imports, [{}]);
    expect(await importSamples(createImportService(used.dataSource), SAMPLES)).toBeNull();
  } finally {
    await used.close();
  }
});
