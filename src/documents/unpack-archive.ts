import { containerOf, type DocumentContent, type Refusal, subjectOf } from './read-document';
import { Unreadable } from './unreadable';
import { openZip, type ZipLimits } from './unzip';

/** A file of an archive, or why it cannot be had. */
export type ArchiveFile =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly path: string; readonly failure: string };

export type UnpackResult = { readonly ok: true; readonly files: readonly ArchiveFile[] } | Refusal;

/** For an archive of reports: a county has some hundred agencies, and no report has more than a few megabytes. */
export const ARCHIVE_LIMITS: ZipLimits = { entries: 1000, fileBytes: 20 << 20, totalBytes: 100 << 20, ratio: 400 };

/** What systems and programs leave in archives without anybody's wish. */
export const LITTER = /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)[^/]*(?:\/|$)|~\$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The files of a ZIP archive, and of the archives in it, whose paths then begin with that of the inner archive. Archives further in, and files that
 * are damaged, encrypted or too large, come with the reason instead of content. Pure; never throws.
 */
export function unpackArchive(content: DocumentContent & { readonly bytes: Uint8Array }): UnpackResult {
  try {
    const files = filesOf(content.bytes, { totalBytes: ARCHIVE_LIMITS.totalBytes, nested: false });
    if (files.length > 0) return { ok: true, files };
    return { ok: false, code: 'EMPTY_DOCUMENT', message: `${subjectOf(content)}is a ZIP archive without files.` };
  } catch (error) {
    if (error instanceof Unreadable)
      return { ok: false, code: error.code, message: subjectOf(content) + error.message };
    throw error;
  }
}

interface Allowance {
  totalBytes: number;
  readonly nested: boolean;
}

function filesOf(bytes: Uint8Array, allowance: Allowance): readonly ArchiveFile[] {
  const files: ArchiveFile[] = [];
  for (const entry of openZip(bytes, ARCHIVE_LIMITS)) {
    if (LITTER.test(entry.path)) continue;
    files.push(...filesAt(entry.path, () => takeFrom(allowance, entry.read()), allowance));
    if (files.length > ARCHIVE_LIMITS.entries)
      throw new Unreadable('LIMIT_EXCEEDED', `holds more than ${ARCHIVE_LIMITS.entries} files. Import it in parts.`);
  }
  return files;
}

function takeFrom(allowance: Allowance, bytes: Uint8Array): Uint8Array {
  allowance.totalBytes -= bytes.length;
  if (allowance.totalBytes < 0)
    throw new Unreadable('LIMIT_EXCEEDED', 'would take more than 100 MB unpacked. Import it in parts.');
  return bytes;
}

function filesAt(path: string, read: () => Uint8Array, allowance: Allowance): readonly ArchiveFile[] {
  try {
    const bytes = read();
    if (containerOf({ bytes }) !== 'zip') return [{ path, bytes }];
    if (allowance.nested)
      throw new Unreadable('UNSUPPORTED_MEDIA_TYPE', 'is an archive in an archive in an archive. Unpack one of them.');
    const inner = { totalBytes: allowance.totalBytes, nested: true };
    const files = filesOf(bytes, inner).map((file) => ({ ...file, path: `${path}/${file.path}` }));
    allowance.totalBytes = inner.totalBytes;
    return files;
  } catch (error) {
    if (error instanceof Unreadable) return [{ path, failure: `${path} ${error.message}` }];
    throw error;
  }
}
