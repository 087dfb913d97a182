import type { MediaType } from '../domain/source-document';
import { codesOf } from './character-codes';
import { looksLikeCsv } from './read-csv';
import { Unreadable } from './unreadable';
import { openZip, PART_LIMITS } from './unzip';

/** Kinds of container that are read: by parsers of some size, of content that may be made to mislead them. */
export type Container = 'docx' | 'xlsx' | 'mhtml' | 'pdf' | 'zip';

/** A kind of file that is no text, HTML or Markdown. */
export interface ForeignKind {
  /** As in "This is …". */
  readonly name: string;
  /** What to do instead, where it is not read. */
  readonly advice: string;
  /** How it is read; null when it is not. */
  readonly container: Container | null;
}

const SAVE_AS_PAGE = 'Open it in Word, Excel or WPS, save it as .docx or .xlsx, and import that.';
const WITHOUT_PASSWORD = 'Remove the password in Word, Excel or WPS, save it, and import that.';
const USE_TEXT = 'Import the web page of the report, or its text.';
const UNPACK = 'Unpack it and import the files in it.';
const refused = (name: string, advice: string): ForeignKind => ({ name, advice, container: null });
const PICTURE = refused('a picture', `Numbers in pictures cannot be read. ${USE_TEXT}`);
const ARCHIVE = refused('a compressed archive that is no ZIP', UNPACK);
const BINARY = refused('a binary or encrypted file of unknown kind', USE_TEXT);

const PDF: ForeignKind = { name: 'a PDF file', advice: USE_TEXT, container: 'pdf' };
const RICH_TEXT = refused('a Rich Text (.rtf) file', SAVE_AS_PAGE);

/** Beginnings of files, a byte a character. */
const SIGNATURES: readonly (readonly [string, ForeignKind])[] = [
  ['%PDF-', PDF],
  ['{\\rtf', RICH_TEXT],
  ['\x89PNG\r\n', PICTURE],
  ['\xff\xd8\xff', PICTURE],
  ['GIF87a', PICTURE],
  ['GIF89a', PICTURE],
  ['II*\0', PICTURE],
  ['MM\0*', PICTURE],
  ['Founder CEB', refused('a CEB file', `Save it as PDF from its reader and import that. ${USE_TEXT}`)],
  ['Rar!\x1a', ARCHIVE],
  ['7z\xbc\xaf', ARCHIVE],
  ['\x1f\x8b\x08', ARCHIVE],
];
const MHTML: ForeignKind = {
  name: 'a single-file web page (MHTML)',
  advice: 'Save the page again as "web page, HTML only" and import that.',
  container: 'mhtml',
};
/** Beginnings that have variable parts. */
const PATTERNS: readonly (readonly [RegExp, ForeignKind])[] = [
  [/^(?:BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyp(?:hei|mif|avif))/s, PICTURE],
  [
    /^<\?xml.{0,1000}<(?:\?mso-application|Workbook|w:wordDocument|pkg:package)\b/s,
    refused('an Office XML file', SAVE_AS_PAGE),
  ],
];

/** Paths of the parts by which files that are ZIP archives differ. */
const ARCHIVE_PARTS: readonly (readonly [RegExp, ForeignKind])[] = [
  [/^word\/document\d*\.xml$/i, { name: 'a Word (.docx) file', advice: SAVE_AS_PAGE, container: 'docx' }],
  [/^xl\/workbook\d*\.xml$/i, { name: 'an Excel (.xlsx) file', advice: SAVE_AS_PAGE, container: 'xlsx' }],
  [/^xl\/workbook\.bin$/i, refused('a binary Excel (.xlsb) file', SAVE_AS_PAGE)],
  [/^ppt\/presentation\.xml$/i, refused('a PowerPoint (.pptx) file', USE_TEXT)],
  [/^OFD\.xml$/i, refused('an OFD file', `Save it as PDF from its reader and import that. ${USE_TEXT}`)],
  [/^META-INF\/manifest\.xml$/i, refused('an OpenDocument file', SAVE_AS_PAGE)],
];
const ZIP: ForeignKind = { name: 'a ZIP archive', advice: UNPACK, container: 'zip' };
const ZIP_SIGNATURES = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
const OLE_SIGNATURE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const ENCRYPTED = 'EncryptedPackage';
/** Names of the streams by which old Office files differ; they are stored in UTF-16. */
const OLE_STREAMS: readonly (readonly [string, string])[] = [
  [ENCRYPTED, 'an Office file protected by a password'],
  ['WordDocument', 'an old Word or WPS (.doc, .wps) file'],
  ['Workbook', 'an old Excel or WPS (.xls, .et) file'],
  ['Book\0', 'an old Excel (.xls) file'],
  ['PowerPoint Document', 'an old PowerPoint (.ppt) file'],
];
const HEAD_LENGTH = 4096;

