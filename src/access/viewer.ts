import { createHash, timingSafeEqual } from 'node:crypto';
import type { Visibility } from '../domain/asking';

/** Who asks: the public, or an administrator. */
export interface Viewer {
  readonly visibility: Visibility;
  /** May import, review and correct. */
  readonly administrator: boolean;
}

const PUBLIC: Viewer = { visibility: 'PUBLIC', administrator: false };
const ADMINISTRATOR: Viewer = { visibility: 'ALL', administrator: true };

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
