/** `npm start` as its user has it: the launcher, the build, the database, the samples, the server, and the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLE_QUERIES } from '../../src/ide/example-queries';
import { PROJECT_ROOT } from '../../src/project-root';

let directory: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ogi-start-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) await end(child, 'SIGTERM');
  const database = join(directory, 'data', 'postgres');
  if (existsSync(database)) rmSync(realpathSync(database), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});

interface RunningHub {
  readonly child: ChildProcess;
  readonly printed: string;
  readonly url: string;
}

interface Ended {
  readonly status: number | null;
  readonly printed: string;
}

function launch(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'tools', 'start.mjs')], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: join(directory, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningHub> {
  const child = launch(env);
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

async function refused(env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = launch(env);
  const printed = await printedUntil(child, () => false);
  return { status: child.exitCode, printed };
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

test('the first start serves the samples; the second finds them as they were; Ctrl-C ends it with status 0', async () => {
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
  expect(await end(second.child, 'SIGTERM')).toBe(0);
});

test('a hub whose launcher was killed ends too, and the next start has everything', async () => {
  const first = await start();
  const answer = await ask(first.url, COUNT);
  first.child.kill('SIGKILL');
  // The pipes are shared with the hub: they close when it has ended.
  await once(first.child, 'close');
  const second = await start();
  expect(await ask(second.url, COUNT)).toEqual(answer);
});

test('a token given by the environment is not printed; with it every example of the explorer runs and has something to show', async () => {
  const token = 'from-the-environment-1';
  const { url, printed } = await start({ ADMIN_TOKEN: token });
  expect(printed).toContain('ADMIN_TOKEN');
  expect(printed).not.toContain(token);
  for (const { query, headers } of EXAMPLE_QUERIES) {
    const filled = JSON.parse((headers ?? '{}').replace('<ADMIN_TOKEN>', token)) as Record<string, string>;
    const answer = await ask(url, query, filled);
    expect(answer).not.toHaveProperty('errors');
    expect(JSON.stringify(answer)).not.toMatch(/"(nodes|items)":\[\]|"(agency|report)":null/);
  }
});

test.each([
  [{ PORT: 'http' }, 'PORT must be'],
  [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, 'DATABASE_URL must name a PostgreSQL that can be reached'],
  [{ HOST: '192.0.2.1' }, 'HOST 192.0.2.1 is not an address of this machine'],
])('%j stops the start with one sentence and status 1', async (env, sentence) => {
  const { status, printed } = await refused(env);
  expect(status).toBe(1);
  const said = printed.split('\n').filter((line) => line !== '' && !line.startsWith('▸'));
  expect(said).toEqual([expect.stringContaining(`✗ ${sentence}`)]);
});

test('a port in use, and a data directory in use, are one sentence each', async () => {
  const { url } = await start();
  const { port } = new URL(url);
  expect((await refused({ PORT: port })).printed).toContain(`✗ PORT ${port} is in use on 127.0.0.1; set another one`);
  expect((await refused({})).printed).toMatch(/✗ The database in \S+ is in use by another hub/);
});

test('a data directory that cannot be one is one sentence', async () => {
  writeFileSync(join(directory, 'data'), 'a file');
  const { status, printed } = await refused({});
  expect(status).toBe(1);
  expect(printed).toMatch(/✗ DATA_DIR [^\n]+/);
});
