import { diagnose } from '../domain/diagnostic';
import type { Actor, CorrectionsAsk, ReviewOutcome } from '../domain/reviewing';
import { sameErrors, stateUnder } from '../imports/carry-over';
import { decideState } from '../imports/decide-state';
import { recheck } from '../imports/recheck';
import { draftOfStored } from '../imports/stored-draft';
import { insertAuditEntry } from '../store/audit-store';
import type { Database } from '../store/bindings';
import type { NeighbourCheck } from '../store/neighbour-store';
import type { ReportToFile } from '../store/place-reports';
import { fileReports } from '../store/report-store';
import { loadStoredReports, type StoredReport } from '../store/stored-reports';
import { checkReason, type HeldReport, holdReport } from './held-report';
import { correctTables } from './wanted-corrections';

/**
 * Makes a revision of the same document with corrections beside its figures. The revision before stays as it was, for whoever has quoted it. To be
 * called in a transaction.
 */
export async function correctReport(
  database: Database,
  ask: CorrectionsAsk,
  by: Actor,
  check: NeighbourCheck,
): Promise<ReviewOutcome> {
  checkReason(ask.reason);
  const held = await holdReport(database, ask.report, by);
  const { target, agency } = held;
  if (target.revision !== ask.expectedRevision || isSuperseded(held)) return { report: latestOf(held), conflict: true };
  const [stored] = await loadStoredReports(database, [target]);
  if (stored === undefined) throw new Error(`revision ${target.revision} of ${target.agencyId}-${target.year} is gone`);
  const { tables: draft, changes } = correctTables(
    draftOfStored(stored, agency),
    stored.form,
    ask.corrections,
    by,
    ask.reason,
  );
  const report = { agency, draft, ...kept(stored), ...judged(stored, draft) };
  const [filed] = await fileReports(database, [report], check);
  if (filed === undefined || !('key' in filed)) throw new Error('a correction was taken for a duplicate');
  await insertAuditEntry(database, {
    actor: by.name,
    action: 'CORRECT',
    reason: ask.reason,
    ...filed.key,
    changes: [
      { what: 'revision', before: String(target.revision), after: String(filed.key.revision) },
      ...(report.state === target.state ? [] : [{ what: 'state', before: target.state, after: report.state }]),
      ...changes,
    ],
  });
  return { report: filed.key, conflict: false };
}

/** A later revision has other numbers, unless it was withdrawn and the public sees this one. */
const isSuperseded = ({ target, revisions }: HeldReport): boolean =>
  !target.isLatest && !(target.isPublic && revisions.some(({ isLatest, state }) => isLatest && state === 'WITHDRAWN'));

const latestOf = ({ target, revisions }: HeldReport) => revisions.find(({ isLatest }) => isLatest) ?? target;

const kept = ({ source, sourceUrl, readerVersion, importedAt }: StoredReport) => ({
  source,
  sourceUrl,
  readerVersion,
  importedAt,
});

/** Findings and state of the corrected report. To withdraw and to take back to review were decided about the whole report, and only a reviewer lifts that. */
function judged(
  stored: StoredReport,
  draft: ReportToFile['draft'],
): Pick<ReportToFile, 'diagnostics' | 'state' | 'decision'> {
  const diagnostics = recheck(draft, stored.findings);
  const { decision } = stored;
  if (decision === null) return { diagnostics, state: decideState(diagnostics) };
  if (decision.decision !== 'PUBLISH' || sameErrors(stored, { draft, diagnostics }))
    return { diagnostics, state: stateUnder(decision.decision), decision };
  const finding = diagnose('DECISION_LAPSED', { actual: decision.decision });
  return { diagnostics: [...diagnostics, finding], state: decideState(diagnostics) };
}
