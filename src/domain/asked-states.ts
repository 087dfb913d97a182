import { InvalidAskError, type ReportFilter } from './asking';
import type { ReportState } from './report';

/**
 * The lists of states that a report must be in, all of them, to meet the filter; empty when the filter says nothing of states.
 * @throws InvalidAskError for a state within `or` or `not`: which revision stands for a year depends on the states asked for, so they must hold
 *   for every report.
 */
export function statesSaid({ state, and, or, not }: ReportFilter): readonly (readonly ReportState[])[] {
  const alternatives = [...(or ?? []), ...(not ? [not] : [])];
  if (alternatives.some((inner) => statesSaid(inner).length > 0))
    throw new InvalidAskError(
      'A state cannot be asked for within or and not; ask for state at the top level or within and.',
    );
  return [...(state ? [state] : []), ...(and ?? []).flatMap(statesSaid)];
}
