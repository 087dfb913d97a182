import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHubClient } from '../../src/cli/hub-client';
import { type Reread, rereadLines, rereadSummary, rereadThere } from '../../src/cli/reread';
import { diagnose } from '../../src/domain/diagnostic';
import { absentFigure } from '../../src/domain/figure';
import { mapFigures } from '../../src/domain/report-cells';
import { createImportService, type ImportOptions } from '../../src/imports/import-service';
import { type ReadReport, readReport } from '../../src/imports/read-report';
import { readMadeUp } from '../support/build-draft';
import { gbkOf } from '../support/gb18030';
import { ADMIN_TOKEN, makeToken, startTestHub, type TestHub } from '../support/hub';
import { manyReports, startJobProcess, startWorker, workAll } from '../support/jobs';
import { sampleText } from '../support/sample-text';
import { itemsOf } from '../support/store';

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(() => hub.stop());

const LINE = 'normativeDocuments.inForce';

/** A reader that does not know a line, and says so. */
const older =
  (read: ReadReport): ReadReport =>
  async (report, hints) => {
    const result = await read(report, hints);
    if (!result.ok) return result;
    const draft = mapFigures(result.draft, (figure) => (figure.line === LINE ? absentFigure(figure.line) : figure));
    return { ...result, draft, diagnostics: [...result.diagnostics, diagnose('LINE_ABSENT', { lines: [LINE] })] };
  };

const service = (options: ImportOptions = {}) =>
  createImportService(hub.dataSource, { read: older(readReport), ...options });
const readBefore = () => hub.dataSource.query("UPDATE annual_report SET reader_version = '0'");

async function importedByOlderReader(...names: readonly string[]): Promise<void> {
  const items = names.map((name) => ({ clientRef: name, text: sampleText(name) }));
  const answer = await service().importReports({ items, mode: 'COMMIT' });
  expect(answer.items.map(({ status }) => status)).toEqual(names.map(() => 'CREATED'));
  await readBefore();
}

const REREAD =
  'mutation ($filter: ReportFilter, $mode: ImportMode!, $note: String) { rereadReports(filter: $filter, mode: $mode, note: $note) { id kind finished total } }';
const ITEMS = `query ($id: ID!) { importJob(id: $id) { kind mode finished total done items { nodes {
  clientRef status outcome failure retryable
  reread { status reason state newFindings goneFindings report { id revision } made { id revision }
    changes { line before { status value } after { status value printed span { excerpt } } } } } } } }`;

async function begun(mode: string, variables: object = {}, token = ADMIN_TOKEN) {
  const { data, errors } = await hub.askWith(token, REREAD, { mode, ...variables });
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.rereadReports;
}
const jobOf = async (id: string) => (await hub.askAsAdministrator(ITEMS, { id })).data.importJob;

/** Has reports read again by the reader of today, and answers the job. */
async function reread(mode: string, variables: object = {}) {
  const { id } = await begun(mode, variables);
  await workAll(hub.dataSource, { read: readReport });
  return jobOf(id);
}
const revisions = async () =>
  (await hub.dataSource.query('SELECT count(*) AS revisions FROM annual_report'))[0].revisions as number;

test('a dry run says cell by cell what would change, and a commit does that', async () => {
  await importedByOlderReader('lixia-2024');
  const dry = await reread('VALIDATE_ONLY');
  expect(dry).toMatchObject({ kind: 'REREAD', mode: 'VALIDATE_ONLY', finished: true, total: 1, done: 1 });
  const [item] = dry.items.nodes;
  expect(item).toMatchObject({ clientRef: '1-2024', status: 'VALID', outcome: 'REVISED', failure: null });
  expect(item.reread).toEqual({
    ...{ status: 'CHANGED', reason: null, state: 'PUBLISHED', newFindings: [], goneFindings: ['LINE_ABSENT'] },
    ...{ report: { id: '1-2024', revision: 1 }, made: null },
    changes: [
      {
        line: LINE,
        before: { status: 'ABSENT', value: null },
        after: { status: 'REPORTED', value: '8', printed: '8', span: { excerpt: '行政规范性文件 | 2 | 0 | 8 |' } },
      },
    ],
  });
  expect(await revisions()).toBe(1);
  const committed = await reread('COMMIT', { note: 'reader 5' });
  expect(committed.items.nodes).toMatchObject([{ status: 'REVISED', reread: { made: { id: '1-2024', revision: 2 } } }]);
  expect(committed.items.nodes[0].reread.changes).toEqual(item.reread.changes);
  // What the reader of today has read, it is not asked to read again.
  expect(await reread('COMMIT')).toMatchObject({ finished: true, total: 0 });
  expect(await revisions()).toBe(2);
  const { data } = await hub.askAsAdministrator(
    '{ auditLog(action: [REREAD]) { nodes { actor reason changes { what } } } }',
  );
  expect(data.auditLog.nodes).toEqual([
    {
      actor: 'ADMIN_TOKEN',
      reason: 'reader 5',
      changes: [{ what: 'revision' }, { what: 'readerVersion' }, { what: LINE }],
    },
  ]);
});

