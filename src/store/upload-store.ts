import type { Database } from './bindings';

/** Bytes of a piece of an upload; the last one may have fewer. */
export const UPLOAD_PART = 1 << 20;

export async function openUpload(database: Database, id: string): Promise<void> {
  await database.query('INSERT INTO import_upload (id) VALUES ($1)', [id]);
}

/** @param bytes - `UPLOAD_PART` of them, unless it is the last part */
export async function insertUploadPart(database: Database, id: string, place: number, bytes: Buffer): Promise<void> {
  await database.query('INSERT INTO import_upload_part (upload_id, place, bytes) VALUES ($1, $2, $3)', [
    id,
    place,
    bytes,
  ]);
}

/** Keeps bytes at hand as an upload of a job. */
export async function insertUpload(database: Database, id: string, jobId: string, bytes: Uint8Array): Promise<void> {
  await openUpload(database, id);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = 0; place * UPLOAD_PART < buffer.length; place += 1)
    await insertUploadPart(database, id, place, buffer.subarray(place * UPLOAD_PART, (place + 1) * UPLOAD_PART));
  await assignUploads(database, [id], jobId);
}

/** From now on the uploads end with the job. */
export async function assignUploads(database: Database, ids: readonly string[], jobId: string): Promise<void> {
  await database.query('UPDATE import_upload SET job_id = $2 WHERE id = ANY($1::uuid[])', [ids, jobId]);
}

/** Removes uploads that are no job's. */
export async function deleteUploads(database: Database, ids: readonly string[]): Promise<void> {
  await database.query('DELETE FROM import_upload WHERE id = ANY($1::uuid[]) AND job_id IS NULL', [ids]);
}

/** Removes uploads whose sender was cut off, or whose server died, a day ago or more. */
export async function deleteOrphanedUploads(database: Database): Promise<void> {
  await database.query("DELETE FROM import_upload WHERE job_id IS NULL AND created_at < now() - interval '1 day'");
}

/** The bytes of an upload from `start` up to `end`, as far as there are. */
export async function readUpload(database: Database, id: string, start: number, end: number): Promise<Buffer> {
  const rows = await database.query<{ bytes: Buffer }[]>(
    `SELECT substring(bytes FROM greatest($2::bigint - place * ${UPLOAD_PART}::bigint, 0)::integer + 1
        FOR least($3::bigint - place * ${UPLOAD_PART}::bigint, ${UPLOAD_PART})::integer
          - greatest($2::bigint - place * ${UPLOAD_PART}::bigint, 0)::integer) AS bytes
      FROM import_upload_part WHERE upload_id = $1 AND place BETWEEN $2::bigint / ${UPLOAD_PART} AND ($3::bigint - 1) / ${UPLOAD_PART}
      ORDER BY place`,
    [id, start, end],
  );
  return Buffer.concat(rows.map(({ bytes }) => bytes));
}
