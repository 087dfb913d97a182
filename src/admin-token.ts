import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config';

export interface AdminToken {
  readonly token: string;
  /** Where it is kept; null when it came from the environment. */
  readonly file: string | null;
}

/** The administrator's token: ADMIN_TOKEN, or one of 32 random bytes that is made on the first start and kept in DATA_DIR/admin-token. */
export function loadAdminToken(config: Pick<Config, 'adminToken' | 'dataDir'>): AdminToken {
  if (config.adminToken !== null) return { token: config.adminToken, file: null };
  const file = join(config.dataDir, 'admin-token');
  return { token: readToken(file) ?? createToken(config.dataDir, file), file };
}

function readToken(file: string): string | null {
  try {
    const token = readFileSync(file, 'utf8').trim();
    chmodSync(file, 0o600);
    return token === '' ? null : token;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside and renamed: the file is never half written. */
function createToken(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const token = randomBytes(32).toString('base64url');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${token}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return token;
}
