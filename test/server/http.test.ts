import { request as httpRequest } from 'node:http';
import { ADMIN_TOKEN, startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

interface Refusal {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function refusalOf(response: Response): Promise<{ status: number; message: string; code: string }> {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const { errors } = (await response.json()) as Refusal;
  return { status: response.status, message: errors[0]?.message ?? '', code: errors[0]?.extensions.code ?? '' };
}

const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${hub.url}/graphql`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

const QUESTION = JSON.stringify({ query: '{ region(code: "370102") { fullName } }' });

test('answers a POST and a GET that a browser cannot be tricked into', async () => {
  const answer = { data: { region: { fullName: '山东省济南市历下区' } } };
  expect(await (await post(QUESTION)).json()).toEqual(answer);
  const query = encodeURIComponent('{ region(code: "370102") { fullName } }');
  const get = await fetch(`${hub.url}/graphql?query=${query}`, { headers: { 'Apollo-Require-Preflight': '1' } });
  expect(await get.json()).toEqual(answer);
  const bare = await refusalOf(await fetch(`${hub.url}/graphql?query=${query}`));
  expect(bare.status).toBe(400);
});

test('mutations are not done by GET', async () => {
  const query = encodeURIComponent('mutation { importReports(input: { items: [] }) { id } }');
  const response = await fetch(`${hub.url}/graphql?query=${query}`, {
    headers: { 'Apollo-Require-Preflight': '1', Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  expect(await refusalOf(response)).toMatchObject({ status: 405, code: 'BAD_REQUEST' });
});

test.each([
  ['no JSON', '{"query": ', {}, 400, 'The request body is not JSON: send {"query": "…", "variables": {…}}.'],
  ['a batch', `[${QUESTION}]`, {}, 400, 'One operation a request: batches (arrays) are not accepted.'],
  [
    'another content type',
    QUESTION,
    { 'Content-Type': 'text/plain' },
    415,
    'Send the query as JSON, with the header "Content-Type: application/json".',
  ],
])('refuses %s in JSON', async (_, body, headers, status, message) => {
  expect(await refusalOf(await post(body, headers))).toEqual({ status, message, code: 'BAD_REQUEST' });
});

test.each([
  ['a variable that is null', { query: 'query ($c: ID!) { region(code: $c) { name } }', variables: { c: null } }],
  ['an answer that is too large', { query: '{ annualReports(first: 100) { nodes { source { text } } } }' }],
  ['a subscription', { query: 'subscription { importJob(id: "0") { done } }' }, 'BAD_REQUEST'],
  ['several operations', { query: 'query A { __typename } query B { __typename }' }, 'OPERATION_RESOLUTION_FAILURE'],
  ['no such operation', { query: 'query A { __typename }', operationName: 'C' }, 'OPERATION_RESOLUTION_FAILURE'],
])('what the asker can mend is no failure of the hub: %s', async (_, asked, code = 'BAD_USER_INPUT') => {
  const refused = await refusalOf(await post(JSON.stringify(asked)));
  expect(refused).toMatchObject({ status: 400, code });
  expect(hub.failures).toEqual([]);
});

test('refuses a body that is not UTF-8, and JSON that is no request', async () => {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    body: Buffer.from([0x22, 0xc8, 0xfd, 0x22]),
    headers: { 'Content-Type': 'application/json' },
  });
  expect(await refusalOf(response)).toMatchObject({ status: 400, message: 'The request body is not UTF-8.' });
  for (const body of ['null', '1', '"query"', '{}', '{"query": 1}', '{"query": "{__typename}", "variables": []}'])
    expect(await refusalOf(await post(body))).toMatchObject({ status: 400 });
});

const TOO_LARGE = {
  status: 413,
  message: 'The request body is larger than 20 MB; import in smaller batches.',
  code: 'BAD_REQUEST',
};

const AS_ADMINISTRATOR = { Authorization: `Bearer ${ADMIN_TOKEN}` };
const filler = (bytes: number) => JSON.stringify({ query: '{ __typename }', variables: { filler: 'x'.repeat(bytes) } });

test('refuses a body of the public over 1 MB, and takes one just below', async () => {
  expect(await refusalOf(await post(filler(1024 * 1024)))).toEqual({
    ...TOO_LARGE,
    message:
      'The request body is larger than 1 MB; to import, send the header "Authorization: Bearer <token>", with which it may have 20 MB.',
  });
  expect(await (await post(filler(1024 * 1024 - 200))).json()).toEqual({ data: { __typename: 'Query' } });
});

test('refuses a body of an administrator over 20 MB, announced or not, and takes one just below', async () => {
  expect(await refusalOf(await post(filler(20 * 1024 * 1024), AS_ADMINISTRATOR))).toEqual(TOO_LARGE);
  const taken = await post(filler(20 * 1024 * 1024 - 200), AS_ADMINISTRATOR);
  expect(await taken.json()).toEqual({ data: { __typename: 'Query' } });

  const unannounced = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', ...AS_ADMINISTRATOR };
    const sent = httpRequest(`${hub.url}/graphql`, { method: 'POST', headers });
    sent.on('error', reject).on('response', async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, body });
    });
    for (let sentBytes = 0; sentBytes <= 20 * 1024 * 1024; sentBytes += 1024 * 1024)
      sent.write('x'.repeat(1024 * 1024));
    sent.end();
  });
  expect(unannounced.status).toBe(413);
  expect(JSON.parse(unannounced.body).errors[0].message).toBe(TOO_LARGE.message);
});

test('refuses other methods and other paths', async () => {
  const put = await fetch(`${hub.url}/graphql`, { method: 'PUT', body: QUESTION });
  expect(put.headers.get('allow')).toBe('GET, POST');
  expect(await refusalOf(put)).toMatchObject({ status: 405 });
  expect(await refusalOf(await fetch(`${hub.url}/elsewhere`))).toEqual({
    status: 404,
    message: 'There is nothing here; GraphQL is at /graphql.',
    code: 'NOT_FOUND',
  });
});

test('says nothing to pages of other origins', async () => {
  const preflight = await fetch(`${hub.url}/graphql`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://example.com', 'Access-Control-Request-Method': 'POST' },
  });
  expect(preflight.status).toBe(405);
  const answered = await post(QUESTION, { Origin: 'https://example.com' });
  for (const response of [preflight, answered]) expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('every answer is only what its type says, in no frame', async () => {
  for (const path of ['/', '/healthz', '/graphql', '/elsewhere']) {
    const { headers } = await fetch(hub.url + path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('shows the page for queries and its health', async () => {
  const page = await fetch(`${hub.url}/`);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).toContain('/ide/graphiql.js');
  const health = await fetch(`${hub.url}/healthz`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
});
