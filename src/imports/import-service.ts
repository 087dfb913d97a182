import { randomUUID } from 'node:crypto';
import { checkNeighbours } from '../checks/check-neighbours';
import {
  type ImportAnswer,
  type ImportBatch,
  type Importer,
  type ImportItem,
  type ImportService,
  InvalidImportError,
} from '../domain/importing';
import { READER_VERSION } from '../domain/reader-version';
import type { Agency } from '../domain/report';
import {
  countStoredItems,
  type ItemOutcome,
  importItemOf,
  loadAllItems,
  loadItems,
  pageOfItems,
} from '../store/item-store';
import {
  abandonJob,
  countItems,
  countJobs,
  finishJob,
  jobByKey,
  loadJob,
  loadJobs,
  type OpenedJob,
  openJob,
  unrepeatableJobs,
  whileHoldingJob,
} from '../store/job-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { knownIds } from '../store/report-filter-sql';
import { createReportReader } from '../store/report-reader';
import { rehearse, type Session, type Store, sessionOf } from '../store/session';
import { type ExpandedItem, expandArchives } from './expand-archives';
import { createForeignReader, type ForeignReader } from './foreign-reader';
import { checkBatch, requestSha256 } from './import-batch';
import { type ReadReport, readReportWith } from './read-report';
import { createReadingThreads } from './reading-threads';
import { type ImportObserver, type ItemRun, type PlacedItem, runItems } from './run-items';

/** Groups of items stored at once by one batch: while one is stored, the next is read; more gain nothing on a local database. */
const LANES = 2;
const BROKEN_OFF = 'The import broke off before this item was stored; import it again.';
const STOPPED = 'The hub stopped before this item was imported; import it again.';

export interface ImportOptions {
  /** Reads foreign formats; the service has one of its own unless said, which begins threads when there is something to read for them. */
  readonly foreign?: ForeignReader;
  /** How reports are read; on this thread, and with `foreign` what is no text, unless said. */
  readonly read?: ReadReport;
  readonly check?: NeighbourCheck;
  /** Hears of errors that made an item fail; prints them unless said. */
  readonly onError?: (error: unknown) => void;
  readonly observer?: ImportObserver;
}

/** The use cases of importing on a connected store. */
export function createImportService(store: Store, options: ImportOptions = {}): ImportService {
  return new StoredImports(store, options);
}

