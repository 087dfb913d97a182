import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAdminToken } from '../../src/admin-token';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ogi-token-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('the first start makes a token of 32 bytes, readable by its owner only; the second start finds the same', () => {
  const dataDir = join(directory, 'not', 'yet', 'there');
  const { token, file } = loadAdminToken({ adminToken: null, dataDir });
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(file).toBe(join(dataDir, 'admin-token'));
  expect(readFileSync(file as string, 'utf8')).toBe(`${token}\n`);
  expect(statSync(file as string).mode & 0o777).toBe(0o600);
  expect(loadAdminToken({ adminToken: null, dataDir })).toEqual({ token, file });
});

test('two data directories have two tokens', () => {
  const first = loadAdminToken({ adminToken: null, dataDir: join(directory, 'a') });
  const second = loadAdminToken({ adminToken: null, dataDir: join(directory, 'b') });
  expect(first.token).not.toBe(second.token);
});

test('a token file open to others is closed to them', () => {
  const file = join(directory, 'admin-token');
  writeFileSync(file, 'one-kept-from-before\n');
  chmodSync(file, 0o644);
  expect(loadAdminToken({ adminToken: null, dataDir: directory }).token).toBe('one-kept-from-before');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('an empty file is not taken for a token', () => {
  writeFileSync(join(directory, 'admin-token'), '\n');
  const { token } = loadAdminToken({ adminToken: null, dataDir: directory });
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('a token of the environment is used and written nowhere', () => {
  const dataDir = join(directory, 'unused');
  expect(loadAdminToken({ adminToken: 'given-by-the-environment', dataDir })).toEqual({
    token: 'given-by-the-environment',
    file: null,
  });
  expect(statSync(dataDir, { throwIfNoEntry: false })).toBeUndefined();
});
