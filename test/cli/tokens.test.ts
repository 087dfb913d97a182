import { shown } from '../../src/cli/tokens';

const TOKEN = {
  id: '7',
  name: 'crawler',
  prefix: 'ogi_abc',
  role: 'EDITOR',
  regions: ['360000'],
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
  revokedBy: null,
} as const;

test.each([
  [{}, 'without end'],
  [{ expiresAt: '2999-01-01T00:00:00.000Z' }, 'until 2999-01-01T00:00:00.000Z'],
  [{ expiresAt: '2021-01-01T00:00:00.000Z' }, 'expired 2021-01-01T00:00:00.000Z'],
  [
    { expiresAt: '2021-01-01T00:00:00.000Z', revokedAt: '2020-01-01T00:00:00.000Z' },
    'revoked 2020-01-01T00:00:00.000Z',
  ],
  [
    { revokedAt: '2020-01-01T00:00:00.000Z', revokedBy: 'ADMIN_TOKEN' },
    'revoked 2020-01-01T00:00:00.000Z by ADMIN_TOKEN',
  ],
])('a person sees whether a token still opens anything: %j', (end, said) => {
  expect(shown({ ...TOKEN, ...end })).toBe(`7  ogi_abc…  EDITOR of 360000  crawler  ${said}, last used never`);
});
