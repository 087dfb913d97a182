import { withinBounds } from '../domain/region';
import type { Agency, ImportItemStatus } from '../domain/report';
import type { ImportingJob } from '../store/audit-store';
import type { Database } from '../store/bindings';
import { groupBy } from '../store/group-by';
import { type ItemOutcome, insertItems } from '../store/item-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import type { Session } from '../store/session';
import { isConflict, mayPass, sqlStateOf } from '../store/store-error';
import type { ExpandedItem } from './expand-archives';
import { type ItemReading, readItem } from './read-item';
import type { ReadReport } from './read-report';
import { AlreadyDone, failed, OneAgency, type ReadItem, storeItem, storeItems, storeWithin } from './store-items';

/** Hears how an import goes, to measure it. */
export interface ImportObserver {
  read(seconds: number): void;
  imported(status: ImportItemStatus): void;
}

export const NO_OBSERVER: ImportObserver = { read: () => {}, imported: () => {} };

/** What reading and storing need besides the items. */
export interface ItemRun {
  readonly session: Session;
  readonly job: ImportingJob;
  /** How many groups of items may be stored at once; one when the session is in a transaction. */
  readonly lanes: number;
  /** The stored agencies that items name by id. */
  readonly agencies: ReadonlyMap<string, Agency>;
  /** Of which reports may be stored; null for all. */
  readonly regions: readonly string[] | null;
  readonly read: ReadReport;
  /** Files of so many bytes or fewer are kept. */
  readonly keepBytes: number;
  readonly check: NeighbourCheck;
  /** Hears of an error that made an item, or a group of them, fail, for the log. */
  readonly onError: (error: unknown) => void;
  readonly observer: ImportObserver;
}

export interface PlacedItem extends ExpandedItem {
  readonly ordinal: number;
}

/** Read, then stored together: the database does most of its work once a statement, not once a report. */
export const GROUP = 25;
/** While the last group is stored there is nothing left to read: towards the end groups are smaller, down to so many. */
const SMALLEST = 6;
const sizeOfGroup = (left: number): number => Math.min(GROUP, Math.max(SMALLEST, Math.ceil(left / 2)));

/**
 * Reads the items and stores groups of what was read meanwhile, items of one agency in their order, so that all ends as if
 * they were stored one by one. The answer has null for an item that had an outcome already.
 * @throws when the outcome of an item cannot be written; nothing after it is begun
 */
export async function runItems(run: ItemRun, items: readonly PlacedItem[]): Promise<readonly (ItemOutcome | null)[]> {
  const outcomes = new Map<number, ItemOutcome | null>();
  const underWay = new Set<Promise<void>>();
  const lastOfAgency = new Map<string, Promise<void>>();
  const breakdowns: unknown[] = [];
  for (let at = 0; at < items.length; ) {
    const next = items.slice(at, at + sizeOfGroup(items.length - at));
    at += next.length;
    const group = await Promise.all(next.map((placed) => readPlaced(run, placed)));
    while (underWay.size >= run.lanes) await Promise.race(underWay);
    const agencies = new Set(group.map(agencyKey));
    const turn = Promise.all([...agencies].map((agency) => lastOfAgency.get(agency)))
      .then(async () => {
        if (breakdowns.length === 0) await storeGroup(run, group, outcomes);
      })
      .catch((error: unknown) => {
        breakdowns.push(error);
      })
      .finally(() => {
        underWay.delete(turn);
      });
    underWay.add(turn);
    for (const agency of agencies) lastOfAgency.set(agency, turn);
    if (breakdowns.length > 0) break;
  }
  await Promise.all(underWay);
  if (breakdowns.length > 0) throw breakdowns[0];
  observe(run, outcomes.values());
  return items.map(({ ordinal }) => outcomes.get(ordinal) ?? null);
}

/** Counts what became of items. */
export function observe({ observer }: ItemRun, outcomes: Iterable<ItemOutcome | null>): void {
  for (const outcome of outcomes) if (outcome !== null) observer.imported(outcome.status);
}

/** Stores the first item of every agency together, then the second of every agency, and so on; in their order when some turn out to be of one agency. */
export async function storeGroup(
  run: ItemRun,
  group: readonly ReadItem[],
  outcomes: Map<number, ItemOutcome | null>,
): Promise<void> {
  const rounds = roundsOf(group);
  for (const [round, together] of rounds.entries()) {
    const stored = await importTogether(run, together);
    const reads = stored === null ? inOrder(rounds.slice(round).flat()) : together;
    const outcomesOfReads = stored ?? (await importAlone(run, reads));
    for (const [place, { ordinal }] of reads.entries()) outcomes.set(ordinal, outcomesOfReads[place] ?? null);
    if (stored === null) return;
  }
}

