import type { Agency } from '../domain/report';
import { knownIds } from '../store/report-filter-sql';
import { createReportReader } from '../store/report-reader';
import type { Store } from '../store/session';

/** The stored agencies that items name by id. */
export async function agenciesOf(
  store: Store,
  items: readonly { readonly agencyId?: string | null | undefined }[],
): Promise<ReadonlyMap<string, Agency>> {
  const ids = knownIds([...new Set(items.flatMap(({ agencyId }) => agencyId ?? []))]);
  if (ids.length === 0) return new Map();
  const agencies = await createReportReader(store, 'ALL').agenciesById(ids);
  return new Map(agencies.flatMap((agency) => (agency === null ? [] : [[String(agency.id), agency]])));
}
