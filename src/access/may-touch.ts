import { codeRange } from '../domain/region';
import type { Viewer } from './viewer';

/**
 * Whether an asker may change what belongs to a region: everything, or what lies in one of the regions that the asker is bound to.
 * @param regionCode - of an agency; null for bodies of the whole country, which lie in no region
 */
export function mayTouch({ regions }: Pick<Viewer, 'regions'>, regionCode: string | null): boolean {
  if (regions === null) return true;
  if (regionCode === null) return false;
  return regions.some((region) => {
    const { from, before } = codeRange(region);
    return from <= regionCode && regionCode < before;
  });
}
