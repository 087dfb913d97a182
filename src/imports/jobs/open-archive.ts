import { randomUUID } from 'node:crypto';
import { LITTER } from '../../documents/unpack-archive';
import { Unreadable } from '../../documents/unreadable';
import { directoryStart, ZIP_END, zipPlaces } from '../../documents/unzip';
import type { Database } from '../../store/bindings';
import type { ClaimedItem } from '../../store/queue-store';
import { type ItemToQueue, replaceArchive } from '../../store/queued-job-store';
import type { Session } from '../../store/session';
import { insertUpload, readUpload } from '../../store/upload-store';
import { storable } from '../expand-archives';
import { type ClaimedContent, JOB_ARCHIVE, type UploadPlace } from './claimed-content';

type Archive = Extract<ClaimedContent, { readonly kind: 'archive' }>;

const MOST_DIRECTORY = 32 << 20;
const MOST_UNPACKED = 20 * 2 ** 30;

/**
 * Puts the files of an archive in its place in the job, to be worked one by one; only its directory is read.
 * @returns why it cannot be opened; null when it was, or when the worker does not have it any more
 */
export async function openArchive(
  session: Session,
  jobId: string,
  worker: string,
  item: ClaimedItem,
  archive: Archive,
): Promise<string | null> {
  const subject = item.input.filename ? `${item.input.filename} ` : 'The content ';
  if (archive.depth > 2) return `${subject}is an archive in an archive in an archive. Unpack one of them.`;
  let places: readonly UploadPlace[];
  try {
    places = await placesIn(session, item, archive);
  } catch (error) {
    if (error instanceof Unreadable) return subject + error.message;
    throw error;
  }
  if (places.length === 0) return `${subject}is a ZIP archive without files.`;
  await session.transaction(async (transaction) => {
    const kept = item.place === null ? item.uploadId : null;
    const uploadId = kept ?? randomUUID();
    const files = places.map((place) => fileOf(item, place, uploadId));
    if (!(await replaceArchive(transaction, jobId, worker, item, files))) return;
    if (kept === null && archive.bytes !== null) await insertUpload(transaction, uploadId, jobId, archive.bytes);
  });
  return null;
}

async function placesIn(database: Database, item: ClaimedItem, archive: Archive): Promise<readonly UploadPlace[]> {
  const { size, bytes, depth } = archive;
  const read = async (start: number): Promise<Uint8Array> =>
    bytes?.subarray(start) ?? readUpload(database, item.uploadId ?? '', start, size);
  const from = Math.max(0, size - ZIP_END);
  const end = await read(from);
  const start = directoryStart(end, from);
  if (size - start > MOST_DIRECTORY) throw tooLarge('its directory is larger than 32 MB');
  const places = zipPlaces(start < from ? await read(start) : end, Math.min(start, from), JOB_ARCHIVE);
  const files = places.filter(({ path }) => !LITTER.test(path));
  if (files.reduce((sum, file) => sum + file.size, 0) > MOST_UNPACKED)
    throw tooLarge('it would take more than 20 GB unpacked');
  return files.map((place) => ({ ...place, depth }));
}

const tooLarge = (how: string): Unreadable =>
  new Unreadable('LIMIT_EXCEEDED', `is too large: ${how}. Import it in parts.`);

function fileOf(archive: ClaimedItem, place: UploadPlace, uploadId: string): ItemToQueue {
  const { mediaType: _, ...said } = archive.input;
  const path = storable(place.path);
  return {
    clientRef: `${archive.clientRef}/${path}`,
    input: { ...said, filename: path },
    content: null,
    isText: false,
    refusal: null,
    uploadId,
    place: { ...place, path },
    bytes: place.size,
  };
}
