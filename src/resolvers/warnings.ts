import { seesUnpublished, type Viewer } from '../access/viewer';
import type { GroupsAsk } from '../domain/aggregates';
import { statesSaid } from '../domain/asked-states';
import type { ReportFilter, ReportReader } from '../domain/asking';
import { regionByCode } from '../gazetteer/regions';
import type { Loaders } from './loaders';

/** Whom a question takes in or leaves out without having said so. */
export async function peerWarnings(
  filter: ReportFilter,
  reader: ReportReader,
  viewer: Viewer,
): Promise<readonly string[]> {
  const left = await reader.reportsOutOfScope(filter);
  const warnings = unknownRegions(filter).map(
    (code) => `There is no region ${code}: regions are named by codes of six digits, such as 370000.`,
  );
  for (const { scope, count } of left)
    warnings.push(
      `${count} ${scope} ${count === 1 ? 'report is' : 'reports are'} left out: the scope is OWN unless filter.scope says otherwise.`,
    );
  if (seesUnpublished(viewer, filter.within) && statesSaid(filter).length === 0)
    warnings.push('Reports that are not published are included; ask for state: [PUBLISHED] to leave them out.');
  return warnings;
}

/** Of an aggregate also: areas that lie in each other, which are added. */
export async function warningsOf(
  { filter, groupBy }: Pick<GroupsAsk, 'filter' | 'groupBy'>,
  reader: ReportReader,
  viewer: Viewer,
): Promise<readonly string[]> {
  const peers = await peerWarnings(filter, reader, viewer);
  const overlapping = await reader.countOverlapping({ filter, groupBy });
  if (overlapping === 0) return peers;
  return [
    ...peers,
    `${overlapping} CONSOLIDATED ${overlapping === 1 ? 'report is' : 'reports are'} on areas that other reports of the same group are on too: what is added counts more than once. Ask for one level, or add LEVEL or AGENCY to groupBy.`,
  ];
}

/** What a filter says of regions that names none, each once. */
function unknownRegions(filter: ReportFilter): string[] {
  const codes = codesIn(filter).filter((code) => regionByCode(code) === undefined);
  return [...new Set(codes)];
}

function codesIn({ within, and, or, not }: ReportFilter): readonly string[] {
  return [...(within ?? []), ...[...(and ?? []), ...(or ?? []), ...(not ? [not] : [])].flatMap(codesIn)];
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
