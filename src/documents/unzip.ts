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
  /** Inflates the file. @throws Unreadable when it is encrypted, a link, damaged, or larger than the limits. */
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
/** ZIP64, in which programs that write as they go state sizes even of small files (APPNOTE 4.3.14 and 4.5.3). */
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const END_64_LENGTH = 56;
const LOCATOR_64_LENGTH = 20;
const SIZES_64 = 0x0001;
const ELSEWHERE = 0xffffffff;
const MADE_BY_UNIX = 3;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

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
  readonly isLink: boolean;
  readonly packedSize: number;
  readonly method: number;
  readonly crc: number;
  readonly offset: number;
}

function centralHeaders(archive: Buffer, limits: ZipLimits, from = 0): readonly ZipPlace[] {
  const { end, count, size, offset } = directoryOf(archive);
  if (count > limits.entries) throw tooLarge(`it has ${count} files; ${limits.entries} are read at most`);
  // Counted from the end, which stays right when something was put before the archive.
  const start = end - size;
  const shift = from + start - offset;
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
export const ZIP_END = END_64_LENGTH + LOCATOR_64_LENGTH + END_LENGTH + LONGEST_COMMENT;

/**
 * Where the directory begins of an archive that is not at hand as a whole.
 * @param bytes - its last ones, `ZIP_END` of them where it has so many
 * @param from - where in the archive these begin
 * @throws Unreadable when it has no directory
 */
export function directoryStart(bytes: Uint8Array, from: number): number {
  const { end, size } = directoryOf(bufferOf(bytes));
  const start = from + end - size;
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

/** Where the directory ends, and what is said of it there. */
function directoryOf(archive: Buffer) {
  const end = endOf(archive);
  if (end === -1) throw damaged('it has no directory, as when it was cut off');
  const end64 = end - LOCATOR_64_LENGTH - END_64_LENGTH;
  if (
    end64 >= 0 &&
    archive.readUInt32LE(end64) === END_64 &&
    archive.readUInt32LE(end64 + END_64_LENGTH) === LOCATOR_64
  ) {
    const [count = 0, size = 0, offset = 0] = [32, 40, 48].map((field) =>
      Number(archive.readBigUInt64LE(end64 + field)),
    );
    return { end: end64, count, size, offset };
  }
  return {
    end,
    count: archive.readUInt16LE(end + 10),
    size: archive.readUInt32LE(end + 12),
    offset: archive.readUInt32LE(end + 16),
  };
}

function endOf(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = archive.length - END_LENGTH; at >= lowest; at--) if (archive.readUInt32LE(at) === END) return at;
  return -1;
}

function headerAt(archive: Buffer, at: number, nameLength: number, extraLength: number, shift: number): ZipPlace {
  const flags = archive.readUInt16LE(at + 8);
  const nameEnd = at + CENTRAL_LENGTH + nameLength;
  const name = archive.subarray(at + CENTRAL_LENGTH, nameEnd);
  const extra = archive.subarray(nameEnd, nameEnd + extraLength);
  const unicode = unicodePath(extra, name);
  const stated = [24, 20, 42].map((field) => archive.readUInt32LE(at + field));
  const [size = 0, packedSize = 0, offset = 0] = stated.includes(ELSEWHERE) ? sizes64(extra, stated) : stated;
  const mode = archive.readUInt16LE(at + 40);
  return {
    path: (unicode ?? decodeName(name, (flags & 0x800) !== 0)).replaceAll('\\', '/'),
    encrypted: (flags & 1) !== 0,
    isLink: archive[at + 5] === MADE_BY_UNIX && (mode & FILE_TYPE) === SYMBOLIC_LINK,
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packedSize,
    size,
    offset: offset + shift,
  };
}

/** Those of the numbers that are too large for their field, or said to be, from the extra field of ZIP64, in the order of the fields. */
function sizes64(extra: Buffer, stated: readonly number[]): readonly number[] {
  const field = fieldOf(extra, SIZES_64);
  let at = 0;
  return stated.map((size) => {
    if (size !== ELSEWHERE || field === null || at + 8 > field.length) return size;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  });
}

/** Chinese systems write names in GBK without a word; others write UTF-8, with or without the flag that says so. */
function decodeName(name: Buffer, stated: boolean): string {
  return new TextDecoder(stated || isUtf8(name) ? 'utf-8' : 'gb18030').decode(name);
}

/** The extra field in which Info-ZIP keeps the name in UTF-8, valid as long as the name it belongs to is unchanged. */
function unicodePath(extra: Buffer, name: Buffer): string | null {
  const field = fieldOf(extra, UNICODE_PATH);
  if (field === null || field.length <= 5 || field.readUInt32LE(1) !== crc32(name)) return null;
  return new TextDecoder().decode(field.subarray(5));
}

function fieldOf(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}

function inflate(archive: Buffer, header: ZipPlace, limits: ZipLimits, budget: { left: number }): Uint8Array {
  const { path, offset, packedSize, size } = header;
  if (header.encrypted)
    throw new Unreadable('UNSUPPORTED_MEDIA_TYPE', `is protected by a password (${path}). Import it without one.`);
  if (header.isLink)
    throw new Unreadable('UNSUPPORTED_MEDIA_TYPE', `is a link to another file (${path}). Import the file itself.`);
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
