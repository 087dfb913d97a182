import { isUtf8 } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { Unreadable } from './unreadable';

/** A file in an archive. */
export interface ZipEntry {
  /** With slashes; decoded as UTF-8 or GB18030, whichever it is. */
  readonly path: string;
  /** Bytes after inflation, as the archive states them. */
  readonly size: number;
  readonly encrypted: boolean;
  /** Inflates the file. @throws Unreadable when it is encrypted, damaged, or larger than the limits. */
  read(): Uint8Array;
}

/** What an archive may hold; files beyond it are not inflated. */
export interface ZipLimits {
  readonly entries: number;
  readonly fileBytes: number;
  /** Of all files that are read together, which also bounds archives whose entries share their bytes. */
  readonly totalBytes: number;
  /** Inflated size over packed size, of files above a megabyte; text reaches about 100. */
  readonly ratio: number;
}

/** For the parts of an office document. */
export const PART_LIMITS: ZipLimits = { entries: 4000, fileBytes: 48 << 20, totalBytes: 96 << 20, ratio: 400 };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
/** Name and extra fields in the header before a file. */
const LONGEST_NAMES = 8192;
const RATIO_FROM = 1 << 20;
const UNICODE_PATH = 0x7075;

/**
 * Files of a ZIP archive, in the order of its directory; folders are left out.
 * @throws Unreadable when the directory is damaged or has more entries than allowed
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits): readonly ZipEntry[] {
  const archive = bufferOf(bytes);
  const budget = { left: limits.totalBytes };
  const entries: ZipEntry[] = [];
  for (const header of centralHeaders(archive, limits)) {
    if (!header.path.endsWith('/')) entries.push({ ...header, read: () => inflate(archive, header, limits, budget) });
  }
  return entries;
}

/** Where a file lies in its archive, and how it is packed. */
export interface ZipPlace {
  readonly path: string;
  readonly size: number;
  readonly encrypted: boolean;
  readonly packedSize: number;
  readonly method: number;
  readonly crc: number;
  readonly offset: number;
}

function centralHeaders(archive: Buffer, limits: ZipLimits, from = 0): readonly ZipPlace[] {
  const end = endOf(archive);
  if (end === -1) throw damaged('it has no directory, as when it was cut off');
  const count = archive.readUInt16LE(end + 10);
  const size = archive.readUInt32LE(end + 12);
  if (count > limits.entries) throw tooLarge(`it has ${count} files; ${limits.entries} are read at most`);
  // Counted from the end, which stays right when something was put before the archive.
  const start = end - size;
  const shift = from + start - archive.readUInt32LE(end + 16);
  if (start < 0 || shift < 0) throw damaged('its directory is not where it should be');
  const headers: ZipPlace[] = [];
  for (let at = start; headers.length < count; ) {
    if (at + CENTRAL_LENGTH > end || archive.readUInt32LE(at) !== CENTRAL) throw damaged('its directory is broken off');
    const lengths = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const next = at + CENTRAL_LENGTH + lengths.reduce((sum, length) => sum + length, 0);
    if (next > end) throw damaged('its directory is broken off');
    headers.push(headerAt(archive, at, lengths[0] ?? 0, lengths[1] ?? 0, shift));
    at = next;
  }
  return headers;
}

/** Bytes at the end of an archive by which its directory is found. */
export const ZIP_END = END_LENGTH + LONGEST_COMMENT;

/**
 * Where the directory begins of an archive that is not at hand as a whole.
 * @param end - its last bytes, `ZIP_END` of them where it has so many
 * @param from - where in the archive these begin
 * @throws Unreadable when it has no directory
 */
export function directoryStart(end: Uint8Array, from: number): number {
  const bytes = bufferOf(end);
  const at = endOf(bytes);
  if (at === -1) throw damaged('it has no directory, as when it was cut off');
  const start = from + at - bytes.readUInt32LE(at + 12);
  if (start < 0) throw damaged('its directory is not where it should be');
  return start;
}

/**
 * Where the files of an archive lie, folders left out, from its directory alone.
 * @param end - the archive from its directory on, or from before
 * @param from - where in the archive these bytes begin
 * @throws Unreadable as `openZip`
 */
export function zipPlaces(end: Uint8Array, from: number, limits: ZipLimits): readonly ZipPlace[] {
  return centralHeaders(bufferOf(end), limits, from).filter(({ path }) => !path.endsWith('/'));
}

