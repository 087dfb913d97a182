import { randomUUID } from 'node:crypto';
import { checkNeighbours } from '../checks/check-neighbours';
import {
  type ImportAnswer,
  type ImportBatch,
  type Importer,
  type ImportItem,
  type ImportJob,
  type ImportService,
  InvalidImportError,
  type RereadAsk,
} from '../domain/importing';
import { READER_VERSION } from '../domain/reader-version';
import type { ImportMode } from '../domain/report';
import type { ImportingJob } from '../store/audit-store';
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
  insertFinishedJob,
  type JobToOpen,
  jobByKey,
  loadJob,
  loadJobs,
  openJob,
  unrepeatableJobs,
  whileHoldingJob,
} from '../store/job-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { cancelJob, retryItems } from '../store/queued-job-store';
import { rehearse, type Session, type Store, sessionOf } from '../store/session';
import { queueReread } from '../store/sources-to-reread';
import { agenciesOf } from './agencies-of';
import { type ExpandedItem, expandArchives } from './expand-archives';
import { createForeignReader, type ForeignReader } from './foreign-reader';
import { checkBatch, checkSaid, MOST_AT_ONCE, refuseReuse, requestSha256 } from './import-batch';
import { KEEP_BYTES } from './item-content';
import { itemToQueue, keptKey, queueBatch } from './jobs/queue-batch';
import { createUpload } from './jobs/receive-upload';
import { JobWatch } from './jobs/watch-job';
import { type ReadReport, readReportWith } from './read-report';
import { createReadingThreads } from './reading-threads';
import {
  GROUP,
  type ImportObserver,
  type ItemRun,
  importAlone,
  NO_OBSERVER,
  observe,
  type PlacedItem,
  readPlaced,
  runItems,
  storeWith,
} from './run-items';
import { Turns } from './turns';

/** Groups of items stored at once by one batch: while one is stored, the next is read; more gain nothing on a local database. */
const LANES = 2;
const BROKEN_OFF = 'The import broke off before this item was stored; import it again.';
const CANCELLED = 'The import was cancelled before this item was imported; try it again to go on.';
const NOT_KEPT =
  'This import was answered at once, and the contents of its items were not kept; send those that failed again.';
const STOPPED = 'The hub stopped before this item was imported; import it again.';

export interface ImportOptions {
  /** Reads foreign formats; the service has one of its own unless said, which begins threads when there is something to read for them. */
  readonly foreign?: ForeignReader;
  /** How reports are read; on this thread, and with `foreign` what is no text, unless said. */
  readonly read?: ReadReport;
  /** Files of so many bytes or fewer are kept; 20 MB, as large as one may be, unless said. */
  readonly keepBytes?: number;
  readonly check?: NeighbourCheck;
  /** Hears of errors that made an item fail; prints them unless said. */
  readonly onError?: (error: unknown) => void;
  /** Hears that there is something for workers to do. */
  readonly onQueued?: () => void;
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
  readonly #watch: JobWatch;
  /** Reading is work of this one thread, and batches that wait hold no connection. */
  readonly #turns = new Turns(1);
  /** While one small batch is stored, the next is read. */
  readonly #smallTurns = new Turns(2);

