import { mayTouch } from '../access/viewer';
import type { Actor } from '../domain/reviewing';
import type { RequestContext } from './context';

/** Who makes a change. Only for mutations that are Authorized: the public is nobody. */
export function actorOf({ viewer }: Pick<RequestContext, 'viewer'>): Actor {
  if (viewer.actor === null) throw new Error('a change without an actor');
  return { name: viewer.actor, mayTouch: (regionCode) => mayTouch(viewer, regionCode) };
}
