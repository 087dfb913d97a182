import type { SourceDocument, SourceTable } from '../domain/source-document';
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
 * A web page saved in one file (MIME encapsulation of aggregate documents, RFC 2557): its first page that has text, else the longest, and
 * whatever else holds text or tables: the report may stand in a frame, and Excel saves a page for every sheet.
 * @throws Unreadable when no page is in it
 */
export function readMhtml(bytes: Uint8Array): Page {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const pages = pagesIn(partOf(message), DEEPEST)
    .slice(0, MOST_PAGES)
    .map((part) => {
      const { text, diagnostics } = decodeText(contentOf(part), part.charset);
      return { ...readHtml(storable(text)), diagnostics };
    });
  const first = pages.find(isContent) ?? longestOf(pages);
  if (first !== undefined) return joined(pages.filter((page) => page === first || isContent(page)));
  throw new Unreadable(
    'DAMAGED_DOCUMENT',
    'is a single-file web page (MHTML) without a page in it. Save the page again, and import that.',
  );
}

const isContent = ({ text, tables }: Page): boolean => text.length >= FRAME_LENGTH || tables.length > 0;

function longestOf(pages: readonly Page[]): Page | undefined {
  const most = Math.max(...pages.map(({ text }) => text.length));
  return pages.find(({ text }) => text.length === most);
}

/** Pages one after the other, as one. */
function joined(pages: readonly Page[]): Page {
  const distinct = pages.filter(({ text }, at) => pages.findIndex((page) => page.text === text) === at);
  let start = 0;
  const tables = distinct.flatMap((page) => {
    const moved = page.tables.map((table) => shifted(table, start));
    start += page.text.length + 1;
    return moved;
  });
  return {
    text: distinct.map(({ text }) => text).join('\n'),
    tables,
    pageTitles: [...new Set(distinct.flatMap(({ pageTitles }) => pageTitles))],
    diagnostics: distinct.flatMap(({ diagnostics }) => diagnostics).slice(0, 1),
  };
}

function shifted({ span, rows }: SourceTable, by: number): SourceTable {
  const move = ({ start, end }: SourceTable['span']) => ({ start: start + by, end: end + by });
  return { span: move(span), rows: rows.map((row) => row.map((cell) => ({ ...cell, span: move(cell.span) }))) };
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