  constructor(store: Store, options: ImportOptions) {
    this.#store = store;
    this.#watch = new JobWatch(store);
    const foreign = options.foreign ?? createForeignReader();
    this.#options = {
      foreign,
      read: createReadingThreads(readReportWith(foreign), 0).read,
      keepBytes: KEEP_BYTES,
      check: checkNeighbours,
      onError: (error) => console.error(error),
      onQueued: () => {},
      observer: NO_OBSERVER,
      ...options,
    };
  }

  async importReports(batch: ImportBatch): Promise<ImportAnswer> {
    checkBatch(batch);
    const expanded = await this.#atOnce(batch);
    if (expanded === null) return this.#queue(batch);
    const items = placed(expanded);
    return batch.mode === 'VALIDATE_ONLY' ? this.#validate(batch, items) : this.#commit(batch, items);
  }

  async cancelImportJob(...[id, by]: Parameters<ImportService['cancelImportJob']>) {
    if ((await this.importJob(id, by)) === null) return null;
    await sessionOf(this.#store).transaction((session) => cancelJob(session, id, CANCELLED));
    return this.importJob(id, by);
  }

  async retryImportItems(...[id, clientRefs, by]: Parameters<ImportService['retryImportItems']>) {
    const job = await this.importJob(id, by);
    if (job === null) return null;
    if (!job.queued) throw new InvalidImportError(NOT_KEPT);
    await sessionOf(this.#store).transaction((session) => retryItems(session, id, clientRefs));
    this.#options.onQueued();
    return this.importJob(id, by);
  }

  async rereadReports({ filter, mode, note, importer }: RereadAsk) {
    const id = randomUUID();
    checkSaid({ mode, note });
    const { regions, actor: importedBy } = importer;
    const bound = regions === null ? filter : { and: [filter, { within: regions }] };
    const job = { id, filter: bound, mode, note, readerVersion: READER_VERSION, importedBy, regions };
    await sessionOf(this.#store).transaction((session) => queueReread(session, job));
    this.#options.onQueued();
    return (await this.#stored(id, [])).job;
  }

  beginUpload() {
    return createUpload(this.#store, this.#options.onQueued);
  }

  watchImportJob(...[id, by]: Parameters<ImportService['watchImportJob']>) {
    return this.#watch.watch(id, by ?? null);
  }

  importJob(...[id, by]: Parameters<ImportService['importJob']>) {
    return loadJob(this.#store, id, by);
  }

  async importJobOfKey(...[idempotencyKey, mode, by]: Parameters<ImportService['importJobOfKey']>) {
    const job = await jobByKey(this.#store, keptKey(idempotencyKey, mode));
    return job === null ? null : this.importJob(job.id, by);
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

  /** The items when the batch is small enough to be answered when it is done. */
  async #atOnce({ items }: ImportBatch): Promise<readonly ExpandedItem[] | null> {
    return items.length > MOST_AT_ONCE ? null : expandArchives(items, this.#options.foreign, MOST_AT_ONCE);
  }

  async #queue(batch: ImportBatch): Promise<ImportAnswer> {
    const items = batch.items.map(itemToQueue);
    const id = await queueBatch(this.#store, { ...batch, requestSha256: requestSha256(batch) }, items);
    this.#options.onQueued();
    return this.#stored(id, []);
  }

  async #validate(batch: ImportBatch, expanded: readonly PlacedItem[]): Promise<ImportAnswer> {
    if (batch.idempotencyKey) refuseReuse(await jobByKey(this.#store, batch.idempotencyKey), null);
    const createdAt = new Date();
    const job = jobOf(batch, expanded, null);
    const outcomes = await this.#turns.take(() =>
      rehearse(this.#store, async (session) => {
        await openJob(session, job);
        const run = await this.#runOf(session, { job, lanes: 1, keepBytes: 0 }, batch.importer, expanded);
        return runItems(run, expanded);
      }),
    );
    const items = outcomes.flatMap((outcome) => (outcome === null ? [] : [validated(job.id, outcome)]));
    return { job: answered(job, 'VALIDATE_ONLY', items, { createdAt, finishedAt: new Date() }), items };
  }

  async #commit({ importer, ...batch }: ImportBatch, expanded: readonly PlacedItem[]): Promise<ImportAnswer> {
    const wanted = jobOf({ importer, ...batch }, expanded, batch.idempotencyKey ?? null);
    const work = (job: ImportingJob, fresh: boolean) => () => this.#import(job, importer, expanded, fresh);
    if (wanted.idempotencyKey === null) {
      if (expanded.length <= GROUP) return this.#commitTogether(wanted, importer, expanded);
      return this.#runOwn(wanted.id, work(wanted, true), () => openJob(this.#store, wanted));
    }
    const job = await openJob(this.#store, wanted);
    refuseReuse(job, wanted.requestSha256);
    if (job.finished || this.#own.has(job.id)) return this.#stored(job.id);
    return this.#runOwn(job.id, work(job, job.id === wanted.id));
  }

  /** A small batch that nobody can repeat is stored with its job by one transaction, and item by item only when that fails. */
  #commitTogether(
    wanted: JobToOpen,
    importer: Importer | undefined,
    expanded: readonly PlacedItem[],
  ): Promise<ImportAnswer> {
    return this.#smallTurns.take(async () => {
      const run = await this.#runOf(sessionOf(this.#store), { job: wanted, lanes: 1 }, importer, expanded);
      const reads = await Promise.all(expanded.map((placed) => readPlaced(run, placed)));
      const stored = await storeWith(run, reads, (database) => insertFinishedJob(database, wanted));
      if (stored === null) {
        const alone = async () => {
          const outcomes = await importAlone(run, reads);
          observe(run, outcomes);
          return outcomes;
        };
        return this.#runOwn(wanted.id, alone, () => openJob(this.#store, wanted));
      }
      observe(run, stored.outcomes);
      const items = stored.outcomes.map((outcome) => importItemOf(wanted.id, outcome));
      return { job: answered(wanted, 'COMMIT', items, stored.opened), items };
    });
  }

  /**
   * @param work - answers null for items that had an outcome before
   * @param open - done when the job is held: a job that nobody can repeat is never there without somebody who runs it, unless
   *   abandoned; when it breaks off it is ended
   */
  async #runOwn(
    jobId: string,
    work: () => Promise<readonly (ItemOutcome | null)[]>,
    open?: () => Promise<unknown>,
  ): Promise<ImportAnswer> {
    this.#own.add(jobId);
    let items: readonly ImportItem[] | null = null;
    try {
      await this.#turns.take(() =>
        whileHoldingJob(this.#store, jobId, async () => {
          try {
            await open?.();
            const outcomes = await work();
            await finishJob(this.#store, jobId);
            const known = outcomes.flatMap((outcome) => (outcome === null ? [] : [importItemOf(jobId, outcome)]));
            if (known.length === outcomes.length) items = known;
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

  /** @param fresh - nothing of the job was done before */
  async #import(
    job: ImportingJob,
    importer: Importer | undefined,
    expanded: readonly PlacedItem[],
    fresh: boolean,
  ): Promise<readonly (ItemOutcome | null)[]> {
    const done = fresh ? [] : await loadAllItems(this.#store, job.id);
    const doneBefore = new Set(done.map(({ ordinal }) => ordinal));
    const left = expanded.filter(({ ordinal }) => !doneBefore.has(ordinal));
    const run = await this.#runOf(sessionOf(this.#store), { job, lanes: LANES }, importer, left);
    return [...done.map(() => null), ...(await runItems(run, left))];
  }

  async #runOf(
    session: Session,
    asked: Pick<ItemRun, 'job' | 'lanes'> & Partial<Pick<ItemRun, 'keepBytes'>>,
    importer: Importer | undefined,
    items: readonly PlacedItem[],
  ): Promise<ItemRun> {
    const agencies = await agenciesOf(
      this.#store,
      items.map(({ item }) => item),
    );
    return { session, agencies, regions: importer?.regions ?? null, ...this.#options, ...asked };
  }

  async #stored(jobId: string, known: readonly ImportItem[] | null = null): Promise<ImportAnswer> {
    const job = await loadJob(this.#store, jobId);
    if (job === null) throw new Error(`import job ${jobId} is gone`);
    return { job, items: known ?? (await loadAllItems(this.#store, jobId)) };
  }
}

function jobOf(batch: ImportBatch, expanded: readonly ExpandedItem[], idempotencyKey: string | null): JobToOpen {
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

/** A job that was answered when it was done. */
function answered(
  { id, note, readerVersion, clientRefs }: JobToOpen,
  mode: ImportMode,
  items: readonly ImportItem[],
  times: Pick<ImportJob, 'createdAt' | 'finishedAt'>,
): ImportJob {
  return {
    id,
    kind: 'IMPORT',
    mode,
    queued: false,
    note,
    ...times,
    cancelledAt: null,
    total: clientRefs.length,
    done: items.length,
    counts: countItems(items.map(({ status }) => status)),
    parserVersion: readerVersion,
  };
}

const placed = (items: readonly ExpandedItem[]): readonly PlacedItem[] =>
  items.map((expanded, ordinal) => ({ ordinal, ...expanded }));

/** What COMMIT would answer, with nothing stored to point to. */
function validated(jobId: string, outcome: ItemOutcome): ImportItem {
  const valid = outcome.status === 'CREATED' || outcome.status === 'REVISED';
  return { ...importItemOf(jobId, outcome, valid ? 'VALID' : outcome.status), report: null };
}
