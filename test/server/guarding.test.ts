/** Limits of how often is asked, and what those who run a hub see of it. */
import { connect } from 'node:net';
import { currentRequest, type RequestLine } from '../../src/request-log';
import {
  ADMIN_TOKEN,
  type GraphqlAnswer,
  importTexts,
  makeToken,
  sampleTexts,
  startTestHub,
  type TestHub,
} from '../support/hub';

const hubs: TestHub[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.stop();
});
async function start(server: NonNullable<Parameters<typeof startTestHub>[0]>['server'] = {}): Promise<TestHub> {
  const hub = await startTestHub({ server });
  hubs.push(hub);
  return hub;
}

const ASK = '{ viewer { role } }';
const post = (hub: TestHub, headers: Readonly<Record<string, string>> = {}, query = ASK): Promise<Response> =>
  fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
const statuses = async (count: number, ask: () => Promise<Response>): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let time = 0; time < count; time += 1) found.push((await ask()).status);
  return found;
};

test('the public is held to its limit by address, and told when to come again; administrators are not', async () => {
  const hub = await start({ rateLimits: { perAddress: 3, perToken: 0 } });
  expect(await statuses(5, () => post(hub))).toEqual([200, 200, 200, 429, 429]);
  const refused = await post(hub);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  expect((await refused.json()) as GraphqlAnswer).toEqual({
    errors: [
      {
        message: `These are more than 3 requests a minute; come again in ${seconds} seconds.`,
        extensions: { code: 'TOO_MANY_REQUESTS' },
      },
    ],
  });
  const admin = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  expect(await statuses(5, () => post(hub, admin))).toEqual([200, 200, 200, 200, 200]);
});

test('each token has a limit of its own', async () => {
  const hub = await start({ rateLimits: { perAddress: 0, perToken: 2 } });
  for (const role of ['EDITOR', 'VIEWER'] as const) {
    const headers = { Authorization: `Bearer ${await makeToken(hub, role)}` };
    expect(await statuses(3, () => post(hub, headers))).toEqual([200, 200, 429]);
  }
});

test('wrong credentials use an address up ten times as fast', async () => {
  const hub = await start({ rateLimits: { perAddress: 25, perToken: 0 } });
  const wrong = { Authorization: 'Bearer wrong' };
  expect(await statuses(4, () => post(hub, wrong))).toEqual([401, 401, 429, 429]);
  expect((await post(hub, { Authorization: `Bearer ${ADMIN_TOKEN}` })).status).toBe(200);
});

test('X-Forwarded-For counts only when a proxy is set, and only what the proxy wrote', async () => {
  const bare = await start({ rateLimits: { perAddress: 1, perToken: 0 } });
  let last = 0;
  const pretend = () => post(bare, { 'X-Forwarded-For': `10.0.0.${++last}` });
  expect(await statuses(2, pretend)).toEqual([200, 429]);
  const behind = await start({ rateLimits: { perAddress: 1, perToken: 0 }, trustProxy: 1 });
  const from = (client: string) => () => post(behind, { 'X-Forwarded-For': `10.9.9.${++last}, ${client}` });
  expect(await statuses(2, from('192.0.2.1'))).toEqual([200, 429]);
  expect(await statuses(2, from('192.0.2.2'))).toEqual([200, 429]);
});

