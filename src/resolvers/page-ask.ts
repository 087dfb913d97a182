import type { PageAsk } from '../domain/asking';
import type { PageArguments } from '../schema/arguments';
import { MAX_PAGE } from '../schema/query-cost';
import { badUserInput } from './errors';

/**
 * The page that is asked for; `standard` long when a client sends null for `first`.
 * @throws GraphQLError BAD_USER_INPUT when `first` is out of bounds.
 */
export function pageAsk({ first, after }: PageArguments, standard = 20): PageAsk {
  const length = first ?? standard;
  if (length < 1 || length > MAX_PAGE) throw badUserInput(`first must be from 1 to ${MAX_PAGE}, not ${length}.`);
  return { first: length, after: after ?? null };
}
