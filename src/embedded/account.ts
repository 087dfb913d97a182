/** Whose account the database runs under: PostgreSQL refuses to run as root, so root hands it to another. */
import { spawnSync } from 'node:child_process';
import { chownSync, type Stats } from 'node:fs';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody" on Linux and in every container image known; no account has to be made. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

/** The account to change to, or null when the hub's own does. An existing database keeps its owner. */
export function databaseAccount(existing: Stats | null): Account | null {
  if (process.getuid?.() !== 0) return null;
  return existing === null || existing.uid === 0 ? NOBODY : { uid: existing.uid, gid: existing.gid };
}

/** True when the account can enter the directory; asked of the system itself, since modes, ACLs and mounts all have a say. */
export function canEnter(account: Account | null, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...account, cwd: '/' }).status === 0;
}

export function giveTo(account: Account | null, path: string): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
}
