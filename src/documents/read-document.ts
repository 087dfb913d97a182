import type { Diagnostic } from '../domain/diagnostic';
import type { MediaType, SourceDocument } from '../domain/source-document';
import { decodeText } from './decode-text';
import { readCsv } from './read-csv';
import { readDocx } from './read-docx';
import { readHtml } from './read-html';
import { readMhtml } from './read-mhtml';
import { readXlsx } from './read-xlsx';
import {
  type Container,
  type ForeignKind,
  foreignKindOfBytes,
  foreignKindOfText,
  hasOddCharacters,
  textKindOf,
} from './sniff';
import { type RefusalCode, Unreadable } from './unreadable';
import { unwrapText } from './unwrap-text';
import { openZip, PART_LIMITS } from './unzip';

/** What an importer hands in: text or bytes, and what is said about them. */
export type DocumentContent = ({ readonly text: string } | { readonly bytes: Uint8Array }) & {
  /** As declared, a charset parameter included; contradicted by the content, it is not believed. */
  readonly mediaType?: string | null | undefined;
  /** Only named in messages: a name proves nothing about the content. */
  readonly filename?: string | null | undefined;
};

/** Why there is nothing to read, and what to do instead. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly message: string;
}

export type DocumentResult = { readonly ok: true; readonly document: SourceDocument } | Refusal;

type Declaration =
  | { readonly known: true; readonly mediaType: MediaType | null; readonly charset: string | null }
  | { readonly known: false };

const READABLE =
  'Text, Markdown, HTML, MHTML, CSV, Word (.docx), Excel (.xlsx) and PDF files can be read, and ZIP archives of them.';
/** Beyond one unreadable character in twenty the text is no evidence of anything. */
const UNREADABLE_SHARE = 0.05;

/**
 * Bytes or text of an item as a document. Pure; never throws. Its time is linear in the length of text; of containers from strangers nothing is
 * promised, and they are read aside (`containerOf`). A PDF is read by `readForeign`, which takes its time.
 *
 * Plain text and Markdown are kept as decoded, line ends included, without the byte order mark, unless they are wrapped (`unwrapText`). NUL and lone surrogates, which neither
 * UTF-8 nor PostgreSQL can hold, become U+FFFD each, so that offsets stay; so do line ends that are none to the stages after this become line feeds.
 */
export function readDocument(content: DocumentContent): DocumentResult {
  const { mediaType } = content;
  const declaration = declarationOf(mediaType ?? '');
  const subject = subjectOf(content);
  if ('bytes' in content) {
    const foreign = foreignKindOfBytes(content.bytes);
    if (foreign !== null) return readOrRefuse(subject, foreign, content.bytes);
  }
  if (!declaration.known) {
    return refuse(
      'UNSUPPORTED_MEDIA_TYPE',
      `${subject}is declared as ${excerpt(mediaType ?? '')}, which is not a kind that can be read. ${READABLE} Declare one of text/plain, text/html and text/markdown, or nothing.`,
    );
  }
  const decoded =
    'bytes' in content
      ? decodeText(content.bytes, declaration.charset)
      : { text: withoutMark(content.text), diagnostics: [] };
  const isOdd = hasOddCharacters(decoded.text);
  const foreign = foreignKindOfText(decoded.text, isOdd);
  if (foreign !== null) return readOrRefuse(subject, foreign, Buffer.from(decoded.text));
  const text = unwrapText(withLineFeeds(isOdd ? storable(decoded.text) : decoded.text));
  if (text.trim() === '') return refuse('EMPTY_DOCUMENT', `${subject}is empty. Import the text of the report.`);
  const damage = isOdd ? damageOf(text) : 0;
  if (damage > UNREADABLE_SHARE) {
    return refuse(
      'DAMAGED_DOCUMENT',
      `${subject}was decoded wrongly before, or is damaged: ${Math.round(damage * 100)} of 100 characters are unreadable. Import the bytes of the original file.`,
    );
  }
  const document = documentOf(text, textKindOf(text, declaration.mediaType), decoded.diagnostics);
  if (document.text === '') {
    return refuse(
      'EMPTY_DOCUMENT',
      `${subject}is a web page without visible text; scripts or frames may fill it later. Open it in a browser, save the page or copy its text, and import that.`,
    );
  }
  return { ok: true, document };
}

