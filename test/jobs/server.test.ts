import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient as createEvents } from 'graphql-sse';
import { createClient as createSockets } from 'graphql-ws';
import WebSocket from 'ws';
import { createDataSource } from '../../ormconfig';
import { startJobWorkers } from '../../src/job-workers';
import { createTestDatabase } from '../support/database';
import { ADMIN_TOKEN, startTestHub, type TestHub } from '../support/hub';
import { manyReports, workAll } from '../support/jobs';
import { sampleText } from '../support/sample-text';
import { itemsOf } from '../support/store';
import { writeZip } from '../support/write-zip';

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(() => hub.stop());

const IMPORT = `mutation ($input: ImportReportsInput!) { importReports(input: $input) {
  id finished queued total done counts { queued created } items(first: 2) { totalCount nodes { clientRef status } } } }`;
const WATCH =
  'subscription ($id: ID!) { importJob(id: $id) { finished total done counts { valid created revised duplicate inReview quarantined failed queued running } } }';
const AUTHORIZATION = { Authorization: `Bearer ${ADMIN_TOKEN}` };

async function queue(count = 120): Promise<string> {
  const input = { items: itemsOf(...manyReports(count)) };
  const { data } = await hub.askAsAdministrator(IMPORT, { input });
  return data.importReports.id;
}

