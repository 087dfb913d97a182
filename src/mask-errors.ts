import { randomBytes } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { InvalidTokenAskError } from './domain/access';
import { InvalidAskError } from './domain/asking';
import { InvalidImportError } from './domain/importing';
import { ForeignRegionError } from './domain/reviewing';
import { mayPass } from './store/store-error';

/** Codes of errors that were made to be shown. */
const SHOWN = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
]);

/** Hears of everything that went wrong on our side, with the reference under which the asker was told of it. */
export type ErrorLog = (reference: string, error: unknown) => void;

/** What an asker is told of an error that is not theirs: nothing but a reference to the log. */
export function maskedError(error: unknown, log: ErrorLog): GraphQLFormattedError {
  const reference = randomBytes(4).toString('hex');
  log(reference, error);
  // The statement may succeed later: the connection was lost, the database is starting, or out of room.
  if (mayPass(error))
    return {
      message: `The database cannot answer at the moment (reference ${reference}); try again later.`,
      extensions: { code: 'SERVICE_UNAVAILABLE', reference },
    };
  return {
    message: `Something went wrong on our side (reference ${reference}).`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
  };
}

/** Formats errors for Apollo Server: those made to be shown as they are, all others masked, whatever they say. */
export function maskErrors(log: ErrorLog): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const place = {
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
    };
    if (cause instanceof InvalidAskError) return { message: cause.message, ...place, extensions: { code: cause.code } };
    if (cause instanceof InvalidImportError || cause instanceof InvalidTokenAskError) {
      return { message: cause.message, ...place, extensions: { code: 'BAD_USER_INPUT' } };
    }
    if (cause instanceof ForeignRegionError)
      return { message: cause.message, ...place, extensions: { code: 'FORBIDDEN' } };
    if (SHOWN.has(String(formatted.extensions?.code))) return formatted;
    return { ...maskedError(cause, log), ...place };
  };
}
