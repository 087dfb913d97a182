import { InvalidAskError } from '../domain/asking';
import type { FilingAsk } from '../domain/reviewing';
import { regionByCode } from '../gazetteer/regions';
import { NO_CONTEXT } from '../parsers/cover/name-context';
import { resolveAgencyName } from '../parsers/cover/resolve-agency-name';
import type { WantedAgency } from '../store/agency-store';

/**
 * The agency that a person names: by id, or by a name that is resolved like those of documents. With a region, a name of an unknown pattern is taken as
 * it is.
 * @throws InvalidAskError naming the agencies that may be meant
 */
export function wantedAgency(agency: FilingAsk['agency']): WantedAgency {
  if (typeof agency === 'number') return agency;
  const { name, regionCode } = agency;
  const home = regionCode === null ? null : regionByCode(regionCode);
  if (home === undefined) throw new InvalidAskError(`There is no region of the code ${regionCode}.`);
  if (/[\0\p{Surrogate}]/u.test(name))
    throw new InvalidAskError('The name contains a character that cannot be stored.');
  const { identity, candidates } = resolveAgencyName(name, { ...NO_CONTEXT, home });
  if (identity !== null) return identity;
  if (candidates.length > 0) throw new InvalidAskError(`${name} may be ${candidates.join(' or ')}; say which.`);
  const plain = name.trim();
  if (home === null || plain.length < 2)
    throw new InvalidAskError(`${name} is not known as the name of an agency; say its region as well.`);
  return { name: plain, regionCode: home.code, kind: 'OTHER', level: home.level };
}