test('what is read as before is read once by a new reader, and no revision is made of it', async () => {
  const items = [{ clientRef: 'same', text: sampleText('lixia-2024') }];
  await createImportService(hub.dataSource, { read: readReport }).importReports({ items, mode: 'COMMIT' });
  await readBefore();
  const same = {
    finished: true,
    total: 1,
    items: { nodes: [{ status: 'DUPLICATE', reread: { status: 'UNCHANGED' } }] },
  };
  expect(await reread('VALIDATE_ONLY')).toMatchObject(same);
  expect(await reread('COMMIT')).toMatchObject(same);
  expect(await reread('COMMIT')).toMatchObject({ finished: true, total: 0 });
  expect(await revisions()).toBe(1);
});

test('corrections and decisions are kept where the numbers they were about are read as before', async () => {
  await importedByOlderReader('lixia-2024', 'ruian-2024');
  const correct = (reportId: string, line: string) =>
    hub.askAsAdministrator(
      'mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) { report { revision state } } }',
      { input: { reportId, expectedRevision: 1, corrections: [{ line, value: 77 }], reason: 'a slip' } },
    );
  await correct('1-2024', 'rules.issued');
  await correct('2-2024', LINE);
  await reread('COMMIT');
  const shown = async (id: string) => {
    const { data } = await hub.ask(
      `query ($id: ID!) { annualReport(id: $id) { revision proactiveDisclosure { rules { issued } normativeDocuments { inForce } } diagnostics { code lines } } }`,
      { id },
    );
    return data.annualReport;
  };
  expect(await shown('1-2024')).toMatchObject({ revision: 3, proactiveDisclosure: { rules: { issued: 77 } } });
  const lapsed = await shown('2-2024');
  expect(lapsed.proactiveDisclosure.normativeDocuments.inForce).not.toBe(77);
  expect(lapsed.diagnostics).toContainEqual({ code: 'CORRECTION_LAPSED', lines: [LINE] });
});

test('a report that was withdrawn is not made public by being read otherwise', async () => {
  await importedByOlderReader('lixia-2024');
  const { errors } = await hub.askAsAdministrator(
    'mutation ($input: ReviewReportInput!) { reviewReport(input: $input) { conflict } }',
    { input: { reportId: '1-2024', expectedRevision: 1, decision: 'WITHDRAW', reason: 'names a person' } },
  );
  expect(errors).toBeUndefined();
  const { items } = await reread('COMMIT');
  expect(items.nodes).toMatchObject([
    { status: 'IN_REVIEW', reread: { state: 'IN_REVIEW', newFindings: ['DECISION_LAPSED'], made: { revision: 2 } } },
  ]);
  const shown = '{ annualReport(id: "1-2024") { revision state } }';
  expect((await hub.ask(shown)).data.annualReport).toBeNull();
  // Nor by another reader that reads the same: until a reviewer decides.
  await readBefore();
  await reread('COMMIT');
  expect((await hub.askAsAdministrator(shown)).data.annualReport).toMatchObject({ state: 'IN_REVIEW' });
});

const FIXTURES = join(__dirname, '../fixtures/reports');
const fixture = (name: string, kind: string): Buffer => {
  const file = readdirSync(join(FIXTURES, name)).find((each) => each.endsWith(kind)) ?? '';
  return readFileSync(join(FIXTURES, name, file));
};

