import type { Dimension } from './aggregates';
import { InvalidAskError, type ReportFilter } from './asking';
import { REPORT_SCOPES, type ReportScope } from './report-draft';

/** What is known of a condition before any report is looked at. */
type Known = 'YES' | 'NO' | 'DEPENDS';

function knownOf(filter: ReportFilter, scope: ReportScope): Known {
  const { scope: scopes, and, or, not, ...others } = filter;
  const parts: Known[] = [];
  if (scopes) parts.push(scopes.includes(scope) ? 'YES' : 'NO');
  for (const inner of and ?? []) parts.push(knownOf(inner, scope));
  if (or) parts.push(anyKnown(or.map((inner) => knownOf(inner, scope))));
  if (not) parts.push(opposite(knownOf(not, scope)));
  if (Object.values(others).some((condition) => condition !== null && condition !== undefined)) parts.push('DEPENDS');
  if (parts.includes('NO')) return 'NO';
  return parts.includes('DEPENDS') ? 'DEPENDS' : 'YES';
}

function anyKnown(parts: readonly Known[]): Known {
  if (parts.includes('YES')) return 'YES';
  return parts.includes('DEPENDS') ? 'DEPENDS' : 'NO';
}

const OPPOSITES: Readonly<Record<Known, Known>> = { YES: 'NO', NO: 'YES', DEPENDS: 'DEPENDS' };
const opposite = (known: Known): Known => OPPOSITES[known];

/** True when a filter, or one within it, says anything of scopes. */
export function saysScope({ scope, and, or, not }: ReportFilter): boolean {
  return Boolean(scope) || [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])].some(saysScope);
}

/** The scopes that reports which meet the filter may have: OWN unless it says scopes itself. */
export function scopesMet(filter: ReportFilter): readonly ReportScope[] {
  return saysScope(filter) ? REPORT_SCOPES.filter((scope) => knownOf(filter, scope) !== 'NO') : ['OWN'];
}

/**
 * The filter of a question that adds or ranks reports: OWN unless it says scopes itself.
 * @param groupBy - by which they are added; null when they are ranked
 * @throws InvalidAskError MIXED_SCOPE when reports of several scopes could meet it and no dimension keeps them apart
 */
export function withScope(filter: ReportFilter, groupBy: readonly Dimension[] | null): ReportFilter {
  if (!saysScope(filter)) return { ...filter, scope: ['OWN'] };
  const scopes = scopesMet(filter);
  if (scopes.length < 2 || groupBy?.includes('SCOPE')) return filter;
  const [done, or] = groupBy === null ? ['ranked', ''] : ['added', ', or add SCOPE to groupBy'];
  throw new InvalidAskError(
    `${scopes.join(' and ')} are never ${done} together: ask for one scope${or}.`,
    'MIXED_SCOPE',
  );
}
