/** API tokens as administrators and their holders know them. */
import { ADMIN_TOKEN, makeToken, startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());
beforeEach(() => hub.dataSource.query('DELETE FROM api_token'));

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  token apiToken { id name prefix role regions createdBy expiresAt lastUsedAt revokedAt } } }`;
const REVOKE = 'mutation ($id: ID!) { revokeApiToken(id: $id) { id revokedAt revokedBy } }';
const WHO = '{ viewer { role actor regions } }';
const create = (input: object) => hub.askAsAdministrator(CREATE, { input });

test('a token is made, shown once, used and revoked; of it only a hash is stored', async () => {
  const { data } = await create({ name: '历下区 张', role: 'EDITOR', regions: ['370102'] });
  const { token, apiToken } = data.createApiToken;
  expect(token).toMatch(/^ogi_[\w-]{43}$/);
  expect(apiToken).toMatchObject({
    name: '历下区 张',
    prefix: token.slice(0, 10),
    role: 'EDITOR',
    regions: ['370102'],
    createdBy: 'ADMIN_TOKEN',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  });
  const stored = JSON.stringify(await hub.dataSource.query('SELECT * FROM api_token'));
  expect(stored).not.toContain(token.slice(10));

  expect((await hub.askWith(token, WHO)).data.viewer).toEqual({
    role: 'EDITOR',
    actor: `历下区 张 (${apiToken.prefix}…)`,
    regions: ['370102'],
  });
  const revoked = (await hub.askAsAdministrator(REVOKE, { id: apiToken.id })).data.revokeApiToken;
  expect(revoked).toMatchObject({ revokedAt: expect.any(String), revokedBy: 'ADMIN_TOKEN' });
  const refused = await hub.askWith(token, WHO);
  expect(refused.data).toBeUndefined();
  expect(refused.errors).toEqual([
    {
      message: `The token ${apiToken.prefix}… was revoked on ${revoked.revokedAt}; send none to ask as the public.`,
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ]);
  expect((await hub.askAsAdministrator(REVOKE, { id: apiToken.id })).data.revokeApiToken).toEqual(revoked);
  const other = await makeToken(hub, 'ADMIN');
  expect((await hub.askWith(other, REVOKE, { id: apiToken.id })).data.revokeApiToken).toEqual(revoked);
  const log =
    '{ auditLog(action: [ISSUE, REVOKE]) { nodes { actor reason agency { id } report { id } changes { what before after } } } }';
  const shownName = `历下区 张 (${apiToken.prefix}…)`;
  const ofToken = (await hub.askAsAdministrator(log)).data.auditLog.nodes.filter(
    ({ changes: [token] }: { changes: { before: string; after: string }[] }) =>
      [token?.before, token?.after].includes(shownName),
  );
  expect(ofToken).toEqual([
    {
      ...{ actor: 'ADMIN_TOKEN', reason: 'Revoked.', agency: null, report: null },
      changes: [{ what: 'token', before: shownName, after: null }],
    },
    {
      ...{ actor: 'ADMIN_TOKEN', reason: 'Issued.', agency: null, report: null },
      changes: [
        { what: 'token', before: null, after: shownName },
        { what: 'role', before: null, after: 'EDITOR' },
        { what: 'regions', before: null, after: '370102' },
        { what: 'expiresAt', before: null, after: null },
      ],
    },
  ]);
  expect(JSON.stringify(await hub.dataSource.query('SELECT * FROM audit_entry'))).not.toContain(token.slice(10));
  for (const id of ['1', '00000000-0000-4000-8000-000000000000'])
    expect((await hub.askAsAdministrator(REVOKE, { id })).data.revokeApiToken).toBeNull();
});

test('a token ends when it expires', async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const { data } = await create({ name: 'n', role: 'ADMIN', expiresAt });
  const { token, apiToken } = data.createApiToken;
  expect(apiToken.expiresAt).toBe(expiresAt);
  expect((await hub.askWith(token, WHO)).data.viewer.role).toBe('ADMIN');
  await hub.dataSource.query("UPDATE api_token SET expires_at = '2020-01-01T00:00:00Z'");
  expect((await hub.askWith(token, WHO)).errors?.[0]?.message).toBe(
    `The token ${apiToken.prefix}… expired on 2020-01-01T00:00:00.000Z; send none to ask as the public.`,
  );
});

test('the last use is written once a minute', async () => {
  const token = await makeToken(hub, 'VIEWER');
  const lastUse = async () =>
    (await hub.askAsAdministrator('{ apiTokens { lastUsedAt } }')).data.apiTokens[0].lastUsedAt;
  expect(await lastUse()).toBeNull();
  await hub.askWith(token, WHO);
  const first = await lastUse();
  expect(first).not.toBeNull();
  hub.statements.length = 0;
  await hub.askWith(token, WHO);
  expect(hub.statements).toEqual([expect.stringMatching(/^SELECT .* FROM api_token WHERE sha256/)]);
  expect(await lastUse()).toBe(first);
  await hub.dataSource.query("UPDATE api_token SET last_used_at = now() - interval '61 seconds'");
  await hub.askWith(token, WHO);
  expect(new Date(await lastUse()).getTime()).toBeGreaterThanOrEqual(new Date(first).getTime());
});

test('a token that cannot be is refused with the reason', async () => {
  const message = async (input: object) => (await create(input)).errors?.[0];
  const refused = (sentence: string) => ({ message: sentence, extensions: { code: 'BAD_USER_INPUT' } });
  expect(await message({ name: ' ', role: 'EDITOR' })).toMatchObject(
    refused('name must have 1 to 100 characters, and say whose token it is.'),
  );
  expect(await message({ name: 'n', role: 'EDITOR', regions: ['999999'] })).toMatchObject(
    refused('999999 is no code of a region (GB/T 2260).'),
  );
  expect(await message({ name: 'n', role: 'EDITOR', regions: [] })).toMatchObject(
    refused('regions must name one or more; leave it out for all.'),
  );
  for (const role of ['ADMIN', 'VIEWER'])
    expect(await message({ name: 'n', role, regions: ['370102'] })).toMatchObject(
      refused('Only an EDITOR or a REVIEWER can be bound to regions.'),
    );
  expect(await message({ name: 'n', role: 'EDITOR', expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject(
    refused('expiresAt must be in the future.'),
  );
  expect(await hub.dataSource.query('SELECT FROM api_token')).toEqual([]);
});

test('what looks like a token and is none is refused, and costs at most one look', async () => {
  for (const [token, looks] of [
    [`ogi_${'A'.repeat(43)}`, 1],
    ['ogi_short', 0],
    [`${ADMIN_TOKEN}x`, 0],
  ] as const) {
    hub.statements.length = 0;
    expect((await hub.askWith(token, WHO)).errors?.[0]).toMatchObject({
      message: 'The token is wrong; send none to ask as the public.',
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(hub.statements).toHaveLength(looks);
  }
});