class StoredImports implements ImportService {
  readonly #store: Store;
  readonly #options: Required<ImportOptions>;
  /** Jobs this process runs or is going to run. */
  readonly #own = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, options: ImportOptions) {
    this.#store = store;
    const foreign = options.foreign ?? createForeignReader();
    this.#options = {
      foreign,
      read: createReadingThreads(readReportWith(foreign), 0).read,
      check: checkNeighbours,
      onError: (error) => console.error(error),
      observer: { read: () => {}, imported: () => {} },
      ...options,
    };
  }

  async importReports(batch: ImportBatch): Promise<ImportAnswer> {
    checkBatch(batch);
    const items = placed(await expandArchives(batch.items, this.#options.foreign));
    return batch.mode === 'VALIDATE_ONLY' ? this.#validate(batch, items) : this.#commit(batch, items);
  }

  importJob(...[id, by]: Parameters<ImportService['importJob']>) {
    return loadJob(this.#store, id, by);
  }

  importJobs(...[page, by]: Parameters<ImportService['importJobs']>) {
    return loadJobs(this.#store, page, by ?? null);
  }

  countImportJobs(...[by]: Parameters<ImportService['countImportJobs']>) {
    return countJobs(this.#store, by ?? null);
  }

  importItems(...[jobIds, status, page]: Parameters<ImportService['importItems']>) {
    return loadItems(this.#store, jobIds, status, page);
  }

  countImportItems(...[jobIds, status]: Parameters<ImportService['countImportItems']>) {
    return countStoredItems(this.#store, jobIds, status);
  }

  pageOfItems(...[items, page]: Parameters<ImportService['pageOfItems']>) {
    return pageOfItems(items, page);
  }

  async endAbandonedJobs(): Promise<void> {
    for (const id of await unrepeatableJobs(this.#store))
      await whileHoldingJob(this.#store, id, () => abandonJob(this.#store, id, STOPPED));
  }

  async #validate(batch: ImportBatch, expanded: readonly PlacedItem[]): Promise<ImportAnswer> {
    if (batch.idempotencyKey) refuseReuse(await jobByKey(this.#store, batch.idempotencyKey), null);
    const createdAt = new Date();
    const job = jobOf(batch, expanded, null);
    const outcomes = await this.#inTurn(() =>
      rehearse(this.#store, async (session) => {
        await openJob(session, job);
        return this.#run(session, { jobId: job.id, lanes: 1, importer: batch.importer }, expanded);
      }),
    );
    const items = outcomes.flatMap((outcome) => (outcome === null ? [] : [validated(job.id, outcome)]));
    const { id, note } = job;
    return {
      job: {
        id,
        mode: 'VALIDATE_ONLY',
        note,
        createdAt,
        finishedAt: new Date(),
        total: batch.items.length,
        done: items.length,
        counts: countItems(items.map(({ status }) => status)),
        parserVersion: READER_VERSION,
      },
      items,
    };
  }

  async #commit(batch: ImportBatch, expanded: readonly PlacedItem[]): Promise<ImportAnswer> {
    const wanted = jobOf(batch, expanded, batch.idempotencyKey ?? null);
    if (wanted.idempotencyKey === null)
      return this.#runOwn(wanted.id, batch.importer, expanded, true, () => openJob(this.#store, wanted));
    const job = await openJob(this.#store, wanted);
    refuseReuse(job, wanted.requestSha256);
    if (job.finished || this.#own.has(job.id)) return this.#stored(job.id);
    return this.#runOwn(job.id, batch.importer, expanded, job.id === wanted.id);
  }

  /**
   * @param fresh - nothing of the job was done before
   * @param open - done when the job is held: a job that nobody can repeat is never there without somebody who runs it, unless
   *   abandoned; when it breaks off it is ended
   */
  async #runOwn(
    jobId: string,
    importer: Importer | undefined,
    expanded: readonly PlacedItem[],
    fresh: boolean,
    open?: () => Promise<unknown>,
  ): Promise<ImportAnswer> {
    this.#own.add(jobId);
    let items: readonly ImportItem[] | null = null;
    try {
      await this.#inTurn(() =>
        whileHoldingJob(this.#store, jobId, async () => {
          try {
            await open?.();
            items = await this.#import(jobId, importer, expanded, fresh);
          } catch (error) {
            if (open !== undefined) await abandonJob(this.#store, jobId, BROKEN_OFF).catch(this.#options.onError);
            throw error;
          }
        }),
      );
    } finally {
      this.#own.delete(jobId);
    }
    return this.#stored(jobId, items);
  }

  /** Answers null when the items are to be looked up, since some were done before. */
  async #import(
    jobId: string,
    importer: Importer | undefined,
    expanded: readonly PlacedItem[],
    fresh: boolean,
  ): Promise<readonly ImportItem[] | null> {
    const session = sessionOf(this.#store);
    const done = fresh ? [] : await loadAllItems(this.#store, jobId);
    const doneBefore = new Set(done.map(({ ordinal }) => ordinal));
    const left = expanded.filter(({ ordinal }) => !doneBefore.has(ordinal));
    const outcomes = await this.#run(session, { jobId, lanes: LANES, importer }, left);
    await finishJob(this.#store, jobId);
    const items = outcomes.flatMap((outcome) => (outcome === null ? [] : [importItemOf(jobId, outcome)]));
    return items.length === expanded.length ? items : null;
  }

  async #run(
    session: Session,
    { jobId, lanes, importer }: Pick<ItemRun, 'jobId' | 'lanes'> & { readonly importer: Importer | undefined },
    items: readonly PlacedItem[],
  ): Promise<readonly (ItemOutcome | null)[]> {
    const agencies = await this.#agenciesOf(items);
    const run: ItemRun = { session, jobId, lanes, agencies, regions: importer?.regions ?? null, ...this.#options };
    return runItems(run, items);
  }

  async #agenciesOf(items: readonly PlacedItem[]): Promise<ReadonlyMap<string, Agency>> {
    const ids = knownIds([...new Set(items.flatMap(({ item }) => item.agencyId ?? []))]);
    if (ids.length === 0) return new Map();
    const agencies = await createReportReader(this.#store, 'ALL').agenciesById(ids);
    // By the id that is asked for: that of a merged agency names another.
    return new Map(ids.flatMap((id, place) => (agencies[place] ? [[String(id), agencies[place]]] : [])));
  }

  async #stored(jobId: string, known: readonly ImportItem[] | null = null): Promise<ImportAnswer> {
    const job = await loadJob(this.#store, jobId);
    if (job === null) throw new Error(`import job ${jobId} is gone`);
    return { job, items: known ?? (await loadAllItems(this.#store, jobId)) };
  }

  /** One batch at a time: reading is work of this one thread, and batches that wait hold no connection. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}

function jobOf(batch: ImportBatch, expanded: readonly ExpandedItem[], idempotencyKey: string | null) {
  return {
    id: randomUUID(),
    idempotencyKey,
    requestSha256: requestSha256(batch),
    note: batch.note ?? null,
    readerVersion: READER_VERSION,
    clientRefs: expanded.map(({ item }) => item.clientRef),
    importedBy: batch.importer?.actor ?? null,
  };
}

const placed = (items: readonly ExpandedItem[]): readonly PlacedItem[] =>
  items.map((expanded, ordinal) => ({ ordinal, ...expanded }));

/** @param requestSha256 - of the batch that may share the key; null when none may, as a dry run leaves no job */
function refuseReuse(job: OpenedJob | null, sha256: string | null): void {
  if (job !== null && job.requestSha256 !== sha256)
    throw new InvalidImportError(
      'This idempotencyKey belongs to another import; repeat that one unchanged, or use a new key.',
    );
}

/** What COMMIT would answer, with nothing stored to point to. */
function validated(jobId: string, outcome: ItemOutcome): ImportItem {
  const valid = outcome.status === 'CREATED' || outcome.status === 'REVISED';
  return { ...importItemOf(jobId, outcome, valid ? 'VALID' : outcome.status), report: null };
}
