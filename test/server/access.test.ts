import { CredentialsError, createIdentify } from '../../src/access/identify';
import { ADMIN_TOKEN, startTestHub, type TestHub } from '../support/hub';

test.each([
  [undefined, { role: 'VIEWER', actor: null, regions: null, visibility: 'PUBLIC' }],
  [`Bearer ${ADMIN_TOKEN}`, { role: 'ADMIN', actor: 'ADMIN_TOKEN', regions: null, visibility: 'ALL' }],
  [`bearer  ${ADMIN_TOKEN} `, { role: 'ADMIN', actor: 'ADMIN_TOKEN', regions: null, visibility: 'ALL' }],
  [`Bearer ${ADMIN_TOKEN}x`, null],
  [`Bearer ${ADMIN_TOKEN.slice(1)}`, null],
  [ADMIN_TOKEN, null],
  ['Bearer', null],
  ['Bearer ', null],
  ['', null],
  [`Basic ${ADMIN_TOKEN}`, null],
])('%p is %p', async (authorization, viewer) => {
  const identify = createIdentify({ adminToken: ADMIN_TOKEN, tokens: { find: async () => null } });
  const found = identify(authorization).catch((error: unknown) => (error instanceof CredentialsError ? null : error));
  expect(await found).toEqual(viewer);
});

describe('on the server', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.stop());

  const ADMINISTRATORS_ONLY = [
    'mutation { importReports(input: { items: [{ clientRef: "a", text: "x" }] }) { id } }',
    'mutation { reviewReport(input: { reportId: "1-2024", expectedRevision: 1, decision: PUBLISH, reason: "r" }) { conflict } }',
    'mutation { correctFigures(input: { reportId: "1-2024", expectedRevision: 1, corrections: [], reason: "r" }) { conflict } }',
    'mutation { mergeAgencies(from: "1", into: "2", reason: "r") { id } }',
    'mutation { fileReport(input: { reportId: "1-2024", expectedRevision: 1, agencyId: "1", year: 2024, reason: "r" }) { conflict } }',
    'mutation { rereadReports { id } }',
    '{ auditLog { totalCount } }',
    '{ dataQuality { states { reports } } }',
    '{ importJob(id: "1") { id } }',
    '{ importJobs { totalCount } }',
    '{ apiTokens { id } }',
    'mutation { createApiToken(input: { name: "n", role: ADMIN }) { token } }',
    'mutation { revokeApiToken(id: "1") { id } }',
  ];

  test.each(ADMINISTRATORS_ONLY)('the public is refused: %s', async (query) => {
    hub.statements.length = 0;
    const { data, errors } = await hub.ask(query);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(
        /^This needs the role (EDITOR|REVIEWER|ADMIN): send the header "Authorization: Bearer <token>"\.$/,
      ),
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(hub.statements).toEqual([]);
  });

  test('a wrong token is refused everywhere, before the body is looked at', async () => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer not-the-token-of-anybody' },
      body: 'no JSON either',
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The token is wrong; send none to ask as the public.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
  });
});
