import { READER_VERSION } from '../domain/reader-version';
import type { ImportItemStatus, ReportKey, ReportState } from '../domain/report';
import { asCorrected, cellName, cellsOf, differencesBetween } from '../domain/report-cells';
import type { AuditChange, Reread } from '../domain/reviewing';
import type { LockedAgency } from '../store/agency-store';
import { insertAuditEntry } from '../store/audit-store';
import type { Database } from '../store/bindings';
import type { ItemOutcome } from '../store/item-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import type { ReportToFile } from '../store/place-reports';
import { fileReports, insertSources } from '../store/report-store';
import type { SourceToStore } from '../store/source-files';
import { confirmReading, type SourceToReread } from '../store/sources-to-reread';
import type { StoredReport } from '../store/stored-reports';
import { carryOver } from './carry-over';
import { decideState } from './decide-state';
import { sha256Of } from './item-content';
import type { ReadReport, ReadResult } from './read-report';
import type { FilableDraft } from './stored-draft';

/** What became of a report that was read again, as an item of its job. */
export type RereadOutcome = Omit<ItemOutcome, 'ordinal' | 'clientRef'>;

type GoodResult = Extract<ReadResult, { readonly ok: true }>;

const NOT_KEPT =
  'Of this file the hub has kept its text, and no more: it was imported before files were kept, or was larger than is kept. Import it again.';

/**
 * Reads what a report was read from, as the reader of today does. Agency, year and scope are those under which it is filed.
 * @returns why it cannot be read, for a person, or what was read
 */
export async function readAgain(source: SourceToReread, read: ReadReport): Promise<string | GoodResult> {
  const { agencyName, regionCode, year, scope, sourceUrl, isWhole, file, text, mediaType } = source;
  if (!isWhole && file === null) return NOT_KEPT;
  const declared = file === null ? mediaType : (file.declaredType ?? undefined);
  const content = file === null ? { text } : file.isText ? { text: Buffer.from(file.bytes).toString() } : file;
  const result = await read(
    { content, mediaType: declared },
    { agencyName, regionCode: regionCode ?? undefined, year, scope, sourceUrl: sourceUrl ?? undefined },
  );
  return result.ok ? result : result.message;
}

const NOTHING = {
  ...{ draft: null, source: null, report: null, duplicateOf: null, diagnostics: [], failure: null },
  retryable: false,
} as const;
const unchangedSince = { changes: [], newFindings: [], goneFindings: [] };

/** @param reason - for a person */
export function notReread(report: ReportKey, state: ReportState | null, reason: string): RereadOutcome {
  const reread: Reread | null =
    state === null ? null : { ...unchangedSince, status: 'SKIPPED', reason, report: keyOf(report), state };
  return { ...NOTHING, status: 'FAILED', failure: reason, reread };
}

export function unchanged(report: ReportKey, state: ReportState): RereadOutcome {
  const key = keyOf(report);
  const reread: Reread = { ...unchangedSince, status: 'UNCHANGED', reason: null, report: key, state };
  return { ...NOTHING, status: 'DUPLICATE', duplicateOf: key, reread };
}

const keyOf = ({ agencyId, year, revision }: ReportKey): ReportKey => ({ agencyId, year, revision });

/** What today's reader made of a report that is held, and who has it filed. */
export interface RereadToFile {
  readonly agency: LockedAgency;
  readonly stored: StoredReport;
  readonly result: GoodResult;
  /** Files what is read otherwise as the next revision; else says what would change. */
  readonly commit: boolean;
  readonly actor: string;
  readonly reason: string;
}

/** Compares what was read again with what is stored, what reviewers said of it taken over. To be called in a transaction that holds the agency. */
export async function fileReread(
  database: Database,
  reread: RereadToFile,
  check: NeighbourCheck,
): Promise<RereadOutcome> {
  const { stored, commit, actor, reason } = reread;
  const report = reportOf(reread);
  const found: Reread = {
    status: 'CHANGED',
    reason: null,
    report: keyOf(stored),
    state: report.state,
    changes: differencesBetween(cellsOf(stored), cellsOf(report.draft)),
    newFindings: lacking(report.diagnostics, stored.findings),
    goneFindings: lacking(stored.findings, report.diagnostics),
  };
  const changed = found.changes.length + found.newFindings.length + found.goneFindings.length > 0;
  if (!changed && sameBesides(stored, report)) {
    if (commit) await confirmReading(database, stored, READER_VERSION);
    return unchanged(stored, stored.state);
  }
  if (report.source !== stored.source) await insertSources(database, [report.source]);
  const status = statusOf(report.state);
  const outcome = { ...NOTHING, source: report.source, diagnostics: report.diagnostics, reread: found };
  if (!commit) return { ...outcome, status: status === 'REVISED' ? 'VALID' : status, outcome: status };
  const [filed] = await fileReports(database, [report], check);
  if (filed === undefined || !('key' in filed)) throw new Error('what was read again was taken for a duplicate');
  const changes = changesOf(stored, filed.key, report);
  await insertAuditEntry(database, { actor, action: 'REREAD', reason, ...filed.key, changes });
  const diagnostics = [...report.diagnostics, ...filed.findingsOverTime];
  return { ...outcome, status, report: filed.key, diagnostics };
}

function statusOf(state: ReportState): ImportItemStatus {
  if (state === 'PUBLISHED') return 'REVISED';
  return state === 'QUARANTINED' ? 'QUARANTINED' : 'IN_REVIEW';
}

function reportOf({ agency, stored, result }: RereadToFile): ReportToFile {
  const { diagnostics, document } = result;
  const { sourceUrl, year, importedAt, form } = stored;
  const draft: FilableDraft = { ...result.draft, year, form: result.draft.form ?? form };
  const source: SourceToStore =
    document.text === stored.source.text
      ? stored.source
      : {
          ...stored.source,
          mediaType: document.mediaType,
          text: document.text,
          textSha256: sha256Of(document.text),
        };
  const state = decideState(diagnostics);
  const report = { agency, draft, diagnostics, state, source, sourceUrl, readerVersion: READER_VERSION, importedAt };
  const reviewed = stored.decision !== null || asCorrected(stored) !== stored;
  return reviewed ? carryOver(stored, report) : report;
}

const nameOf = ({ code, lines, applicant, track, actual, expected }: ReportToFile['diagnostics'][number]): string =>
  JSON.stringify([code, lines, applicant, track, actual, expected]);

/** Codes of the findings of one list that another does not have. */
function lacking(findings: ReportToFile['diagnostics'], others: ReportToFile['diagnostics']): Reread['newFindings'] {
  const known = new Set(others.map(nameOf));
  return findings.filter((finding) => !known.has(nameOf(finding))).map(({ code }) => code);
}

function sameBesides(stored: StoredReport, { draft, state }: ReportToFile): boolean {
  const sections = ({ narrative }: Pick<StoredReport, 'narrative'>): string =>
    JSON.stringify(narrative.map(({ heading, text }) => [heading, text]));
  return (
    stored.form === draft.form &&
    stored.title === draft.title &&
    stored.state === state &&
    sections(stored) === sections(draft)
  );
}

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
