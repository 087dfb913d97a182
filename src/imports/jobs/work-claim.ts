import { randomUUID } from 'node:crypto';
import { setImmediate as otherWork, setTimeout as pause } from 'node:timers/promises';
import { READER_VERSION } from '../../domain/reader-version';
import { type ItemOutcome, insertItems } from '../../store/item-store';
import { openJob } from '../../store/job-store';
import type { NeighbourCheck } from '../../store/neighbour-store';
import {
  type ClaimedItem,
  earlierOfAgencies,
  firstBlocked,
  firstForsaken,
  type KeyedItem,
  publishKeys,
  type QueuedJob,
  settleItems,
  settling,
} from '../../store/queue-store';
import { giveItemUp } from '../../store/queued-job-store';
import { insertSources } from '../../store/report-store';
import { rehearse, type Store, sessionOf } from '../../store/session';
import { agenciesOf } from '../agencies-of';
import type { ReadReport } from '../read-report';
import {
  agencyKey,
  type ImportObserver,
  type ItemRun,
  observe,
  type PlacedItem,
  readPlaced,
  storeGroup,
} from '../run-items';
import type { ReadItem } from '../store-items';
import { claimedContent } from './claimed-content';
import { openArchive } from './open-archive';
import { rereadClaimed } from './reread-claim';

/** What working needs besides the items. */
export interface ClaimWork {
  readonly store: Store;
  readonly worker: string;
  readonly read: ReadReport;
  readonly keepBytes: number;
  readonly tries: number;
  readonly check: NeighbourCheck;
  readonly onError: (error: unknown) => void;
  readonly observer: ImportObserver;
  readonly signal: AbortSignal;
}

const PATIENCE_MS = [5, 10, 20, 40, 80, 160];

/** What items wait for was claimed by a worker that was lost, or given back, and nobody is at it. */
class Forsaken extends Error {}

/**
 * Reads items that were claimed and stores them, each in its turn after earlier ones of its agency, or opens the archives that they are; stored reports
 * it reads again.
 * @returns false when some are left, and nobody is at what they wait for: they are to be given back, so that there is somebody to take it
 * @throws when they are to be tried again
 */
export async function workClaim(work: ClaimWork, job: QueuedJob, claimed: readonly ClaimedItem[]): Promise<boolean> {
  try {
    await workAll(work, job, claimed);
    return true;
  } catch (error) {
    if (error instanceof Forsaken) return false;
    throw error;
  }
}

async function workAll(work: ClaimWork, job: QueuedJob, claimed: readonly ClaimedItem[]): Promise<void> {
  const [first] = claimed;
  if (first !== undefined && first.tries > work.tries)
    return giveItemUp(work.store, job.id, first.ordinal, whyGivenUp(work.tries, first));
  if (job.kind === 'REREAD') return rereadClaimed(work, job, claimed);
  const placed = await loadClaimed(work, job, claimed);
  const run = await runOf(work, job, placed);
  const reads: ReadItem[] = [];
  for (const item of placed) {
    await otherWork();
    reads.push(await readPlaced(run, item));
  }
  const mine = await publishKeys(work.store, job.id, work.worker, reads.map(keyed));
  await storeInTurn(
    work,
    job,
    run,
    reads.filter(({ ordinal }) => mine.has(ordinal)),
  );
}

const keyed = (read: ReadItem): KeyedItem => ({ ordinal: read.ordinal, key: agencyKey(read) });

function whyGivenUp(tries: number, { trouble }: ClaimedItem): string {
  const reason = trouble ?? 'each time, the process that worked it ended or was no longer heard of';
  return `Given up after ${tries} tries: ${reason}. Try it again, or report it with the file.`;
}

/** Items with their contents; archives are opened instead, and are none of them. */
async function loadClaimed(
  work: ClaimWork,
  job: QueuedJob,
  claimed: readonly ClaimedItem[],
): Promise<readonly PlacedItem[]> {
  const placed: PlacedItem[] = [];
  for (const item of claimed) {
    const { ordinal, clientRef, input } = item;
    const content = await claimedContent(work.store, item);
    if (content.kind === 'report') {
      placed.push({ ordinal, item: { ...input, clientRef }, content: content.content });
      continue;
    }
    await untilEarlierAreRead(work, job, claimed.slice(0, claimed.indexOf(item) + 1));
    const failure = await openArchive(sessionOf(work.store), job.id, work.worker, item, content);
    if (failure !== null) placed.push({ ordinal, item: { ...input, clientRef }, content: { ok: false, failure } });
  }
  return placed;
}

