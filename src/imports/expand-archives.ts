import { containerOf } from '../documents/read-document';
import type { ArchiveFile } from '../documents/unpack-archive';
import type { ImportItemInput } from '../domain/importing';
import { unusedRef } from '../store/queued-job-store';
import type { ForeignReader } from './foreign-reader';
import { contentOf, type ItemContent, sha256Of } from './item-content';

/** An item of a batch, or a file of an archive that was one. */
export interface ExpandedItem {
  readonly item: ImportItemInput;
  /** Of a file of an archive; null of an item, which has its own. */
  readonly content: ItemContent | null;
}

const MOST_BYTES = 100 << 20;
/** How the base64 of a ZIP archive begins. */
const ZIP_BASE64 = /^UEs(?:DB|FB|HC)/;

/**
 * Puts the files of each ZIP archive in its place, with what is said of the archive said of each of them; `clientRef/path` tells them apart. Null
 * when that makes more than `most` items, or 100 MB.
 */
export async function expandArchives(
  items: readonly ImportItemInput[],
  foreign: ForeignReader,
  most: number,
): Promise<readonly ExpandedItem[] | null> {
  const expanded: ExpandedItem[] = [];
  const refs = new Set(items.map(({ clientRef }) => clientRef));
  let bytes = 0;
  for (const item of items) {
    const files = await filesOf(item, foreign);
    if (files === 'too many') return null;
    if (files === null) {
      expanded.push({ item, content: null });
      continue;
    }
    for (const file of files) {
      const { contentBase64: _, mediaType: __, ...said } = item;
      const path = storable(file.path);
      const clientRef = unusedRef(refs, `${item.clientRef}/${path}`);
      expanded.push({ item: { ...said, clientRef, filename: path }, content: contentOfFile(file) });
      bytes += 'bytes' in file ? file.bytes.length : 0;
    }
    if (expanded.length > most || bytes > MOST_BYTES) return null;
  }
  return expanded;
}

/** The files of an archive, or null of anything else: an archive that cannot be opened says so when it is read. */
async function filesOf(
  item: ImportItemInput,
  foreign: ForeignReader,
): Promise<readonly ArchiveFile[] | 'too many' | null> {
  if (typeof item.contentBase64 !== 'string' || !ZIP_BASE64.test(item.contentBase64)) return null;
  const content = contentOf(item);
  if (!content.ok || !('bytes' in content.content) || containerOf(content.content) !== 'zip') return null;
  const result = await foreign.unpack({ bytes: content.content.bytes, filename: item.filename ?? undefined });
  if (result.ok) return result.files;
  return result.code === 'LIMIT_EXCEEDED' ? 'too many' : null;
}

function contentOfFile(file: ArchiveFile): ItemContent {
  if ('failure' in file) return { ok: false, failure: storable(file.failure) };
  const { bytes } = file;
  return { ok: true, content: { bytes }, sha256: sha256Of(bytes), bytes: bytes.length };
}

/** A name as it can be stored. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}
