import { seesUnpublished, type Viewer } from '../access/viewer';
import { statesSaid } from '../domain/asked-states';
import type { ReportFilter, ReportReader } from '../domain/asking';

/** What an asker may not expect of an aggregate: reports that the default scope leaves out, and for reviewers, reports that are not published. */
export async function warningsOf(
  filter: ReportFilter,
  reader: ReportReader,
  viewer: Viewer,
): Promise<readonly string[]> {
  const left = await reader.reportsOutOfScope(filter);
  const warnings = left.map(
    ({ scope, count }) =>
      `${count} ${scope} ${count === 1 ? 'report is' : 'reports are'} left out: the scope is OWN unless filter.scope says otherwise.`,
  );
  if (seesUnpublished(viewer, filter.within) && statesSaid(filter).length === 0)
    warnings.push('Reports that are not published are included; ask for state: [PUBLISHED] to leave them out.');
  return warnings;
}
