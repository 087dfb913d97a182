import { setImmediate as otherWork } from 'node:timers/promises';
import { READER_VERSION } from '../../domain/reader-version';
import { withinBounds } from '../../domain/region';
import { FOREIGN } from '../../domain/reviewing';
import { lockAgencies } from '../../store/agency-store';
import { insertItems } from '../../store/item-store';
import { type NeighbourCheck, revisionsAround } from '../../store/neighbour-store';
import { type ClaimedItem, type QueuedJob, settleItems } from '../../store/queue-store';
import { type Session, type Store, sessionOf } from '../../store/session';
import { type SourceToReread, sourceToReread } from '../../store/sources-to-reread';
import { againAfterConflict } from '../../store/store-error';
import { loadStoredReports } from '../../store/stored-reports';
import type { ReadReport, ReadResult } from '../read-report';
import { fileReread, notReread, type RereadOutcome, readAgain, unchanged } from '../reread-report';
import { AlreadyDone } from '../store-items';

/** What reading again needs besides the items. */
export interface RereadWork {
  readonly store: Store;
  readonly read: ReadReport;
  readonly check: NeighbourCheck;
  readonly signal: AbortSignal;
}

const REASON = 'Read again by a newer reader.';

/**
 * Reads claimed reports again, one after the other; the outcome of each is written with the revision that it made, if any.
 * @throws when they are to be tried again
 */
export async function rereadClaimed(work: RereadWork, job: QueuedJob, claimed: readonly ClaimedItem[]): Promise<void> {
  for (const item of claimed) {
    await otherWork();
    work.signal.throwIfAborted();
    if (!(await rereadItem(work, job, item))) return;
  }
}

/** Answers false when the item had an outcome already: that of a job that was cancelled, of which nothing is left to do. */
async function rereadItem(work: RereadWork, job: QueuedJob, item: ClaimedItem): Promise<boolean> {
  try {
    let settled = false;
    while (!settled) settled = await againAfterConflict(() => rereadOnce(work, job, item));
    return true;
  } catch (error) {
    if (error instanceof AlreadyDone) return false;
    throw error;
  }
}

/** @returns false when the report has another revision since it was read */
async function rereadOnce(work: RereadWork, job: QueuedJob, item: ClaimedItem): Promise<boolean> {
  const source = await sourceToReread(work.store, Number(item.input.agencyId), item.input.year ?? 0);
  const wanted = source !== null && source.readerVersion !== READER_VERSION;
  const result = wanted ? await readAgain(source, work.read) : null;
  return sessionOf(work.store).transaction((transaction) => settle(transaction, work, job, item, source, result));
}

type Result = string | Extract<ReadResult, { readonly ok: true }> | null;

/** @returns false when the report has another revision since it was read */
async function settle(
  session: Session,
  work: RereadWork,
  job: QueuedJob,
  item: ClaimedItem,
  source: SourceToReread | null,
  result: Result,
): Promise<boolean> {
  const outcome = source === null ? goneOutcome(item) : await outcomeOf(session, work, job, source, result);
  if (outcome === null) return false;
  const { ordinal, clientRef } = item;
  if (!(await insertItems(session, job.id, [{ ...outcome, ordinal, clientRef }]))) throw new AlreadyDone();
  await settleItems(session, job.id, [ordinal], false);
  return true;
}

/** Of a report that was merged into another one, which stands in its place. */
const goneOutcome = ({ input }: ClaimedItem): RereadOutcome =>
  notReread(
    { agencyId: Number(input.agencyId), year: input.year ?? 0, revision: 0 },
    null,
    'There is no report of this agency and year any more.',
  );

async function outcomeOf(
  session: Session,
  { check }: RereadWork,
  job: QueuedJob,
  source: SourceToReread,
  result: Result,
): Promise<RereadOutcome | null> {
  const { agencyId, year, revision } = source;
  const [agency = null] = await lockAgencies(session, [agencyId]);
  const around = (await revisionsAround(session, [{ agencyId, year }]))(agencyId);
  const target = around.find((each) => each.year === year && each.isLatest);
  if (agency?.id !== agencyId || target?.revision !== revision) return null;
  if (!withinBounds(job.regions, agency.regionCode)) return notReread(source, target.state, FOREIGN);
  if (result === null) return unchanged(source, target.state);
  if (typeof result === 'string') return notReread(source, target.state, result);
  const [stored] = await loadStoredReports(session, [source]);
  if (stored === undefined) throw new Error(`revision ${revision} of ${agencyId}-${year} is gone`);
  const why = { actor: job.importedBy ?? '', reason: job.note ?? REASON };
  return fileReread(session, { agency, stored, result, commit: job.mode === 'COMMIT', ...why }, check);
}