/** Files of archives come after everything that is there, in the order of the archives, which are therefore opened in theirs. */
async function untilEarlierAreRead(work: ClaimWork, job: QueuedJob, items: readonly ClaimedItem[]): Promise<void> {
  const keys = items.map(({ ordinal }) => ({ ordinal, key: `#${ordinal}` }));
  for (let round = 0; (await firstBlocked(work.store, job.id, keys)) !== null; round += 1)
    await patience(work, job, keys, round);
}

async function patience(work: ClaimWork, job: QueuedJob, items: readonly KeyedItem[], round: number): Promise<void> {
  const { store, signal } = work;
  if (round >= PATIENCE_MS.length && (await firstForsaken(store, job.id, items)) !== null) throw new Forsaken();
  await pause(PATIENCE_MS[Math.min(round, PATIENCE_MS.length - 1)], undefined, { signal });
}

async function runOf(work: ClaimWork, job: QueuedJob, placed: readonly PlacedItem[]): Promise<ItemRun> {
  const { store, read, check, onError, observer } = work;
  const keepBytes = job.mode === 'COMMIT' ? work.keepBytes : 0;
  const agencies = await agenciesOf(
    store,
    placed.map(({ item }) => item),
  );
  const { regions } = job;
  return { session: sessionOf(store), job, lanes: 1, agencies, regions, read, keepBytes, check, onError, observer };
}

/** Stores what may be stored, waits for what it has to wait for, and goes on. */
async function storeInTurn(work: ClaimWork, job: QueuedJob, run: ItemRun, reads: readonly ReadItem[]): Promise<void> {
  let left = reads;
  while (left.length > 0) {
    const blocked = await untilFree(work, job, left.map(keyed));
    const free = blocked === null ? left : left.filter(({ ordinal }) => ordinal < blocked);
    if (job.mode === 'COMMIT') await commit(run, free);
    else await rehearseItems(work, job, run, free);
    left = left.slice(free.length);
  }
}

/** Waits until the first of the items may be stored; answers the first that may not, null when all may. */
async function untilFree(work: ClaimWork, job: QueuedJob, items: readonly KeyedItem[]): Promise<number | null> {
  for (let round = 0; ; round += 1) {
    const blocked = await firstBlocked(work.store, job.id, items);
    if (blocked === null || blocked !== items[0]?.ordinal) return blocked;
    await patience(work, job, items, round);
  }
}

async function commit(run: ItemRun, reads: readonly ReadItem[]): Promise<void> {
  const ordinals = reads.map(({ ordinal }) => ordinal);
  const outcomes = new Map<number, ItemOutcome | null>();
  await storeGroup({ ...run, session: settling(run.session, run.job.id, ordinals) }, reads, outcomes);
  observe(run, outcomes.values());
}

/**
 * What COMMIT would do, after all earlier items of the same agencies: these are done once more, in a transaction of which nothing stays. Only the
 * answers are kept, and the texts that they point into.
 */
async function rehearseItems(work: ClaimWork, job: QueuedJob, run: ItemRun, reads: readonly ReadItem[]): Promise<void> {
  const claimed = await earlierOfAgencies(work.store, job.id, reads.map(keyed));
  const placed = await loadClaimed(work, job, claimed);
  const earlierRun = await runOf(work, job, placed);
  const earlier: ReadItem[] = [];
  for (const item of placed) earlier.push(await readPlaced(earlierRun, item));
  const outcomes = new Map<number, ItemOutcome | null>();
  await rehearse(work.store, async (session) => {
    const rehearsal = { id: randomUUID(), idempotencyKey: null, requestSha256: '', note: null, importedBy: null };
    await openJob(session, { ...rehearsal, readerVersion: READER_VERSION, clientRefs: [] });
    await storeGroup({ ...run, session, job: rehearsal }, [...earlier, ...reads], outcomes);
  });
  const ordinals = reads.map(({ ordinal }) => ordinal);
  const passing = new Set([...outcomes.values()].map((outcome) => JSON.stringify(outcome?.report)));
  const kept = ordinals
    .flatMap((ordinal) => outcomes.get(ordinal) ?? [])
    .map((outcome) => asValidated(outcome, passing));
  await run.session.transaction(async (transaction) => {
    await insertSources(
      transaction,
      kept.flatMap(({ source }) => source ?? []),
    );
    await insertItems(transaction, job.id, kept);
    await settleItems(transaction, job.id, ordinals, true);
  });
}

/** @param passing - reports that are not there any more */
function asValidated(outcome: ItemOutcome, passing: ReadonlySet<string>): ItemOutcome {
  const { status } = outcome;
  const valid = status === 'CREATED' || status === 'REVISED';
  const duplicateOf = passing.has(JSON.stringify(outcome.duplicateOf)) ? null : outcome.duplicateOf;
  return { ...outcome, report: null, duplicateOf, outcome: status, status: valid ? 'VALID' : status };
}
