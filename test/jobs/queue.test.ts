import { randomUUID } from 'node:crypto';
import type { ImportItemInput } from '../../src/domain/importing';
import { createImportService } from '../../src/imports/import-service';
import { claimItems, openQueuedJobs, renewLease } from '../../src/store/queue-store';
import { createReportReader } from '../../src/store/report-reader';
import { madeUp, readMadeUp } from '../support/build-draft';
import { allItems, manyReports, startWorker, workAll } from '../support/jobs';
import { itemsOf, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

/** A job of so many reports. */
async function queue(count: number, more: object = {}): Promise<string> {
  const items = itemsOf(...manyReports(count));
  return (await store.imports.importReports({ items, mode: 'COMMIT', ...more })).job.id;
}

const jobOf = (id: string) => store.imports.importJob(id);

/** Another worker takes what there is, and is never heard of again. @param leaseMs - for which it counts as alive all the same */
async function loseClaims(jobId: string, items = 25, leaseMs = -1000): Promise<number> {
  const worker = '00000000-0000-4000-8000-000000000001';
  await renewLease(store.dataSource, worker, leaseMs);
  return (await claimItems(store.dataSource, jobId, worker, { items, bytes: 1 << 20, suspects: true })).length;
}

test('more than a hundred items become a job that is answered at once and worked by workers', async () => {
  const reports = manyReports(130);
  const { job, items } = await store.imports.importReports({ items: itemsOf(...reports), mode: 'COMMIT', note: 'n' });
  expect(items).toEqual([]);
  expect(job).toMatchObject({ queued: true, finishedAt: null, total: 130, done: 0, note: 'n' });
  expect(job.counts).toMatchObject({ queued: 130, running: 0, created: 0 });
  const waiting = await allItems(store.imports, job.id);
  expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set(['QUEUED']));
  await workAll(store.dataSource);
  const done = await jobOf(job.id);
  expect(done).toMatchObject({ total: 130, done: 130, counts: { created: 130, queued: 0 } });
  expect(done?.finishedAt).toBeInstanceOf(Date);
  expect((await allItems(store.imports, job.id)).map(({ clientRef }) => clientRef)).toEqual(
    reports.map((_, place) => `#${place}`),
  );
  expect(await store.dataSource.query('SELECT FROM import_pending')).toEqual([]);
});

test('documents of one agency and year become revisions in their order, however many workers there are', async () => {
  const reports = Array.from({ length: 105 }, (_, seed) => ({ seed, agencyName: `${'甲乙丙丁戊'[seed % 5]}县教育局` }));
  const { job } = await store.imports.importReports({ items: itemsOf(...reports), mode: 'COMMIT' });
  await Promise.all([1, 2, 3].map(() => workAll(store.dataSource, { claim: 7 })));
  const items = await allItems(store.imports, job.id);
  expect(items.map(({ report }) => report?.revision)).toEqual(reports.map((_, place) => Math.floor(place / 5) + 1));
});

test('an item is claimed once, however many workers claim at the same moment', async () => {
  const count = 1000;
  const id = await queue(count);
  const claimAll = async (worker: string): Promise<readonly number[]> => {
    await renewLease(store.dataSource, worker, 600_000);
    const mine: number[] = [];
    for (;;) {
      const claimed = await claimItems(store.dataSource, id, worker, { items: 2, bytes: 1 << 20, suspects: false });
      if (claimed.length === 0) return mine;
      mine.push(...claimed.map(({ ordinal }) => ordinal));
    }
  };
  const workers = Array.from({ length: 5 }, () => randomUUID());
  const claimed = (await Promise.all(workers.map(claimAll))).flat().toSorted((one, other) => one - other);
  expect(claimed).toEqual(Array.from({ length: count }, (_, ordinal) => ordinal));
});

test('what a lost worker had claimed is done when its lease has run out, though all other workers wait for it', async () => {
  const id = await queue(120);
  await loseClaims(id, 25, 1500);
  await workAll(store.dataSource);
  expect(await jobOf(id)).toMatchObject({ done: 120, counts: { created: 120 } });
});

test('what may have ended a worker is taken alone, and by one lane of each worker', async () => {
  const id = await queue(120);
  await loseClaims(id, 25);
  const claim = async (suspects: boolean) => {
    const worker = randomUUID();
    await renewLease(store.dataSource, worker, 600_000);
    const claimed = await claimItems(store.dataSource, id, worker, { items: 25, bytes: 1 << 20, suspects });
    return claimed.map(({ ordinal }) => ordinal);
  };
  expect(await claim(false)).toEqual(Array.from({ length: 25 }, (_, place) => 25 + place));
  expect(await claim(true)).toEqual([0]);
  expect(await claim(true)).toEqual([1]);
});

