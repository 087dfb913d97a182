/** `npm start` as its user has it: the launcher, the build, the database, the samples, the server, and the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, readConfig } from '../../src/config';
import { EmbeddedPostgresError } from '../../src/embedded/embedded-postgres-error';
import { EXAMPLE_QUERIES } from '../../src/ide/example-queries';
import { PROJECT_ROOT } from '../../src/project-root';
import { startHub } from '../../src/start-hub';

let directory: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ogi-start-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) await end(child, 'SIGTERM');
  remove(directory);
});

function remove(place: string): void {
  const database = join(place, 'data', 'postgres');
  if (existsSync(database)) rmSync(realpathSync(database), { recursive: true, force: true });
  rmSync(place, { recursive: true, force: true });
}

interface RunningHub {
  readonly child: ChildProcess;
  readonly printed: string;
  readonly url: string;
}

function launch(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(PROJECT_ROOT, 'tools', 'start.mjs')], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const ownDirectory = (): Readonly<Record<string, string>> => ({ DATA_DIR: join(directory, 'data') });

async function start(env = ownDirectory()): Promise<RunningHub> {
  const child = launch(env);
  started.push(child);
  const printed = await printedUntil(child, (text) => text.includes('Ctrl-C'));
  const url = /GraphQL endpoint\s+(\S+)/.exec(printed)?.[1];
  if (url === undefined) throw new Error(`no endpoint in:\n${printed}`);
  return { child, printed, url };
}

/** What has been printed when `enough` is satisfied, or all of it when the process ended first. */
function printedUntil(child: ChildProcess, enough: (text: string) => boolean): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        text += chunk;
        if (enough(text)) resolve(text);
      });
    child.once('close', () => resolve(text));
  });
}

/** The sentence of a hub that cannot start as it is set up; its process prints it and ends. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const config = readConfig({ PORT: '0', DATA_DIR: join(directory, 'data'), ...env });
  const refused = await startHub(config, () => {}).then(
    (hub) => hub.stop(),
    (error: unknown) => error,
  );
  if (refused instanceof ConfigurationError || refused instanceof EmbeddedPostgresError) return refused.message;
  throw refused ?? new Error('the hub has started');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  await once(child, 'close');
  return child.exitCode;
}

async function ask(url: string, query: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const SAMPLES = readdirSync(join(PROJECT_ROOT, 'samples')).length;
const COUNT = '{ annualReports { totalCount } agencies { totalCount } }';

test('the first start serves the samples; the next finds them as they were; Ctrl-C ends it with status 0; killed, it ends too', async () => {
  const first = await start();
  expect(first.printed).toContain('Explorer');
  const token = readFileSync(join(directory, 'data', 'admin-token'), 'utf8').trim();
  expect(first.printed).toContain(token);
  const answer = await ask(first.url, COUNT);
  expect(answer).toMatchObject({ data: { agencies: { totalCount: SAMPLES } } });
  expect((await fetch(new URL('/', first.url))).headers.get('content-type')).toMatch(/^text\/html/);
  expect(await end(first.child, 'SIGINT')).toBe(0);

  const second = await start();
  expect(second.printed).toContain(token);
  expect(await ask(second.url, COUNT)).toEqual(answer);
  second.child.kill('SIGKILL');
  // The pipes are shared with the hub: they close when it has ended, as it does without its launcher.
  await once(second.child, 'close');

  const third = await start();
  expect(await ask(third.url, COUNT)).toEqual(answer);
  expect(await end(third.child, 'SIGTERM')).toBe(0);
});

describe('a hub that runs', () => {
  const token = 'from-the-environment-1';
  let home: string;
  let hub: RunningHub;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'ogi-start-'));
    hub = await start({ ADMIN_TOKEN: token, DATA_DIR: join(home, 'data') });
    // It outlives the test that comes first.
    started.length = 0;
  });
  afterAll(async () => {
    await end(hub.child, 'SIGTERM');
    remove(home);
  });

  test('does not print a token given by the environment; with it every example of the explorer runs and has something to show', async () => {
    expect(hub.printed).toContain('ADMIN_TOKEN');
    expect(hub.printed).not.toContain(token);
    for (const { query, headers } of EXAMPLE_QUERIES) {
      const filled = JSON.parse((headers ?? '{}').replace('<ADMIN_TOKEN>', token)) as Record<string, string>;
      const answer = await ask(hub.url, query, filled);
      expect(answer).not.toHaveProperty('errors');
      expect(JSON.stringify(answer)).not.toMatch(/"(nodes|items)":\[\]|"(agency|report)":null/);
    }
  });

  test('has its port and its data directory to itself, which others are told in one sentence each', async () => {
    const { port } = new URL(hub.url);
    expect(await refusal({ PORT: port })).toMatch(`PORT ${port} is in use on 127.0.0.1; set another one`);
    expect(await refusal({ DATA_DIR: join(home, 'data') })).toMatch(/^The database in \S+ is in use by another hub/);
  });
});

test('a wrong setting ends the process with one sentence and status 1', async () => {
  const child = launch({ ...ownDirectory(), PORT: 'http' });
  const printed = await printedUntil(child, () => false);
  expect(child.exitCode).toBe(1);
  const said = printed.split('\n').filter((line) => line !== '' && !line.startsWith('▸'));
  expect(said).toEqual([expect.stringContaining('✗ PORT must be')]);
});

test.each([
  [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, 'DATABASE_URL must name a PostgreSQL that can be reached'],
  [{ HOST: '192.0.2.1' }, 'HOST 192.0.2.1 is not an address of this machine'],
])('%j is refused in one sentence', async (env, sentence) => {
  expect(await refusal(env)).toMatch(new RegExp(`^${sentence}[^\n]*$`));
});

test('a data directory that cannot be one is refused in one sentence', async () => {
  writeFileSync(join(directory, 'data'), 'a file');
  expect(await refusal({})).toMatch(/^DATA_DIR [^\n]+$/);
});