/** The kind of a file that is no text, HTML or Markdown, by its first bytes or the files in it; null when it may be one. */
export function foreignKindOfBytes(bytes: Uint8Array): ForeignKind | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = whole.toString('latin1', 0, HEAD_LENGTH);
  if (ZIP_SIGNATURES.some((signature) => head.startsWith(signature))) return kindOfZip(bytes);
  if (head.startsWith(OLE_SIGNATURE)) {
    const stream = OLE_STREAMS.find(([marker]) => whole.includes(marker, 0, 'utf16le'));
    const advice = stream?.[0] === ENCRYPTED ? WITHOUT_PASSWORD : SAVE_AS_PAGE;
    return refused(stream?.[1] ?? 'an old Office (.doc, .xls) file', advice);
  }
  return foreignKindOfHead(head);
}

/** By the paths in it; an archive whose directory cannot be read is one all the same, and whoever opens it says what is wrong. */
function kindOfZip(bytes: Uint8Array): ForeignKind {
  try {
    const paths = openZip(bytes, PART_LIMITS).map(({ path }) => path);
    return ARCHIVE_PARTS.find(([part]) => paths.some((path) => part.test(path)))?.[1] ?? ZIP;
  } catch (error) {
    if (error instanceof Unreadable) return ZIP;
    throw error;
  }
}

/** Control characters but those that part lines, cells and pages; other ends of lines; pairs and halves of pairs; and what betrays damage. */
function isOddCharacter(code: number): boolean {
  if (code < 0x7f) return code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== 0x0c;
  if (code < 0xd800) return code < 0xa0 || code === 0x2028 || code === 0x2029 || code === 0x951f;
  return code < 0xf900 || code === 0xfffd;
}

const IS_ODD = Uint8Array.from({ length: 0x10000 }, (_, code) => (isOddCharacter(code) ? 1 : 0));

/** Whether a text has characters for which it may have to be changed or refused; hardly any has. */
export function hasOddCharacters(text: string): boolean {
  const codes = codesOf(text);
  let at = 0;
  while (at < codes.length && IS_ODD[codes[at] ?? 0] === 0) at++;
  return at < codes.length;
}

/** The same for content that came as text, decoded text included: besides signatures, one control character in fifty betrays binary. */
export function foreignKindOfText(text: string, isOdd = hasOddCharacters(text)): ForeignKind | null {
  const known = foreignKindOfHead(text.slice(0, HEAD_LENGTH));
  if (known !== null) return known;
  const controls = isOdd ? text.split(CONTROL).length - 1 : 0;
  return controls * 50 > text.length ? BINARY : null;
}

/** Control characters but those that part lines, cells and pages. */
const CONTROL = /[^\P{Cc}\t\n\f\r]/u;

function foreignKindOfHead(head: string): ForeignKind | null {
  const start = head.replace(/^(?:\xef\xbb\xbf)?\s+/, '');
  if (/^MIME-Version:/im.test(start) && /^Content-Type:\s{0,9}multipart\//im.test(start)) return MHTML;
  const signed = SIGNATURES.find(([signature]) => head.startsWith(signature) || start.startsWith(signature));
  return (signed ?? PATTERNS.find(([pattern]) => pattern.test(start)))?.[1] ?? null;
}

const PAGE_TAG = /<(?:!doctype\s+html|html|head|body|table|tr|td|th)(?:\s[^<>]*)?>/i;
const FRAGMENT_END_TAG = /<\/(?:p|div|span|h[1-6]|ul|ol|li|font|strong|section|article)\s*>/i;
const ANY_TAG =
  /<\/?(?:p|div|span|h[1-6]|ul|ol|li|font|strong|section|article|br|b|i|u|a|em|center|pre)(?:\s[^<>]*)?\/?>/i;
const PIPE_TABLE = /^ {0,3}\|? ?:?-{2,}:? {0,9}(?:\| {0,9}:?-{2,}:? {0,9})+\|?\s*$/m;
const HEADING = /^#{1,6} +\S/m;

/** The kind of a text by its content; what the importer declared counts only where the content could be either. */
export function textKindOf(text: string, declared: MediaType | null): MediaType {
  const tags = text.includes('<');
  if (tags && PAGE_TAG.test(text)) return 'text/html';
  const pipes = text.includes('--') && PIPE_TABLE.test(text);
  if (tags && !pipes && (declared === 'text/html' ? ANY_TAG : FRAGMENT_END_TAG).test(text)) return 'text/html';
  if (!pipes && looksLikeCsv(text)) return 'text/csv';
  return pipes || declared === 'text/markdown' || (text.includes('# ') && HEADING.test(text))
    ? 'text/markdown'
    : 'text/plain';
}