test('a browser lets pages of no other site read answers, unless their origin is named; a token is never let through', async () => {
  const origin = 'https://example.org';
  const allowed = (response: Response) => response.headers.get('access-control-allow-origin');
  const preflight = (hub: TestHub, from: string) =>
    fetch(`${hub.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        Origin: from,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });
  const closed = await start({});
  const refused = await preflight(closed, origin);
  expect([refused.status, allowed(refused)]).toEqual([405, null]);
  expect(allowed(await post(closed, { Origin: origin }))).toBeNull();

  const named = await start({ corsOrigins: [origin], rateLimits: { perAddress: 2, perToken: 0 } });
  const before = await preflight(named, origin);
  expect([before.status, allowed(before), before.headers.get('vary')]).toEqual([204, origin, 'Origin']);
  expect(before.headers.get('access-control-allow-headers')).not.toMatch(/authorization|\*/i);
  expect(before.headers.get('access-control-allow-credentials')).toBeNull();
  const strange = await preflight(named, 'https://example.org.evil.example');
  expect([strange.status, allowed(strange), strange.headers.get('vary')]).toEqual([405, null, 'Origin']);
  const answer = await post(named, { Origin: origin });
  expect([answer.status, allowed(answer)]).toEqual([200, origin]);
  const tooMany = await post(named, { Origin: origin });
  expect([tooMany.status, allowed(tooMany)]).toEqual([429, origin]);

  const open = await start({ corsOrigins: ['*'] });
  expect(allowed(await post(open, { Origin: 'https://anybody.example' }))).toBe('*');
});

test('every request has an id, which is in its log line; the line has no secret', async () => {
  const lines: RequestLine[] = [];
  const hub = await start({ requestLog: (line) => lines.push(line) });
  const token = await makeToken(hub, 'EDITOR');
  lines.length = 0;
  const secret = 'a-secret-value-4711';
  const given = await post(
    hub,
    { Authorization: `Bearer ${token}`, 'X-Request-Id': 'gateway-1' },
    `{ agency(name: "${secret}") { id } }`,
  );
  expect(given.headers.get('x-request-id')).toBe('gateway-1');
  const forged = await post(
    hub,
    { 'X-Request-Id': '"} {"level":"x' },
    '{ a: viewer { role } region(code: "1") { name } }',
  );
  const wrong = await post(hub, { Authorization: `Bearer ${secret}` });
  expect(lines).toMatchObject([
    {
      requestId: 'gateway-1',
      method: 'POST',
      path: '/graphql',
      status: 200,
      operation: 'agency',
      address: expect.stringContaining('127.0.0.1'),
    },
    { requestId: forged.headers.get('x-request-id'), status: 200, operation: 'several', actor: null },
    { requestId: wrong.headers.get('x-request-id'), status: 401, operation: null, actor: null },
  ]);
  expect(lines[0]?.actor).toBe(`EDITOR of all (${token.slice(0, 10)}…)`);
  expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const written = JSON.stringify(lines);
  for (const hidden of [secret, token, ADMIN_TOKEN]) expect(written).not.toContain(hidden);
});

test('a failure is logged with the id of its request, whether the question is known or not', async () => {
  const heard: (string | undefined)[] = [];
  const hub = await start({ log: () => heard.push(currentRequest()?.requestId) });
  await hub.dataSource.query('ALTER TABLE agency RENAME TO agency_of_somebody_else');
  const ids = ['first', 'second', 'third'];
  for (const id of ids) await post(hub, { 'X-Request-Id': id }, '{ agency(id: "1") { name } }');
  expect(heard).toEqual(ids);
  expect(currentRequest()).toBeUndefined();
});

test('a request that is cut off is no failure', async () => {
  const hub = await start();
  const { port } = new URL(hub.url);
  const head =
    'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query"';
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(head);
      setTimeout(() => socket.destroy(), 50);
    });
    socket.once('close', () => resolve());
  });
  expect((await post(hub)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(hub.failures).toEqual([]);
});

test('metrics count what was asked, imported and read, and tell of pool and queue', async () => {
  const hub = await start();
  await importTexts(hub, sampleTexts().slice(0, 2));
  await hub.ask('query AnyName { x: annualReports { totalCount } }');
  await hub.ask('{ nothing }');
  const response = await fetch(`${hub.url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  expect(text).toContain('ogi_operation_seconds_count{operation="annualReports",ok="true"} 1\n');
  expect(text).toContain('ogi_operation_seconds_count{operation="importReports",ok="true"} 2\n');
  expect(text).not.toContain('AnyName');
  expect(text).toContain('ogi_import_items_total{status="CREATED"} 2\n');
  expect(text).toContain('ogi_reading_seconds_count 2\n');
  expect(text).toContain('ogi_response_seconds_count{status="200"} 3\n');
  expect(text).toContain('ogi_import_queue{of="items"} 0\n');
  expect(text).toMatch(/ogi_pool_connections\{state="idle"\} [1-5]\n/);
});

test('metrics are for this machine, not for who comes through a proxy on it, unless they have a token', async () => {
  const hub = await start();
  const metrics = (headers: Readonly<Record<string, string>>) => fetch(`${hub.url}/metrics`, { headers });
  const passedOn = { 'X-Forwarded-For': '192.0.2.1' };
  expect((await metrics(passedOn)).status).toBe(401);
  expect((await metrics({ ...passedOn, Authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await metrics({ ...passedOn, Authorization: `Bearer ${await makeToken(hub, 'VIEWER')}` })).status).toBe(200);
});

test('ready is who has a database with the tables of this version', async () => {
  const hub = await start();
  const ready = async () => {
    const response = await fetch(`${hub.url}/readyz`);
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([200, { status: 'ready' }]);
  await hub.dataSource.query('DELETE FROM migration WHERE id = (SELECT max(id) FROM migration)');
  expect(await ready()).toEqual([503, { status: 'migrations are wanting' }]);
  await hub.database.drop();
  expect(await ready()).toEqual([503, { status: 'database unreachable' }]);
  const metrics = await (await fetch(`${hub.url}/metrics`)).text();
  expect(metrics).not.toContain('ogi_import_queue{');
});
