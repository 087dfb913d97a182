/** The command line against a running hub, and on a store itself. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from '../../src/cli/find-files';
import { createHubClient } from '../../src/cli/hub-client';
import { areMany, type FileFinding, type ImportedFile, importFiles } from '../../src/cli/import-files';
import { terminalDisplay } from '../../src/cli/import-report';
import { progressLine } from '../../src/cli/progress';
import { createTokenThere, listTokens } from '../../src/cli/tokens';
import { uploadFiles } from '../../src/cli/upload-files';
import { startEmbeddedPostgres } from '../../src/embedded/start-embedded-postgres';
import { readReport } from '../../src/imports/read-report';
import { PROJECT_ROOT } from '../../src/project-root';
import { ADMIN_TOKEN, makeToken, sampleTexts, startTestHub, type TestHub } from '../support/hub';
import { startWorker } from '../support/jobs';
import { urlOf } from '../support/test-server';
import { writeZip } from '../support/write-zip';

const HOOK = join(PROJECT_ROOT, 'test/support/typescript-hook.cjs');

let hub: TestHub;
let folder: string;
beforeEach(async () => {
  hub = await startTestHub();
  folder = mkdtempSync(join(tmpdir(), 'ogi-cli-'));
});
afterEach(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

const text = (name: string): string => sampleTexts().find((each) => each.name.startsWith(name))?.text ?? '';

/** A folder as an office has it: reports, an archive of others, one that does not add up, and what is none. */
function fillFolder(): void {
  mkdirSync(join(folder, 'b'));
  mkdirSync(join(folder, '.hidden'));
  writeFileSync(join(folder, 'lixia.txt'), text('lixia').replace('| 104 | 2 |', '| 114 | 2 |'));
  writeFileSync(join(folder, 'b', 'qiaokou.txt'), text('qiaokou'));
  writeFileSync(join(folder, '.hidden', 'ruian.txt'), text('ruian'));
  writeFileSync(
    join(folder, 'others.zip'),
    writeZip([
      { path: 'in/ruian.txt', content: text('ruian') },
      { path: 'in/honggutan.txt', content: text('honggutan') },
    ]),
  );
  writeFileSync(join(folder, 'zero.txt'), '');
}
const EXPECTED = [
  ['b/qiaokou.txt', 'CREATED'],
  ['lixia.txt', 'IN_REVIEW'],
  ['others.zip/in/ruian.txt', 'CREATED'],
  ['others.zip/in/honggutan.txt', 'CREATED'],
  ['zero.txt', 'FAILED'],
];

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const all = ['--require', HOOK, 'src/hub.ts', ...args];
  const options = { cwd: PROJECT_ROOT, env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, all, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ status: typeof code === 'number' ? code : -1, stdout, stderr });
    });
  });
}
const linesOf = ({ stdout }: Run): readonly unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

test('a folder with an archive is sent to a running hub and worked there; the same again sends and imports nothing twice', async () => {
  fillFolder();
  const client = createHubClient(`${hub.url}/`, await makeToken(hub, 'EDITOR'));
  const files = await findFiles([folder]);
  const [first, again]: ImportedFile[][] = [[], []];
  const heard: string[] = [];
  const ask = { mode: 'COMMIT', said: { year: 2024 }, note: 'January' } as const;
  const listen = {
    sent: (bytes: number, of: number) => heard.push(`${bytes === of ? 'all' : 'some'} sent`),
    worked: (count: number, of: number) => heard.push(`${count}/${of}`),
  };
  const stored = () => hub.dataSource.query('SELECT id, note, imported_by, total FROM import_job');
  const worker = startWorker(hub.dataSource, { read: readReport });
  try {
    expect(areMany(files)).toBe(true);
    await uploadFiles(client, files, ask, listen, (file) => first?.push(file));
    const jobs = await stored();
    expect(jobs).toEqual([
      expect.objectContaining({ note: 'January', total: 5, imported_by: expect.stringMatching(/^EDITOR of all/) }),
    ]);
    await uploadFiles(client, files, ask, { ...listen, sent: () => {} }, (file) => again?.push(file));
    expect(await stored()).toEqual(jobs);
  } finally {
    await worker.stop();
  }
  const told = first?.map(({ ref, status }) => [ref, status]).toSorted();
  expect(told).toEqual(EXPECTED.toSorted());
  expect(again).toEqual(first);
  expect(first?.filter(({ reportId }) => reportId === null).map(({ ref }) => ref)).toEqual(['zero.txt']);
  expect([heard.filter((line) => line === 'all sent').length > 0, heard.at(-1)]).toEqual([true, '5/5']);
});

