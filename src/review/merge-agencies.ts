import { InvalidAskError } from '../domain/asking';
import type { Actor } from '../domain/reviewing';
import { lockAgencies } from '../store/agency-store';
import { insertAuditEntry } from '../store/audit-store';
import type { Database } from '../store/bindings';
import { contestedYears, moveReports } from '../store/merge-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { holdOffRehearsals } from '../store/session';
import { compareYear } from '../store/standing-store';
import { checkReason, refuseForeign } from './held-report';

export interface MergeAsk {
  readonly from: number;
  readonly into: number;
  readonly reason: string;
}

/** Makes two agencies one, which is answered: the one that is merged stays as a name and an id of it. To be called in a transaction. */
export async function mergeAgencies(
  database: Database,
  { from, into, reason }: MergeAsk,
  by: Actor,
  check: NeighbourCheck,
): Promise<number> {
  checkReason(reason);
  await holdOffRehearsals(database);
  const [merged = null, survivor = null] = await lockAgencies(database, [from, into]);
  if (merged === null) throw new InvalidAskError(`There is no agency of the id ${from}.`);
  if (survivor === null) throw new InvalidAskError(`There is no agency of the id ${into}.`);
  for (const agency of [merged, survivor]) refuseForeign(agency, by);
  if (merged.id === survivor.id) throw new InvalidAskError(`${from} and ${into} are one agency, ${survivor.name}.`);
  const contested = await contestedYears(database, merged.id, survivor.id);
  if (contested.length > 0)
    throw new InvalidAskError(
      `Both agencies have a report for ${contested.join(', ')}; withdraw the one that is not to stand, then merge.`,
    );
  const years = await moveReports(database, merged, survivor);
  for (const year of years) await compareYear(database, survivor.id, year, check);
  const changes = [
    { what: 'agency', before: `${merged.id} ${merged.name}`, after: `${survivor.id} ${survivor.name}` },
    { what: 'years', before: null, after: years.join(', ') || null },
  ];
  for (const { id: agencyId } of [merged, survivor])
    await insertAuditEntry(database, {
      actor: by.name,
      action: 'MERGE',
      reason,
      agencyId,
      year: null,
      revision: null,
      changes,
    });
  return survivor.id;
}