test('files of every kind are kept once, and read again as they came in', async () => {
  const page = `<html><body><h1>某某市某某局2023年政府信息公开工作年度报告</h1></body></html>`;
  const contents: readonly (readonly [string, Buffer, string?])[] = [
    ['word', fixture('mee-2023-word', '.docx')],
    ['sheet', fixture('wenhualu-street-2020-sheet', '.xlsx')],
    ['page', fixture('ziyang-2022', '.html')],
    ['gb18030', gbkOf(sampleText('lixia-2024')), 'text/plain; charset=gb18030'],
    ['text', Buffer.from(sampleText('ruian-2024'))],
    ['set aside', Buffer.from(page)],
  ];
  const items = contents.map(([clientRef, bytes, mediaType]) => ({
    ...{ clientRef, mediaType, contentBase64: bytes.toString('base64') },
  }));
  const answer = await service().importReports({ items, mode: 'COMMIT' });
  expect(answer.items.map(({ status }) => status)).not.toContain('FAILED');
  const kept = () =>
    hub.dataSource.query<{ bytes: Buffer; declared_type: string | null }[]>('SELECT * FROM source_file');
  // A text in UTF-8 is its own file.
  expect(await kept()).toHaveLength(contents.length - 1);
  const again = await service().importReports({
    items: items.map((item) => ({ ...item, year: 2018 })),
    mode: 'COMMIT',
  });
  expect(again.items).toHaveLength(items.length);
  expect(await kept()).toHaveLength(contents.length - 1);
  await service({ keepBytes: 10 }).importReports({ items: [{ clientRef: 'b', text: `${page} ` }], mode: 'COMMIT' });
  expect(await kept()).toHaveLength(contents.length - 1);
  await readBefore();
  const { items: reread1 } = await reread('VALIDATE_ONLY', { filter: { year: { gte: 2020 } } });
  expect(reread1.nodes.length).toBeGreaterThanOrEqual(5);
  for (const { status, failure, reread: found } of reread1.nodes) {
    expect([failure, found.status, found.goneFindings]).toEqual([null, 'CHANGED', ['LINE_ABSENT']]);
    expect(found.newFindings).toEqual([]);
    expect(status).not.toBe('FAILED');
    // The form of 2019 has no such line.
    const lines = found.changes.map(({ line }: { readonly line: string }) => line);
    expect(lines).toEqual(lines.length === 0 ? [] : [LINE]);
  }
});

test('a file that was not kept is not read, and it is said why', async () => {
  const item = { clientRef: 'a', contentBase64: fixture('ziyang-2022', '.html').toString('base64') };
  await service({ keepBytes: 1000 }).importReports({ items: [item], mode: 'COMMIT' });
  await readBefore();
  const { items } = await reread('COMMIT');
  expect(items.nodes).toMatchObject([
    {
      ...{ status: 'FAILED', retryable: false, failure: expect.stringContaining('Import it again.') },
      reread: { status: 'SKIPPED', changes: [], made: null },
    },
  ]);
  expect(await revisions()).toBe(1);
  // Imported again it is kept, and read by the reader of today.
  await createImportService(hub.dataSource, { read: readReport }).importReports({ items: [item], mode: 'COMMIT' });
  expect(await reread('COMMIT')).toMatchObject({ total: 0 });
  expect(await hub.dataSource.query('SELECT FROM source_file')).toHaveLength(1);
});

test('who is bound to regions has the reports of those read again, and sees that job only', async () => {
  await importedByOlderReader('lixia-2024', 'qiaokou-2024');
  const bound = await makeToken(hub, 'REVIEWER', ['370102']);
  const other = await makeToken(hub, 'REVIEWER', ['420104']);
  const { id, total } = await begun('COMMIT', {}, bound);
  expect(total).toBe(1);
  await workAll(hub.dataSource, { read: readReport });
  const seen = async (token: string) => (await hub.askWith(token, ITEMS, { id })).data.importJob;
  expect((await seen(bound)).items.nodes).toMatchObject([{ status: 'REVISED', reread: { made: { revision: 2 } } }]);
  expect(await seen(other)).toBeNull();
});

const CANCEL = 'mutation ($id: ID!) { cancelImportJob(id: $id) { finished counts { failed } } }';
const RETRY = 'mutation ($id: ID!) { retryImportItems(jobId: $id) { finished counts { queued } } }';

