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
  });
  expect(config).toEqual({
    databaseUrl: 'postgresql://reader:p%40ss@db.example:5433/reports?sslmode=require',
    port: 0,
    host: '::1',
    dataDir: '/srv/hub',
    adminToken: 'a-token-of-16-ch',
    workers: 0,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test.each([
  ['DATABASE_URL', ''],
  ['DATABASE_URL', 'mysql://localhost/reports'],
  ['DATABASE_URL', 'localhost:5432'],
  ['WORKERS', '-1'],
  ['WORKERS', 'many'],
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
  ['ADMIN_TOKEN', ''],
  ['ADMIN_TOKEN', 'fifteen-letters'],
  ['ADMIN_TOKEN', 'sixteen letters and a space'],
  ['ADMIN_TOKEN', '十六个字以上的令牌不能放进请求头里面'],
])('%s=%j stops the start with one sentence that names it', (name, value) => {
  const read = (): unknown => readConfig({ [name]: value });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(new RegExp(`^${name} must be [^\\n]+\\.$`));
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
