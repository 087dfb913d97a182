import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '../../src/domain/asking';
import { type ImportItem, InvalidImportError } from '../../src/domain/importing';
import { READER_VERSION } from '../../src/domain/reader-version';
import { createImportService } from '../../src/imports/import-service';
import { createReportReader } from '../../src/store/report-reader';
import { type MadeUpReport, madeUp, readMadeUp } from '../support/build-draft';
import { importMadeUp, itemsOf, openTestStore, statusesOf, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const A = { agencyName: '甲县人民政府办公室', regionCode: '370102' };
const B = { agencyName: '乙县人民政府办公室', regionCode: '370103' };

async function rowCounts(): Promise<Record<string, number>> {
  const tables = store.dataSource.entityMetadatas.map(({ tableName }) => tableName);
  const counts = tables.map((table) => `SELECT '${table}' AS name, count(*) AS rows FROM ${table}`);
  const rows = await store.dataSource.query<{ name: string; rows: number }[]>(counts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, rows: number }) => [name, number]));
}

test('a report is created, found a duplicate, and revised by other content', async () => {
  const first = await importMadeUp(store.imports, [{ ...A, seed: 1 }]);
  const again = await importMadeUp(store.imports, [{ ...A, seed: 1 }]);
  const changed = await importMadeUp(store.imports, [{ ...A, seed: 2 }]);
  const back = await importMadeUp(store.imports, [{ ...A, seed: 1 }]);
  expect([first, again, changed, back].flatMap(statusesOf)).toEqual(['CREATED', 'DUPLICATE', 'REVISED', 'DUPLICATE']);
  const report = first.items[0]?.report;
  expect(report).toMatchObject({ year: 2024, revision: 1 });
  expect(again.items[0]?.duplicateOf).toEqual(report);
  expect(again.items[0]?.report).toBeNull();
  expect(changed.items[0]?.report).toEqual({ ...report, revision: 2 });
  expect(back.items[0]?.duplicateOf).toEqual(report);
  expect(first.job).toMatchObject({
    mode: 'COMMIT',
    total: 1,
    done: 1,
    parserVersion: READER_VERSION,
    counts: { created: 1, failed: 0 },
  });
  expect(first.job.finishedAt).toBeInstanceOf(Date);
});

test('the same content read to another scope is a new revision, to the same one a duplicate of the first', async () => {
  const item = { clientRef: 'x', text: madeUp({ ...A, scope: 'OWN' }) };
  const answers = [
    await store.imports.importReports({ items: [item], mode: 'COMMIT' }),
    await store.imports.importReports({ items: [{ ...item, scope: 'CONSOLIDATED' }], mode: 'COMMIT' }),
    await store.imports.importReports({ items: [item], mode: 'COMMIT' }),
    await store.imports.importReports({ items: [{ ...item, scope: 'CONSOLIDATED' }], mode: 'COMMIT' }),
  ];
  expect(answers.flatMap(statusesOf)).toEqual(['CREATED', 'REVISED', 'DUPLICATE', 'DUPLICATE']);
  expect(answers.map(({ items }) => items[0]?.duplicateOf?.revision)).toEqual([undefined, undefined, 1, 2]);
});

test('a declared scope UNKNOWN, which declares nothing, makes no revision', async () => {
  const text = await readFile(join(__dirname, '..', '..', 'samples', 'lixia-2024.txt'), 'utf8');
  const imports = createImportService(store.dataSource);
  const batch = { items: [{ clientRef: 'x', text, scope: 'UNKNOWN' }], mode: 'COMMIT' } as const;
  const first = await imports.importReports(batch);
  const again = await imports.importReports(batch);
  expect([first, again].flatMap(statusesOf)).toEqual(['CREATED', 'DUPLICATE']);
  expect(again.items[0]?.duplicateOf).toEqual(first.items[0]?.report);
});

