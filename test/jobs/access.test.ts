/** Whose jobs who sees and stops, by every way that leads to them. */

import type { MadeUpReport } from '../support/build-draft';
import { makeToken, startTestHub, type TestHub } from '../support/hub';
import { workAll } from '../support/jobs';
import { itemsOf } from '../support/store';

let hub: TestHub;
let mine: string;
let other: string;
beforeEach(async () => {
  hub = await startTestHub();
  mine = await makeToken(hub, 'EDITOR', ['370000']);
  other = await makeToken(hub, 'EDITOR', ['370000']);
});
afterEach(() => hub.stop());

async function uploaded(token: string, mode = 'COMMIT', ...reports: readonly MadeUpReport[]): Promise<string> {
  const body = new FormData();
  body.append('mode', mode);
  for (const { clientRef, text } of itemsOf(...reports)) body.append('file', new Blob([text ?? '']), clientRef);
  const response = await fetch(`${hub.url}/imports`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body,
  });
  return ((await response.json()) as { readonly job: { readonly id: string } }).job.id;
}

const seenAt = async (id: string, token: string): Promise<number> =>
  (await fetch(`${hub.url}/imports/${id}`, { headers: { Authorization: `Bearer ${token}` } })).status;

test('who is bound to regions sees, cancels and repeats their own jobs only', async () => {
  const id = await uploaded(mine, 'COMMIT', {});
  expect([await seenAt(id, mine), await seenAt(id, other)]).toEqual([200, 404]);
  const events = await fetch(
    `${hub.url}/graphql?query=${encodeURIComponent(`subscription { importJob(id: "${id}") { done } }`)}`,
    { headers: { Authorization: `Bearer ${other}`, Accept: 'text/event-stream' } },
  );
  expect(await events.text()).toContain('There is no such import job.');
  for (const change of [`cancelImportJob(id: "${id}")`, `retryImportItems(jobId: "${id}")`]) {
    const ask = (token: string) => hub.askWith(token, `mutation { job: ${change} { id finished } }`);
    expect((await ask(other)).data).toEqual({ job: null });
    expect((await ask(mine)).data.job).toMatchObject({ id });
  }
});

test('a job that is worked later keeps the regions of its importer, and who that was', async () => {
  const id = await uploaded(mine, 'COMMIT', {}, { agencyName: '乙县教育局', regionCode: '420104' });
  const [row] = await hub.dataSource.query('SELECT imported_by, regions FROM import_job WHERE id = $1', [id]);
  expect(row).toEqual({ imported_by: expect.stringMatching(/\(.+…\)$/), regions: ['370000'] });
  await workAll(hub.dataSource);
  const query = `{ importJob(id: "${id}") { createdBy items { nodes { status failure } } } }`;
  const { data } = await hub.askWith(mine, query);
  expect(data.importJob.createdBy).toBe(row.imported_by);
  expect(data.importJob.items.nodes).toEqual([
    { status: 'CREATED', failure: null },
    { status: 'FAILED', failure: 'This report is of region 420104; you may import reports of 370000 only.' },
  ]);
});

test('a dry run leaves nothing that could be filed', async () => {
  const id = await uploaded(await makeToken(hub, 'EDITOR'), 'VALIDATE_ONLY', { agencyName: null });
  await workAll(hub.dataSource);
  const { data } = await hub.askAsAdministrator(`{ importJob(id: "${id}") { items { nodes { status clientRef } } } }`);
  expect(data.importJob.items.nodes).toEqual([{ status: 'QUARANTINED', clientRef: '#0' }]);
  const filed = await hub.askAsAdministrator(
    `mutation { fileReport(input: { jobId: "${id}", clientRef: "#0", agencyName: "某局", regionCode: "370102", year: 2024, reason: "r" }) { report { id } } }`,
  );
  expect(filed.errors?.[0]?.message).toBeDefined();
  expect(await hub.dataSource.query('SELECT FROM annual_report')).toEqual([]);
});
