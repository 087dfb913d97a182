import { InvalidAskError } from '../domain/asking';
import type { Diagnostic } from '../domain/diagnostic';
import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import { absentFigure } from '../domain/figure';
import { cellsOf } from '../domain/report-cells';
import type { ReportDraft } from '../domain/report-draft';
import type { Actor, FilingAsk, ReviewOutcome } from '../domain/reviewing';
import { carryOver } from '../imports/carry-over';
import { decideState } from '../imports/decide-state';
import { recheck } from '../imports/recheck';
import { draftOfStored, type FilableDraft } from '../imports/stored-draft';
import { type LockedAgency, lockAgencies, type WantedAgency } from '../store/agency-store';
import { insertAuditEntry } from '../store/audit-store';
import type { Database } from '../store/bindings';
import type { NeighbourCheck } from '../store/neighbour-store';
import type { Filed, ReportToFile } from '../store/place-reports';
import { fileReports } from '../store/report-store';
import { holdOffRehearsals } from '../store/session';
import { decideStanding } from '../store/standing-store';
import { loadStoredReports, reviewedBefore } from '../store/stored-reports';
import { holdUnfiledItem, noteFiled } from '../store/unfiled-items';
import { checkReason, holdReport, refuseForeign } from './held-report';
import { wantedAgency } from './wanted-agency';

/**
 * Files what could not be filed, or stands in the wrong place: under the agency and the year that a person says. To be called in a transaction.
 */
export async function fileReport(
  database: Database,
  ask: FilingAsk,
  by: Actor,
  check: NeighbourCheck,
): Promise<ReviewOutcome> {
  checkReason(ask.reason);
  if (ask.year < 1990 || ask.year > 2100) throw new InvalidAskError(`year ${ask.year} is not between 1990 and 2100.`);
  await holdOffRehearsals(database);
  const wanted = wantedAgency(ask.agency);
  if (ask.item && !ask.report) return fileItem(database, ask.item, { ...ask, wanted }, by, check);
  if (ask.report && !ask.item) return moveReport(database, ask.report, { ...ask, wanted }, by, check);
  throw new InvalidAskError('Say what is to be filed: either jobId and clientRef, or reportId and expectedRevision.');
}

type Filing = FilingAsk & { readonly wanted: WantedAgency };

async function fileItem(
  database: Database,
  { jobId, clientRef }: NonNullable<FilingAsk['item']>,
  ask: Filing,
  by: Actor,
  check: NeighbourCheck,
): Promise<ReviewOutcome> {
  const item = await holdUnfiledItem(database, jobId, clientRef);
  if (item === null) throw new InvalidAskError(`The job has no quarantined item ${clientRef} without a report.`);
  const agency = await holdWanted(database, ask.wanted, by);
  const { draft, diagnostics, source, readerVersion, sourceUrl } = item;
  const report = await toFile(database, agency, ask, draft, diagnostics, { source, readerVersion, sourceUrl });
  const filed = await fileOne(database, report, check);
  const key = 'key' in filed ? filed.key : filed.duplicateOf;
  const found = 'key' in filed ? [...report.diagnostics, ...filed.findingsOverTime] : report.diagnostics;
  await noteFiled(database, jobId, item.ordinal, { status: statusOf(report, filed), key, diagnostics: found });
  await insertAuditEntry(database, {
    actor: by.name,
    action: 'FILE',
    reason: ask.reason,
    ...key,
    changes: [
      { what: 'item', before: `${jobId}/${clientRef}`, after: null },
      { what: 'state', before: null, after: report.state },
    ],
  });
  return { report: key, conflict: false };
}

