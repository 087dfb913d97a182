import type { DataSource } from 'typeorm';
import type { Page, PageAsk } from '../domain/asking';
import type { ImportCounts, ImportJob } from '../domain/importing';
import type { ImportingJob } from './audit-store';
import { Bindings, type Database } from './bindings';
import { arrayLiteral } from './column-arrays';
import { type OrderTerm, pageOf } from './keyset';
import type { Row } from './shape-rows';

/** A job that is asked for by its idempotency key or for the first time. */
export interface OpenedJob extends ImportingJob {
  readonly requestSha256: string;
  readonly finished: boolean;
}

export interface JobToOpen {
  readonly id: string;
  readonly idempotencyKey: string | null;
  readonly requestSha256: string;
  readonly note: string | null;
  readonly readerVersion: string;
  readonly clientRefs: readonly string[];
  readonly importedBy: string | null;
}

/** Opens a job, or gives the one that has its idempotency key, or is it, already. */
export async function openJob(database: Database, job: JobToOpen): Promise<OpenedJob> {
  const made = await database.query<unknown[]>(`${INSERT_JOB} ON CONFLICT DO NOTHING RETURNING id`, [
    ...jobValues(job),
    false,
  ]);
  if (made.length > 0) return { ...job, finished: false };
  const [found] = await database.query<OpenedJob[]>(`${SELECT_OPENED} WHERE id = $1 OR idempotency_key = $2`, [
    job.id,
    job.idempotencyKey,
  ]);
  if (found === undefined) throw new Error('a job can be neither opened nor found');
  return found;
}

/** Writes a job that is finished when the transaction ends, which stores all of its items. */
export async function insertFinishedJob(
  database: Database,
  job: JobToOpen,
): Promise<Pick<ImportJob, 'createdAt' | 'finishedAt'>> {
  const [made] = await database.query<Pick<ImportJob, 'createdAt' | 'finishedAt'>[]>(
    `${INSERT_JOB} RETURNING created_at AS "createdAt", finished_at AS "finishedAt"`,
    [...jobValues(job), true],
  );
  if (made === undefined) throw new Error('a job was not made');
  return made;
}

const INSERT_JOB =
  'INSERT INTO import_job (id, idempotency_key, request_sha256, note, reader_version, client_refs, total, imported_by, finished_at)' +
  ' VALUES ($1, $2, $3, $4, $5, $6, cardinality($6::text[]), $7, CASE WHEN $8::boolean THEN clock_timestamp() END)';

const jobValues = (job: JobToOpen): readonly unknown[] => [
  job.id,
  job.idempotencyKey,
  job.requestSha256,
  job.note,
  job.readerVersion,
  arrayLiteral(job.clientRefs),
  job.importedBy,
];

const SELECT_OPENED =
  'SELECT id, note, imported_by AS "importedBy", request_sha256 AS "requestSha256", finished_at IS NOT NULL AS finished FROM import_job';

/** Null when no job has the key. */
export async function jobByKey(database: Database, idempotencyKey: string | null): Promise<OpenedJob | null> {
  const [found] = await database.query<OpenedJob[]>(`${SELECT_OPENED} WHERE idempotency_key = $1`, [idempotencyKey]);
  return found ?? null;
}

/** Says that every item of the job is done, unless some are waiting to be worked. Answers whether it was this that finished it. */
export async function finishJob(database: Database, id: string): Promise<boolean> {
  const finished = await database.query<unknown[]>(
    'WITH finished AS (UPDATE import_job SET finished_at = now() WHERE id = $1 AND finished_at IS NULL' +
      ' AND NOT EXISTS (SELECT FROM import_pending AS pending WHERE pending.job_id = $1 AND NOT pending.parked) RETURNING id)' +
      ' SELECT id FROM finished',
    [id],
  );
  return finished.length > 0;
}

/** Jobs that are not finished and that nobody can repeat; a process may be running them. */
export async function unrepeatableJobs(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }[]>(
    'SELECT id FROM import_job WHERE finished_at IS NULL AND idempotency_key IS NULL AND NOT queued',
  );
  return rows.map(({ id }) => id);
}

/** Finishes a job that nobody runs: items without an outcome have failed for the reason given, and may be tried again. */
export async function abandonJob(database: Database, id: string, reason: string): Promise<void> {
  await database.query(
    'WITH job AS (UPDATE import_job SET finished_at = now() WHERE id = $1 AND finished_at IS NULL RETURNING id, client_refs)' +
      ' INSERT INTO import_item (job_id, ordinal, client_ref, status, diagnostics, failure, retryable)' +
      " SELECT job.id, asked.place - 1, asked.client_ref, 'FAILED', '[]', $2, true" +
      ' FROM job, unnest(job.client_refs) WITH ORDINALITY AS asked(client_ref, place) ON CONFLICT DO NOTHING',
    [id, reason],
  );
}

/**
 * Runs the job unless somebody else is running it, of any process on this database: then answers false. The lock lives in a session, so it ends
 * with a process that dies.
 */
