import { startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  // A database that does not have what the hub expects of it.
  await hub.dataSource.query('ALTER TABLE agency RENAME TO agency_of_somebody_else');
});
afterAll(() => hub.stop());
beforeEach(() => {
  hub.failures.length = 0;
});

const MASKED = /^Something went wrong on our side \(reference ([0-9a-f]{8})\)\.$/;

test('an error on our side is told by a reference and nothing else', async () => {
  const { data, errors } = await hub.ask('{ agency(id: "1") { name } region(code: "370102") { name } }');
  expect(data).toEqual({ agency: null, region: { name: '历下区' } });
  expect(errors).toHaveLength(1);
  const [error] = errors ?? [];
  expect(error?.message).toMatch(MASKED);
  expect(error).toEqual({
    message: error?.message,
    locations: [{ line: 1, column: 3 }],
    path: ['agency'],
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference: MASKED.exec(error?.message ?? '')?.[1] },
  });
  expect(String(hub.failures[0])).toContain('relation "agency" does not exist');
  expect(JSON.stringify(errors)).not.toMatch(/relation|SELECT|\/src\/|at /i);
});

test('so is one on which the whole answer depends', async () => {
  const { data, errors } = await hub.ask('{ agencies { totalCount } }');
  expect(data).toBeNull();
  expect(errors?.[0]?.message).toMatch(MASKED);
  expect(JSON.stringify(errors)).not.toMatch(/relation|SELECT|stack/i);
});

test('the hub goes on', async () => {
  expect(await hub.ask('{ region(code: "370102") { name } }')).toEqual({ data: { region: { name: '历下区' } } });
});

test('without its database the hub says so, and still answers what needs none', async () => {
  const lost = await startTestHub();
  await lost.dataSource.destroy();
  const ready = await fetch(`${lost.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'database unreachable' }]);
  // It lives, and starting it anew would not help.
  expect((await fetch(`${lost.url}/healthz`)).status).toBe(200);
  expect((await lost.ask('{ agencies { totalCount } }')).errors?.[0]?.message).toMatch(MASKED);
  expect((await lost.ask('{ region(code: "370102") { name } }')).data).toEqual({ region: { name: '历下区' } });
  await lost.dataSource.initialize();
  await lost.stop();
});