test('a dry run answers what the commit does, and writes nothing', async () => {
  await importMadeUp(store.imports, [{ ...A, year: 2023 }]);
  const before = await rowCounts();
  const batch = [
    { ...A, year: 2023 },
    { ...A, year: 2023, seed: 5 },
    { ...A, year: 2023, seed: 5 },
    { ...B, year: 2024 },
    { ...B, year: 2024 },
    { ...B, year: 2025, findings: ['OUTCOMES_TOTAL_MISMATCH'] as const },
    { ...B, year: 2022, findings: ['TABLE_UNREADABLE'] as const },
    { agencyName: null },
    { ...A, year: 2024, figures: { 'broughtForward@TOTAL': 12_345 } },
  ];
  const items = [...itemsOf(...batch), { clientRef: 'broken', text: 'no report' }];
  const dry = await store.imports.importReports({ items, mode: 'VALIDATE_ONLY' });
  expect(await rowCounts()).toEqual(before);
  expect(await store.imports.importJob(dry.job.id)).toBeNull();
  const committed = await store.imports.importReports({ items, mode: 'COMMIT' });
  expect(statusesOf(committed)).toEqual([
    'DUPLICATE',
    'REVISED',
    'DUPLICATE',
    'CREATED',
    'DUPLICATE',
    'IN_REVIEW',
    'QUARANTINED',
    'QUARANTINED',
    'CREATED',
    'FAILED',
  ]);
  expect(statusesOf(dry)).toEqual(
    statusesOf(committed).map((status) => (['CREATED', 'REVISED'].includes(status) ? 'VALID' : status)),
  );
  expect(dry.items.map(({ outcome }) => outcome)).toEqual(statusesOf(committed));
  const told = (answer: typeof dry) =>
    answer.items.map(({ draft, draftText, diagnostics, failure }) => ({ draft, draftText, diagnostics, failure }));
  expect(told(dry)).toEqual(told(committed));
  expect(dry.items.map(({ report }) => report)).toEqual(dry.items.map(() => null));
  expect(dry.job).toMatchObject({
    mode: 'VALIDATE_ONLY',
    total: 10,
    done: 10,
    counts: { valid: 3, created: 0, duplicate: 3 },
  });
});

test('items of which nothing can be made fail alone, each with its reason', async () => {
  const text = madeUp(A);
  const bytes = Buffer.from(text);
  const items = [
    { clientRef: 'good', text },
    { clientRef: 'both', text, contentBase64: bytes.toString('base64') },
    { clientRef: 'none' },
    { clientRef: 'base64', contentBase64: `${bytes.toString('base64')}!` },
    { clientRef: 'base64url', contentBase64: '_-8=' },
    { clientRef: 'unpadded', contentBase64: 'YQ' },
    { clientRef: 'region', text, regionCode: '3701' },
    { clientRef: 'year', text, year: 3024 },
    { clientRef: 'agency', text, agencyId: '4711' },
    { clientRef: 'agency word', text, agencyId: 'x' },
    { clientRef: 'nul', text, agencyName: 'a\0b' },
    { clientRef: 'script', text, sourceUrl: '\tjavascript:alert(1)' },
    { clientRef: 'bare address', text, sourceUrl: 'www.example.gov.cn/1.html' },
    { clientRef: 'address', text, sourceUrl: 'HTTPS://example.gov.cn/年报 2024.html' },
    { clientRef: 'large', text: 'x'.repeat(20 * 1024 * 1024 + 1) },
    { clientRef: 'large base64', contentBase64: Buffer.alloc(20 * 1024 * 1024 + 1).toString('base64') },
    { clientRef: 'unreadable', text: 'no report' },
    { clientRef: 'second', text: madeUp(B) },
  ];
  const answer = await store.imports.importReports({ items, mode: 'COMMIT' });
  expect(
    answer.items.map(({ clientRef, status, failure, retryable }) => [clientRef, status, failure, retryable]),
  ).toEqual([
    ['good', 'CREATED', null, false],
    ['both', 'FAILED', 'The item has both text and contentBase64; give one of them.', false],
    ['none', 'FAILED', 'The item has no content; give text or contentBase64.', false],
    ['base64', 'FAILED', expect.stringContaining('is not base64'), false],
    ['base64url', 'FAILED', expect.stringContaining('is not base64'), false],
    ['unpadded', 'FAILED', expect.stringContaining('is not base64'), false],
    ['region', 'FAILED', 'regionCode 3701 is no code of GB/T 2260: six digits.', false],
    ['year', 'FAILED', 'year 3024 is not between 1990 and 2100.', false],
    ['agency', 'FAILED', 'There is no agency of the id 4711.', false],
    ['agency word', 'FAILED', 'There is no agency of the id x.', false],
    ['nul', 'FAILED', 'agencyName contains a character that cannot be stored; leave it out.', false],
    ['script', 'FAILED', expect.stringMatching(/^sourceUrl \tjavascript:.* is no address of the web/), false],
    ['bare address', 'DUPLICATE', null, false],
    ['address', 'DUPLICATE', null, false],
    ['large', 'FAILED', 'The content has 20.0 MB; an item may have 20.', false],
    ['large base64', 'FAILED', 'The content has 20.0 MB; an item may have 20.', false],
    ['unreadable', 'FAILED', 'This is no made-up report.', false],
    ['second', 'CREATED', null, false],
  ]);
});

