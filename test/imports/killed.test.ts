import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ImportBatch } from '../../src/domain/importing';
import { itemsOf, openTestStore, statusesOf, type TestStore } from '../support/store';

let store: TestStore;
let other: TestStore;
beforeEach(async () => {
  store = await openTestStore();
  other = await openTestStore();
});
afterEach(async () => {
  await store.close();
  await other.close();
});

const batch: ImportBatch = {
  items: itemsOf(
    ...Array.from({ length: 60 }, (_, place) => ({
      agencyName: `${'甲乙丙丁'[place % 4]}县教育局`,
      year: 2019 + ((place * 3) % 5),
      seed: place % 17,
    })),
  ),
  mode: 'COMMIT',
  idempotencyKey: 'killed',
};

/** Runs the import in a process of its own, which ends by SIGKILL when it would send this statement. */
async function importKilledAt(statements: number, killed = batch): Promise<void> {
  const support = join(__dirname, '..', 'support');
  const child = spawn(
    process.execPath,
    [
      ...['--no-warnings', '-r', join(support, 'typescript-hook.cjs'), join(support, 'import-until-killed.ts')],
      JSON.stringify({ connection: store.database.connection, batch: killed, statements }),
    ],
    { stdio: 'inherit' },
  );
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

/** The server notices the death of a client when it next hears from its socket, and undoes what was not committed. */
async function untilAlone(): Promise<void> {
  for (;;) {
    const [row] = await store.dataSource.query<{ others: number }[]>(
      "SELECT count(*) AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'",
    );
    const locks = await store.dataSource.query<unknown[]>(
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    if (row?.others === 0 && locks.length === 0) return;
  }
}

const HALF_REPORTS = `SELECT report.* FROM annual_report AS report WHERE
  (SELECT count(*) FROM application_stats AS part WHERE (part.agency_id, part.year, part.revision) = (report.agency_id, report.year, report.revision)) <> 7
  OR (SELECT count(*) FROM review_litigation AS part WHERE (part.agency_id, part.year, part.revision) = (report.agency_id, report.year, report.revision)) <> 3
  OR (SELECT count(*) FROM proactive_disclosure AS part WHERE (part.agency_id, part.year, part.revision) = (report.agency_id, report.year, report.revision)) <> 1
  OR (SELECT count(*) FROM report_detail AS part WHERE (part.agency_id, part.year, part.revision) = (report.agency_id, report.year, report.revision)) <> 1
  OR (SELECT count(*) FROM import_item AS part WHERE (part.agency_id, part.year, part.revision) = (report.agency_id, report.year, report.revision)) <> 1`;

test('an import that is killed leaves no half report, and repeated ends as if it had run once', async () => {
  const done: number[] = [];
  for (const statements of [8, 15, 21, 28, 34, 41]) {
    await importKilledAt(statements);
    await untilAlone();
    expect(await store.dataSource.query(HALF_REPORTS)).toEqual([]);
    done.push((await store.imports.importJobs({ first: 1, after: null })).nodes[0]?.done ?? 0);
  }
  expect(done).toEqual(done.toSorted((one, another) => one - another));
  expect(done.at(-1)).toBeGreaterThan(done[0] ?? 0);
  expect(done.at(-1)).toBeLessThan(batch.items.length);
  const resumed = await store.imports.importReports(batch);
  const unkilled = await other.imports.importReports(batch);
  expect(statusesOf(resumed)).toEqual(statusesOf(unkilled));
  expect(resumed.items.map(({ draft, diagnostics }) => ({ draft, diagnostics }))).toEqual(
    unkilled.items.map(({ draft, diagnostics }) => ({ draft, diagnostics })),
  );
  expect(resumed.job).toMatchObject({ done: 60, counts: unkilled.job.counts });
  expect(await store.imports.countImportJobs()).toBe(1);
});

test('a small import that nobody can repeat leaves nothing when it is killed, not even its job', async () => {
  const small: ImportBatch = { items: itemsOf({ year: 2022 }, { agencyName: '乙县教育局' }), mode: 'COMMIT' };
  for (const statements of [2, 3, 4, 5]) {
    await importKilledAt(statements, small);
    await untilAlone();
    for (const table of ['import_job', 'import_item', 'annual_report', 'agency', 'source_document', 'audit_entry'])
      expect([table, await store.dataSource.query(`SELECT FROM ${table}`)]).toEqual([table, []]);
  }
  expect(statusesOf(await store.imports.importReports(small))).toEqual(['CREATED', 'CREATED']);
});
