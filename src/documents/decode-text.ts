import { isAscii, isUtf8, transcode } from 'node:buffer';
import { type Diagnostic, diagnose } from '../domain/diagnostic';

/** The encodings that Chinese documents come in; GB18030 contains GBK and GB2312. */
type Encoding = 'utf-8' | 'gb18030' | 'big5' | 'utf-16le' | 'utf-16be';

export interface DecodedText {
  /** Without byte order mark; bytes that mean nothing in the encoding are U+FFFD. */
  readonly text: string;
  /** ENCODING_GUESSED when the encoding was not stated, stated wrongly, or leaves characters unreadable. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Statement {
  readonly label: string;
  /** Null for an encoding that is not read here. */
  readonly encoding: Encoding | null;
}

/** How far into a document an encoding may be stated; browsers look at 1024 bytes, but real pages put scripts before the meta element. */
const STATEMENT_REACH = 8192;
const META_CHARSET = /<meta\b[^<>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i;
const XML_ENCODING = /^\s*<\?xml\b[^<>]*?\bencoding\s*=\s*["']([\w.:-]+)/i;
const BYTE_ORDER_MARKS: readonly (readonly [Encoding, string])[] = [
  ['utf-8', '\xef\xbb\xbf'],
  ['utf-16le', '\xff\xfe'],
  ['utf-16be', '\xfe\xff'],
  ['gb18030', '\x84\x31\x95\x33'],
];

/** Text of bytes. What is stated (mark, charset parameter, meta element, XML declaration, in that order) is believed only if it fits. */
export function decodeText(bytes: Uint8Array, charset: string | null): DecodedText {
  const stated = statementsOf(bytes, charset);
  const [first] = stated;
  const { encoding, text } = chooseEncoding(bytes, stated);
  const unreadable = encoding === 'utf-8' && isUtf8(bytes) ? 0 : text.split('\ufffd').length - 1;
  const asStated = first === undefined ? encoding === 'utf-8' : first.encoding === encoding;
  const believed = (asStated && unreadable === 0) || isPlainAscii(bytes);
  const actual = unreadable === 0 ? encoding : `${encoding} with ${unreadable} unreadable characters`;
  return {
    text,
    diagnostics: believed ? [] : [diagnose('ENCODING_GUESSED', { expected: first?.label ?? null, actual })],
  };
}

function statementsOf(bytes: Uint8Array, charset: string | null): readonly Statement[] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, STATEMENT_REACH)).toString('latin1');
  const mark = BYTE_ORDER_MARKS.find(([, prefix]) => head.startsWith(prefix))?.[0];
  const inside = head.includes('<') ? [META_CHARSET.exec(head)?.[1], XML_ENCODING.exec(head)?.[1]] : [];
  const labels = [mark, charset, ...inside];
  const statements: Statement[] = [];
  for (const label of labels) if (label) statements.push({ label, encoding: encodingOf(label) });
  return statements;
}

function encodingOf(label: string): Encoding | null {
  const name = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/utf8$/.test(name)) return 'utf-8';
  if (/^(?:cs)?gb|^(?:x?gbk|cp936|ms936|windows936|chinese|euccn)$/.test(name)) return 'gb18030';
  if (/big5|^(?:cp|ms|windows)950$/.test(name)) return 'big5';
  if (name === 'utf16be') return 'utf-16be';
  return /^(?:utf16(?:le)?|unicode|ucs2)$/.test(name) ? 'utf-16le' : null;
}

function chooseEncoding(bytes: Uint8Array, stated: readonly Statement[]): { encoding: Encoding; text: string } {
  if (isPlainAscii(bytes)) return { encoding: 'utf-8', text: decodeAs('utf-8', bytes) };
  if (isUtf8(bytes) && !bytes.includes(0)) {
    const text = decodeUtf8(bytes);
    // Two-byte sequences alone prove nothing, many pairs of GBK characters are such (联通); Chinese in UTF-8 takes three bytes.
    if (/[\u0800-\uffff]/.test(text) || stated.every(({ encoding }) => encoding === 'utf-8')) {
      return { encoding: 'utf-8', text };
    }
  }
  return fittest(bytes, stated);
}

function isPlainAscii(bytes: Uint8Array): boolean {
  return isAscii(bytes) && !bytes.includes(0);
}

function fittest(bytes: Uint8Array, stated: readonly Statement[]): { encoding: Encoding; text: string } {
  const candidates = new Set<Encoding>();
  for (const { encoding } of stated) if (encoding !== null) candidates.add(encoding);
  for (const encoding of ['utf-8', 'gb18030'] as const) candidates.add(encoding);
  const certain = candidates.size;
  // Digits and line ends have zero bytes in UTF-16.
  if (bytes.includes(0)) for (const encoding of ['utf-16le', 'utf-16be'] as const) candidates.add(encoding);
  let best: { encoding: Encoding; text: string; fit: number } | null = null;
  for (const [rank, encoding] of [...candidates].entries()) {
    const text = decodeAs(encoding, bytes);
    const fit = fitness(text);
    // Any two bytes are some character of UTF-16: unstated, it takes a text of common ones to believe it.
    if (rank >= certain && fit * 20 < text.length) continue;
    if (best === null || fit > best.fit) best = { encoding, text, fit };
  }
  return best ?? { encoding: 'utf-8', text: decodeAs('utf-8', bytes) };
}

/** What a TextDecoder makes of well-formed bytes, in a fraction of its time. */
function decodeUtf8(bytes: Uint8Array): string {
  return transcode(bytes, 'utf8', 'utf16le')
    .toString('utf16le')
    .replace(/^\ufeff{1,2}/, '');
}

function decodeAs(encoding: Encoding, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Characters that make up a good part of any Chinese official text, and hardly any of one decoded wrongly. */
const COMMON =
  '的一二三四五六七八九十年月日不在了有和是为人以上下大中国政府信息公开办机关行工作度报告申请本情况理数量复议诉讼总计其他市区县局主动法规章，。、：；（）' +
  '為國開辦機關報請況數復議訴訟總計縣動規';
const WEIGHTS = weights();

function weights(): Int8Array {
  const table = new Int8Array(0x10000);
  const worst = (from: number, to: number) => table.fill(-10, from, to + 1);
  worst(0x00, 0x08);
  worst(0x0e, 0x1f);
  worst(0x7f, 0x9f);
  worst(0xe000, 0xf8ff);
  worst(0xfffd, 0xffff);
  for (const character of COMMON) table[character.charCodeAt(0)] = 1;
  return table;
}

function fitness(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += WEIGHTS[text.charCodeAt(at)] ?? 0;
  return sum;
}
