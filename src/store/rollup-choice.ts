import type { Dimension, GroupPageAsk, GroupSubject } from '../domain/aggregates';
import type { ReportFilter } from '../domain/asking';
import type { KeptGrain } from './rollup-sql';

/** Asked of groups, as far as it decides whether rollups can answer. */
export type WantedOfGroups = Pick<GroupPageAsk, 'filter' | 'groupBy' | 'having'> &
  Partial<Pick<GroupPageAsk, 'orderBy' | 'measures' | 'ratios' | 'changes' | 'agencyCount'>>;

const ADDED_UP: ReadonlySet<string> = new Set(['SUM', 'MEAN', 'COUNT']);

const isAddedUp = ({ measure, aggregation }: GroupSubject): boolean => !measure || ADDED_UP.has(aggregation ?? 'SUM');

function filtersWithin(filter: ReportFilter): readonly ReportFilter[] {
  const inner = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])];
  return [filter, ...inner.flatMap(filtersWithin)];
}

/** Whatever a filter asks of single agencies and figures, sums do not know. */
const asksOfReports = ({ agencyIds, agencyName, where }: ReportFilter): boolean =>
  Boolean(agencyIds) || typeof agencyName === 'string' || (where?.length ?? 0) > 0;

/** True of reports of a single year. */
export const saysOneYear = ({ year, and }: ReportFilter): boolean =>
  typeof year?.eq === 'number' || year?.in?.length === 1 || (and ?? []).some(saysOneYear);

const TELLS_KINDS: ReadonlySet<Dimension> = new Set(['LEVEL', 'KIND']);

const DIVIDED: ReadonlySet<Dimension> = new Set(['REGION', 'PREFECTURE', 'COUNTY']);

/** True when no group has reports of two years: an agency is in it once. */
export const isOfOneYear = ({ groupBy, filter }: Pick<WantedOfGroups, 'groupBy' | 'filter'>): boolean =>
  groupBy.includes('YEAR') || saysOneYear(filter);

/**
 * The coarsest rollups that give the same answer as the reports themselves; null when none does. Over several years agencies cannot be told
 * apart, and so cannot be counted.
 */
export function grainFor(ask: WantedOfGroups): KeptGrain | null {
  const { filter, groupBy, having, orderBy = [], measures = [], ratios = [], changes = [], agencyCount = false } = ask;
  const filters = filtersWithin(filter);
  if (filters.some(asksOfReports) || groupBy.includes('AGENCY') || changes.length > 0) return null;
  if (agencyCount && !isOfOneYear(ask)) return null;
  if (![...having, ...orderBy].every(isAddedUp)) return null;
  if (measures.some(({ aggregation }) => !ADDED_UP.has(aggregation))) return null;
  if (ratios.some(({ pooling }) => pooling !== 'POOLED')) return null;
  const places = filters.flatMap(({ within }) => within ?? []);
  if (groupBy.some((dimension) => DIVIDED.has(dimension)) || places.some((code) => !code.endsWith('0000')))
    return 'REGION';
  const tellsKinds =
    groupBy.some((dimension) => TELLS_KINDS.has(dimension)) || filters.some(({ level, kind }) => level || kind);
  if (groupBy.includes('PROVINCE') || filters.some(({ within }) => within))
    return tellsKinds ? 'PROVINCE' : 'WHOLE_PROVINCE';
  return tellsKinds ? 'NATION' : 'WHOLE_NATION';
}
