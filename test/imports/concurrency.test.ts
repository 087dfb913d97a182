import { createDataSource } from '../../ormconfig';
import type { ImportService } from '../../src/domain/importing';
import { createImportService } from '../../src/imports/import-service';
import { createReportReader } from '../../src/store/report-reader';
import { type MadeUpReport, readMadeUp } from '../support/build-draft';
import { importMadeUp, openTestStore, statusesOf, type TestStore } from '../support/store';

let store: TestStore;
let services: readonly { readonly imports: ImportService; close(): Promise<void> }[];
beforeEach(async () => {
  store = await openTestStore();
  services = await Promise.all(
    [1, 2, 3].map(async () => {
      const dataSource = await createDataSource(store.database.connection).initialize();
      const imports = createImportService(dataSource, { read: readMadeUp });
      return { imports, close: () => dataSource.destroy() };
    }),
  );
});
afterEach(async () => {
  for (const service of services) await service.close();
  await store.close();
});

const everywhere = (reportsOf: (service: number) => readonly MadeUpReport[]) =>
  Promise.all(services.map(({ imports }, service) => importMadeUp(imports, reportsOf(service))));

test('of equal reports of a new agency that arrive at once one is created, the others are duplicates of it', async () => {
  const years = [2021, 2022, 2023, 2024];
  const answers = await everywhere(() => years.map((year) => ({ year })));
  for (const place of years.keys()) {
    const items = answers.map(({ items: answered }) => answered[place]);
    expect(items.map((item) => item?.status).toSorted()).toEqual(['CREATED', 'DUPLICATE', 'DUPLICATE']);
    const created = items.find((item) => item?.status === 'CREATED');
    for (const item of items) expect(item?.duplicateOf ?? created?.report).toEqual(created?.report);
  }
  expect(await createReportReader(store.dataSource, 'ALL').countAgencies({})).toBe(1);
});

test('of different reports of one agency-year that arrive at once each is a revision, and one is the latest', async () => {
  const answers = await everywhere((service) => [1, 2, 3].map((round) => ({ seed: service * 10 + round })));
  expect(answers.flatMap(statusesOf).toSorted()).toEqual(['CREATED', ...Array.from({ length: 8 }, () => 'REVISED')]);
  const revisions = answers.flatMap(({ items }) => items.map(({ report }) => report?.revision));
  expect(revisions.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const current = await store.dataSource.query<unknown[]>(
    'SELECT revision, is_latest, is_public FROM annual_report WHERE is_latest OR is_public',
  );
  expect(current).toEqual([{ revision: 9, is_latest: true, is_public: true }]);
});

test('batches that make the same new agencies at once, in opposite orders, store every report once', async () => {
  const reports = Array.from({ length: 30 }, (_, place) => ({ agencyName: `第${place}县教育局`, seed: place }));
  const answers = await everywhere((service) => (service === 1 ? reports.toReversed() : reports));
  const inOrder = answers.map(({ items }, service) => (service === 1 ? items.toReversed() : items));
  for (const place of reports.keys()) {
    const statuses = inOrder.map((items) => items[place]?.status);
    expect(statuses.toSorted()).toEqual(['CREATED', 'DUPLICATE', 'DUPLICATE']);
  }
  expect(await createReportReader(store.dataSource, 'ALL').countReports({})).toBe(reports.length);
});

test('dry runs and commits of the same batch at once do not disturb each other', async () => {
  const reports = [2021, 2022].flatMap((year) =>
    ['甲', '乙', '丙', '丁'].map((letter) => ({ year, agencyName: `${letter}县教育局` })),
  );
  const [one, two, three] = await Promise.all([
    importMadeUp(services[0]?.imports as ImportService, reports, 'VALIDATE_ONLY'),
    importMadeUp(services[1]?.imports as ImportService, reports.toReversed()),
    importMadeUp(services[2]?.imports as ImportService, reports.toReversed(), 'VALIDATE_ONLY'),
  ]);
  expect(statusesOf(two)).toEqual(reports.map(() => 'CREATED'));
  for (const dry of [one, three])
    for (const status of statusesOf(dry)) expect(['VALID', 'DUPLICATE']).toContain(status);
  expect(await createReportReader(store.dataSource, 'PUBLIC').countReports({})).toBe(reports.length);
});

test('a batch stored in several lanes leaves the store as one that came report by report', async () => {
  const reports: readonly MadeUpReport[] = Array.from({ length: 40 }, (_, place) => ({
    agencyName: `${'甲乙丙丁戊'[place % 5]}县教育局`,
    year: 2020 + ((place * 7) % 4),
    seed: place % 9,
  }));
  const batch = await importMadeUp(store.imports, reports);
  const other = await openTestStore();
  try {
    const single = [];
    for (const report of reports) single.push(...(await importMadeUp(other.imports, [report])).items);
    expect(statusesOf(batch)).toEqual(single.map(({ status }) => status));
    expect(batch.items.map(({ diagnostics }) => diagnostics)).toEqual(single.map(({ diagnostics }) => diagnostics));
  } finally {
    await other.close();
  }
});