test('the key of a job holds, and belongs to its items; that of a dry run is its own', async () => {
  const id = await queue(101, { idempotencyKey: 'k' });
  const elsewhere = createImportService(store.dataSource, { read: readMadeUp });
  const items = itemsOf(...manyReports(101));
  const again = await elsewhere.importReports({ items, mode: 'COMMIT', idempotencyKey: 'k' });
  expect(again.job.id).toBe(id);
  await expect(
    elsewhere.importReports({ items: itemsOf(...manyReports(102)), mode: 'COMMIT', idempotencyKey: 'k' }),
  ).rejects.toThrow('belongs to another import');
  const dry = await elsewhere.importReports({ items, mode: 'VALIDATE_ONLY', idempotencyKey: 'k' });
  expect(dry.job).toMatchObject({ mode: 'VALIDATE_ONLY', total: 101 });
  expect(dry.job.id).not.toBe(id);
  await elsewhere.endAbandonedJobs();
  expect(await jobOf(dry.job.id)).toMatchObject({ finishedAt: null });
});

test('a large dry run answers what the import then does, and stores no report', async () => {
  await store.imports.importReports({ items: itemsOf(...manyReports(3)), mode: 'COMMIT' });
  const reports = [
    ...manyReports(70),
    ...manyReports(35).map((report) => ({ ...report, seed: (report.seed ?? 0) % 20 })),
  ];
  const items = itemsOf(...reports, { year: null });
  const outcomesAfter = async (mode: 'VALIDATE_ONLY' | 'COMMIT') => {
    const { job } = await store.imports.importReports({ items, mode });
    await Promise.all([1, 2].map(() => workAll(store.dataSource, { claim: 10 })));
    return allItems(store.imports, job.id);
  };
  const before = await createReportReader(store.dataSource, 'ALL').countReports({});
  const dry = await outcomesAfter('VALIDATE_ONLY');
  expect(await createReportReader(store.dataSource, 'ALL').countReports({})).toBe(before);
  expect(await store.dataSource.query('SELECT FROM import_pending')).toEqual([]);
  const committed = await outcomesAfter('COMMIT');
  const shown = (each: typeof dry) => each.map(({ outcome, draft, diagnostics }) => ({ outcome, draft, diagnostics }));
  expect(shown(dry)).toEqual(shown(committed));
  expect(new Set(dry.map(({ status }) => status))).toEqual(new Set(['VALID', 'DUPLICATE', 'QUARANTINED']));
  expect(new Set(dry.map(({ outcome }) => outcome))).toEqual(
    new Set(['CREATED', 'REVISED', 'DUPLICATE', 'QUARANTINED']),
  );
});

test('what a lost worker had claimed is done by others, and no item counts as tried that was not alone', async () => {
  const id = await queue(110);
  expect(await loseClaims(id)).toBe(25);
  await workAll(store.dataSource);
  expect(await jobOf(id)).toMatchObject({ done: 110, counts: { created: 110 } });
});

test('an item that ends its worker three times is given up with the reason, and can be tried again', async () => {
  const id = await queue(101);
  await workAll(store.dataSource, { claim: 1, read: readMadeUp });
  const [first = null] = await openQueuedJobs(store.dataSource);
  expect(first).toBeNull();
  await store.dataSource.query('UPDATE import_job SET finished_at = NULL, total = total + 1 WHERE id = $1', [id]);
  const content = Buffer.from(madeUp({ agencyName: '毒县教育局' }));
  await store.dataSource.query(
    "INSERT INTO import_pending (job_id, ordinal, client_ref, input, content, is_text, bytes) VALUES ($1, 101, 'poison', '{}', $2, true, $3)",
    [id, content, content.length],
  );
  for (const _ of [1, 2, 3]) expect(await loseClaims(id)).toBe(1);
  expect(await jobOf(id)).toMatchObject({ done: 101, total: 102, counts: { queued: 1 } });
  await workAll(store.dataSource);
  expect(await jobOf(id)).toMatchObject({ done: 102, counts: { failed: 1 }, finishedAt: expect.any(Date) });
  const [page] = await store.imports.importItems([id], ['FAILED'], { first: 5, after: null });
  expect(page?.nodes).toMatchObject([
    {
      clientRef: 'poison',
      retryable: true,
      failure: expect.stringMatching(/^Given up after 3 tries: each time, the process/),
    },
  ]);
  const retried = await store.imports.retryImportItems(id, null, 'somebody');
  expect(retried).toMatchObject({ finishedAt: null, done: 101, counts: { queued: 1, failed: 0 } });
  await workAll(store.dataSource);
  expect(await jobOf(id)).toMatchObject({ done: 102, counts: { created: 102, failed: 0 } });
});