test('an item that the store refuses, or on which the reader breaks, harms no other', async () => {
  const heard: unknown[] = [];
  const imports = createImportService(store.dataSource, {
    read: (content, hints) => {
      if (hints.filename === 'bug') throw new TypeError('a bug');
      return readMadeUp(content, hints);
    },
    onError: (error) => heard.push(error),
  });
  const items = [
    { clientRef: '1', text: madeUp(A) },
    { clientRef: '2', text: madeUp(B), filename: 'bug' },
    { clientRef: '3', text: madeUp({ ...B, year: 99_999 }) },
    { clientRef: '4', text: madeUp({ ...B, year: 2023 }) },
  ];
  for (const mode of ['VALIDATE_ONLY', 'COMMIT'] as const) {
    const { items: answered } = await imports.importReports({ items, mode });
    expect(answered.map(({ outcome, failure, retryable }) => [outcome, failure, retryable])).toEqual([
      ['CREATED', null, false],
      ['FAILED', expect.stringContaining('fault of the hub'), false],
      ['FAILED', 'The report could not be stored (SQLSTATE 22003).', false],
      ['CREATED', null, false],
    ]);
  }
  // Of either call: the bug, and what the store refuses in its group and alone.
  expect(heard).toHaveLength(6);
});

test('what cannot be filed stays on its item, and one more import with a hint files it', async () => {
  const text = madeUp({ agencyName: null, year: null, seed: 3 });
  const lost = await store.imports.importReports({ items: [{ clientRef: 'x', text }], mode: 'COMMIT' });
  const again = await store.imports.importReports({ items: [{ clientRef: 'x', text }], mode: 'COMMIT' });
  expect([lost, again].flatMap(statusesOf)).toEqual(['QUARANTINED', 'QUARANTINED']);
  expect(await rowCounts()).toMatchObject({ agency: 0, annual_report: 0, import_item: 2 });
  const [stored] = await store.imports.importItems([lost.job.id], ['QUARANTINED'], { first: 5, after: null });
  expect(stored?.nodes).toEqual(lost.items);
  expect(stored?.nodes[0]?.diagnostics.map(({ code }) => code)).toEqual(['AGENCY_UNRESOLVED', 'YEAR_UNRESOLVED']);
  expect(stored?.nodes[0]?.draft?.applicationStats).toHaveLength(7);

  await importMadeUp(store.imports, [{ ...B, year: 2020 }]);
  const [agency] = (await createReportReader(store.dataSource, 'ALL').agencies({}, { first: 1, after: null })).nodes;
  const filed = await store.imports.importReports({
    items: [
      { clientRef: 'by name', text, agencyName: A.agencyName, regionCode: A.regionCode, year: 2021 },
      { clientRef: 'by id', text, agencyId: String(agency?.id), year: 2021 },
    ],
    mode: 'COMMIT',
  });
  expect(statusesOf(filed)).toEqual(['CREATED', 'CREATED']);
  expect(filed.items[1]?.report).toEqual({ agencyId: agency?.id, year: 2021, revision: 1 });
});

