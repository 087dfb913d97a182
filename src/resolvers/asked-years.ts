import type { IntRange } from '../domain/asking';
import { badUserInput } from './errors';

const MAX_YEARS = 50;

/**
 * The years of a range, ascending, each once.
 * @throws GraphQLError BAD_USER_INPUT for a range that is open on a side, and for one of more than 50 years.
 */
export function yearsOf({ eq, in: listed, gte, lte }: IntRange): readonly number[] {
  const named = eq != null ? [eq] : listed ? [...new Set(listed)].sort((one, other) => one - other) : between(gte, lte);
  if (named.length > MAX_YEARS) throw tooMany(named.length);
  return named.filter(
    (year) => (gte == null || year >= gte) && (lte == null || year <= lte) && (!listed || listed.includes(year)),
  );
}

function between(first: number | null | undefined, last: number | null | undefined): readonly number[] {
  if (first == null || last == null) throw badUserInput('years must be bounded: give eq, in, or both gte and lte.');
  const length = Math.max(0, last - first + 1);
  if (length > MAX_YEARS) throw tooMany(length);
  return Array.from({ length }, (_, place) => first + place);
}

const tooMany = (years: number) => badUserInput(`The range has ${years} years; ask for ${MAX_YEARS} at most.`);
