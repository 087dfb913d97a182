import type { ReportReference } from '../domain/asking';
import type { Diagnostic } from '../domain/diagnostic';
import { READER_VERSION } from '../domain/reader-version';
import type { ReportKey } from '../domain/report';
import { asCorrected, cellName, cellsOf, differencesBetween } from '../domain/report-cells';
import type { Actor, AuditChange, Reread } from '../domain/reviewing';
import { carryOver } from '../imports/carry-over';
import { decideState } from '../imports/decide-state';
import { readReport } from '../imports/read-report';
import type { FilableDraft } from '../imports/stored-draft';
import type { LockedAgency } from '../store/agency-store';
import { insertAuditEntry } from '../store/audit-store';
import type { Database } from '../store/bindings';
import type { NeighbourCheck } from '../store/neighbour-store';
import { fileReports, type ReportToFile } from '../store/report-store';
import { loadStoredReports, type StoredReport } from '../store/stored-reports';
import { holdReport } from './held-report';

/** The text of other kinds of file is not the whole document: tables of pages and of office files are known from the file only. */
const KEPT_WHOLE = 'text/plain';
const REASON = 'Read again by a newer reader.';

/**
 * Reads the stored source of a report again. What reviewers said is taken over, as for any next document.
 * @param commit - files what was read as the next revision, if anything in it changed
 */
export async function rereadReport(
  database: Database,
  reference: ReportReference,
  commit: boolean,
  by: Actor,
  check: NeighbourCheck,
): Promise<Reread> {
  const { agency, target } = await holdReport(database, reference, by);
  const [stored] = await loadStoredReports(database, [target]);
  if (stored === undefined) throw new Error(`revision ${target.revision} of ${target.agencyId}-${target.year} is gone`);
  const untouched = { report: target, made: null, state: stored.state, changes: [], newFindings: [], goneFindings: [] };
  const skipped = (reason: string): Reread => ({ ...untouched, status: 'SKIPPED', reason });
  if (!target.isLatest) return skipped('A newer revision has taken its place.');
  if (stored.readerVersion === READER_VERSION) return { ...untouched, status: 'UNCHANGED', reason: null };
  if (stored.source.mediaType !== KEPT_WHOLE)
    return skipped(`Of ${stored.source.mediaType} the text alone is kept; import the file again.`);
  const report = readAgain(stored, agency);
  if (typeof report === 'string') return skipped(report);
  const changes = differencesBetween(cellsOf(stored), cellsOf(report.draft));
  const newFindings = lacking(report.diagnostics, stored.findings);
  const goneFindings = lacking(stored.findings, report.diagnostics);
  const same = changes.length + newFindings.length + goneFindings.length === 0 && sameHead(stored, report);
  if (same) return { ...untouched, status: 'UNCHANGED', reason: null };
  const found = { ...untouched, changes, newFindings, goneFindings, state: report.state, reason: null };
  if (!commit) return { ...found, status: 'CHANGED' };
  const made = await fileAgain(database, report, check);
  await insertAuditEntry(database, {
    ...{ actor: by.name, action: 'REREAD', reason: REASON, ...made },
    changes: changesOf(stored, made, report),
  });
  return { ...found, status: 'CHANGED', made };
}

/** Agency, year and scope are those under which it is filed. */
function readAgain(stored: StoredReport, agency: LockedAgency): ReportToFile | string {
  const { source, sourceUrl, year, scope, importedAt, form } = stored;
  const result = readReport(
    { content: { text: source.text }, mediaType: source.mediaType },
    {
      agencyName: agency.name,
      regionCode: agency.regionCode ?? undefined,
      year,
      scope,
      sourceUrl: sourceUrl ?? undefined,
    },
  );
  if (!result.ok) return result.message;
  if (result.document.text !== source.text) return 'The text itself is read otherwise now; import the document again.';
  const draft: FilableDraft = { ...result.draft, year, form: result.draft.form ?? form };
  const { diagnostics } = result;
  const state = decideState(diagnostics);
  const report = { agency, draft, diagnostics, state, source, sourceUrl, readerVersion: READER_VERSION, importedAt };
  const reviewed = stored.decision !== null || asCorrected(stored) !== stored;
  return reviewed ? carryOver(stored, report) : report;
}

async function fileAgain(database: Database, report: ReportToFile, check: NeighbourCheck): Promise<ReportKey> {
  const [filed] = await fileReports(database, [report], check);
  if (filed === undefined || !('key' in filed)) throw new Error('what was read again was taken for a duplicate');
  return filed.key;
}

const nameOf = ({ code, lines, applicant, track, actual, expected }: Diagnostic): string =>
  JSON.stringify([code, lines, applicant, track, actual, expected]);

/** The findings of one list that another does not have. */
function lacking(findings: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(others.map(nameOf));
  return findings.filter((finding) => !known.has(nameOf(finding)));
}

const sameHead = (stored: StoredReport, { draft, state }: ReportToFile): boolean =>
  stored.form === draft.form && stored.title === draft.title && stored.state === state;

function changesOf(stored: StoredReport, made: ReportKey, { draft, state }: ReportToFile): readonly AuditChange[] {
  const written = (value: number | null | undefined): string | null => (value == null ? null : String(value));
  const cells = differencesBetween(cellsOf(stored), cellsOf(draft)).map((cell) => ({
    what: cellName(cell),
    before: written(cell.before?.value),
    after: written(cell.after?.value),
  }));
  return [
    { what: 'revision', before: String(stored.revision), after: String(made.revision) },
    { what: 'readerVersion', before: stored.readerVersion, after: READER_VERSION },
    ...(state === stored.state ? [] : [{ what: 'state', before: stored.state, after: state }]),
    ...cells,
  ];
}
