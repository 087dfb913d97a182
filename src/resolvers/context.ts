import type { AuthChecker } from 'type-graphql';
import type { Viewer } from '../access/viewer';
import type { ReportReader, Visibility } from '../domain/asking';
import type { ImportService } from '../domain/importing';
import { unauthenticated } from './errors';
import { Loaders } from './loaders';

/** What the resolvers stand on; made once. */
export interface Ports {
  readerFor(visibility: Visibility): ReportReader;
  readonly imports: ImportService;
}

/** What every resolver of one request is given. */
export interface RequestContext {
  readonly viewer: Viewer;
  readonly reader: ReportReader;
  readonly imports: ImportService;
  /** Made anew by every mutation, which changes what was loaded. */
  loaders: Loaders;
}

export function createContext({ readerFor, imports }: Ports, viewer: Viewer): RequestContext {
  const reader = readerFor(viewer.visibility);
  return { viewer, reader, imports, loaders: new Loaders(reader, imports) };
}

/** Guards everything that is marked with Authorized: administrators only. */
export const authorizeAdministrator: AuthChecker<RequestContext> = ({ context }) => {
  if (context.viewer.administrator) return true;
  throw unauthenticated('Administrators only: send the header "Authorization: Bearer <ADMIN_TOKEN>".');
};
