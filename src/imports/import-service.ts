import { randomUUID } from 'node:crypto';
import { checkNeighbours } from '../checks/check-neighbours';
import {
  type ImportAnswer,
  type ImportBatch,
  type ImportService,
  InvalidImportError,
  type RereadAsk,
} from '../domain/importing';
import { READER_VERSION } from '../domain/reader-version';
import { countStoredItems, loadItems, pageOfItems } from '../store/item-store';
import {
  abandonJob,
  countJobs,
  jobByKey,
  loadJob,
  loadJobs,
  unrepeatableJobs,
  whileHoldingJob,
} from '../store/job-store';
import type { NeighbourCheck } from '../store/neighbour-store';
import { cancelJob, retryItems } from '../store/queued-job-store';
import { type Store, sessionOf } from '../store/session';
import { queueReread } from '../store/sources-to-reread';
import { type ExpandedItem, expandArchives } from './expand-archives';
import { createForeignReader, type ForeignReader } from './foreign-reader';
import { checkBatch, checkSaid, MOST_AT_ONCE, requestSha256 } from './import-batch';
import { answerOf, ImportsAtOnce } from './imports-at-once';
import { KEEP_BYTES } from './item-content';
import { itemToQueue, keptKey, queueBatch } from './jobs/queue-batch';
import { createUpload } from './jobs/receive-upload';
import { JobWatch } from './jobs/watch-job';
import { type ReadReport, readReportWith } from './read-report';
import { createReadingThreads } from './reading-threads';
import { type ImportObserver, NO_OBSERVER } from './run-items';

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
  readonly #watch: JobWatch;
  readonly #atOnce: ImportsAtOnce;

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
    this.#atOnce = new ImportsAtOnce(store, this.#options);
  }

  async importReports(batch: ImportBatch): Promise<ImportAnswer> {
    checkBatch(batch);
    const expanded = await this.#expanded(batch);
    if (expanded === null) return this.#queue(batch);
    return this.#atOnce.run(batch, expanded);
  }

  async cancelImportJob(...[id, actor, by]: Parameters<ImportService['cancelImportJob']>) {
    if ((await this.importJob(id, by)) === null) return null;
    await sessionOf(this.#store).transaction((session) => cancelJob(session, id, actor, CANCELLED));
    return this.importJob(id, by);
  }

  async retryImportItems(...[id, clientRefs, actor, by]: Parameters<ImportService['retryImportItems']>) {
    const job = await this.importJob(id, by);
    if (job === null) return null;
    if (!job.queued) throw new InvalidImportError(NOT_KEPT);
    await sessionOf(this.#store).transaction((session) => retryItems(session, id, clientRefs, actor));
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
    return (await answerOf(this.#store, id, [])).job;
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
  async #expanded({ items }: ImportBatch): Promise<readonly ExpandedItem[] | null> {
    return items.length > MOST_AT_ONCE ? null : expandArchives(items, this.#options.foreign, MOST_AT_ONCE);
  }

  async #queue(batch: ImportBatch): Promise<ImportAnswer> {
    const items = batch.items.map(itemToQueue);
    const id = await queueBatch(this.#store, { ...batch, requestSha256: requestSha256(batch) }, items);
    this.#options.onQueued();
    return answerOf(this.#store, id, []);
  }
}
