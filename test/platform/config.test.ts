import { resolve } from 'node:path';
import { ConfigurationError, readConfig } from '../../src/config';

test('without any setting the hub listens on loopback only, keeps its data in ./data and brings its own database', () => {
  expect(readConfig({})).toEqual({
    databaseUrl: null,
    port: 4000,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    adminToken: null,
    workers: 1,
    keepBytes: 20 << 20,
    oidc: null,
    rateLimits: { perAddress: 1200, perToken: 6000 },
    trustProxy: 0,
    corsOrigins: [],
    logFormat: null,
  });
});

test('settings are taken as given, and the result is frozen', () => {
  const config = readConfig({
    DATABASE_URL: 'postgresql://reader:p%40ss@db.example:5433/reports?sslmode=require',
    PORT: '0',
    HOST: '::1',
    DATA_DIR: '/srv/hub',
    ADMIN_TOKEN: 'a-token-of-16-ch',
    WORKERS: '0',
    KEEP_FILES_MB: '5',
    OIDC_ISSUER: 'https://id.example/realms/gov',
    OIDC_AUDIENCE: 'ogi-hub',
    OIDC_ROLE_CLAIM: 'realm_access.roles',
    RATE_LIMIT_PUBLIC: '0',
    RATE_LIMIT_TOKEN: '60',
    TRUST_PROXY: '1',
    CORS_ORIGINS: 'https://example.org, http://localhost:5173',
    LOG_FORMAT: 'json',
  });
  expect(config).toEqual({
    databaseUrl: 'postgresql://reader:p%40ss@db.example:5433/reports?sslmode=require',
    port: 0,
    host: '::1',
    dataDir: '/srv/hub',
    adminToken: 'a-token-of-16-ch',
    workers: 0,
    keepBytes: 5 << 20,
    oidc: {
      issuer: 'https://id.example/realms/gov',
      audience: 'ogi-hub',
      roleClaim: 'realm_access.roles',
      regionClaim: null,
      jwksUri: null,
    },
    rateLimits: { perAddress: 0, perToken: 60 },
    trustProxy: 1,
    corsOrigins: ['https://example.org', 'http://localhost:5173'],
    logFormat: 'json',
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test.each([
  ['DATABASE_URL', ''],
  ['DATABASE_URL', 'mysql://localhost/reports'],
  ['DATABASE_URL', 'localhost:5432'],
  ['WORKERS', '-1'],
  ['CORS_ORIGINS', 'example.org'],
  ['CORS_ORIGINS', 'https://example.org/'],
  ['CORS_ORIGINS', 'https://example.org,null'],
  ['WORKERS', 'many'],
  ['KEEP_FILES_MB', '21'],
  ['KEEP_FILES_MB', '0.5'],
  ['DATABASE_URL', 'postgres://user:secret@host:notaport/db'],
  ['PORT', ''],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '4000.5'],
  ['PORT', '0x10'],
  ['PORT', 'http'],
  ['HOST', ''],
  ['HOST', 'http://localhost'],
  ['HOST', 'two words'],
  ['DATA_DIR', ''],
  ['DATA_DIR', 'a\0b'],
  ['RATE_LIMIT_PUBLIC', ''],
  ['RATE_LIMIT_TOKEN', '-1'],
  ['TRUST_PROXY', 'true'],
  ['LOG_FORMAT', 'xml'],
  ['ADMIN_TOKEN', ''],
  ['ADMIN_TOKEN', 'fifteen-letters'],
  ['ADMIN_TOKEN', 'sixteen letters and a space'],
  ['ADMIN_TOKEN', '十六个字以上的令牌不能放进请求头里面'],
])('%s=%j stops the start with one sentence that names it', (name, value) => {
  const read = (): unknown => readConfig({ [name]: value });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(new RegExp(`^${name} must be [^\\n]+\\.$`));
});

test.each([
  [{ OIDC_AUDIENCE: 'a' }, 'OIDC_ISSUER must be set too, or OIDC_AUDIENCE unset.'],
  [
    { OIDC_ISSUER: 'https://id.example' },
    'OIDC_AUDIENCE must be set with OIDC_ISSUER: what its tokens say they are for.',
  ],
  [
    { OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: 'a' },
    'OIDC_ISSUER must be a URL that begins with https:// (http:// on this machine only).',
  ],
  [{ OIDC_ISSUER: 'id.example', OIDC_AUDIENCE: 'a' }, /^OIDC_ISSUER must be a URL/],
  [
    { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'a', OIDC_JWKS_URI: 'http://id.example/keys' },
    /^OIDC_JWKS_URI must be a URL/,
  ],
  [
    { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'a', OIDC_ROLE_CLAIM: '' },
    'OIDC_ROLE_CLAIM must be the name of a claim.',
  ],
])('%j stops the start', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(sentence);
});

test('a refused secret is never repeated', () => {
  const message = (env: Record<string, string>): string => {
    try {
      readConfig(env);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('was accepted');
  };
  expect(message({ DATABASE_URL: 'mysql://user:hunter2@host/db' })).not.toContain('hunter2');
  expect(message({ ADMIN_TOKEN: 'hunter2' })).not.toContain('hunter2');
});
