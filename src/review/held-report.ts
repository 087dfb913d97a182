import { InvalidAskError, type ReportReference } from '../domain/asking';
import { type Actor, FOREIGN, ForeignRegionError } from '../domain/reviewing';
import { type LockedAgency, lockAgencies } from '../store/agency-store';
import type { Database } from '../store/bindings';
import { revisionOfMoved } from '../store/merge-store';
import { revisionsAround, type StoredRevision } from '../store/neighbour-store';

/** A revision that is to be changed, with its agency held and everything that its year has. */
export interface HeldReport {
  readonly agency: LockedAgency;
  readonly target: StoredRevision;
  /** Of the year, oldest first. */
  readonly revisions: readonly StoredRevision[];
}

/** Holds an agency that an actor may change. @throws InvalidAskError when there is none, ForeignRegionError */
export async function holdAgency(database: Database, id: number, by: Actor): Promise<LockedAgency> {
  const [agency = null] = await lockAgencies(database, [id]);
  if (agency === null) throw new InvalidAskError(`There is no agency of the id ${id}.`);
  refuseForeign(agency, by);
  return agency;
}

export function refuseForeign({ regionCode }: Pick<LockedAgency, 'regionCode'>, by: Actor): void {
  if (!by.mayTouch(regionCode)) throw new ForeignRegionError(FOREIGN);
}

/**
 * Holds the agency of a report until the transaction ends. A reference without a revision means the latest; one to a report that has moved with its
 * agency is followed.
 * @throws InvalidAskError when there is no such report, ForeignRegionError
 */
export async function holdReport(database: Database, reference: ReportReference, by: Actor): Promise<HeldReport> {
  const { year } = reference;
  const agency = await holdAgency(database, reference.agencyId, by);
  const moved = agency.id !== reference.agencyId && reference.revision !== null;
  const revision = moved ? await revisionOfMoved(database, reference) : reference.revision;
  const around = (await revisionsAround(database, [{ agencyId: agency.id, year }]))(agency.id);
  const revisions = around.filter((each) => each.year === year);
  const target = revisions.find((each) => (revision === null ? each.isLatest : each.revision === revision));
  if (target === undefined) throw new InvalidAskError(`${agency.name} has no such report for ${year}.`);
  return { agency, target, revisions };
}

const LONGEST_REASON = 2_000;

/** @throws InvalidAskError for a reason that says nothing or cannot be stored. */
export function checkReason(reason: string): void {
  if (reason.trim() === '') throw new InvalidAskError('reason is empty; say why, for those who ask later.');
  if (reason.length > LONGEST_REASON) throw new InvalidAskError(`reason may have ${LONGEST_REASON} characters.`);
  if (/[\0\p{Surrogate}]/u.test(reason))
    throw new InvalidAskError('reason contains a character that cannot be stored; leave it out.');
}