/** Bytes from `offset` on that a file takes at most, its header included, when its name is no longer than anybody's. */
export const packedBytes = ({ packedSize }: ZipPlace): number => LOCAL_LENGTH + LONGEST_NAMES + packedSize;

/**
 * The file at a place.
 * @param bytes - of the archive, from the place's `offset` on, `packedBytes` of them
 * @throws Unreadable as `ZipEntry.read`
 */
export function readZipPlace(bytes: Uint8Array, place: ZipPlace, limits: ZipLimits): Uint8Array {
  return inflate(bufferOf(bytes), { ...place, offset: 0 }, limits, { left: limits.totalBytes });
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function endOf(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = archive.length - END_LENGTH; at >= lowest; at--) if (archive.readUInt32LE(at) === END) return at;
  return -1;
}

function headerAt(archive: Buffer, at: number, nameLength: number, extraLength: number, shift: number): ZipPlace {
  const flags = archive.readUInt16LE(at + 8);
  const nameEnd = at + CENTRAL_LENGTH + nameLength;
  const name = archive.subarray(at + CENTRAL_LENGTH, nameEnd);
  const unicode = unicodePath(archive.subarray(nameEnd, nameEnd + extraLength), name);
  return {
    path: (unicode ?? decodeName(name, (flags & 0x800) !== 0)).replaceAll('\\', '/'),
    encrypted: (flags & 1) !== 0,
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packedSize: archive.readUInt32LE(at + 20),
    size: archive.readUInt32LE(at + 24),
    offset: archive.readUInt32LE(at + 42) + shift,
  };
}

/** Chinese systems write names in GBK without a word; others write UTF-8, with or without the flag that says so. */
function decodeName(name: Buffer, stated: boolean): string {
  return new TextDecoder(stated || isUtf8(name) ? 'utf-8' : 'gb18030').decode(name);
}

/** The extra field in which Info-ZIP keeps the name in UTF-8, valid as long as the name it belongs to is unchanged. */
function unicodePath(extra: Buffer, name: Buffer): string | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    const field = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === UNICODE_PATH && field.length > 5 && field.readUInt32LE(1) === crc32(name))
      return new TextDecoder().decode(field.subarray(5));
    at += 4 + length;
  }
  return null;
}

function inflate(archive: Buffer, header: ZipPlace, limits: ZipLimits, budget: { left: number }): Uint8Array {
  const { path, offset, packedSize, size } = header;
  if (header.encrypted)
    throw new Unreadable('UNSUPPORTED_MEDIA_TYPE', `is protected by a password (${path}). Import it without one.`);
  const most = Math.min(limits.fileBytes, budget.left);
  if (size > most) throw tooLarge(`${path} in it would take ${(size / (1 << 20)).toFixed(0)} MB`);
  if (size > RATIO_FROM && size > packedSize * limits.ratio)
    throw tooLarge(`${path} in it is packed more than ${limits.ratio} to 1, as no document is`);
  if (offset + LOCAL_LENGTH > archive.length || archive.readUInt32LE(offset) !== LOCAL)
    throw damaged(`${path} in it is not where it should be`);
  const start = offset + LOCAL_LENGTH + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  if (start + packedSize > archive.length) throw damaged(`${path} in it is cut off`);
  const content = unpack(archive.subarray(start, start + packedSize), header, most);
  budget.left -= content.length;
  // A flipped bit in stored digits is another number; only the checksum tells.
  if (content.length !== size || crc32(content) !== header.crc) throw damaged(`${path} in it fails its checksum`);
  return content;
}

function unpack(packed: Buffer, { method, path, size }: ZipPlace, most: number): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8)
    throw new Unreadable(
      'UNSUPPORTED_MEDIA_TYPE',
      `is packed in an unusual way (${path}). Pack it again as plain ZIP.`,
    );
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.min(most, size + 1) });
  } catch {
    throw damaged(`${path} in it cannot be unpacked`);
  }
}

function damaged(how: string): Unreadable {
  return new Unreadable('DAMAGED_DOCUMENT', `is damaged: ${how}. Import a whole copy of the file.`);
}

function tooLarge(how: string): Unreadable {
  return new Unreadable('LIMIT_EXCEEDED', `is larger than any report: ${how}.`);
}
