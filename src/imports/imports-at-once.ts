/** Batches that are small enough to be answered when they are done. */
import { randomUUID } from 'node:crypto';
import type { ImportAnswer, ImportBatch, Importer, ImportItem, ImportJob } from '../domain/importing';
import { READER_VERSION } from '../domain/reader-version';
import type { ImportMode } from '../domain/report';
import type { ImportingJob } from '../store/audit-store';
import { type ItemOutcome, importItemOf, loadAllItems } from '../store/item-store';
import {
  abandonJob,
  countItems,
  finishJob,
  insertFinishedJob,
  type JobToOpen,
  jobByKey,
  loadJob,
  openJob,
  whileHoldingJob,
} from '../store/job-store';
import { rehearse, type Session, type Store, sessionOf } from '../store/session';
import { agenciesOf } from './agencies-of';
import type { ExpandedItem } from './expand-archives';
import { refuseReuse, requestSha256 } from './import-batch';
import {
  GROUP,
  type ItemRun,
  importAlone,
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

/** What reading and storing need, whatever the batch. */
export type ImportMeans = Pick<ItemRun, 'read' | 'keepBytes' | 'check' | 'onError' | 'observer'>;

/** Reads and stores batches in this process, and answers with every item. */
export class ImportsAtOnce {
  readonly #store: Store;
  readonly #means: ImportMeans;
  /** Jobs this process runs or is going to run. */
  readonly #own = new Set<string>();
  /** Reading is work of this one thread, and batches that wait hold no connection. */
  readonly #turns = new Turns(1);
  /** While one small batch is stored, the next is read. */
  readonly #smallTurns = new Turns(2);

  constructor(store: Store, means: ImportMeans) {
    this.#store = store;
    this.#means = means;
  }

  /** @throws InvalidImportError when the idempotency key belongs to another request */
  run(batch: ImportBatch, items: readonly ExpandedItem[]): Promise<ImportAnswer> {
    const placed = items.map((expanded, ordinal) => ({ ordinal, ...expanded }));
    return batch.mode === 'VALIDATE_ONLY' ? this.#validate(batch, placed) : this.#commit(batch, placed);
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
    if (job.finished || this.#own.has(job.id)) return answerOf(this.#store, job.id);
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
            if (open !== undefined) await abandonJob(this.#store, jobId, BROKEN_OFF).catch(this.#means.onError);
            throw error;
          }
        }),
      );
    } finally {
      this.#own.delete(jobId);
    }
    return answerOf(this.#store, jobId, items);
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
    return { session, agencies, regions: importer?.regions ?? null, ...this.#means, ...asked };
  }
}

/** @param known - its items, when they are at hand */
export async function answerOf(
  store: Store,
  jobId: string,
  known: readonly ImportItem[] | null = null,
): Promise<ImportAnswer> {
  const job = await loadJob(store, jobId);
  if (job === null) throw new Error(`import job ${jobId} is gone`);
  return { job, items: known ?? (await loadAllItems(store, jobId)) };
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
  { id, note, readerVersion, clientRefs, importedBy }: JobToOpen,
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
    createdBy: importedBy,
    cancelledAt: null,
    cancelledBy: null,
    total: clientRefs.length,
    done: items.length,
    counts: countItems(items.map(({ status }) => status)),
    parserVersion: readerVersion,
  };
}

/** What COMMIT would answer, with nothing stored to point to. */
function validated(jobId: string, outcome: ItemOutcome): ImportItem {
  const valid = outcome.status === 'CREATED' || outcome.status === 'REVISED';
  return { ...importItemOf(jobId, outcome, valid ? 'VALID' : outcome.status), report: null };
}