function documentOf(text: string, mediaType: MediaType, diagnostics: readonly Diagnostic[]): SourceDocument {
  if (mediaType !== 'text/html' && mediaType !== 'text/csv')
    return { mediaType, text, tables: [], pageTitles: [], diagnostics };
  const { text: seen, tables, pageTitles } = mediaType === 'text/html' ? readHtml(text) : readCsv(text);
  return { mediaType, text: seen, tables, pageTitles, diagnostics };
}

/** Office types are known because web servers and people call saved pages by them; the content then decides. */
const OFFICE_TYPE =
  /^application\/(?:pdf|rtf|zip|x-zip-compressed|msword|vnd\.(?:ms-|openxmlformats-officedocument|oasis).*|octet-stream)$|^binary\/octet-stream$|^multipart\/related$|^image\//;
const MARKUP_TYPE = /^(?:text\/html|application\/xhtml\+xml|application\/xml)$/;

function declarationOf(mediaType: string): Declaration {
  const [essence = '', ...parameters] = mediaType.trim().toLowerCase().split(';', 20);
  const type = essence.trim();
  const stated = parameters.map((parameter) => /^\s*charset\s*=\s*["']?([\w.:-]+)/.exec(parameter)?.[1]);
  const charset = stated.find((label) => label !== undefined) ?? null;
  if (MARKUP_TYPE.test(type)) return { known: true, mediaType: 'text/html', charset };
  if (/^text\/(?:x-)?markdown$/.test(type)) return { known: true, mediaType: 'text/markdown', charset };
  if (/^text\/[\w.+-]+$/.test(type)) return { known: true, mediaType: 'text/plain', charset };
  return type === '' || OFFICE_TYPE.test(type) ? { known: true, mediaType: null, charset } : { known: false };
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Share of unreadable characters. 锟斤拷 is what U+FFFD becomes when it is saved as UTF-8 and read as GBK; private characters have no meaning. */
function damageOf(text: string): number {
  let unreadable = (text.split('锟斤拷').length - 1) * 3;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) unreadable++;
  }
  return unreadable / text.length;
}

function wellFormed(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replace(/[\0\p{Surrogate}]/gu, '\ufffd') : text;
}

const storable = (text: string): string => wellFormed(text).replace(/[\u0085\u2028\u2029]/g, '\n');

/** Lines are parted by line feeds everywhere after this; offsets stay. */
function withLineFeeds(text: string): string {
  return text.includes('\r') && !text.includes('\n') ? text.replaceAll('\r', '\n') : text;
}

function excerpt(text: string): string {
  return wellFormed(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** How a message about the content begins. */
export function subjectOf({ filename }: Pick<DocumentContent, 'filename'>): string {
  return filename ? `${filename} ` : 'The content ';
}

/** The container that the content is, null when it is text or nothing that is read. */
export function containerOf(content: DocumentContent): Container | null {
  const foreign = 'bytes' in content ? foreignKindOfBytes(content.bytes) : foreignKindOfText(content.text);
  return foreign?.container ?? null;
}

function readOrRefuse(subject: string, foreign: ForeignKind, bytes: Uint8Array): DocumentResult {
  try {
    const document = readContainer(foreign.container, bytes);
    if (document === null)
      return refuse('UNSUPPORTED_MEDIA_TYPE', `${subject}is ${foreign.name}, which cannot be read. ${foreign.advice}`);
    if (document.text.trim() === '')
      return refuse('EMPTY_DOCUMENT', `${subject}is ${foreign.name} without text. Import the text of the report.`);
    return { ok: true, document };
  } catch (error) {
    if (error instanceof Unreadable) return refuse(error.code, `${subject}${error.message}`);
    throw error;
  }
}

function readContainer(container: Container | null, bytes: Uint8Array): SourceDocument | null {
  switch (container) {
    case 'docx':
      return {
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        ...readDocx(bytes),
        diagnostics: [],
      };
    case 'xlsx':
      return {
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ...readXlsx(bytes),
        diagnostics: [],
      };
    case 'zip':
      // One that cannot be opened says why; one that can holds files, which are documents of their own (`unpackArchive`).
      openZip(bytes, PART_LIMITS);
      return null;
    case 'mhtml':
      return { mediaType: 'multipart/related', ...readMhtml(bytes) };
    case 'pdf':
    case null:
      return null;
  }
}

function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}
