import type { AuthChecker } from 'type-graphql';
import { createRegionalReader } from '../access/regional-reader';
import { atLeast, type Role, type Viewer } from '../access/viewer';
import type { TokenService } from '../domain/access';
import type { ReportReader, Visibility } from '../domain/asking';
import type { ImportService } from '../domain/importing';
import type { QualityReader } from '../domain/quality';
import type { ReviewDesk } from '../domain/reviewing';
import { forbidden, unauthenticated } from './errors';
import { Loaders } from './loaders';

/** What the resolvers stand on; made once. */
export interface Ports {
  readerFor(visibility: Visibility): ReportReader;
  readonly imports: ImportService;
  readonly tokens: TokenService;
  readonly reviews: ReviewDesk;
  readonly quality: QualityReader;
}

/** What every resolver of one request is given. */
export interface RequestContext {
  readonly viewer: Viewer;
  readonly reader: ReportReader;
  readonly imports: ImportService;
  readonly tokens: TokenService;
  readonly reviews: ReviewDesk;
  readonly quality: QualityReader;
  /** Made anew by every mutation, which changes what was loaded. */
  loaders: Loaders;
}

export function createContext({ readerFor, ...ports }: Ports, viewer: Viewer): RequestContext {
  const reader =
    viewer.regions === null
      ? readerFor(viewer.visibility)
      : createRegionalReader(readerFor('PUBLIC'), readerFor('ALL'), viewer);
  return { viewer, reader, ...ports, loaders: new Loaders(reader, ports.imports) };
}

/** To be called when something was changed: what was loaded before is out of date. */
export function loadAnew(context: RequestContext): Loaders {
  context.loaders = new Loaders(context.reader, context.imports);
  return context.loaders;
}

/** Guards everything that is marked with Authorized and the role it needs, ADMIN when none is named. */
export const authorizeRole: AuthChecker<RequestContext> = ({ context: { viewer } }, roles) => {
  const needed = (roles[0] ?? 'ADMIN') as Role;
  if (atLeast(viewer.role, needed)) return true;
  if (viewer.actor === null)
    throw unauthenticated(`This needs the role ${needed}: send the header "Authorization: Bearer <token>".`);
  throw forbidden(`This needs the role ${needed}; yours is ${viewer.role}.`);
};
