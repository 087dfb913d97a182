import { createHash, timingSafeEqual } from 'node:crypto';
import type { Visibility } from '../domain/asking';

/** What an asker may do, each role all that the one before it may. */
export const ROLES = ['VIEWER', 'EDITOR', 'REVIEWER', 'ADMIN'] as const;
/** VIEWER asks; EDITOR imports and corrects; REVIEWER decides what is published; ADMIN may do everything. */
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Viewer {
  readonly role: Role;
  /** Who, as the audit log names them; null for the public. */
  readonly actor: string | null;
  /** Codes of the regions an asker is bound to, and all within; null for none. */
  readonly regions: readonly string[] | null;
  /** What is shown: published reports, or all of them. */
  readonly visibility: Visibility;
}

const PUBLIC: Viewer = { role: 'VIEWER', actor: null, regions: null, visibility: 'PUBLIC' };
const ADMINISTRATOR: Viewer = { role: 'ADMIN', actor: 'ADMIN_TOKEN', regions: null, visibility: 'ALL' };

/** Whether a role includes another. */
export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Digests have one length, so the comparison takes the same time whatever was sent. */
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Tells askers apart by their Authorization header. None is the public; credentials that are wrong are nobody (null), and are to be refused
 * rather than taken for the public: whoever sends them believes to be an administrator.
 */
export function viewerOf(authorization: string | undefined, adminToken: string): Viewer | null {
  if (authorization === undefined) return PUBLIC;
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (token === undefined) return null;
  return timingSafeEqual(digest(token), digest(adminToken)) ? ADMINISTRATOR : null;
}
