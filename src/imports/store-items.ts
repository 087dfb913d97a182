import type { ImportItemInput } from '../domain/importing';
import { READER_VERSION } from '../domain/reader-version';
import type { Agency, ImportItemStatus, ReportState } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import { lockAgencies, type WantedAgency } from '../store/agency-store';
import { type BroughtRevision, type ImportingJob, importEntries } from '../store/audit-store';
import type { Database } from '../store/bindings';
import { type ItemOutcome, itemWrite } from '../store/item-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { type Filed, type Filing, placeReports, type ReportToFile, storedAround } from '../store/place-reports';
import { writeReports } from '../store/report-store';
import { holdOffRehearsals, type Session } from '../store/session';
import { againAfterConflict } from '../store/store-error';
import { reviewedBefore, type StoredReport } from '../store/stored-reports';
import { carryOver } from './carry-over';
import { decideState } from './decide-state';
import type { ItemReading } from './read-item';
import type { FilableDraft } from './stored-draft';

/** An item with what was read of it. */
export interface ReadItem {
  readonly ordinal: number;
  readonly item: ImportItemInput;
  /** The stored agency that the item names by id. */
  readonly agency: Agency | null;
  readonly reading: ItemReading;
}

/**
 * Stores what items of different agencies brought, and their outcomes, in one transaction: a savepoint when the session is in one already, as in
 * a dry run.
 * @throws when one of them cannot be stored or had an outcome before, or two turn out to be of one agency; then nothing of any is stored
 */
export function storeItems(
  session: Session,
  job: ImportingJob,
  reads: readonly ReadItem[],
  check: NeighbourCheck,
): Promise<readonly ItemOutcome[]> {
  return session.transaction((transaction) => storeWithin(transaction, job, reads, check));
}

/** The same, to be called in a transaction. */
export async function storeWithin(
  database: Database,
  job: ImportingJob,
  reads: readonly ReadItem[],
  check: NeighbourCheck,
): Promise<readonly ItemOutcome[]> {
  const [, held] = await Promise.all([reads.length > 1 && holdOffRehearsals(database), reportsToFile(database, reads)]);
  if (new Set([...held.values()].map(({ agency }) => agency.id)).size < held.size) throw new OneAgency();
  const [reviewed, around] = await Promise.all([
    reviewedReports(database, held),
    storedAround(database, [...held.values()]),
  ]);
  const reports = withReviews(held, reviewed);
  const filing = await placeReports(database, [...reports.values()], around, check);
  const outcomes = outcomesOf(reads, reports, filing);
  const sources = reads.flatMap(({ reading }) => (reading.ok ? [reading.source] : []));
  const entries = importEntries(job, revisionsBrought(reports, filing.filed));
  const written = await writeReports(database, filing, sources, [entries, itemWrite(job.id, outcomes)]);
  if (written < outcomes.length) throw new AlreadyDone();
  return outcomes;
}

/** Two items name one agency by different names, as one that was merged into it: each has to be stored before the other is compared with it. */
export class OneAgency extends Error {}

/** Another process that runs the same job was first. */
export class AlreadyDone extends Error {}

/**
 * Stores one item as `storeItems` does, again after a conflict. Answers null when it had an outcome before, of another process that runs the
 * same job; then nothing is stored.
 */
export async function storeItem(
  session: Session,
  job: ImportingJob,
  read: ReadItem,
  check: NeighbourCheck,
): Promise<ItemOutcome | null> {
  try {
    const [outcome = null] = await againAfterConflict(() => storeItems(session, job, [read], check));
    return outcome;
  } catch (error) {
    if (error instanceof AlreadyDone) return null;
    throw error;
  }
}

type GoodReading = Extract<ItemReading, { ok: true }>;

function outcomesOf(
  reads: readonly ReadItem[],
  reports: ReadonlyMap<ReadItem, ReportToFile>,
  { filed }: Filing,
): readonly ItemOutcome[] {
  const filedOf = new Map([...reports.keys()].map((read, place) => [read, filed[place] as Filed]));
  return reads.map((read) => {
    const report = reports.get(read);
    const place = filedOf.get(read);
    if (!read.reading.ok) return failed(read, read.reading.failure, false);
    const brought = { ...unfiled(read), ...broughtBy(read.reading) };
    if (report === undefined || place === undefined) return { ...brought, status: 'QUARANTINED' };
    return filedOutcome(brought, report, place);
  });
}

