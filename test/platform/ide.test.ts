import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createIde } from '../../src/ide/ide';

let server: Server;
beforeAll(async () => {
  const ide = createIde('/graphql');
  server = createServer((request, response) => {
    if (!ide(request, response)) response.writeHead(404).end('not of the page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Every path the page or its start script names. */
async function partsOfThePage(): Promise<readonly string[]> {
  const page = (await get('/')).body.toString();
  const script = (await get('/ide/start.js')).body.toString();
  return [...new Set(`${page}${script}`.match(/\/ide\/[\w.-]+/g))];
}

test('the page names nothing that is not on this server, and everything it names is there', async () => {
  const page = (await get('/')).body.toString();
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  const parts = await partsOfThePage();
  expect(parts).toHaveLength(7);
  for (const part of parts) {
    const { status, headers, body } = await get(part);
    expect([part, status, headers['x-content-type-options']]).toEqual([part, 200, 'nosniff']);
    expect(body.length).toBeGreaterThan(100);
    expect(headers['content-type']).toMatch(
      part.endsWith('.js') ? /^text\/javascript/ : part.endsWith('.css') ? /^text\/css/ : /^image\/svg\+xml/,
    );
  }
});

test('the policy sent with the page lets it talk to its own server only and run no script written into it', async () => {
  const policy = String((await get('/')).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
});

test('the start script opens the examples on the endpoint', async () => {
  const script = (await get('/ide/start.js')).body.toString();
  expect(script).toContain('"endpoint":"/graphql"');
  for (const name of [
    'OneReport',
    'ReportsWhere',
    'DisclosureRate',
    'Totals',
    'Search',
    'AgenciesWithin',
    'ValidateOnly',
  ])
    expect(script).toMatch(new RegExp(`(query|mutation) ${name} `));
});

test('parts are compressed for those who can read it, and not sent again to those who have them', async () => {
  const plain = await get('/ide/graphiql.js');
  const zipped = await get('/ide/graphiql.js', { 'accept-encoding': 'br, gzip' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
  const again = await get('/ide/graphiql.js', { 'if-none-match': String(plain.headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('a query string belongs to the page; other paths and methods are left to others', async () => {
  expect((await get('/?query=%7B__typename%7D')).status).toBe(200);
  expect((await get('/graphql')).status).toBe(404);
  expect((await get('/ide/../package.json')).status).toBe(404);
  expect((await get('/', {}, 'POST')).status).toBe(404);
  const head = await get('/', {}, 'HEAD');
  expect([head.status, head.body.length]).toEqual([200, 0]);
});