export async function whileHoldingJob(dataSource: DataSource, id: string, run: () => Promise<void>): Promise<boolean> {
  const session = dataSource.createQueryRunner();
  const lock = BigInt(`0x${id.replaceAll('-', '').slice(0, 15)}`).toString();
  try {
    const [answer] = await session.query('SELECT pg_try_advisory_lock($1::bigint) AS held', [lock]);
    if (!answer.held) return false;
    try {
      await run();
    } finally {
      await session.query('SELECT pg_advisory_unlock($1::bigint)', [lock]);
    }
    return true;
  } finally {
    await session.release();
  }
}

const COUNTED = {
  valid: 'VALID',
  created: 'CREATED',
  revised: 'REVISED',
  duplicate: 'DUPLICATE',
  inReview: 'IN_REVIEW',
  quarantined: 'QUARANTINED',
  failed: 'FAILED',
  queued: 'QUEUED',
  running: 'RUNNING',
} as const satisfies Record<keyof ImportCounts, string>;

type CountsByStatus = Readonly<Partial<Record<string, number>>>;

function countsOf(byStatus: CountsByStatus): ImportCounts {
  const counts = Object.entries(COUNTED).map(([name, word]) => [name, byStatus[word] ?? 0] as const);
  return Object.fromEntries(counts) as Record<keyof ImportCounts, number>;
}

/** How many items have which outcome. */
export function countItems(statuses: readonly string[]): ImportCounts {
  const byStatus: Record<string, number> = {};
  for (const status of statuses) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return countsOf(byStatus);
}

/** Items that a worker has claimed which is alive. Of one statement with the others, so that all add up. */
const RUNNING =
  '(SELECT count(*) FROM import_pending AS pending JOIN import_worker AS worker ON worker.id = pending.claimed_by AND worker.lease_until > now()' +
  ' WHERE pending.job_id = job.id AND NOT pending.parked AND job.finished_at IS NULL) AS running';
const BY_STATUS =
  '(SELECT json_object_agg(counted.status, counted.items) FROM (SELECT item.status, count(*) AS items FROM import_item AS item' +
  ' WHERE item.job_id = job.id GROUP BY item.status) AS counted) AS by_status';
const SELECT_JOB =
  'job.id, job.kind, job.mode, job.queued, job.note, job.created_at, job.imported_by, job.finished_at, job.cancelled_at, job.cancelled_by, job.total, job.reader_version,' +
  ` ${BY_STATUS}, ${RUNNING}`;

function shapeJob(row: Row): ImportJob {
  const byStatus = (row.by_status ?? {}) as CountsByStatus;
  const total = row.total as number;
  const done = Object.values(byStatus).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const running = Math.min(row.running as number, total - done);
  return {
    id: row.id as string,
    kind: row.kind as ImportJob['kind'],
    mode: row.mode as ImportJob['mode'],
    queued: row.queued as boolean,
    note: row.note as string | null,
    createdAt: row.created_at as Date,
    createdBy: row.imported_by as string | null,
    finishedAt: row.finished_at as Date | null,
    cancelledAt: row.cancelled_at as Date | null,
    cancelledBy: row.cancelled_by as string | null,
    total,
    done,
    counts: countsOf({ ...byStatus, RUNNING: running, QUEUED: total - done - running }),
    parserVersion: row.reader_version as string,
  };
}

/** Anything else is the id of no job. */
export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

/** Null when there is no such job, or none of the importer. */
export async function loadJob(database: Database, id: string, by: string | null = null): Promise<ImportJob | null> {
  if (!isUuid(id)) return null;
  const sql = `SELECT ${SELECT_JOB} FROM import_job AS job WHERE job.id = $1 AND ($2::text IS NULL OR job.imported_by = $2)`;
  const [row] = await database.query<Row[]>(sql, [id, by]);
  return row === undefined ? null : shapeJob(row);
}

const NEWEST_FIRST: readonly OrderTerm[] = [
  { name: 'CREATED_AT', sql: 'job.created_at', type: 'timestamptz', direction: 'DESC', nulls: 'LAST' },
  { name: 'ID', sql: 'job.id', type: 'uuid', direction: 'DESC', nulls: 'LAST' },
];

/** Jobs, newest first. */
export function loadJobs(database: Database, page: PageAsk, by: string | null): Promise<Page<ImportJob>> {
  const bindings = new Bindings();
  return pageOf(
    {
      database,
      select: SELECT_JOB,
      from: 'import_job AS job',
      conditions: by === null ? [] : [`job.imported_by = ${bindings.bind(by, 'text')}`],
      order: NEWEST_FIRST,
      bindings,
      shape: shapeJob,
    },
    page,
  );
}

export async function countJobs(database: Database, by: string | null): Promise<number> {
  const [row] = await database.query<{ total: number }[]>(
    'SELECT count(*) AS total FROM import_job WHERE $1::text IS NULL OR imported_by = $1',
    [by],
  );
  return row?.total ?? 0;
}
