import { ROLES, type Role } from '../domain/access';
import type { Visibility } from '../domain/asking';
import { isRegionCode, withinBounds } from '../domain/region';

export { ROLES, type Role } from '../domain/access';

/** Who asks. */
export interface Viewer {
  readonly role: Role;
  /** Who, as the audit log names them; null for the public. */
  readonly actor: string | null;
  /** Codes of the regions an asker is bound to, and all within; null for none. */
  readonly regions: readonly string[] | null;
  /** What is shown outside of these regions: published reports, or all of them. */
  readonly visibility: Visibility;
}

export const PUBLIC: Viewer = { role: 'VIEWER', actor: null, regions: null, visibility: 'PUBLIC' };

/** Whether a role includes another. */
export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Whether a list or a total that is confined to some regions takes in what is not published: those regions are all the asker's own. */
export function seesUnpublished(viewer: Viewer, within: readonly string[] | null | undefined): boolean {
  if (viewer.visibility === 'ALL') return true;
  if (viewer.regions === null || !within || within.length === 0) return false;
  return within.every((code) => isRegionCode(code) && mayTouch(viewer, code));
}

/** Whoever has said who they are. Regions bind editors and reviewers only: others have nothing that could be bound, or everything. */
export function namedViewer(role: Role, actor: string, regions: readonly string[] | null): Viewer {
  const bound = role === 'EDITOR' || role === 'REVIEWER' ? regions : null;
  return { role, actor, regions: bound, visibility: role === 'VIEWER' || bound !== null ? 'PUBLIC' : 'ALL' };
}

/**
 * Whether what belongs to a region is within an asker's bounds; what their role allows there is another question.
 * @param regionCode - six digits; null for what belongs to no region, or to one that is not known, and so to the unbound only
 */
export function mayTouch({ regions }: Viewer, regionCode: string | null): boolean {
  return withinBounds(regions, regionCode);
}