interface WatchedJob {
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Event {
  readonly data?: { readonly importJob: WatchedJob } | null;
  readonly errors?: readonly { readonly message: string }[];
}

type Watch = (id: string, headers?: Record<string, string>) => AsyncIterable<Event>;

const bySocket: Watch = (id, connectionParams = AUTHORIZATION) => {
  const url = `${hub.url.replace('http', 'ws')}/graphql`;
  const client = createSockets({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
  return client.iterate({ query: WATCH, variables: { id } }) as AsyncIterable<Event>;
};

const byEvents: Watch = (id, headers = AUTHORIZATION) => {
  const client = createEvents({ url: `${hub.url}/graphql`, headers, retryAttempts: 0 });
  return client.iterate({ query: WATCH, variables: { id } }) as AsyncIterable<Event>;
};

test('a large import is answered at once, and says what waits', async () => {
  const input = { items: itemsOf(...manyReports(101)) };
  const { data } = await hub.askAsAdministrator(IMPORT, { input });
  expect(data.importReports).toMatchObject({
    finished: false,
    queued: true,
    total: 101,
    done: 0,
    counts: { queued: 101, created: 0 },
    items: {
      totalCount: 101,
      nodes: [
        { clientRef: '#0', status: 'QUEUED' },
        { clientRef: '#1', status: 'QUEUED' },
      ],
    },
  });
});

describe.each<[string, Watch]>([
  ['WebSocket', bySocket],
  ['server-sent events', byEvents],
])('the subscription by %s', (_, watch) => {
  test('tells the job as it is, and again until it is finished; it adds up each time', async () => {
    const id = await queue();
    const seen: WatchedJob[] = [];
    let working: Promise<void> | undefined;
    for await (const { data, errors } of watch(id)) {
      expect(errors).toBeUndefined();
      if (data?.importJob !== undefined) seen.push(data.importJob);
      working ??= workAll(hub.dataSource);
    }
    await working;
    expect(seen[0]).toMatchObject({ finished: false, total: 120, done: 0 });
    expect(seen.at(-1)).toMatchObject({ finished: true, total: 120, done: 120, counts: { created: 120 } });
    for (const { total, counts } of seen)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  test('is for editors, says when there is no such job, and ends when the server stops', async () => {
    // Errors come as an event, or as the end of the socket's subscription.
    const saidOf = async (events: AsyncIterable<Event>): Promise<string> => {
      try {
        for await (const { errors } of events) return errors?.[0]?.message ?? 'no error';
        return 'nothing';
      } catch (error) {
        if (Array.isArray(error)) return error[0].message;
        return (error as { readonly reason?: string }).reason ?? 'refused';
      }
    };
    expect(await saidOf(watch('1', {}))).toMatch(/^This needs the role EDITOR/);
    expect(await saidOf(watch('1'))).toBe('There is no such import job.');
    expect(await saidOf(watch('1', { Authorization: 'Bearer wrong' }))).toMatch(
      watch === bySocket ? /^The token is wrong/ : /^refused$/,
    );
    const events = watch(await queue())[Symbol.asyncIterator]();
    expect(await events.next()).toMatchObject({ done: false });
    const next = events.next().catch(() => ({ done: true }));
    const other = hub;
    hub = await startTestHub();
    await other.stop();
    expect(await next).toMatchObject({ done: true });
  });
});

test('only subscriptions are answered by sockets and events', async () => {
  const response = await fetch(`${hub.url}/graphql?query={__typename}`, { headers: { Accept: 'text/event-stream' } });
  expect(response.status).toBe(400);
  expect(await json(response)).toMatchObject({ errors: [{ message: expect.stringContaining('Only subscriptions') }] });
});

function form(parts: Readonly<Record<string, string | Blob>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') data.append(name, value);
    else data.append('file', value, name);
  }
  return data;
}

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that the test knows
const json = (response: Response): Promise<any> => response.json();

const upload = (body: FormData | string, headers: Record<string, string> = AUTHORIZATION) =>
  fetch(`${hub.url}/imports`, { method: 'POST', headers, body });

const texts = itemsOf(...manyReports(3)).map(({ text }) => String(text));

test('an upload of files and archives becomes a job; each file is an item, also those of an archive in an archive', async () => {
  const inner = writeZip([{ path: '内.txt', content: texts[1] ?? '' }]);
  const zip = writeZip([
    { path: '一/甲.txt', content: texts[0] ?? '' },
    { path: '内.zip', content: inner },
    { path: '.DS_Store', content: 'x' },
  ]);
  const files = {
    mode: 'COMMIT',
    note: '全县',
    '全县.zip': new Blob([new Uint8Array(zip)]),
    '乙.txt': new Blob([texts[2] ?? '']),
  };
  const response = await upload(form(files));
  expect(response.status).toBe(202);
  const { job, look } = await json(response);
  expect(job).toMatchObject({ finished: false, total: 2, done: 0 });
  expect(response.headers.get('location')).toBe(look);
  await workAll(hub.dataSource);
  const { data } = await hub.askAsAdministrator(
    'query ($id: ID!) { importJob(id: $id) { note total done items { nodes { clientRef status } } } }',
    { id: job.id },
  );
  expect(data.importJob).toEqual({
    note: '全县',
    total: 3,
    done: 3,
    items: {
      nodes: [
        { clientRef: '乙.txt', status: 'CREATED' },
        { clientRef: '全县.zip/一/甲.txt', status: 'CREATED' },
        { clientRef: '全县.zip/内.zip/内.txt', status: 'CREATED' },
      ],
    },
  });
  expect(await json(await fetch(hub.url + look, { headers: AUTHORIZATION }))).toMatchObject({
    job: { finished: true, done: 3 },
  });
  expect(await hub.dataSource.query('SELECT FROM import_upload_part')).toEqual([]);
});

test('an upload under a key is one job, of its files only', async () => {
  const files = (text: string) => form({ idempotencyKey: 'k', 'a.txt': new Blob([text]) });
  const [first, again] = [await upload(files('x')), await upload(files('x'))];
  expect((await json(again)).job.id).toBe((await json(first)).job.id);
  const other = await upload(files('y'));
  expect(other.status).toBe(400);
  expect((await json(other)).errors[0].message).toContain('belongs to another import');
  expect(await hub.dataSource.query('SELECT FROM import_upload')).toHaveLength(1);
});

test('an upload over the limit is answered 413, also when nobody knew before, and nothing of it stays', async () => {
  await hub.stop();
  hub = await startTestHub({ server: { uploadLimits: { bytes: 3 << 20, files: 2 } } });
  const files = (count: number, bytes: number) =>
    form(Object.fromEntries(Array.from({ length: count }, (_, place) => [`${place}`, new Blob(['x'.repeat(bytes)])])));
  /** Of a stream it is not known how long it will be. */
  const streamed = (body: FormData) => {
    const { headers, body: stream } = new Response(body);
    const type = { 'Content-Type': headers.get('content-type') ?? '' };
    const request = { method: 'POST', headers: { ...AUTHORIZATION, ...type }, body: stream, duplex: 'half' };
    return fetch(`${hub.url}/imports`, request as RequestInit);
  };
  for (const refused of [upload(files(1, 4 << 20)), streamed(files(1, 4 << 20)), upload(files(3, 1))])
    expect([(await refused).status, (await json(await refused)).errors[0].message]).toEqual([
      413,
      expect.stringContaining('may have 3.0 MB and 2 files; send several'),
    ]);
  expect(await hub.dataSource.query('SELECT FROM import_upload_part UNION ALL SELECT FROM import_job')).toEqual([]);
  expect((await streamed(files(2, 1 << 20))).status).toBe(202);
});

test('of an upload whose sender goes nothing stays', async () => {
  const headers = { ...AUTHORIZATION, 'Content-Type': 'multipart/form-data; boundary=b' };
  const sender = request(`${hub.url}/imports`, { method: 'POST', headers });
  sender.on('error', () => {});
  sender.write(`--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n${'x'.repeat(3 << 20)}`);
  const kept = async () => (await hub.dataSource.query('SELECT FROM import_upload_part')).length;
  while ((await kept()) === 0) await pause(20);
  sender.destroy();
  while ((await hub.dataSource.query('SELECT FROM import_upload')).length > 0) await pause(20);
  expect(await kept()).toBe(0);
});

test('processes beside the hub work what is uploaded, and the hub tells what they measured', async () => {
  await hub.stop();
  const execArgv = ['--no-warnings', '--require', join(__dirname, '../support/typescript-hook.cjs')];
  const path = join(__dirname, '../../src/job-worker-process.ts');
  const database = await createTestDatabase();
  const dataSource = await createDataSource(database.connection).initialize();
  const worker = startJobWorkers({ dataSource, connection: database.connection, process: { path, execArgv } });
  hub = await startTestHub({ beside: { ...hub, database }, server: { worker } });
  const { job } = await json(await upload(form({ 'a.txt': new Blob([sampleText('lixia-2024')]) })));
  const events = byEvents(job.id);
  for await (const _ of events);
  const measured = await (await fetch(`${hub.url}/metrics`)).text();
  expect(measured).toContain('ogi_import_items_total{status="CREATED"} 1');
  expect(measured).toContain('ogi_reading_seconds_count 1');
  await hub.stop();
  await dataSource.destroy();
  await database.drop();
  hub = await startTestHub();
});

test.each([
  ['cannot be parsed', 'subscription {', 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Expected Name, found <EOF>.'],
  [
    'is not valid',
    'subscription { nope }',
    'GRAPHQL_VALIDATION_FAILED',
    'Cannot query field "nope" on type "Subscription".',
  ],
  [
    'names none of its operations',
    'subscription A { importJob(id: "0") { done } } subscription B { importJob(id: "0") { done } }',
    'OPERATION_RESOLUTION_FAILURE',
    'Name one of the operations of the query in operationName; it may be left out when there is only one.',
  ],
])('a subscription that %s is told so, and is no failure of the hub', async (_, query, code, message) => {
  const events = await fetch(`${hub.url}/graphql?query=${encodeURIComponent(query)}`, {
    headers: { ...AUTHORIZATION, Accept: 'text/event-stream' },
  });
  expect([events.status, await json(events)]).toEqual([400, { errors: [{ message, extensions: { code } }] }]);
  const url = `${hub.url.replace('http', 'ws')}/graphql`;
  const sockets = createSockets({ url, webSocketImpl: WebSocket, connectionParams: AUTHORIZATION, retryAttempts: 0 });
  await expect(sockets.iterate({ query }).next()).rejects.toMatchObject([{ message, extensions: { code } }]);
  expect(hub.failures).toEqual([]);
});

test.each([
  ['nobody', () => upload(form({ 'a.txt': new Blob(['x']) }), {}), 401, 'of an editor'],
  ['no form', () => upload('x', { ...AUTHORIZATION, 'Content-Type': 'text/plain' }), 415, 'multipart/form-data'],
  ['no file', () => upload(form({ note: 'n' })), 400, 'The upload has no files.'],
  ['a wrong mode', () => upload(form({ mode: 'TRY', 'a.txt': new Blob(['x']) })), 400, 'VALIDATE_ONLY or COMMIT'],
  ['a wrong field', () => upload(form({ colour: 'red', 'a.txt': new Blob(['x']) })), 400, 'There is no field colour'],
  [
    'a field twice',
    () => {
      const twice = form({ mode: 'VALIDATE_ONLY', 'a.txt': new Blob(['x']) });
      twice.append('mode', 'COMMIT');
      return upload(twice);
    },
    400,
    'The field mode is there twice; send it once.',
  ],
  [
    'a form that is cut off',
    () =>
      upload('--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx', {
        ...AUTHORIZATION,
        'Content-Type': 'multipart/form-data; boundary=b',
      }),
    400,
    'no whole multipart/form-data',
  ],
])('an upload of %s is refused, and nothing of it stays', async (_, send, status, message) => {
  const response = await send();
  expect([response.status, (await json(response)).errors[0].message]).toEqual([
    status,
    expect.stringContaining(message),
  ]);
  expect(await hub.dataSource.query('SELECT FROM import_upload UNION ALL SELECT FROM import_job')).toEqual([]);
});