test('a blocker quarantines a report that can be filed, an error keeps it in review', async () => {
  const answer = await importMadeUp(store.imports, [
    { ...A, findings: ['TABLE_UNREADABLE', 'OUTCOMES_TOTAL_MISMATCH'] },
    { ...B, findings: ['OUTCOMES_TOTAL_MISMATCH', 'FIGURE_BLANK'] },
    { ...B, year: 2023, findings: ['FIGURE_BLANK'] },
  ]);
  expect(statusesOf(answer)).toEqual(['QUARANTINED', 'IN_REVIEW', 'CREATED']);
  const reader = createReportReader(store.dataSource, 'ALL');
  const reports = await reader.reportsByReference(answer.items.flatMap(({ report }) => report ?? []));
  expect(reports.map((report) => report?.state)).toEqual(['QUARANTINED', 'IN_REVIEW', 'PUBLISHED']);
});

test('batches that cannot be taken are refused whole', async () => {
  const importing = (items: readonly MadeUpReport[], more = {}) =>
    store.imports.importReports({ items: itemsOf(...items), mode: 'COMMIT', ...more });
  await expect(importing([])).rejects.toThrow(new InvalidImportError('The batch has no items.'));
  await expect(importing(Array.from({ length: 2001 }, (_, seed) => ({ seed })))).rejects.toThrow(
    'The batch has 2001 items; import 2000 at most at a time, or send files by POST /imports.',
  );
  const twice = [...itemsOf(A), ...itemsOf(B)];
  await expect(store.imports.importReports({ items: twice, mode: 'COMMIT' })).rejects.toThrow(
    'Two items have the clientRef #0; give each its own.',
  );
  await expect(importing([A], { idempotencyKey: '' })).rejects.toThrow(InvalidImportError);
  await expect(importing([A], { note: 'a\0' })).rejects.toThrow(InvalidImportError);
  expect(await store.imports.countImportJobs()).toBe(0);
});

test('jobs and items are listed, newest job first, items in their order', async () => {
  const jobs = [];
  for (const year of [2020, 2021, 2022])
    jobs.push(
      (
        await importMadeUp(store.imports, [
          { ...A, year },
          { ...A, year },
        ])
      ).job,
    );
  const first = await store.imports.importJobs({ first: 2, after: null });
  const rest = await store.imports.importJobs({ first: 2, after: first.endCursor });
  expect([...first.nodes, ...rest.nodes]).toEqual(jobs.toReversed());
  expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false]);
  expect(await store.imports.countImportJobs()).toBe(3);
  const id = jobs[0]?.id ?? '';
  const outcomes = (page: Page<ImportItem> | undefined) => page?.nodes.map(({ ordinal, status }) => [ordinal, status]);
  const [page] = await store.imports.importItems([id], null, { first: 1, after: null });
  const [next] = await store.imports.importItems([id], null, { first: 1, after: page?.endCursor ?? null });
  expect([outcomes(page), outcomes(next)]).toEqual([[[0, 'CREATED']], [[1, 'DUPLICATE']]]);
  const [items = []] = (await store.imports.importItems([id], null, { first: 9, after: null })).map(
    ({ nodes }) => nodes,
  );
  const atHand = store.imports.pageOfItems(items, { first: 1, after: null });
  expect(atHand).toEqual(page);
  expect(store.imports.pageOfItems(items, { first: 1, after: atHand.endCursor })).toEqual(next);
  const ofEach = await store.imports.importItems([id, 'no id', ...jobs.slice(1).map((job) => job.id)], ['CREATED'], {
    first: 5,
    after: null,
  });
  expect(ofEach.map(outcomes)).toEqual([[[0, 'CREATED']], [], [[0, 'CREATED']], [[0, 'CREATED']]]);
  expect(await store.imports.importJob('no id')).toBeNull();
  expect(await store.imports.countImportItems([id, 'no id'], ['DUPLICATE'])).toEqual([1, 0]);
});