test('links in a folder are followed, but not around; where several folders are named, files go by the names of these', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  for (const each of [one, two]) mkdirSync(each);
  writeFileSync(join(one, 'a.txt'), 'a');
  writeFileSync(join(two, 'b.txt'), 'b');
  symlinkSync(two, join(one, 'link'));
  symlinkSync(folder, join(two, 'around'));
  symlinkSync(join(two, 'b.txt'), join(one, 'file'));
  symlinkSync(join(folder, 'nowhere'), join(one, 'nowhere'));
  const refs = async (...paths: readonly string[]) => (await findFiles(paths)).map(({ ref }) => ref);
  expect(await refs(one)).toEqual(['a.txt', 'file', 'link/b.txt']);
  rmSync(join(two, 'around'));
  expect(await refs(one, two)).toEqual(['one/a.txt', 'one/file', 'one/link/b.txt', 'two/b.txt']);
  await expect(refs(join(folder, 'none'))).rejects.toThrow(/^There is no file or folder .*none, or/);
});

test('what is sent to another hub, or breaks off, says so in a sentence', async () => {
  writeFileSync(join(folder, 'a.zip'), writeZip([{ path: 'a.txt', content: 'x' }]));
  const files = await findFiles([folder]);
  const ask = { mode: 'COMMIT', said: {}, note: null } as const;
  const silent = { sent: () => {}, worked: () => {} };
  const send = (url: string, token: string | null) =>
    uploadFiles(createHubClient(url, token), files, ask, silent, () => {});
  await expect(send(hub.url, null)).rejects.toThrow('of an editor');
  await withServer(
    (request, response) => (request.method === 'GET' ? response.writeHead(404).end('{}') : request.socket.destroy()),
    async (url) =>
      expect(send(url, 't')).rejects.toThrow(/^Sending to .* broke off: .*Run the command again to go on\.$/),
  );
});

test('in a pipe, import answers a line for each file and one with the counts, and its status says that something is to be looked at', async () => {
  fillFolder();
  const env = { HUB_URL: hub.url, HUB_TOKEN: ADMIN_TOKEN };
  // Archives are opened in processes, which would have to be compiled first.
  rmSync(join(folder, 'others.zip'));
  const dry = await run(['import', '--dry-run', folder], env);
  expect(dry.stderr).toBe('');
  expect(linesOf(dry).at(-1)).toEqual({ summary: { VALID: 1, IN_REVIEW: 1, FAILED: 1 } });
  expect((await hub.askAsAdministrator('{ importJobs { totalCount } }')).data.importJobs.totalCount).toBe(0);
  const real = await run(['import', folder], env);
  expect(real.status).toBe(1);
  expect((linesOf(real).slice(0, -1) as ImportedFile[]).map(({ ref, status }) => [ref, status])).toEqual(
    EXPECTED.filter(([ref]) => !ref?.startsWith('others.zip')),
  );
  const [wrong] = (linesOf(real) as ImportedFile[]).filter(({ status }) => status === 'IN_REVIEW');
  expect(wrong?.findings.map(({ code, applicant, span }) => [code, applicant, span?.line])).toEqual([
    ['INFLOW_OUTFLOW_MISMATCH', 'NATURAL_PERSON', 62],
    ['APPLICANTS_TOTAL_MISMATCH', null, 39],
  ]);
  const known = await run(['import', '--dry-run', join(folder, 'b')], env);
  expect(linesOf(known)[0]).toMatchObject({
    status: 'DUPLICATE',
    reportId: (linesOf(real) as ImportedFile[]).find(({ ref }) => ref === 'b/qiaokou.txt')?.reportId,
  });
});

test('a worker works the jobs of the store and ends when nothing is left, or by a signal', async () => {
  const items = Array.from({ length: 101 }, (_, place) => ({ clientRef: `${place}`, text: `第${place}份` }));
  const queued = await hub.askAsAdministrator(
    'mutation ($input: ImportReportsInput!) { importReports(input: $input) { id finished } }',
    { input: { items } },
  );
  expect(queued.data.importReports.finished).toBe(false);
  const env = { DATABASE_URL: urlOf(hub.database.connection) };
  const worked = await run(['worker', '--until-idle'], env);
  expect([worked.stderr, worked.status]).toEqual(['', 0]);
  expect(linesOf(worked)).toEqual([{ worker: 'Working import jobs.' }, { worker: 'Ended.' }]);
  const { data } = await hub.askAsAdministrator('query ($id: ID!) { importJob(id: $id) { finished total done } }', {
    id: queued.data.importReports.id,
  });
  expect(data.importJob).toEqual({ finished: true, total: 101, done: 101 });
  const all = ['--require', HOOK, 'src/hub.ts', 'worker'];
  const child = spawn(process.execPath, all, { cwd: PROJECT_ROOT, env: { PATH: process.env.PATH, ...env } });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await hub.dataSource.query('SELECT FROM import_worker')).toEqual([]);
});