test('a cancelled job stores nothing more, and goes on when it is tried again', async () => {
  const id = await queue(150);
  let read = 0;
  let cancelled: Promise<unknown> | undefined;
  await workAll(store.dataSource, {
    read: (content, hints) => {
      read += 1;
      if (read === 60) cancelled = store.imports.cancelImportJob(id, 'somebody');
      return readMadeUp(content, hints);
    },
  });
  await cancelled;
  const job = await jobOf(id);
  expect(job).toMatchObject({ total: 150, done: 150, finishedAt: expect.any(Date) });
  expect(job).toMatchObject({ cancelledAt: expect.any(Date), cancelledBy: 'somebody' });
  expect(job?.counts.failed).toBeGreaterThan(0);
  expect(await createReportReader(store.dataSource, 'ALL').countReports({})).toBe(job?.counts.created);
  expect((await store.imports.retryImportItems(id, ['#149'], 'somebody'))?.counts.queued).toBe(1);
  expect((await store.imports.retryImportItems(id, null, 'somebody'))?.counts.failed).toBe(0);
  await workAll(store.dataSource);
  expect(await jobOf(id)).toMatchObject({ done: 150, counts: { created: 150 }, cancelledAt: null, cancelledBy: null });
  // It has ended: nobody cancels it, and nothing is written down.
  expect(await store.imports.cancelImportJob(id, 'another')).toMatchObject({ cancelledAt: null, cancelledBy: null });
  expect(
    await store.dataSource.query(
      "SELECT actor, action, reason, agency_id, changes FROM audit_entry WHERE action IN ('CANCEL', 'RETRY') ORDER BY id",
    ),
  ).toEqual([
    {
      ...{ actor: 'somebody', action: 'CANCEL', reason: 'Cancelled.', agency_id: null },
      changes: [{ what: 'job', before: id, after: null }],
    },
    ...[1, (job?.counts.failed ?? 0) - 1].map((items) => ({
      ...{ actor: 'somebody', action: 'RETRY', reason: 'Tried again.', agency_id: null },
      changes: [
        { what: 'job', before: null, after: id },
        { what: 'items', before: null, after: String(items) },
      ],
    })),
  ]);
});

test('contents of what failed are kept for a month after the job', async () => {
  const id = await queue(101);
  await store.imports.cancelImportJob(id, 'somebody');
  await workAll(store.dataSource);
  const kept = () => store.dataSource.query('SELECT FROM import_pending');
  expect(await kept()).toHaveLength(101);
  await store.dataSource.query("UPDATE import_job SET finished_at = now() - interval '31 days'");
  await workAll(store.dataSource);
  expect(await kept()).toEqual([]);
  expect((await store.imports.retryImportItems(id, null, 'somebody'))?.counts).toMatchObject({
    failed: 101,
    queued: 0,
  });
  // Nothing was tried again, and nothing is written down.
  expect(await store.dataSource.query("SELECT FROM audit_entry WHERE action = 'RETRY'")).toEqual([]);
  const [page] = await store.imports.importItems([id], null, { first: 1, after: null });
  expect(page?.nodes[0]).toMatchObject({ status: 'FAILED', retryable: false });
});

test('what was answered at once kept no contents to try again', async () => {
  const { job } = await store.imports.importReports({ items: itemsOf({}), mode: 'COMMIT' });
  await expect(store.imports.retryImportItems(job.id, null, 'somebody')).rejects.toThrow('were not kept');
  expect(await store.imports.retryImportItems('none', null, 'somebody')).toBeNull();
  expect(await store.imports.cancelImportJob('none', 'somebody')).toBeNull();
});

test('a passing error of the database fails no item: it is tried until it is done', async () => {
  await store.dataSource.query('CREATE SEQUENCE times');
  await store.dataSource.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('times') < 3 THEN RAISE SQLSTATE '53100'; END IF; RETURN NEW; END $$`,
  );
  await store.dataSource.query(
    'CREATE TRIGGER failing BEFORE INSERT ON annual_report FOR EACH ROW EXECUTE FUNCTION fail()',
  );
  const id = await queue(101);
  const errors: unknown[] = [];
  await workAll(store.dataSource, { onError: (error) => errors.push(error) });
  expect(errors.length).toBeGreaterThan(0);
  expect(await jobOf(id)).toMatchObject({ done: 101, counts: { created: 101, failed: 0 } });
});

test('a small job does not wait for a large one', async () => {
  const large = await queue(300);
  const small = await queue(101);
  const worker = startWorker(store.dataSource, { lanes: 1 });
  for await (const job of store.imports.watchImportJob(small)) if (job.finishedAt !== null) break;
  expect((await jobOf(large))?.finishedAt).toBeNull();
  await worker.stop();
});

test('an item that declares what it cannot, or has no content, fails for itself', async () => {
  const items: ImportItemInput[] = [
    ...itemsOf(...manyReports(100)),
    { clientRef: 'none' },
    { clientRef: 'both', text: 'x', contentBase64: 'eA==' },
    { clientRef: 'bad', contentBase64: '*' },
    { clientRef: 'agency', text: madeUp({}), agencyId: '77' },
  ];
  const { job } = await store.imports.importReports({ items, mode: 'COMMIT' });
  await workAll(store.dataSource);
  const failed = (await allItems(store.imports, job.id)).filter(({ status }) => status === 'FAILED');
  expect(failed.map(({ clientRef, failure, retryable }) => [clientRef, failure?.slice(0, 24), retryable])).toEqual([
    ['none', 'The item has no content;', false],
    ['both', 'The item has both text a', false],
    ['bad', 'contentBase64 is not bas', false],
    ['agency', 'There is no agency of th', false],
  ]);
});
