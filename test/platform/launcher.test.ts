/** tools/start.mjs in a small project of its own, with an npm and a compiler that only note that they were called. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../src/project-root';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'ogi-launcher-'));
  cpSync(join(PROJECT_ROOT, 'tools'), join(project, 'tools'), { recursive: true });
  for (const file of ['ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json']) write(file, '');
  write('npm.cjs', NPM);
  write('package-lock.json', lock('1.0.0'));
  write('src/main.ts', "console.log('running'); process.exitCode = 7; process.disconnect?.();");
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const NPM = `
const { cpSync, mkdirSync, writeFileSync } = require('node:fs');
console.log('npm', process.argv[2]);
mkdirSync('node_modules/typescript/bin', { recursive: true });
cpSync('package-lock.json', 'node_modules/.package-lock.json');
writeFileSync('node_modules/typescript/bin/tsc', \`
  const { cpSync, mkdirSync, readFileSync } = require('node:fs');
  console.log('tsc');
  if (readFileSync('src/main.ts', 'utf8').includes('type error')) process.exit(2);
  mkdirSync('dist/src', { recursive: true });
  cpSync('src/main.ts', 'dist/src/main.js');
\`);
`;

function lock(version: string): string {
  const packages = {
    '': { name: 'small' },
    'node_modules/typescript': { version, integrity: `sha512-${version}` },
    'node_modules/jest': { version: '30.0.0', dev: true },
    'node_modules/of-another-system': { version: '1.0.0', optional: true },
  };
  return JSON.stringify({ lockfileVersion: 3, packages });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

function launch(): ChildProcess {
  return spawn(process.execPath, ['tools/start.mjs'], {
    cwd: project,
    env: { PATH: process.env.PATH, npm_execpath: join(project, 'npm.cjs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Run {
  readonly status: number | null;
  /** What npm, compiler and program printed, without the launcher's own lines. */
  readonly printed: readonly string[];
  readonly errors: string;
}

async function run(): Promise<Run> {
  const child = launch();
  let out = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  const lines = out.split('\n').filter((line) => line !== '' && !line.startsWith('▸'));
  return { status, printed: lines, errors };
}

test('a fresh clone is installed, built and run, and ends as the program ends', async () => {
  expect(await run()).toEqual({ status: 7, printed: ['npm ci', 'tsc', 'running'], errors: '' });
});

test('a second start does neither again, though file times have changed', async () => {
  await run();
  const later = new Date(Date.now() + 3_600_000);
  for (const file of ['package-lock.json', 'src/main.ts']) utimesSync(join(project, file), later, later);
  expect((await run()).printed).toEqual(['running']);
});

test('another version in the lock file installs again; so does a package that is missing', async () => {
  await run();
  write('package-lock.json', lock('1.0.1'));
  expect((await run()).printed).toEqual(['npm ci', 'tsc', 'running']);
  write('node_modules/.package-lock.json', JSON.stringify({ packages: {} }));
  expect((await run()).printed).toEqual(['npm ci', 'running']);
});

test('packages for tests, and those of other systems, are not needed for a start', async () => {
  await run();
  const { packages } = JSON.parse(lock('1.0.0'));
  delete packages['node_modules/jest'];
  delete packages['node_modules/of-another-system'];
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  expect((await run()).printed).toEqual(['running']);
});

test('a changed source is built again; one that does not compile is not run', async () => {
  await run();
  write('src/main.ts', "console.log('changed'); process.disconnect?.();");
  expect(await run()).toEqual({ status: 0, printed: ['tsc', 'changed'], errors: '' });
  write('src/main.ts', 'a type error');
  const { status, printed, errors } = await run();
  expect([status, printed]).toEqual([1, ['tsc']]);
  expect(errors).toContain('The sources do not compile');
});

test('a signal is passed on to the program, whose end decides', async () => {
  write(
    'src/main.ts',
    "process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1e9); console.log('running');",
  );
  const child = launch();
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
    if (out.includes('running')) child.kill('SIGTERM');
  });
  expect(await once(child, 'close')).toEqual([3, null]);
});

test('the program hears of the end of a launcher that was killed', async () => {
  write(
    'src/main.ts',
    `const { writeFileSync } = require('node:fs');
     process.on('disconnect', () => { writeFileSync('told', 'yes'); process.exit(); });
     console.log('running');`,
  );
  const child = launch();
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
    if (out.includes('running')) child.kill('SIGKILL');
  });
  // Standard output closes when the program, which shares it, has ended as well.
  await once(child, 'close');
  expect(readFileSync(join(project, 'told'), 'utf8')).toBe('yes');
});
