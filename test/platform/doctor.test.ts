import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { checkNode, examine, type Finding } from '../../src/doctor';
import { createTestDatabase } from '../support/database';
import { ADMIN_TOKEN, startTestHub } from '../support/hub';
import { urlOf } from '../support/test-server';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ogi-doctor-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const found = async (env: Readonly<Record<string, string>>, about: string): Promise<Finding | undefined> =>
  (await examine({ DATA_DIR: dataDir, PORT: '0', ...env })).find((finding) => finding.about === about);

test('a fresh set-up has nothing to mend', async () => {
  const findings = await examine({ DATA_DIR: dataDir, PORT: '0' });
  expect(findings.map(({ about, state, mend }) => [about, state, mend])).toEqual(
    ['Node', 'settings', 'ADMIN_TOKEN', 'DATA_DIR', 'PORT', 'database', 'exposure'].map((about) => [about, 'ok', null]),
  );
});

test('an old Node, and a setting that cannot be read', async () => {
  expect(checkNode('18.20.0')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('20.19') });
  expect(checkNode('20.18.9').state).toBe('wrong');
  for (const version of ['20.19.0', '22.0.0']) expect(checkNode(version).state).toBe('ok');
  expect(await found({ PORT: 'http' }, 'settings')).toMatchObject({
    state: 'wrong',
    found: expect.stringContaining('PORT'),
  });
});

test('a weak token, and one that others can read', async () => {
  expect(await found({ ADMIN_TOKEN: 'administrator-administrator' }, 'ADMIN_TOKEN')).toMatchObject({
    state: 'warning',
  });
  expect(await found({ ADMIN_TOKEN: 'q7Rk2LzX9bV4mT8cW1nP5sD3' }, 'ADMIN_TOKEN')).toMatchObject({ state: 'ok' });
  const file = join(dataDir, 'admin-token');
  writeFileSync(file, 'q7Rk2LzX9bV4mT8cW1nP5sD3');
  chmodSync(file, 0o644);
  expect(await found({}, 'ADMIN_TOKEN')).toEqual({
    about: 'ADMIN_TOKEN',
    state: 'warning',
    found: `${file} can be read by other users`,
    mend: `Run chmod 600 ${file}.`,
  });
});

test('a data directory that is a file, or is yet to be made', async () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');
  expect(await found({ DATA_DIR: file }, 'DATA_DIR')).toMatchObject({
    state: 'wrong',
    found: `${file} is no directory`,
  });
  const deep = join(dataDir, 'a', 'b');
  expect(await found({ DATA_DIR: deep }, 'DATA_DIR')).toMatchObject({ state: 'ok', found: `${deep}, to be made` });
});

test('a port in use: by a hub, or by something else', async () => {
  const hub = await startTestHub();
  const other = createServer((_, response) => response.end('hello'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = new URL(hub.url);
    expect(await found({ PORT: port }, 'PORT')).toMatchObject({ state: 'ok', found: `a hub is running on ${port}` });
    const taken = String((other.address() as AddressInfo).port);
    expect(await found({ PORT: taken }, 'PORT')).toMatchObject({
      state: 'wrong',
      mend: expect.stringContaining('PORT'),
    });
  } finally {
    await hub.stop();
    await new Promise((resolve) => other.close(resolve));
  }
});

test('an issuer that does not answer, by which a start would be refused', async () => {
  const env = { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_AUDIENCE: 'hub' };
  for (const oidc of [env, { ...env, OIDC_JWKS_URI: 'http://127.0.0.1:1/keys' }])
    expect(await found(oidc, 'OIDC_ISSUER')).toMatchObject({
      state: 'wrong',
      found: expect.stringContaining('http://127.0.0.1:1/'),
      mend: expect.stringContaining('OIDC_ISSUER'),
    });
});

test('the hub that commands are sent to: away, with a token that it does not know, and well', async () => {
  expect(await found({ HUB_URL: 'http://127.0.0.1:1' }, 'HUB_URL')).toMatchObject({ state: 'wrong' });
  const hub = await startTestHub();
  try {
    const env = { HUB_URL: `${hub.url}/graphql` };
    expect(await found({ ...env, HUB_TOKEN: ADMIN_TOKEN }, 'HUB_URL')).toMatchObject({
      state: 'ok',
      found: `${env.HUB_URL} answers; you are ADMIN there`,
    });
    expect(await found({ ...env, HUB_TOKEN: 'nobody' }, 'HUB_TOKEN')).toMatchObject({
      state: 'wrong',
      found: expect.stringContaining('The token is wrong'),
    });
  } finally {
    await hub.stop();
  }
});

test('a data directory where none can be made, whoever asks', async () => {
  if (process.platform === 'linux')
    expect(await found({ DATA_DIR: '/proc/hub' }, 'DATA_DIR')).toMatchObject({ state: 'wrong' });
});

test('a database that is away', async () => {
  expect(await found({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, 'database')).toMatchObject({
    state: 'wrong',
    found: expect.stringMatching(/^DATABASE_URL must name a PostgreSQL that can be reached/),
    mend: expect.stringContaining('mend DATABASE_URL'),
  });
});

test('a database without the tables of this version, or in which no tables may be made', async () => {
  const database = await createTestDatabase();
  const url = urlOf(database.connection);
  const role = `ogi_reader_${randomBytes(4).toString('hex')}`;
  const own = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  try {
    expect(await found({ DATABASE_URL: url }, 'database')).toMatchObject({ state: 'ok' });
    await own('DELETE FROM migration WHERE id = (SELECT max(id) FROM migration)');
    expect(await found({ DATABASE_URL: url }, 'database')).toMatchObject({
      state: 'warning',
      found: 'migrations are wanting',
    });
    await own(`CREATE ROLE ${role} LOGIN PASSWORD 'p'; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    const theirs = new URL(url);
    theirs.username = role;
    theirs.password = 'p';
    expect(await found({ DATABASE_URL: theirs.href }, 'database')).toEqual({
      about: 'database',
      state: 'wrong',
      found: `${role} may make no tables`,
      mend: `As its owner run: GRANT CREATE, USAGE ON SCHEMA public TO "${role}";`,
    });
  } finally {
    await own(`DROP ROLE IF EXISTS ${role}`);
    await database.drop();
  }
});

test('an address that others can reach', async () => {
  expect(await found({ HOST: '0.0.0.0' }, 'exposure')).toMatchObject({
    state: 'warning',
    mend: expect.stringContaining('TRUST_PROXY'),
  });
  expect(await found({ HOST: '0.0.0.0', RATE_LIMIT_PUBLIC: '0', TRUST_PROXY: '1' }, 'exposure')).toMatchObject({
    state: 'warning',
  });
  expect(await found({ HOST: '0.0.0.0', TRUST_PROXY: '1' }, 'exposure')).toMatchObject({ state: 'ok' });
});