const inOrder = (reads: readonly ReadItem[]): readonly ReadItem[] =>
  reads.toSorted((one, other) => one.ordinal - other.ordinal);

function roundsOf(group: readonly ReadItem[]): readonly (readonly ReadItem[])[] {
  const rounds: ReadItem[][] = [];
  for (const ofAgency of groupBy(group, agencyKey).values()) {
    for (const [place, read] of ofAgency.entries()) {
      rounds[place] ??= [];
      rounds[place].push(read);
    }
  }
  return rounds;
}

/**
 * Stores items of a batch and what `open` writes, by one transaction: it is there with everything or not at all, whatever ends this process. Null
 * when it cannot be done together.
 */
export async function storeWith<Opened>(
  run: ItemRun,
  items: readonly ReadItem[],
  open: (database: Database) => Promise<Opened>,
): Promise<{ readonly opened: Opened; readonly outcomes: readonly ItemOutcome[] } | null> {
  try {
    return await run.session.transaction(async (transaction) => {
      const stored = async (): Promise<readonly ItemOutcome[]> => {
        const outcomes: ItemOutcome[] = [];
        for (const reads of roundsOf(items))
          outcomes.push(...(await storeWithin(transaction, run.job, reads, run.check)));
        return outcomes.toSorted((one, other) => one.ordinal - other.ordinal);
      };
      const [opened, outcomes] = await Promise.all([open(transaction), stored()]);
      return { opened, outcomes };
    });
  } catch (error) {
    if (items.length > 1) told(run, error);
    return null;
  }
}

/** Null when two of them are of one agency; then nothing is stored. */
async function importTogether(
  run: ItemRun,
  reads: readonly ReadItem[],
): Promise<readonly (ItemOutcome | null)[] | null> {
  if (reads.length > 1) {
    try {
      return await storeItems(run.session, run.job, reads, run.check);
    } catch (error) {
      if (error instanceof OneAgency) return null;
      told(run, error);
    }
  }
  return importAlone(run, reads);
}

/** Nothing of any is stored. Which of them it is due to, and why, comes out when each is stored alone. */
function told(run: ItemRun, error: unknown): void {
  if (!isConflict(error) && !(error instanceof AlreadyDone) && !(error instanceof OneAgency)) run.onError(error);
}

/** Stores items one by one. */
export async function importAlone(run: ItemRun, reads: readonly ReadItem[]): Promise<readonly (ItemOutcome | null)[]> {
  const outcomes: (ItemOutcome | null)[] = [];
  for (const read of reads) outcomes.push(await importItem(run, read));
  return outcomes;
}

/** Reads an item; a fault of ours is its failure. */
export async function readPlaced(run: ItemRun, { ordinal, item, content }: PlacedItem): Promise<ReadItem> {
  const agency = run.agencies.get(item.agencyId ?? '') ?? null;
  try {
    const reading = await readItem(item, content, agency, run.read, run.keepBytes, (seconds) =>
      run.observer.read(seconds),
    );
    return { ordinal, item, agency, reading: withinRegions(run.regions, agency, reading) };
  } catch (error) {
    run.onError(error);
    const failure = 'The document could not be read because of a fault of the hub; please report it.';
    return { ordinal, item, agency, reading: { ok: false, failure } };
  }
}

/** Nothing is kept of a report outside the regions, or of one of which it cannot be told whose it is. */
function withinRegions(regions: readonly string[] | null, agency: Agency | null, reading: ItemReading): ItemReading {
  if (regions === null || !reading.ok) return reading;
  const code = (agency ?? reading.draft.agency)?.regionCode ?? null;
  if (withinBounds(regions, code)) return reading;
  const whose = code === null ? 'It cannot be told which region this report is of' : `This report is of region ${code}`;
  return { ok: false, failure: `${whose}; you may import reports of ${regions.join(', ') || 'no region'} only.` };
}

/** Items of equal keys are stored in order; those that cannot be filed wait for nobody. */
export function agencyKey({ ordinal, agency, reading }: ReadItem): string {
  const filedUnder = agency ?? (reading.ok ? reading.draft.agency : null);
  return filedUnder === null ? `#${ordinal}` : `${filedUnder.regionCode ?? ''} ${filedUnder.name}`;
}

async function importItem(run: ItemRun, read: ReadItem): Promise<ItemOutcome | null> {
  try {
    return await storeItem(run.session, run.job, read, run.check);
  } catch (error) {
    run.onError(error);
    const outcome = failed(read, failureOf(error), mayPass(error));
    return (await insertItems(run.session, run.job.id, [outcome])) ? outcome : null;
  }
}

function failureOf(error: unknown): string {
  const state = sqlStateOf(error);
  const reason = state === undefined ? 'a fault of the hub or of its connection' : `SQLSTATE ${state}`;
  return `The report could not be stored (${reason}).`;
}
