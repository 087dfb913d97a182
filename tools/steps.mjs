/** What `npm start` and `npm test` have in common. Plain Node: it runs before anything is installed. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MIN_NODE = [20, 19];
/** Node 22 and newer keep there what they have compiled, and load the hub in two thirds of the time when they find it. */
const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'compiled');

/**
 * What is made while a question is answered is garbage when it is: with room for it, less of it is moved about. Node 22 and newer take 100 MB more for
 * everything else, and half the room costs a twentieth of the speed: with all of it the hub would not stay below 500 MB.
 */
const ROOM_MB = Number.parseInt(process.versions.node, 10) < 22 ? 64 : 32;
const FLAGS = ['--enable-source-maps', `--max-semi-space-size=${ROOM_MB}`];

/** A step did not succeed; what to know has been printed. */
class StepFailed extends Error {}

/** Prints one line, marked as the launcher's. */
export function say(line) {
  console.log(`▸ ${line}`);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  fail(
    `Node ${MIN_NODE.join('.')} or newer is needed, and this is ${process.versions.node}: get one from https://nodejs.org.`,
  );
}

/**
 * Installs what package-lock.json asks for when it is not there.
 * @param {{ dev: boolean }} needs - dev: whether packages for development are needed too
 */
export function install({ dev }) {
  const lacking = lackingPackage(dev);
  if (lacking === null) return;
  say(`Installing packages (${lacking}); this takes about half a minute …`);
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? ['--include=dev'] : [])];
  const npm = process.env.npm_execpath;
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...flags], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', flags, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) fail('npm ci did not succeed; its message is above.');
}

/** Compares what npm noted down when it last installed with what is asked for; file times say nothing. */
function lackingPackage(dev) {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (installed === null) return 'node_modules is missing';
  for (const [path, { version, integrity, optional, devOptional, dev: forDev, link }] of Object.entries(wanted)) {
    if (path === '' || link) continue;
    const found = installed[path];
    if (!found && (optional || (!dev && (forDev || devOptional)))) continue;
    if (found?.version !== version || found?.integrity !== integrity) return `${path} is missing or of another version`;
  }
  return null;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Compiles the sources into dist/ unless they are what dist/ was compiled from, by content. */
export function build() {
  const stamp = join(ROOT, 'dist', 'built-from');
  const entry = join(ROOT, 'dist', 'src', 'main.js');
  const fingerprint = fingerprintOf([
    'src',
    'tools',
    'ormconfig.ts',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ]);
  const complete = existsSync(entry) && existsSync(stamp);
  if (complete && readFileSync(stamp, 'utf8') === fingerprint) return;
  say('Building …');
  if (!complete) rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) fail('The sources do not compile; the messages are above.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

function fingerprintOf(paths) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of paths.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function filesBelow(path) {
  if (path.includes('.')) return [path];
  const entries = readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.map((file) => file.slice(ROOT.length + 1)).sort();
}

/**
 * Runs Node with the terminal handed over, passes signals on, and ends as it ends.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] - added to the environment
 */
export function runNode(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE, ...process.env, ...env },
    // The channel tells the child when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

/**
 * Runs a script of the hub as it is to run, whichever command starts it.
 * @param {string} script @param {string[]} args
 */
export function runHub(script, ...args) {
  runNode([...FLAGS, script, ...args], { NODE_ENV: process.env.NODE_ENV ?? 'production' });
}

/** Runs the steps; a failed one ends the command with status 1. */
export function inOrder(...steps) {
  try {
    for (const step of steps) step();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.exitCode = 1;
  }
}

function fail(message) {
  console.error(`✗ ${message}`);
  throw new StepFailed(message);
}
