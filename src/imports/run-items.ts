import { setImmediate as otherWork } from 'node:timers/promises';
import type { Agency } from '../domain/report';
import { type ItemOutcome, insertItem } from '../store/item-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import type { Session } from '../store/session';
import { mayPass, sqlStateOf } from '../store/store-error';
import type { ExpandedItem } from './expand-archives';
import { readItem } from './read-item';
import type { ReadReport } from './read-report';
import { failed, type ReadItem, storeItem } from './store-item';

/** What reading and storing need besides the items. */
export interface ItemRun {
  readonly session: Session;
  readonly jobId: string;
  /** How many items may be stored at once; one when the session is in a transaction. */
  readonly lanes: number;
  /** The stored agencies that items name by id. */
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly read: ReadReport;
  readonly check: NeighbourCheck;
  /** Hears of an error that made an item fail, for the log. */
  readonly onError: (error: unknown) => void;
}

export interface PlacedItem extends ExpandedItem {
  readonly ordinal: number;
}

/**
 * Reads the items one after the other and stores what was read meanwhile, items of one agency in their order, so that all ends as if they were
 * stored one by one. The answer has null for an item that had an outcome already.
 * @throws when the outcome of an item cannot be written; nothing after it is begun
 */
export async function runItems(run: ItemRun, items: readonly PlacedItem[]): Promise<readonly (ItemOutcome | null)[]> {
  const outcomes: (ItemOutcome | null)[] = [];
  const underWay = new Set<Promise<void>>();
  const lastOfAgency = new Map<string, Promise<void>>();
  const breakdowns: unknown[] = [];
  for (const [place, placed] of items.entries()) {
    await otherWork();
    const read = await readPlaced(run, placed);
    while (underWay.size >= run.lanes) await Promise.race(underWay);
    if (breakdowns.length > 0) break;
    const agency = agencyKey(read);
    const turn = (lastOfAgency.get(agency) ?? Promise.resolve())
      .then(async () => {
        outcomes[place] = await importItem(run, read);
      })
      .catch((error: unknown) => {
        breakdowns.push(error);
      })
      .finally(() => {
        underWay.delete(turn);
      });
    underWay.add(turn);
    lastOfAgency.set(agency, turn);
  }
  await Promise.all(underWay);
  if (breakdowns.length > 0) throw breakdowns[0];
  return outcomes;
}

async function readPlaced(run: ItemRun, { ordinal, item, content }: PlacedItem): Promise<ReadItem> {
  const agency = run.agencies.get(item.agencyId ?? '') ?? null;
  try {
    return { ordinal, item, agencyId: agency?.id ?? null, reading: await readItem(item, content, agency, run.read) };
  } catch (error) {
    run.onError(error);
    const failure = 'The document could not be read because of a fault of the hub; please report it.';
    return { ordinal, item, agencyId: null, reading: { ok: false, failure } };
  }
}

/** Items of equal keys are stored in order; those that cannot be filed wait for nobody. */
function agencyKey({ ordinal, agencyId, reading }: ReadItem): string {
  const agency = reading.ok ? reading.draft.agency : null;
  if (agencyId !== null || agency === null) return `#${agencyId ?? `item ${ordinal}`}`;
  return `${agency.regionCode ?? ''} ${agency.name}`;
}

async function importItem(run: ItemRun, read: ReadItem): Promise<ItemOutcome | null> {
  try {
    return await storeItem(run.session, run.jobId, read, run.check);
  } catch (error) {
    run.onError(error);
    const outcome = failed(read, failureOf(error), mayPass(error));
    return (await insertItem(run.session, run.jobId, outcome)) ? outcome : null;
  }
}

function failureOf(error: unknown): string {
  const state = sqlStateOf(error);
  const reason = state === undefined ? 'a fault of the hub or of its connection' : `SQLSTATE ${state}`;
  return `The report could not be stored (${reason}).`;
}
