/** Jobs that are worked from the queue: opened, grown by the files of archives, cancelled, tried again, ended. */
import type { ImportMode, JobKind } from '../domain/report';
import { insertAuditEntry, noteApart } from './audit-store';
import type { Database } from './bindings';
import {
  arrayLiteral,
  byteaLiteral,
  type Cell,
  columnArrays,
  insertSql,
  partsOf,
  type WrittenTable,
} from './column-arrays';
import { finishJob, jobByKey, type OpenedJob } from './job-store';

export interface JobToQueue {
  readonly id: string;
  readonly idempotencyKey: string | null;
  readonly requestSha256: string;
  /** IMPORT unless said. */
  readonly kind?: JobKind;
  readonly mode: ImportMode;
  readonly note: string | null;
  readonly readerVersion: string;
  /** Of which reports may be stored; null for all. */
  readonly regions: readonly string[] | null;
  readonly importedBy: string | null;
  readonly total: number;
}

/** An item with its content, or where that lies. */
export interface ItemToQueue {
  readonly clientRef: string;
  /** What the importer declares, without the content. */
  readonly input: unknown;
  readonly content: Uint8Array | null;
  readonly isText: boolean;
  /** Why there is no content. */
  readonly refusal: string | null;
  readonly uploadId: string | null;
  readonly place: unknown;
  readonly bytes: number;
}

/**
 * Opens a queued job, or gives the one that has its idempotency key already; to be called in the transaction that inserts its items, so that
 * it is there with all of them or not at all.
 */
export async function openQueuedJob(database: Database, job: JobToQueue): Promise<OpenedJob> {
  const made = await database.query<unknown[]>(
    'INSERT INTO import_job (id, idempotency_key, request_sha256, note, reader_version, client_refs, mode, regions, total, imported_by, kind, queued)' +
      " VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, $8, $9, $10, true) ON CONFLICT DO NOTHING RETURNING id",
    [
      job.id,
      job.idempotencyKey,
      job.requestSha256,
      job.note,
      job.readerVersion,
      job.mode,
      job.regions === null ? null : arrayLiteral(job.regions),
      job.total,
      job.importedBy,
      job.kind ?? 'IMPORT',
    ],
  );
  if (made.length > 0) return { ...job, finished: false };
  const found = await jobByKey(database, job.idempotencyKey);
  if (found === null) throw new Error('a job can be neither queued nor found');
  return found;
}

const PENDING: WrittenTable = {
  name: 'import_pending',
  columns: [
    ['job_id', 'uuid'],
    ['ordinal', 'integer'],
    ['client_ref', 'text'],
    ['input', 'json'],
    ['content', 'bytea'],
    ['is_text', 'boolean'],
    ['refusal', 'text'],
    ['upload_id', 'uuid'],
    ['place', 'json'],
    ['bytes', 'bigint'],
  ],
};
const INSERT_PENDING = insertSql(PENDING);
/** Written by one statement at most; the bytes are those of contents at hand. */
const STATEMENT = { rows: 2000, bytes: 4 << 20 };

/** @param first - ordinal of the first of them */
export async function insertPending(
  database: Database,
  jobId: string,
  first: number,
  items: readonly ItemToQueue[],
): Promise<void> {
  let next = first;
  for (const part of partsOf(items, ({ content }) => content?.length ?? 0, STATEMENT)) {
    const rows = part.map((item) => pendingRow(jobId, next++, item));
    await database.query(INSERT_PENDING, [...columnArrays(PENDING, rows)]);
  }
}

function pendingRow(jobId: string, ordinal: number, item: ItemToQueue): readonly Cell[] {
  return [
    jobId,
    ordinal,
    item.clientRef,
    JSON.stringify(item.input),
    item.content === null ? null : byteaLiteral(item.content),
    item.isText,
    item.refusal,
    item.uploadId,
    item.place === null ? null : JSON.stringify(item.place),
    item.bytes,
  ];
}

/**
 * Puts the files of an archive in its place, at the end of the job; to be called in a transaction. False when the worker does not have the
 * archive any more; then the transaction is to be given up.
 */
export async function replaceArchive(
  database: Database,
  jobId: string,
  worker: string,
  archive: { readonly ordinal: number; readonly clientRef: string },
  files: readonly ItemToQueue[],
): Promise<boolean> {
  await database.query('SELECT id FROM import_job WHERE id = $1 FOR UPDATE', [jobId]);
  const gone = await database.query<unknown[]>(
    'WITH gone AS (DELETE FROM import_pending WHERE job_id = $1 AND ordinal = $2 AND claimed_by = $3 AND NOT parked RETURNING ordinal)' +
      ' SELECT ordinal FROM gone',
    [jobId, archive.ordinal, worker],
  );
  if (gone.length === 0) return false;
  const [row] = await database.query<{ next: number; taken: readonly string[] }[]>(
    `SELECT greatest($2, (SELECT max(ordinal) FROM import_pending WHERE job_id = $1), (SELECT max(ordinal) FROM import_item WHERE job_id = $1)) + 1 AS next,
       array(SELECT client_ref FROM import_pending WHERE job_id = $1 AND starts_with(client_ref, $3)
         UNION SELECT client_ref FROM import_item WHERE job_id = $1 AND starts_with(client_ref, $3)) AS taken`,
    [jobId, archive.ordinal, archive.clientRef],
  );
  const refs = new Set(row?.taken ?? []);
  const named = files.map((file) => ({ ...file, clientRef: unusedRef(refs, file.clientRef) }));
  await insertPending(database, jobId, row?.next ?? archive.ordinal + 1, named);
  await database.query('UPDATE import_job SET total = total + $2 - 1 WHERE id = $1', [jobId, files.length]);
  return true;
}