/** A report that stands in the wrong place is filed in the right one, and withdrawn where it was: nothing is deleted. */
async function moveReport(
  database: Database,
  reference: NonNullable<FilingAsk['report']>,
  ask: Filing,
  by: Actor,
  check: NeighbourCheck,
): Promise<ReviewOutcome> {
  const { agency: from, target } = await holdReport(database, reference, by);
  if (target.revision !== ask.expectedRevision) return { report: target, conflict: true };
  if (target.state === 'PUBLISHED')
    throw new InvalidAskError(`Revision ${target.revision} is published; take it back to review before you file it.`);
  const agency = await holdWanted(database, ask.wanted, by);
  if (agency.id === from.id && ask.year === target.year && (ask.scope ?? target.scope) === target.scope)
    throw new InvalidAskError(`It is filed under ${agency.name}, ${ask.year} already.`);
  const [stored] = await loadStoredReports(database, [target]);
  if (stored === undefined) throw new Error(`revision ${target.revision} of ${target.agencyId}-${target.year} is gone`);
  const { source, sourceUrl, readerVersion, importedAt } = stored;
  const withdrawal = { decision: 'WITHDRAW', by: by.name, at: new Date(), reason: ask.reason } as const;
  await decideStanding(database, target, { state: 'WITHDRAWN', isPublic: false }, withdrawal, check);
  const elsewhere = agency.id !== from.id || ask.year !== target.year;
  const report = await toFile(
    database,
    agency,
    ask,
    draftOfStored(stored, agency),
    stored.findings,
    { source, sourceUrl, readerVersion, importedAt },
    elsewhere,
  );
  const filed = await fileOne(database, report, check);
  const key = 'key' in filed ? filed.key : filed.duplicateOf;
  const changes = [
    { what: 'report', before: written(target), after: written(key) },
    { what: 'state', before: target.state, after: report.state },
  ];
  for (const place of [target, key]) {
    const { agencyId, year, revision } = place;
    const note = { actor: by.name, action: 'FILE', reason: ask.reason, agencyId, year, revision, changes } as const;
    await insertAuditEntry(database, note);
  }
  return { report: key, conflict: false };
}

const written = ({ agencyId, year, revision }: { agencyId: number; year: number; revision: number }): string =>
  `${agencyId}-${year}@${revision}`;

async function holdWanted(database: Database, wanted: WantedAgency, by: Actor): Promise<LockedAgency> {
  if (typeof wanted !== 'number') refuseForeign(wanted, by);
  const [agency = null] = await lockAgencies(database, [wanted]);
  if (agency === null) throw new InvalidAskError(`There is no agency of the id ${wanted}.`);
  refuseForeign(agency, by);
  return agency;
}

async function fileOne(database: Database, report: ReportToFile, check: NeighbourCheck): Promise<Filed> {
  const [filed] = await fileReports(database, [report], check);
  if (filed === undefined) throw new Error('nothing was filed');
  return filed;
}

function statusOf({ state }: ReportToFile, filed: Filed) {
  if ('duplicateOf' in filed) return 'DUPLICATE';
  if (state === 'PUBLISHED') return filed.revised ? 'REVISED' : 'CREATED';
  return state === 'QUARANTINED' ? 'QUARANTINED' : 'IN_REVIEW';
}

const FIRST_TABLED_YEAR = 2019;

type Origin = Pick<ReportToFile, 'source' | 'sourceUrl' | 'readerVersion' | 'importedAt'>;

async function toFile(
  database: Database,
  agency: LockedAgency,
  { year, scope }: FilingAsk,
  read: ReportDraft,
  findings: readonly Diagnostic[],
  origin: Origin,
  asReviewed = true,
): Promise<ReportToFile> {
  const draft = placed(read, agency, year, scope ?? read.scope);
  const answered: readonly DiagnosticCode[] = [
    'AGENCY_UNRESOLVED',
    'YEAR_UNRESOLVED',
    ...(scope ? (['SCOPE_UNCERTAIN'] as const) : []),
    ...(draft.form === 'PRE_2019' ? (['TABLE_UNREADABLE'] as const) : []),
  ];
  const diagnostics = recheck(
    draft,
    findings.filter(({ code }) => !answered.includes(code)),
  );
  const report = { agency, draft, diagnostics, state: decideState(diagnostics), ...origin };
  const awaited = { agencyId: agency.id, year, sourceSha256: origin.source.sha256 };
  const [earlier = null] = asReviewed ? await reviewedBefore(database, [awaited]) : [];
  return earlier === null ? report : carryOver(earlier, report);
}

/** A report on a year before the forms needs no tables. */
function placed(read: ReportDraft, agency: LockedAgency, year: number, scope: ReportDraft['scope']): FilableDraft {
  const { name, regionCode, kind, level } = agency;
  const { printed, span } = read.agency ?? { printed: name, span: null };
  const draft = { ...read, agency: { name, regionCode, kind, level, printed, span }, year, scope };
  const tableless = cellsOf(read).every(({ figure }) => figure.status === absentFigure(figure.line).status);
  if (year < FIRST_TABLED_YEAR && tableless)
    return { ...draft, form: 'PRE_2019', applicationStats: [], reviewLitigation: [], proactiveDisclosure: [] };
  return { ...draft, form: read.form ?? (year < 2021 ? 'FORM_2019' : 'FORM_2021') };
}
