import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '../../ormconfig';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/start-embedded-postgres';
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { manyReports, startJobProcess } from '../support/jobs';
import { itemsOf } from '../support/store';

const dataDir = mkdtempSync(join(tmpdir(), 'ogi-outage-'));
chmodSync(dataDir, 0o755);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The server of the directory, always reached by the same path. */
async function startPostgres(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  rmSync(join(dataDir, 'socket'), { force: true });
  symlinkSync(postgres.connection.host, join(dataDir, 'socket'));
  return postgres;
}

test('when PostgreSQL stops under load, askers are told so; when it is back, the job goes on and nothing has failed', async () => {
  const before = await startPostgres();
  const connection = { ...before.connection, host: join(dataDir, 'socket') };
  const dataSource = await createDataSource(connection).initialize();
  await dataSource.runMigrations();
  const imports = createImportService(dataSource, { read: readMadeUp });
  const server = startJobProcess({
    connection,
    role: 'server',
    statements: null,
    leaseMs: 5000,
    token: 'token-of-the-outage',
  });
  const [url] = (await once(server, 'message')) as [string];
  const ask = async () => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ query: '{ annualReports { totalCount } }' });
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as {
      data: unknown;
      errors?: readonly { message: string; extensions: { code: string } }[];
    };
  };
  const { job } = await imports.importReports({ items: itemsOf(...manyReports(150)), mode: 'COMMIT' });
  for await (const { done } of imports.watchImportJob(job.id)) if (done > 0) break;

  await before.stop();
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  const upload = await fetch(`${url}/imports?idempotencyKey=k`, {
    headers: { Authorization: 'Bearer token-of-the-outage' },
  });
  expect([upload.status, upload.headers.get('retry-after')]).toEqual([503, '5']);
  const { errors: told } = await ask();
  expect(told?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
  expect(told?.[0]?.message).toMatch(
    /^The database cannot answer at the moment \(reference [0-9a-f]{8}\); try again later\.$/,
  );

  const after = await startPostgres();
  for await (const _ of imports.watchImportJob(job.id));
  expect(await imports.importJob(job.id)).toMatchObject({ total: 150, done: 150, counts: { created: 150, failed: 0 } });
  expect(await ask()).toEqual({ data: { annualReports: { totalCount: 150 } } });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const ended = once(server, 'exit');
  server.disconnect();
  expect(await ended).toEqual([0, null]);
  await dataSource.destroy();
  await after.stop();
});
