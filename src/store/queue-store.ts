/** Items that wait to be worked: who has claimed which, and for how long. Nothing here is told by NOTIFY: workers look. */
import type { ImportItemInput } from '../domain/importing';
import type { ImportMode, JobKind } from '../domain/report';
import type { Database } from './bindings';
import { arrayLiteral } from './column-arrays';
import type { Session } from './session';
import { mayPass } from './store-error';

/** A job that is worked from the queue and not finished. */
export interface QueuedJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly mode: ImportMode;
  readonly note: string | null;
  readonly importedBy: string | null;
  /** Of which reports may be stored; null for all. */
  readonly regions: readonly string[] | null;
}

export async function openQueuedJobs(database: Database): Promise<readonly QueuedJob[]> {
  return database.query<QueuedJob[]>(
    'SELECT id, kind, mode, note, imported_by AS "importedBy", regions FROM import_job' +
      ' WHERE queued AND finished_at IS NULL ORDER BY created_at, id LIMIT 1000',
  );
}

/** Whether there is anything that a worker could claim or finish. */
export async function hasOpenJobs(database: Database): Promise<boolean> {
  const rows = await database.query<unknown[]>('SELECT FROM import_job WHERE queued AND finished_at IS NULL LIMIT 1');
  return rows.length > 0;
}

/** Says that a worker is alive, for so many milliseconds from now. */
export async function renewLease(database: Database, worker: string, leaseMs: number): Promise<void> {
  await database.query(
    "INSERT INTO import_worker (id, lease_until) VALUES ($1, now() + $2::integer * interval '1 ms')" +
      ' ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until',
    [worker, leaseMs],
  );
}

/** A worker that has ended in good order, and those that were lost a day ago or more. */
export async function endLease(database: Database, worker: string): Promise<void> {
  await database.query("DELETE FROM import_worker WHERE id = $1 OR lease_until < now() - interval '1 day'", [worker]);
}

export interface ClaimedItem {
  readonly ordinal: number;
  readonly clientRef: string;
  readonly input: Omit<ImportItemInput, 'text' | 'contentBase64'>;
  readonly content: Buffer | null;
  readonly isText: boolean;
  readonly refusal: string | null;
  readonly uploadId: string | null;
  /** Where it lies in an archive; null when it lies in none. */
  readonly place: unknown;
  readonly bytes: number;
  /** How often it was taken alone, this time included. */
  readonly tries: number;
  readonly trouble: string | null;
}

/** How much is claimed at a time. */
export interface ClaimLimits {
  readonly items: number;
  /** Of their contents together; one item may have more. */
  readonly bytes: number;
  /** Items that may be what ended a worker, too. */
  readonly suspects: boolean;
}

const CLAIMED = `pending.ordinal, pending.client_ref AS "clientRef", pending.input, pending.content, pending.is_text AS "isText",
      pending.refusal, pending.upload_id AS "uploadId", pending.place, pending.bytes, pending.tries, pending.trouble`;

/**
 * A value, not NOT EXISTS: of that PostgreSQL makes a join, and a row that somebody else has just claimed it looks at again without what it joins,
 * so that it would count as free.
 */
const IS_FREE =
  '(SELECT worker.lease_until > now() FROM import_worker AS worker WHERE worker.id = pending.claimed_by) IS NOT TRUE';

/** What was claimed by a worker that was lost may be what ended it: it is taken alone, and each time counts. */
const IS_SUSPECT = '(pending.claimed_by IS NOT NULL OR pending.tries > 0)';

const CLAIM = `WITH free AS MATERIALIZED (
    SELECT pending.ordinal, pending.bytes, ${IS_SUSPECT} AS suspect
    FROM import_pending AS pending WHERE pending.job_id = $1 AND NOT pending.parked AND ${IS_FREE} AND ($5 OR NOT ${IS_SUSPECT})
    ORDER BY pending.ordinal LIMIT $3 FOR UPDATE SKIP LOCKED),
  seated AS (
    SELECT ordinal, row_number() OVER sequence AS seat, bool_or(suspect) OVER sequence AS suspect,
      sum(bytes) OVER sequence - bytes AS before
    FROM free WINDOW sequence AS (ORDER BY ordinal)),
  taken AS (SELECT ordinal, count(*) OVER () AS items FROM seated WHERE seat = 1 OR (NOT suspect AND before < $4)),
  claimed AS (
    UPDATE import_pending AS pending SET claimed_by = $2, tries = pending.tries + CASE WHEN taken.items = 1 THEN 1 ELSE 0 END
    FROM taken WHERE pending.job_id = $1 AND pending.ordinal = taken.ordinal
    RETURNING ${CLAIMED})
  SELECT * FROM claimed ORDER BY ordinal`;

/** Claims the first items of a job that nobody has, and that nobody else is just claiming. */
export async function claimItems(
  database: Database,
  jobId: string,
  worker: string,
  limits: ClaimLimits,
): Promise<readonly ClaimedItem[]> {
  return database.query<ClaimedItem[]>(CLAIM, [jobId, worker, limits.items, limits.bytes, limits.suspects]);
}

/** Gives items back that could not be worked. @param counts - whether this was a try of theirs */
export async function releaseItems(
  database: Database,
  jobId: string,
  worker: string,
  ordinals: readonly number[],
  counts: boolean,
  trouble: string | null,
): Promise<void> {
  await database.query(
    `UPDATE import_pending SET claimed_by = NULL, trouble = coalesce($5, trouble),
       tries = CASE WHEN $4 THEN greatest(tries, 1) ELSE greatest(tries - 1, 0) END
     WHERE job_id = $1 AND claimed_by = $2 AND ordinal = ANY($3::integer[]) AND NOT parked`,
    [jobId, worker, arrayLiteral(ordinals), counts, trouble],
  );
}

