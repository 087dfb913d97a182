/** Signing in at an identity provider: one of our own here, with keys by HTTP as theirs are. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createVerifyJwt, type OidcSettings } from '../../src/access/verify-jwt';
import { startTestHub, type TestHub } from '../support/hub';

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

interface Provider {
  readonly issuer: string;
  readonly settings: OidcSettings;
  /** Requests for keys so far. */
  readonly asked: () => number;
  down: boolean;
  sign(claims: Readonly<Record<string, unknown>>, key?: { readonly key: Key; readonly kid: string }): Promise<string>;
  addKey(kid: string): Promise<Key>;
  stop(): Promise<void>;
}

async function startProvider(): Promise<Provider> {
  const keys: object[] = [];
  const privateKeys = new Map<string, Key>();
  let asked = 0;
  const http: Server = createServer((request, response) => {
    if (provider.down) response.writeHead(500).end();
    else if (request.url === '/.well-known/openid-configuration')
      response.end(JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/keys` }));
    else if (request.url === '/keys') {
      asked += 1;
      response.end(JSON.stringify({ keys }));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const addKey = async (kid: string): Promise<Key> => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    keys.push({ ...(await exportJWK(publicKey)), kid, alg: 'ES256' });
    privateKeys.set(kid, privateKey);
    return privateKey;
  };
  const first = await addKey('first');
  const provider: Provider = {
    issuer,
    settings: { issuer, audience: 'ogi-hub', roleClaim: 'realm_access.roles', regionClaim: 'regions', jwksUri: null },
    asked: () => asked,
    down: false,
    sign: (claims, { key, kid } = { key: first, kid: 'first' }) =>
      new SignJWT({ iss: issuer, aud: 'ogi-hub', sub: 'zhang', exp: now() + 600, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(key),
    addKey,
    stop: () => new Promise((resolve) => http.close(() => resolve())),
  };
  return provider;
}

const now = (): number => Math.floor(Date.now() / 1000);

let provider: Provider;
let hub: TestHub;
beforeEach(async () => {
  provider = await startProvider();
  hub = await startTestHub({ server: { verifyJwt: await createVerifyJwt(provider.settings) } });
});
afterEach(async () => {
  await hub.stop();
  await provider.stop();
});

const who = (token: string) => hub.askWith(token, '{ viewer { role actor regions } }');
const roles = (...list: string[]) => ({ realm_access: { roles: list } });

test('roles and regions are those of the claims, and the keys are fetched once', async () => {
  const actor = `zhang (${provider.issuer})`;
  for (const [claims, role, regions] of [
    [{}, 'VIEWER', null],
    [roles('offline_access', 'editor'), 'EDITOR', []],
    [{ ...roles('editor'), regions: '370102' }, 'EDITOR', ['370102']],
    [{ ...roles('VIEWER', 'REVIEWER', 'EDITOR'), regions: ['370102', '110000'] }, 'REVIEWER', ['370102', '110000']],
    [{ ...roles('reviewer'), regions: '*' }, 'REVIEWER', null],
    [{ ...roles('admin'), regions: '370102' }, 'ADMIN', null],
    [{ ...roles('root'), regions: 'nowhere' }, 'VIEWER', null],
    [{ realm_access: 'admin' }, 'VIEWER', null],
  ] as const) {
    const { data, errors } = await who(await provider.sign(claims));
    expect(errors).toBeUndefined();
    expect(data.viewer).toEqual({ role, actor, regions });
  }
  expect(provider.asked()).toBe(1);
});

test('a token that is wrong is refused with the reason', async () => {
  const reason = async (token: string): Promise<string> => {
    const { data, errors } = await who(token);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    return errors?.[0]?.message ?? '';
  };
  const tail = '; send none to ask as the public.';
  expect(await reason(await provider.sign({ exp: 1_700_000_000 }))).toBe(
    `The token expired on 2023-11-14T22:13:20.000Z; sign in again${tail}`,
  );
  expect(await reason(await provider.sign({ aud: 'another' }))).toBe(`The token is not meant for ogi-hub${tail}`);
  expect(await reason(await provider.sign({ iss: 'https://another.example' }))).toBe(
    `The token is not from ${provider.issuer}${tail}`,
  );
  expect(await reason(await provider.sign({ nbf: now() + 600 }))).toBe(`The token's claim nbf is wrong${tail}`);
  expect(await reason(await provider.sign({ sub: undefined }))).toBe(`The token's claim sub is missing${tail}`);
  expect(await reason(await provider.sign({ ...roles('editor'), regions: 'Lixia' }))).toBe(
    `The token's claim regions holds "Lixia", no region code of six digits${tail}`,
  );
  const stranger = (await generateKeyPair('ES256')).privateKey;
  const forged = await provider.sign(roles('admin'), { key: stranger, kid: 'first' });
  expect(await reason(forged)).toBe(`The token is wrong${tail}`);
  const [head = '', , seal = ''] = (await provider.sign({})).split('.');
  const claims = Buffer.from(JSON.stringify({ iss: provider.issuer, aud: 'ogi-hub', sub: 'z', exp: now() + 60 }));
  expect(await reason(`${head}.${claims.toString('base64url')}.${seal}`)).toBe(`The token is wrong${tail}`);
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  expect(await reason(`${unsigned}.${claims.toString('base64url')}.`)).toBe(`The token is wrong${tail}`);
  const shared = await new SignJWT({
    ...roles('admin'),
    iss: provider.issuer,
    aud: 'ogi-hub',
    sub: 'z',
    exp: now() + 60,
  })
    .setProtectedHeader({ alg: 'HS256', kid: 'first' })
    .sign(new TextEncoder().encode(JSON.stringify({ kid: 'first' }).padEnd(32)));
  expect(await reason(shared)).toBe(`The token is wrong${tail}`);
  expect(await reason('a.b.c')).toBe(`The token is wrong${tail}`);
});

test('while the issuer does not answer, that is said; those who need it not go on', async () => {
  const token = await provider.sign(roles('editor'));
  provider.down = true;
  expect((await who(token)).errors?.[0]).toMatchObject({
    message: `Signing in is not possible now: the keys of ${provider.issuer} cannot be had.`,
    extensions: { code: 'SERVICE_UNAVAILABLE' },
  });
  expect((await hub.askAsAdministrator('{ viewer { role } }')).data.viewer.role).toBe('ADMIN');
  provider.down = false;
  expect((await who(token)).data.viewer.role).toBe('EDITOR');
});

test('an issuer that is another, or does not answer, is an error at the start', async () => {
  const { settings, issuer } = provider;
  await expect(createVerifyJwt({ ...settings, issuer: `${issuer}/` })).rejects.toThrow(
    `the issuer calls itself "${issuer}", and that is what has to be set`,
  );
  await expect(createVerifyJwt({ ...settings, issuer: `${issuer}/elsewhere` })).rejects.toThrow(
    /openid-configuration does not answer \(status 404\)$/,
  );
  await expect(createVerifyJwt({ ...settings, issuer: 'http://127.0.0.1:1' })).rejects.toThrow(/does not answer \(/);
});
