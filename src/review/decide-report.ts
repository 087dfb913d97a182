import { InvalidAskError } from '../domain/asking';
import type { Actor, DecisionAsk, ReviewDecision, ReviewOutcome } from '../domain/reviewing';
import { stateUnder } from '../imports/carry-over';
import { insertAuditEntry } from '../store/audit-store';
import type { Database } from '../store/bindings';
import type { NeighbourCheck, StoredRevision } from '../store/neighbour-store';
import { decideStanding } from '../store/standing-store';
import { checkReason, type HeldReport, holdReport } from './held-report';

/** Decides what becomes of a report. To be called in a transaction. */
export async function decideReport(
  database: Database,
  ask: DecisionAsk,
  by: Actor,
  check: NeighbourCheck,
): Promise<ReviewOutcome> {
  const { decision, reason } = ask;
  checkReason(reason);
  const held = await holdReport(database, ask.report, by);
  const { target } = held;
  if (target.revision !== ask.expectedRevision) return { report: target, conflict: true };
  refuseTransition(decision, held);
  const state = stateUnder(decision);
  const isPublic = state === 'PUBLISHED';
  await decideStanding(database, target, { state, isPublic }, { decision, by: by.name, at: new Date(), reason }, check);
  const { agencyId, year, revision } = target;
  await insertAuditEntry(database, {
    actor: by.name,
    action: decision,
    reason,
    agencyId,
    year,
    revision,
    changes: [{ what: 'state', before: target.state, after: state }, ...publicChange(held, isPublic ? target : null)],
  });
  return { report: target, conflict: false };
}

/** What the public saw of the year, and sees now. */
function publicChange({ revisions, target }: HeldReport, becomes: StoredRevision | null) {
  const was = revisions.find(({ isPublic }) => isPublic) ?? null;
  const now = becomes ?? (was === null || was.revision === target.revision ? null : was);
  const shown = (revision: StoredRevision | null): string | null =>
    revision === null ? null : String(revision.revision);
  return shown(was) === shown(now) ? [] : [{ what: 'publicRevision', before: shown(was), after: shown(now) }];
}

/** @throws InvalidAskError saying what can be done instead. */
function refuseTransition(decision: ReviewDecision, { target, revisions }: HeldReport): void {
  const shown = revisions.find(({ isPublic }) => isPublic);
  const { state, revision } = target;
  if (decision === 'WITHDRAW' && state === 'WITHDRAWN')
    throw new InvalidAskError(`Revision ${revision} is withdrawn already.`);
  if (decision === 'REOPEN' && state === 'IN_REVIEW')
    throw new InvalidAskError(`Revision ${revision} is in review already.`);
  if (decision !== 'PUBLISH') return;
  if (target.isPublic) throw new InvalidAskError(`Revision ${revision} is published already.`);
  if (state === 'QUARANTINED')
    throw new InvalidAskError(
      `Revision ${revision} is quarantined: correct it, file it or import a better document; REOPEN it first to publish it nevertheless.`,
    );
  if (shown !== undefined && shown.revision > revision)
    throw new InvalidAskError(
      `The newer revision ${shown.revision} is public; withdraw it or take it back to review before you publish revision ${revision}.`,
    );
}
