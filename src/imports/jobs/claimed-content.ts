import { containerOf } from '../../documents/read-document';
import { Unreadable } from '../../documents/unreadable';
import { packedBytes, readZipPlace, type ZipLimits, type ZipPlace } from '../../documents/unzip';
import type { Database } from '../../store/bindings';
import type { ClaimedItem } from '../../store/queue-store';
import { readUpload } from '../../store/upload-store';
import { type ItemContent, MAX_BYTES, sha256Of, tooLarge } from '../item-content';

/** For archives that are worked file by file: twice what a province has, each file no larger than a file that is sent alone. */
export const JOB_ARCHIVE: ZipLimits = { entries: 65_000, fileBytes: MAX_BYTES, totalBytes: MAX_BYTES, ratio: 400 };

/** A place in an archive that is kept as an upload. */
export interface UploadPlace extends ZipPlace {
  /** How many archives lie around it. */
  readonly depth: number;
}

/** What a claimed item is: a report, or an archive of them, whose bytes are in the upload or at hand. */
export type ClaimedContent =
  | { readonly kind: 'report'; readonly content: ItemContent }
  | { readonly kind: 'archive'; readonly size: number; readonly bytes: Uint8Array | null; readonly depth: number };

const report = (content: ItemContent): ClaimedContent => ({ kind: 'report', content });
const refused = (failure: string): ClaimedContent => report({ ok: false, failure });

/** The content of an item, read from where it is kept; of an archive in an upload no more than its first bytes. */
export async function claimedContent(database: Database, item: ClaimedItem): Promise<ClaimedContent> {
  if (item.refusal !== null) return refused(item.refusal);
  if (item.isText) return textContent(item.content ?? Buffer.alloc(0));
  if (item.content !== null) return bytesContent(item.content, 1);
  if (item.uploadId === null) return refused('The item has no content; give text or contentBase64.');
  if (item.place !== null) return placedContent(database, item.uploadId, item.place as UploadPlace);
  if (item.bytes <= MAX_BYTES) return bytesContent(await readUpload(database, item.uploadId, 0, item.bytes), 1);
  const head = await readUpload(database, item.uploadId, 0, 4);
  // No office document has so many bytes.
  if (head.toString('latin1', 0, 2) === 'PK') return { kind: 'archive', size: item.bytes, bytes: null, depth: 1 };
  return report(tooLarge(item.bytes));
}

function textContent(utf8: Buffer): ClaimedContent {
  return report({ ok: true, content: { text: utf8.toString() }, sha256: sha256Of(utf8), bytes: utf8.length });
}

function bytesContent(bytes: Uint8Array, depth: number): ClaimedContent {
  if (containerOf({ bytes }) === 'zip') return { kind: 'archive', size: bytes.length, bytes, depth };
  return report({ ok: true, content: { bytes }, sha256: sha256Of(bytes), bytes: bytes.length });
}

async function placedContent(database: Database, uploadId: string, place: UploadPlace): Promise<ClaimedContent> {
  try {
    if (place.size > JOB_ARCHIVE.fileBytes) return report(tooLarge(place.size));
    const packed = await readUpload(database, uploadId, place.offset, place.offset + packedBytes(place));
    return bytesContent(readZipPlace(packed, place, JOB_ARCHIVE), place.depth + 1);
  } catch (error) {
    if (error instanceof Unreadable) return refused(`${place.path} ${error.message}`);
    throw error;
  }
}
