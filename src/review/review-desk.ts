import { checkNeighbours } from '../checks/check-neighbours';
import type { ReviewDesk } from '../domain/reviewing';
import { countAuditEntries, loadAuditEntries } from '../store/audit-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { type Session, type Store, sessionOf } from '../store/session';
import { againAfterConflict } from '../store/store-error';
import { correctReport } from './correct-report';
import { decideReport } from './decide-report';
import { fileReport } from './file-report';
import { mergeAgencies } from './merge-agencies';

/** The use cases of reviewing on a connected store. */
export function createReviewDesk(store: Store, check: NeighbourCheck = checkNeighbours): ReviewDesk {
  const change = <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
    againAfterConflict(() => sessionOf(store).transaction(work));
  return {
    decide: (ask, by) => change((session) => decideReport(session, ask, by, check)),
    correct: (ask, by) => change((session) => correctReport(session, ask, by, check)),
    merge: (from, into, reason, by) => change((session) => mergeAgencies(session, { from, into, reason }, by, check)),
    file: (ask, by) => change((session) => fileReport(session, ask, by, check)),
    auditLog: (filter, page) => loadAuditEntries(store, filter, page),
    countAuditEntries: (filter) => countAuditEntries(store, filter),
  };
}
