/** Where the files of the database are, and how they come to be there: wholly or not at all. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Account, canEnter, giveTo } from './account';
import { EmbeddedPostgresError, USE_DATABASE_URL } from './embedded-postgres-error';
import { type NativeBinaries, systemDirectory } from './native-binaries';

const DRAFT = '.draft-';

/** The directory of an existing database, or null before the first start. */
export function findCluster(path: string): Stats | null {
  if (!lstatSync(path, { throwIfNoEntry: false })) return null;
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found)
    throw new EmbeddedPostgresError(
      `${path} points to a database directory that is no longer there; restore it, or remove the link to start with an empty database.`,
    );
  return found;
}

/**
 * The real directory of the database at `path`, which is made on the first start.
 * @param durable - false leaves out the syncs that only matter when the power fails.
 * @throws EmbeddedPostgresError when it is of another major version, belongs to someone else, or cannot be made.
 */
export function openCluster(
  path: string,
  binaries: NativeBinaries,
  account: Account | null,
  durable: boolean,
  say: (line: string) => void,
): string {
  if (findCluster(path) === null) createCluster(path, binaries, account, durable, say);
  const directory = realpathSync(path);
  if (!canEnter(account, directory))
    throw new EmbeddedPostgresError(
      `The database in ${directory} belongs to another user: start the hub as that user or as root, or set another DATA_DIR.`,
    );
  const major = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  if (major !== String(binaries.major))
    throw new EmbeddedPostgresError(
      `The database in ${directory} was made by PostgreSQL ${major}, and this hub brings PostgreSQL ${binaries.major}: ` +
        'move it with pg_dump of the old version, or set another DATA_DIR to start empty.',
    );
  return directory;
}

/** Made aside and moved into place when complete, so that a start that is killed half way leaves nothing that looks like a database. */
function createCluster(
  path: string,
  binaries: NativeBinaries,
  account: Account | null,
  durable: boolean,
  say: (line: string) => void,
): void {
  mkdirSync(dirname(path), { recursive: true });
  const nearby = canEnter(account, dirname(path));
  const draft = mkdtempSync(nearby ? `${path}${DRAFT}` : join(systemDirectory(), 'postgres-'));
  if (!nearby) say(`${dirname(path)} is closed to the account the database runs under; its files go to ${draft}`);
  giveTo(account, draft);
  try {
    initialise(draft, binaries, account, durable);
    if (nearby) renameSync(draft, path);
    else symlinkSync(draft, path);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  }
}

/** Removes what starts that were killed half way have left; to be called by the one who holds the database. */
export function removeDrafts(path: string): void {
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(`${basename(path)}${DRAFT}`))
      rmSync(join(dirname(path), name), { recursive: true, force: true });
}

function initialise(directory: string, binaries: NativeBinaries, account: Account | null, durable: boolean): void {
  const flags = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C'];
  // The locale provider inside PostgreSQL sorts and folds alike on every system; the system's own may know no C.UTF-8.
  flags.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--pgdata=${directory}`);
  if (!durable) flags.push('--no-sync');
  const { status, stderr, error } = spawnSync(binaries.initdb, flags, {
    ...account,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  if (status !== 0)
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL cannot make a database in ${directory}: ${(error?.message ?? stderr).trim()} ${USE_DATABASE_URL}`,
    );
}
