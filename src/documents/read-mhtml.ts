import type { SourceDocument } from '../domain/source-document';
import { decodeText } from './decode-text';
import { readHtml } from './read-html';
import { Unreadable } from './unreadable';

type Page = Pick<SourceDocument, 'text' | 'tables' | 'pageTitles' | 'diagnostics'>;

interface Part {
  readonly type: string;
  readonly charset: string | null;
  readonly boundary: string | null;
  readonly encoding: string;
  /** A byte a character. */
  readonly body: string;
}

const DEEPEST = 4;
const MOST_PAGES = 20;
/** A page of less text is a frame around the one that matters. */
const FRAME_LENGTH = 200;

/**
 * A web page saved in one file (MIME encapsulation of aggregate documents, RFC 2557): its first page that has text, else the longest.
 * @throws Unreadable when no page is in it
 */
export function readMhtml(bytes: Uint8Array): Page {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let longest: Page | null = null;
  for (const part of pagesIn(partOf(message), DEEPEST).slice(0, MOST_PAGES)) {
    const { text, diagnostics } = decodeText(contentOf(part), part.charset);
    const page = { ...readHtml(storable(text)), diagnostics };
    if (page.text.length >= FRAME_LENGTH) return page;
    if (longest === null || page.text.length > longest.text.length) longest = page;
  }
  if (longest !== null) return longest;
  throw new Unreadable(
    'DAMAGED_DOCUMENT',
    'is a single-file web page (MHTML) without a page in it. Save the page again, and import that.',
  );
}

function partOf(message: string): Part {
  const end = /\r?\n\r?\n/.exec(message);
  const head = end === null ? message : message.slice(0, end.index);
  const header = (name: string): string => {
    const line = new RegExp(`^${name}:([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)`, 'im').exec(head)?.[1] ?? '';
    return line.replace(/\s+/g, ' ').trim();
  };
  const contentType = header('Content-Type');
  const parameter = (name: string): string | null => {
    const [, quoted, bare] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(contentType) ?? [];
    return quoted ?? bare ?? null;
  };
  return {
    type: (contentType.split(';', 1)[0] ?? '').trim().toLowerCase(),
    charset: parameter('charset'),
    boundary: parameter('boundary'),
    encoding: header('Content-Transfer-Encoding').toLowerCase(),
    body: end === null ? '' : message.slice(end.index + end[0].length),
  };
}

function pagesIn(part: Part, depth: number): readonly Part[] {
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(part.type)) return [part];
  if (part.boundary === null || part.boundary === '' || depth === 0) return [];
  const [, ...parts] = `\n${part.body}`.split(`\n--${part.boundary}`);
  return parts.flatMap((content) =>
    content.startsWith('--') ? [] : pagesIn(partOf(content.replace(/^[^\n]*\n/, '')), depth - 1),
  );
}

function contentOf({ encoding, body }: Part): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body.replace(/=[ \t]{0,80}\r?\n/g, '');
  return Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
}

function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}
