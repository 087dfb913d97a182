import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EmbeddedPostgresError } from '../../src/embedded/embedded-postgres-error';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/start-embedded-postgres';

/** The database of a first start, which takes ten times as long as any other: copied wherever it is not what is tested. */
let begun: string;
let directory: string;
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  begun = mkdtempSync(join(tmpdir(), 'ogi-embedded-'));
  chmodSync(begun, 0o755);
  await (await startEmbeddedPostgres({ dataDir: begun, durable: false })).stop();
});
afterAll(() => rmSync(begun, { recursive: true, force: true }));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ogi-embedded-'));
  chmodSync(directory, 0o755);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of running.splice(0)) await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** A data directory that was used before; the database in it belongs to the account that it runs under. */
function usedBefore(): string {
  const dataDir = join(directory, 'data');
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir);
    execFileSync('cp', ['-Rp', join(begun, 'postgres'), dataDir]);
  }
  return dataDir;
}

async function start(dataDir = usedBefore(), say?: (line: string) => void): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durable: false, ...(say && { say }) });
  running.push(server);
  return server;
}

async function ask(server: EmbeddedPostgres, sql: string): Promise<readonly unknown[]> {
  const client = new Client(server.connection);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** A hub of its own process that has started the database. */
async function startElsewhere(dataDir: string): Promise<ChildProcess> {
  const support = join(__dirname, '..', 'support');
  const child = spawn(
    process.execPath,
    ['-r', join(support, 'typescript-hook.cjs'), join(support, 'hold-embedded-postgres.ts'), dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

test('what was stored is there after a stop and a second start; the log is kept beside it', async () => {
  const first = await start(join(directory, 'data'));
  await ask(first, "CREATE TABLE kept AS SELECT '历下区' AS name");
  await first.stop();
  await first.ended;
  expect(existsSync(first.connection.host)).toBe(false);
  const second = await start();
  expect(await ask(second, 'SELECT name FROM kept')).toEqual(['历下区']);
  expect(readFileSync(join(directory, 'data', 'postgres.log'), 'utf8')).toContain('database system is ready');
});

test('it listens on no network address, speaks UTF-8 and keeps UTC', async () => {
  const server = await start();
  const shown = await ask(
    server,
    "SELECT current_setting('listen_addresses'), current_setting('server_encoding'), current_setting('timezone')",
  );
  expect(shown).toEqual(['', 'UTF8', 'UTC']);
});

test('writes survive a power failure unless a test says that they need not', async () => {
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data') });
  running.push(server);
  expect(await ask(server, "SELECT current_setting('fsync'), current_setting('synchronous_commit')")).toEqual([
    'on',
    'on',
  ]);
});

test('a second hub on the same directory is refused in one sentence, and the first goes on', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(
    /^The database in \S+ is in use by another hub \(PostgreSQL process \d+\): [^\n]+\.$/,
  );
  expect(await ask(first, 'SELECT 1')).toEqual([1]);
});

test('PostgreSQL ends with a hub that was killed, and the next hub finds what was committed', async () => {
  const dataDir = usedBefore();
  const hub = await startElsewhere(dataDir);
  hub.kill('SIGKILL');
  await once(hub, 'exit');
  const next = await start(dataDir);
  expect(await ask(next, 'SELECT 1')).toEqual([1]);
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('received fast shutdown request');
});

test('a database of another major version is refused and left alone', async () => {
  await (await start()).stop();
  running.length = 0;
  const version = join(directory, 'data', 'postgres', 'PG_VERSION');
  writeFileSync(version, '16\n');
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 16, and this hub brings PostgreSQL \d+: [^\n]+\.$/);
  expect(readFileSync(version, 'utf8')).toBe('16\n');
});

test('a database that has gone from where it was is never replaced by an empty one', async () => {
  const dataDir = join(directory, 'data');
  mkdirSync(dataDir);
  symlinkSync(join(directory, 'gone'), join(dataDir, 'postgres'));
  const starting = start(dataDir);
  await expect(starting).rejects.toThrow(EmbeddedPostgresError);
  await expect(starting).rejects.toThrow(/points to a database directory that is no longer there/);
});

test('what a start that was killed half way has left is not taken for a database, and removed', async () => {
  const dataDir = join(directory, 'data');
  mkdirSync(join(dataDir, 'postgres.draft-killed'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.draft-killed', 'PG_VERSION'), '18\n');
  expect(await ask(await start(dataDir), 'SELECT 1')).toEqual([1]);
  expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log']);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('below a directory closed to others the files go where the database can reach them, which is said', async () => {
  chmodSync(directory, 0o700);
  const dataDir = join(directory, 'data');
  const said: string[] = [];
  const first = await start(dataDir, (line) => said.push(line));
  const place = readlinkSync(join(dataDir, 'postgres'));
  try {
    expect(said).toEqual([expect.stringContaining(place)]);
    await ask(first, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();
    expect(await ask(await start(dataDir), 'SELECT number FROM kept')).toEqual([7]);
  } finally {
    for (const server of running.splice(0)) await server.stop();
    rmSync(place, { recursive: true, force: true });
  }
});
