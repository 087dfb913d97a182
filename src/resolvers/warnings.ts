import { seesUnpublished, type Viewer } from '../access/viewer';
import type { GroupsAsk } from '../domain/aggregates';
import { statesSaid } from '../domain/asked-states';
import type { ReportReader } from '../domain/asking';
import type { Loaders } from './loaders';

/** What an asker may not expect of an aggregate: reports that the default scope leaves out, areas that lie in each other, and for reviewers, reports that are not published. */
export async function warningsOf(
  { filter, groupBy }: Pick<GroupsAsk, 'filter' | 'groupBy'>,
  reader: ReportReader,
  viewer: Viewer,
): Promise<readonly string[]> {
  const left = await reader.reportsOutOfScope(filter);
  const overlapping = await reader.countOverlapping({ filter, groupBy });
  const warnings = left.map(
    ({ scope, count }) =>
      `${count} ${scope} ${count === 1 ? 'report is' : 'reports are'} left out: the scope is OWN unless filter.scope says otherwise.`,
  );
  if (overlapping > 0)
    warnings.push(
      `${overlapping} CONSOLIDATED ${overlapping === 1 ? 'report is' : 'reports are'} on areas that other reports of the same group are on too: what is added counts more than once. Ask for one level, or add REGION to groupBy.`,
    );
  if (seesUnpublished(viewer, filter.within) && statesSaid(filter).length === 0)
    warnings.push('Reports that are not published are included; ask for state: [PUBLISHED] to leave them out.');
  return warnings;
}

/** Years for which an agency has a report of another scope than OWN, which a series takes unless told otherwise. */
export async function seriesWarnings(
  agencyId: number,
  years: readonly number[],
  loaders: Loaders,
): Promise<readonly string[]> {
  const reports = await loaders.reportsOfAgency(agencyId, { years });
  const others = reports.filter(({ scope }) => scope !== 'OWN').sort((one, other) => one.year - other.year);
  return others.map(
    ({ year, scope }) =>
      `The report of ${year} is ${scope} and left out: the scope is OWN unless scope says otherwise.`,
  );
}