test('the job is cancelled at the next report, goes on when it is tried again, and is lost with no worker', async () => {
  const count = 40;
  const imports = service({ read: older(readMadeUp) });
  await imports.importReports({ items: itemsOf(...manyReports(count)), mode: 'COMMIT' });
  await readBefore();
  const { id } = await begun('COMMIT');
  let read = 0;
  const cancelling: ReadReport = async (report, hints) => {
    read += 1;
    if (read === 5) await hub.askAsAdministrator(CANCEL, { id });
    return readMadeUp(report, hints);
  };
  await workAll(hub.dataSource, { read: cancelling, lanes: 1 });
  expect(read).toBe(5);
  expect(await revisions()).toBe(count + 4);
  const { data } = await hub.askAsAdministrator(RETRY, { id });
  expect(data.retryImportItems).toEqual({ finished: false, counts: { queued: count - 4 } });
  // Two processes that are killed on their way.
  const order = { connection: hub.database.connection, role: 'worker', leaseMs: 1000, token: '' } as const;
  const killed = [60, 85].map((statements) => once(startJobProcess({ ...order, statements }), 'exit'));
  expect(await Promise.all(killed)).toEqual([
    [null, 'SIGKILL'],
    [null, 'SIGKILL'],
  ]);
  expect(await revisions()).toBeGreaterThan(count + 4);
  await workAll(hub.dataSource);
  const job = await jobOf(id);
  expect([job.finished, job.done]).toEqual([true, count]);
  expect(await revisions()).toBe(2 * count);
  const [written] = await hub.dataSource.query(
    `SELECT count(*) AS entries, count(DISTINCT (agency_id, year)) AS reports FROM audit_entry WHERE action = 'REREAD'`,
  );
  expect(written).toEqual({ entries: count, reports: count });
  expect(await hub.dataSource.query('SELECT FROM import_pending')).toEqual([]);
});

test('a worker that was not heard of for a while, and then goes on, leaves nothing undone', async () => {
  await importedByOlderReader('lixia-2024', 'ruian-2024', 'qiaokou-2024');
  const { id } = await begun('COMMIT');
  const heardOf = (when: string) =>
    hub.dataSource.query('UPDATE import_worker SET lease_until = now() + $1::interval', [when]);
  const other: ReadReport = async (report, hints) => {
    await heardOf('1 h');
    return readReport(report, hints);
  };
  // It has claimed all three. While it reads the first, they are free, and another worker takes that one and is done with it before.
  const others: Promise<void>[] = [];
  const late: ReadReport = async (report, hints) => {
    if (others.length === 0) {
      await heardOf('-1 s');
      others.push(workAll(hub.dataSource, { read: other }));
      for (let done = 0; done === 0; ) done = (await jobOf(id)).done;
    }
    return readReport(report, hints);
  };
  await workAll(hub.dataSource, { read: late, leaseMs: 600_000 });
  await Promise.all(others);
  const { finished, items } = await jobOf(id);
  expect(finished).toBe(true);
  expect(items.nodes.map(({ status }: { readonly status: string }) => status)).toEqual([
    'REVISED',
    'REVISED',
    'REVISED',
  ]);
  expect(await revisions()).toBe(6);
});

test('is done from the command line, and says cell by cell what became of each', async () => {
  await importedByOlderReader('lixia-2024', 'ruian-2024');
  const worker = startWorker(hub.dataSource, { read: readReport });
  const client = createHubClient(hub.url, ADMIN_TOKEN);
  const rereadAll = async (commit: boolean): Promise<readonly string[]> => {
    const found: Reread[] = [];
    const ask = { filter: { year: { eq: 2024 } }, commit, note: null };
    const job = await rereadThere(
      client,
      ask,
      () => {},
      (each) => found.push(each),
    );
    return [...found.flatMap(rereadLines), rereadSummary(job, found.length, 0)];
  };
  try {
    const dry = await rereadAll(false);
    expect(dry[0]).toBe('1-2024 济南市历下区人民政府办公室 2024: CHANGED');
    expect(dry.slice(1, 3)).toEqual([`  ${LINE}: ABSENT → 8`, '  -LINE_ABSENT']);
    expect(dry.at(-1)).toBe('2 read again: 2 read otherwise, 0 could not be read, 0 as before.');
    expect((await rereadAll(true)).filter((line) => line.includes('CHANGED → revision 2'))).toHaveLength(2);
    expect(await rereadAll(false)).toEqual(['Nothing to read again: all was read by the reader of today.']);
  } finally {
    await worker.stop();
  }
});