/** Which agency an item will be filed under. */
export interface KeyedItem {
  readonly ordinal: number;
  readonly key: string;
}

const columnsOf = (items: readonly KeyedItem[]): [ordinals: string, keys: string] => [
  arrayLiteral(items.map(({ ordinal }) => ordinal)),
  arrayLiteral(items.map(({ key }) => key)),
];

/** Says that items were read. Answers which of them the worker still has: of a cancelled job none. */
export async function publishKeys(
  database: Database,
  jobId: string,
  worker: string,
  items: readonly KeyedItem[],
): Promise<ReadonlySet<number>> {
  const rows = await database.query<{ ordinal: number }[]>(
    'WITH kept AS (UPDATE import_pending AS pending SET agency_key = read.key FROM unnest($3::integer[], $4::text[]) AS read(ordinal, key)' +
      ' WHERE pending.job_id = $1 AND pending.claimed_by = $2 AND pending.ordinal = read.ordinal AND NOT pending.parked' +
      ' RETURNING pending.ordinal) SELECT ordinal FROM kept',
    [jobId, worker, ...columnsOf(items)],
  );
  return new Set(rows.map(({ ordinal }) => ordinal));
}

const firstBlockedSql = (blocker: string): string =>
  `SELECT min(mine.ordinal) AS ordinal FROM unnest($2::integer[], $3::text[]) AS mine(ordinal, key)
   WHERE EXISTS (SELECT FROM import_pending AS pending WHERE pending.job_id = $1 AND NOT pending.parked
     AND pending.ordinal < mine.ordinal AND (pending.agency_key IS NULL OR pending.agency_key = mine.key)
     AND pending.ordinal <> ALL($2::integer[]) AND ${blocker})`;
const FIRST_BLOCKED = firstBlockedSql('true');
const FIRST_FORSAKEN = firstBlockedSql(IS_FREE);

/**
 * The first of some items that has to wait: an earlier one of the same agency is not stored yet, or it is not known of which agency an earlier
 * one is. Null when none has to. So a job ends the same however many workers it has, and whenever they are lost.
 */
export function firstBlocked(database: Database, jobId: string, items: readonly KeyedItem[]): Promise<number | null> {
  return firstOf(database, FIRST_BLOCKED, jobId, items);
}

/** The first that has to wait for one that nobody is at. */
export function firstForsaken(database: Database, jobId: string, items: readonly KeyedItem[]): Promise<number | null> {
  return firstOf(database, FIRST_FORSAKEN, jobId, items);
}

async function firstOf(
  database: Database,
  sql: string,
  jobId: string,
  items: readonly KeyedItem[],
): Promise<number | null> {
  const [row] = await database.query<{ ordinal: number | null }[]>(sql, [jobId, ...columnsOf(items)]);
  return row?.ordinal ?? null;
}

const SETTLE =
  'DELETE FROM import_pending AS pending USING import_item AS item WHERE pending.job_id = $1 AND pending.ordinal = ANY($2::integer[])' +
  ' AND item.job_id = pending.job_id AND item.ordinal = pending.ordinal AND NOT item.retryable';
const PARK =
  'UPDATE import_pending AS pending SET parked = true, claimed_by = NULL FROM import_item AS item' +
  ' WHERE pending.job_id = $1 AND pending.ordinal = ANY($2::integer[]) AND item.job_id = pending.job_id AND item.ordinal = pending.ordinal';

/** An item that has an outcome waits no longer. @param keep - its content stays, as that of a dry run does */
export async function settleItems(
  database: Database,
  jobId: string,
  ordinals: readonly number[],
  keep: boolean,
): Promise<void> {
  await database.query(keep ? PARK : SETTLE, [jobId, arrayLiteral(ordinals)]);
}

/**
 * A session for storing items of a job, in which the transaction that writes their outcomes also ends their waiting. After an error that may
 * pass, no outcome is written: the items are to be tried again.
 */
export function settling(session: Session, jobId: string, ordinals: readonly number[]): Session {
  let passing: unknown;
  const settled = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
    passing = undefined;
    try {
      return await session.transaction(async (transaction) => {
        const result = await work(transaction);
        await settleItems(transaction, jobId, ordinals, false);
        return result;
      });
    } catch (error) {
      if (mayPass(error)) passing = error;
      throw error;
    }
  };
  return {
    transaction: settled,
    query: <Rows>(sql: string, parameters?: unknown[]): Promise<Rows> => {
      if (passing !== undefined) return Promise.reject(passing);
      return settled((transaction) => transaction.query<Rows>(sql, parameters));
    },
  };
}

/** Earlier items of a dry run that are of the same agencies, with their contents. */
export async function earlierOfAgencies(
  database: Database,
  jobId: string,
  items: readonly KeyedItem[],
): Promise<readonly ClaimedItem[]> {
  return database.query<ClaimedItem[]>(
    `SELECT ${CLAIMED} FROM import_pending AS pending WHERE job_id = $1 AND parked AND agency_key = ANY($3::text[]) AND ordinal <> ALL($2::integer[])
     ORDER BY ordinal`,
    [jobId, ...columnsOf(items)],
  );
}