test('without a URL, commands work on the store itself: a token made there opens the hub', async () => {
  const url = urlOf(hub.database.connection);
  const made = await run(['token', 'create', '办公室', '--role', 'EDITOR', '--region', '370102'], {
    DATABASE_URL: url,
  });
  expect(made.stderr).toBe('');
  const [{ token, apiToken }] = linesOf(made) as [{ token: string; apiToken: { id: string } }];
  expect((await hub.askWith(token, '{ viewer { role regions } }')).data.viewer).toEqual({
    role: 'EDITOR',
    regions: ['370102'],
  });
  const revoked = await run(['token', 'revoke', apiToken.id, '--url', hub.url, '--token', ADMIN_TOKEN]);
  expect(linesOf(revoked)).toEqual([expect.objectContaining({ id: apiToken.id, revokedAt: expect.any(String) })]);
  expect((await hub.askWith(token, '{ viewer { role } }')).errors?.[0]?.message).toContain('was revoked');
});

test('what cannot be done is one sentence and status 2', async () => {
  for (const [args, sentence] of [
    [['nonsense'], "✗ unknown command 'nonsense'"],
    [['token', 'list', '--url', hub.url, '--token', 'wrong'], '✗ The token is wrong'],
    [['token', 'list', '--url', 'somewhere'], '✗ --url or HUB_URL is the address of a hub'],
    [['read', join(folder, 'none.txt')], '✗ There is no '],
    [['read', folder], '✗ A folder is named where a file is wanted'],
  ] as const) {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
  }
});

test('of a store that a hub has open, it is said how to reach that hub', async () => {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'a.txt'), 'a');
  const held = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), durable: false });
  try {
    const { status, stdout, stderr } = await run(['import', join(folder, 'a.txt')]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^✗ A hub runs on this store.* --url http/);
  } finally {
    await held.stop();
  }
});

test('what nobody reads any more is not printed, and no stack either', async () => {
  const child = spawn(process.execPath, ['--require', HOOK, 'src/hub.ts', '--help'], { cwd: PROJECT_ROOT });
  let told = '';
  child.stderr.on('data', (part) => {
    told += part;
  });
  child.stdout.destroy();
  expect([await once(child, 'close'), told]).toEqual([[2, null], '']);
});

async function withServer<Result>(listener: RequestListener, work: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('a hub that is busy is asked again; what is no hub is said to be none', async () => {
  let asked = 0;
  await withServer(
    (_, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 503 : 200).end(asked === 1 ? '' : '{"data":{"a":1}}');
    },
    async (url) => expect(await createHubClient(url, null).ask('{ a }')).toEqual({ a: 1 }),
  );
  expect(asked).toBe(2);
  await withServer(
    (_, response) => {
      asked += 1;
      const away = '{"errors":[{"message":"later","extensions":{"code":"SERVICE_UNAVAILABLE"}}]}';
      response.end(asked === 3 ? away : '{"data":{"a":1}}');
    },
    async (url) => expect(await createHubClient(url, null).ask('{ a }')).toEqual({ a: 1 }),
  );
  expect(asked).toBe(4);
  await withServer(
    (_, response) => response.end('<html>'),
    async (url) => expect(createHubClient(url, null).ask('{ a }')).rejects.toThrow('no JSON; is it a hub?'),
  );
});

const LATER = '{"errors":[{"message":"later","extensions":{"code":"SERVICE_UNAVAILABLE"}}]}';
const brokenOff: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Length': 100 }).write('{');
  response.socket?.end();
};

test.each<readonly [string, RequestListener]>([
  ['breaks off', brokenOff],
  ['never comes', (request) => request.socket.destroy()],
  ['says that the database went away', (_, response) => response.end(LATER)],
  ['is that of a proxy', (_, response) => response.writeHead(502).end()],
])('what must not be done twice is not asked again when its answer %s; a question is', async (_, lost) => {
  let asked = 0;
  let made = 0;
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked += 1;
    const makes = body.includes('createApiToken');
    if (makes) made += 1;
    if (makes || asked === 1) lost(request, response);
    else response.end('{"data":{"apiTokens":[]}}');
  };
  await withServer(listener, async (url) => {
    const client = createHubClient(url, null);
    expect(await listTokens(client, true)).toEqual([]);
    expect(asked).toBe(2);
    await expect(createTokenThere(client, {}, true)).rejects.toThrow(
      /Whether it was done is not known. If hub token list has it now, revoke it/,
    );
    expect(made).toBe(1);
  });
});

