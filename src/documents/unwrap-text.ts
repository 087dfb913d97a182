import { unwrapJson } from './unwrap-json';

/** So many written-out marks or lists are no accident. */
const FEWEST_MARKS = 10;

/** Line ends, tabs, spaces and tags as programs write them out: `\n` `\t` `\u3000` `\xa0` `\u003c` */
const WRITTEN_MARK = /\\(?:[nrt](?![a-z])|u(?:3000|00[aA]0|200[bB]|003[cC])|xa0)/g;
const WRITTEN = /\\r\\n(?![a-z])|\\(?:([nrt](?![a-z])|[/"])|u([0-9a-fA-F]{4})|x([0-9a-f]{2}))/g;
const MARKS: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t', '/': '/', '"': '"' };

const ESCAPED_END_TAG = /&lt;\/[a-z][a-z0-9]{0,10}\s*&gt;/gi;
const END_TAG = /<\/[a-z]/gi;
const ESCAPES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", amp: '&' };

const CHARACTER_DATA = /<!\[CDATA\[|\]\]>/g;

/** A row of a table as programs print lists: `['（一）予以公开', '3', '', None]`, alone or within another list. */
const ITEM = `(?:'(?:[^'\\\\\\n]|\\\\.)*'|"(?:[^"\\\\\\n]|\\\\.)*"|-?\\d+(?:\\.\\d+)?|None|null|NaN|nan)`;
const LIST = new RegExp(`(?:\\[\\s*)?\\[\\s*(${ITEM}(?:\\s*,\\s*${ITEM}){1,4000})\\s*\\](?:\\s*\\])?\\s*,?`, 'g');
const EACH_ITEM = new RegExp(ITEM, 'g');

/** No row of a table has so many cells, or is so long. */
const MOST_IN_ROW = 60;
const LONGEST_ROW = 1000;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** What an item of a list holds; line ends in it are no rows. */
function itemText(item: string): string {
  if (/^(?:None|null|nan)$/i.test(item)) return '';
  return /^['"]/.test(item) ? item.slice(1, -1).replace(/\\[nrt]/g, ' ') : item;
}

function withRows(text: string): string {
  if (!(text.includes("['") || text.includes('["'))) return text;
  const lists = (text.match(LIST) ?? []).length;
  if (lists < FEWEST_MARKS && !text.trimStart().startsWith('[')) return text;
  return text.replace(LIST, (_, printed: string) => {
    const items = (printed.match(EACH_ITEM) ?? []).map(itemText);
    return `\n${items.join(items.length > MOST_IN_ROW ? '\n' : '\t')}\n`;
  });
}

/** Whether a line is longer than any row. */
function hasLongLine(text: string): boolean {
  let start = 0;
  while (start + LONGEST_ROW < text.length) {
    const lineEnd = text.lastIndexOf('\n', start + LONGEST_ROW);
    if (lineEnd < start) return true;
    start = lineEnd + 1;
  }
  return false;
}

/** A page as one line whose texts are parted by bars: each of them on a line of its own. */
function withLines(text: string): string {
  if (!hasLongLine(text) || text.includes('</')) return text;
  return text
    .split('\n')
    .map((line) => {
      const isRun = line.length > LONGEST_ROW && line.split('|').length > MOST_IN_ROW;
      return isRun ? line.replaceAll('|', '\n|\n') : line;
    })
    .join('\n');
}

function withMarks(text: string): string {
  if (!text.includes('\\') || count(text, WRITTEN_MARK) < FEWEST_MARKS) return text;
  return text.replace(WRITTEN, (_, mark?: string, wide?: string, narrow?: string) => {
    const code = wide ?? narrow;
    return code === undefined ? (MARKS[mark ?? 'n'] ?? '') : String.fromCharCode(Number.parseInt(code, 16));
  });
}

function withMarkup(text: string): string {
  if (!text.includes('&lt;/') || count(text, ESCAPED_END_TAG) <= count(text, END_TAG)) return text;
  return text.replace(/&(lt|gt|quot|#39|apos|amp);/g, (_, name: string) => ESCAPES[name] ?? '');
}

const withCharacterData = (text: string): string =>
  text.includes('<![CDATA[') && /^\s*<(?:\?xml|rss|feed)/i.test(text) ? text.replace(CHARACTER_DATA, '') : text;

/**
 * A document without what crawlers and interfaces of portals wrap it in: an answer in JSON, character data in XML, markup that is escaped once too often, rows
 * printed as lists, line ends and spaces that are written out, a page on one line. What is none of these stays as it is.
 */
export function unwrapText(text: string): string {
  const bare = unwrapJson(text) ?? text;
  return withLines(withMarkup(withMarks(withRows(withCharacterData(bare)))));
}