/** The reference wanted, or with a number behind it; it is used from now on. */
export function unusedRef(refs: Set<string>, wanted: string): string {
  let ref = wanted;
  for (let count = 2; refs.has(ref); count++) ref = `${wanted}#${count}`;
  refs.add(ref);
  return ref;
}

const FAIL_WAITING = `WITH failed AS (
    INSERT INTO import_item (job_id, ordinal, client_ref, status, diagnostics, failure, retryable)
    SELECT job_id, ordinal, client_ref, 'FAILED', '[]', $2, true FROM import_pending
    WHERE job_id = $1 AND NOT parked AND ($3::integer IS NULL OR ordinal = $3)
    ON CONFLICT DO NOTHING RETURNING job_id, ordinal)
  UPDATE import_pending AS pending SET parked = true, claimed_by = NULL
  FROM failed WHERE pending.job_id = failed.job_id AND pending.ordinal = failed.ordinal`;

/** Ends an item that could not be worked; it may be tried again. */
export async function giveItemUp(database: Database, jobId: string, ordinal: number, reason: string): Promise<void> {
  await database.query(FAIL_WAITING, [jobId, reason, ordinal]);
}

/** Ends a job before its end: what waits has failed, and may be tried again. False when there was nothing to cancel. To be called in a transaction. */
export async function cancelJob(database: Database, jobId: string, actor: string, reason: string): Promise<boolean> {
  const open = await database.query<unknown[]>(
    'WITH cancelled AS (UPDATE import_job SET cancelled_at = now(), cancelled_by = $2, finished_at = now()' +
      ' WHERE id = $1 AND queued AND finished_at IS NULL RETURNING id) SELECT id FROM cancelled',
    [jobId, actor],
  );
  if (open.length === 0) return false;
  await database.query(FAIL_WAITING, [jobId, reason, null]);
  await insertAuditEntry(database, noteApart(actor, 'CANCEL', [{ what: 'job', before: jobId, after: null }]));
  return true;
}

/**
 * Lets items that failed wait again, when they may succeed and their contents are there. To be called in a transaction.
 * @param clientRefs - only these; null for all
 */
export async function retryItems(
  database: Database,
  jobId: string,
  clientRefs: readonly string[] | null,
  actor: string,
): Promise<void> {
  await database.query('SELECT id FROM import_job WHERE id = $1 FOR UPDATE', [jobId]);
  const retried = await database.query<unknown[]>(
    `WITH undone AS (
       DELETE FROM import_item AS item USING import_pending AS pending
       WHERE item.job_id = $1 AND item.status = 'FAILED' AND item.retryable AND ($2::text[] IS NULL OR item.client_ref = ANY($2))
         AND pending.job_id = item.job_id AND pending.ordinal = item.ordinal RETURNING item.ordinal),
     waiting AS (
       UPDATE import_pending AS pending SET parked = false, tries = 0, claimed_by = NULL, agency_key = NULL
       FROM undone WHERE pending.job_id = $1 AND pending.ordinal = undone.ordinal RETURNING pending.ordinal)
     SELECT ordinal FROM waiting`,
    [jobId, clientRefs],
  );
  if (retried.length === 0) return;
  await database.query(
    'UPDATE import_job SET finished_at = NULL, cancelled_at = NULL, cancelled_by = NULL WHERE id = $1',
    [jobId],
  );
  const changes = [
    { what: 'job', before: null, after: jobId },
    { what: 'items', before: null, after: String(retried.length) },
  ];
  await insertAuditEntry(database, noteApart(actor, 'RETRY', changes));
}

const FORGET = `WITH forgotten AS (
    DELETE FROM import_pending AS pending USING import_job AS job
    WHERE job.id = pending.job_id AND pending.parked AND job.finished_at < now() - interval '30 days'
    RETURNING pending.job_id, pending.ordinal),
  final AS (
    UPDATE import_item AS item SET retryable = false FROM forgotten
    WHERE item.job_id = forgotten.job_id AND item.ordinal = forgotten.ordinal)
  DELETE FROM import_upload AS upload USING import_job AS job
  WHERE job.id = upload.job_id AND job.finished_at < now() - interval '30 days'`;

/** Contents that were kept for items to be tried again, of jobs that ended thirty days ago or more: what nobody has tried again since stays as it is. */
export async function forgetContents(database: Database): Promise<void> {
  await database.query(FORGET);
}

/** Ends the job when nothing of it waits; contents that nobody can ask for again go. */
export async function finishQueuedJob(database: Database, jobId: string): Promise<boolean> {
  if (!(await finishJob(database, jobId))) return false;
  await database.query(
    'DELETE FROM import_pending AS pending USING import_item AS item WHERE pending.job_id = $1 AND item.job_id = $1' +
      ' AND item.ordinal = pending.ordinal AND NOT item.retryable',
    [jobId],
  );
  await database.query(
    'DELETE FROM import_upload AS upload WHERE upload.job_id = $1' +
      ' AND NOT EXISTS (SELECT FROM import_pending AS pending WHERE pending.job_id = $1 AND pending.upload_id = upload.id)',
    [jobId],
  );
  return true;
}