test('what must not be done twice is asked again while it was surely not heard', async () => {
  let asked = 0;
  await withServer(
    (_, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 429 : 200).end('{"data":{"createApiToken":{"token":"t"}}}');
    },
    async (url) => expect(await createTokenThere(createHubClient(url, null), {}, false)).toBe('{"token":"t"}'),
  );
  expect(asked).toBe(2);
  const gone = await withServer(
    () => {},
    async (url) => url,
  );
  const asking = createTokenThere(createHubClient(gone, null), {}, false);
  await expect(fetch(gone)).rejects.toThrow();
  const back = createServer((_, response) => response.end('{"data":{"createApiToken":{"token":"back"}}}'));
  await new Promise<void>((resolve) => back.listen(Number(new URL(gone).port), '127.0.0.1', resolve));
  try {
    expect(await asking).toBe('{"token":"back"}');
  } finally {
    back.closeAllConnections();
    await new Promise((resolve) => back.close(resolve));
  }
});

test('files that are tried again have a key of their own, so that a lost answer imports them once', async () => {
  const keys: (string | null)[] = [];
  const ask = async <Answer>(_: string, variables?: object): Promise<Answer> => {
    const { input } = variables as {
      input: { idempotencyKey: string | null; items: readonly { clientRef: string }[] };
    };
    keys.push(input.idempotencyKey);
    const nodes = input.items.map(({ clientRef }) => ({ clientRef, status: 'FAILED', retryable: true }));
    return { importReports: { items: { nodes } } } as Answer;
  };
  fillFolder();
  const files = await findFiles([join(folder, 'lixia.txt')]);
  const client = { ...createHubClient(hub.url, null), ask };
  for (const mode of ['COMMIT', 'COMMIT', 'VALIDATE_ONLY'] as const)
    await importFiles(client, files, { mode, said: {}, note: null }, () => {});
  const [first, again, second, againToo, ...ofTrials] = keys;
  expect(second).toBe(first);
  expect(new Set([first, again, againToo]).size).toBe(3);
  expect(ofTrials).toEqual([null, null]);
});

test('an answer is exported into the file that is named', async () => {
  const asked: string[] = [];
  const file = join(folder, '报告.csv');
  const result = await withServer(
    async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${request.headers.authorization} ${body}`);
      response.end('year\n2024\n');
    },
    (url) => run(['export', file, '--query', '{ annualReports { nodes { year } } }', '--url', url, '--token', 't']),
  );
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(asked).toEqual(['POST /export/报告.csv Bearer t {"query":"{ annualReports { nodes { year } } }"}']);
  expect(readFileSync(file, 'utf8')).toBe('year\n2024\n');
});

test('a file of a real hub comes through', async () => {
  const stream = await createHubClient(hub.url, null).download('/export/a.csv', {
    query: '{ agencies { nodes { name } } }',
  });
  expect(await new Response(stream).text()).toContain('name');
});

test('a person sees how far it is, and at the end what there is to look at', () => {
  expect(progressLine(10, 40, 5_000, 80)).toBe(`${'█'.repeat(7)}${'░'.repeat(23)} 10/40  2.0/s  00:15 left`);
  expect(progressLine(3, 2, 1_000, 80)).toBe(`${'█'.repeat(30)} 3/3  3.0/s  00:00 left`);
  expect(progressLine(1, 10_000, 1_000, 80)).toContain('1/10000  1.0/s  02:46:39 left');
  expect(progressLine(1, 2, 1_000, 20)).toHaveLength(19);
  let written = '';
  let clock = 0;
  const display = terminalDisplay({ write: (part) => (written += part) }, 3, () => clock);
  display.done({ ref: 'a', status: 'CREATED', failure: null, reportId: '1-2024', findings: [] });
  const findings: readonly FileFinding[] = [
    {
      code: 'APPLICANTS_TOTAL_MISMATCH',
      message: 'The kinds of applicant do not add up: unexpected 116, expected 106',
      ...{ applicant: 'TOTAL', track: null, span: { line: 39, column: 4 } },
    },
    { code: 'INFLOW_OUTFLOW_MISMATCH', message: 'received differs', applicant: null, track: null, span: null },
  ];
  display.done({ ref: 'b', status: 'IN_REVIEW', failure: null, reportId: '2-2024', findings });
  display.done({ ref: 'c', status: 'FAILED', failure: 'c is empty.', reportId: null, findings: [] });
  clock = 61_000;
  display.end();
  expect(written.split('\n')).toEqual([
    '3 files in 01:01',
    '  CREATED           1  new, published',
    '  IN_REVIEW         1  kept for review: does not add up',
    '  FAILED            1  nothing was stored',
    '',
    'To look at:',
    '  IN_REVIEW   b: report 2-2024: The kinds of applicant do not add up: unexpected 116, expected 106 [TOTAL, line 39] (and 1 more)',
    '  FAILED      c: c is empty.',
    '',
  ]);
});