/** What was filed; a duplicate changes nothing. */
const revisionsBrought = (
  reports: ReadonlyMap<ReadItem, ReportToFile>,
  filed: readonly Filed[],
): readonly BroughtRevision[] =>
  [...reports].flatMap(([{ item }, { state }], place) => {
    const made = filed[place];
    return made !== undefined && 'key' in made ? [{ ...made.key, state, clientRef: item.clientRef }] : [];
  });

/** Reports that have an agency, a year and a form, with their agencies held; no agency is made for the others. */
async function reportsToFile(
  database: Database,
  reads: readonly ReadItem[],
): Promise<ReadonlyMap<ReadItem, ReportToFile>> {
  const filable = reads.flatMap((read) => {
    const { reading, agency, item } = read;
    if (!reading.ok || !isFilable(reading.draft)) return [];
    const wanted: WantedAgency | null = agency?.id ?? reading.draft.agency;
    return wanted === null ? [] : [{ read, wanted, reading, draft: reading.draft, item }];
  });
  if (filable.length === 0) return new Map();
  const agencies = await lockAgencies(
    database,
    filable.map(({ wanted }) => wanted),
  );
  const reports = new Map<ReadItem, ReportToFile>();
  for (const [place, { read, reading, draft, item }] of filable.entries()) {
    const agency = agencies[place] ?? null;
    if (agency === null) continue;
    const report: ReportToFile = {
      agency,
      draft,
      diagnostics: reading.diagnostics,
      source: reading.source,
      state: decideState(reading.diagnostics),
      sourceUrl: item.sourceUrl ?? null,
      readerVersion: READER_VERSION,
    };
    reports.set(read, report);
  }
  return reports;
}

/** What reviewers said of the years of reports before. */
async function reviewedReports(
  database: Database,
  reports: ReadonlyMap<ReadItem, ReportToFile>,
): Promise<ReadonlyMap<ReadItem, StoredReport | null>> {
  const known = [...reports].filter(([, { agency }]) => !agency.isNew);
  const awaited = known.map(([, { agency, draft, source }]) => ({
    agencyId: agency.id,
    year: draft.year,
    sourceSha256: source.sha256,
  }));
  const reviewed = await reviewedBefore(database, awaited);
  return new Map(known.map(([read], place) => [read, reviewed[place] ?? null]));
}

/** The same reports with what reviewers said of them before. */
const withReviews = (
  reports: ReadonlyMap<ReadItem, ReportToFile>,
  reviewed: ReadonlyMap<ReadItem, StoredReport | null>,
): ReadonlyMap<ReadItem, ReportToFile> =>
  new Map(
    [...reports].map(([read, report]) => {
      const earlier = reviewed.get(read) ?? null;
      return [read, earlier === null ? report : carryOver(earlier, report)];
    }),
  );

const isFilable = (draft: ReportDraft): draft is FilableDraft => draft.year !== null && draft.form !== null;

const broughtBy = ({ draft, source, diagnostics }: GoodReading) => ({ draft, source, diagnostics });

function filedOutcome(
  brought: Omit<ItemOutcome, 'status'>,
  { state, diagnostics }: ReportToFile,
  filed: Filed,
): ItemOutcome {
  if ('duplicateOf' in filed) return { ...brought, status: 'DUPLICATE', duplicateOf: filed.duplicateOf };
  return {
    ...brought,
    status: statusOf(state, filed.revised),
    report: filed.key,
    diagnostics: [...diagnostics, ...filed.findingsOverTime],
  };
}

function statusOf(state: ReportState, revised: boolean): ImportItemStatus {
  if (state === 'PUBLISHED') return revised ? 'REVISED' : 'CREATED';
  // A report that stays withdrawn is stored and not public, as one in review is.
  return state === 'QUARANTINED' ? 'QUARANTINED' : 'IN_REVIEW';
}

function unfiled({ ordinal, item }: ReadItem): Omit<ItemOutcome, 'status'> {
  return {
    ordinal,
    clientRef: item.clientRef,
    draft: null,
    source: null,
    report: null,
    duplicateOf: null,
    diagnostics: [],
    failure: null,
    retryable: false,
    sourceUrl: item.sourceUrl ?? null,
  };
}

/** The outcome of an item of which nothing is stored. */
export function failed(read: ReadItem, failure: string, retryable: boolean): ItemOutcome {
  return { ...unfiled(read), status: 'FAILED', failure, retryable };
}
