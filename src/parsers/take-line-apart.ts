/** Lines of a text: the pieces that bars and tabs part, and what is no content. */
import type { Span } from '../domain/source-text';
import { isDigit, isHan } from './character-kinds';
import { fillsNoCell } from './white-space';

export function isFilled(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!fillsNoCell(text.charCodeAt(at))) return true;
  return false;
}

/** `|`, `｜`, and the lines of box drawings: │ ┃ ║ ¦ ￤ */
export const isBar = (code: number): boolean =>
  code === 0x7c ||
  (code > 0xa0 &&
    (code > 0x2551
      ? code === 0xff5c || code === 0xffe4
      : code === 0xa6 || code === 0x2502 || code === 0x2503 || code === 0x2551));
const TAB = 9;
const isSeparator = (code: number): boolean => isBar(code) || code === TAB;

/** A line, taken apart at its bars and tabs; a bar at either end is a border, not a separator. */
export interface Line extends Span {
  /** None where nothing parts the line. */
  readonly pieces: readonly Span[];
  readonly filled: number;
  readonly bars: number;
}

const WHOLE: readonly Span[] = [];
const BLANK: Line = { start: 0, end: 0, pieces: WHOLE, filled: 0, bars: 0 };

function firstSeparator(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isSeparator(text.charCodeAt(at))) at++;
  return at;
}

export function takeApart(text: string, start: number, end: number): Line {
  if (firstSeparator(text, start, end) === end) {
    return isFilled(text, start, end) ? { start, end, pieces: WHOLE, filled: 1, bars: 0 } : BLANK;
  }
  const pieces: Span[] = [];
  let from = start;
  let bars = 0;
  let filled = 0;
  let anything = false;
  let firstFilled = false;
  for (let at = start; at <= end; at++) {
    const code = at === end ? TAB : text.charCodeAt(at);
    if (!isSeparator(code)) {
      if (!anything && !fillsNoCell(code)) anything = true;
      continue;
    }
    if (anything) filled++;
    if (from === start) firstFilled = anything;
    pieces.push({ start: from, end: at });
    if (at === end) break;
    if (isBar(code)) bars++;
    anything = false;
    from = at + 1;
  }
  if (bars === 0 || pieces.length === 1) return { start, end, pieces, filled, bars };
  const from0 = firstFilled ? 0 : 1;
  const to0 = pieces.length - from0 > 1 && !anything ? pieces.length - 1 : pieces.length;
  return { start, end, pieces: pieces.slice(from0, to0), filled, bars };
}

const MARKDOWN_RULE = /^[\s|:+\-–—─=]*-{2,}[\s|:+\-–—─=]*$/u;
const PAGE_NUMBER =
  /^[-–—－·\s]*(?:第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|[-–—－]\s*\d{1,3}\s*[-–—－]|\d{1,3}\s*\/\s*\d{1,3}|Page\s*\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?)[-–—－·\s]*$/iu;
const SHORT_LINE = 160;
/** A rule may be no more than `--`. */
const SHORTEST_FURNITURE = 2;
const LONGEST_PAGE_NUMBER = 30;
/** 1/9, and -1- */
const SHORTEST_PAGE_NUMBER = 3;

/** Two dashes are a cell without a number where no other stands beside them, or no bar does. */
const DASHES = /^(?:\s*(?<!-)--(?!-))+\s*$|^[\s|]*(?<!-)--(?!-)[\s|]*$/u;

const mayBeDrawn = (code: number): boolean => code === 0x2b || (code >= 0x2500 && code <= 0x257f);
/** 第, with which a page number may begin; other characters of this script may not, nor may a bar. */
const ORDINAL = 0x7b2c;

/** Cheaper than the pattern, for nearly every line is a cell and none. */
function mayBePageNumber(content: string): boolean {
  if (content.length > LONGEST_PAGE_NUMBER || content.length < SHORTEST_PAGE_NUMBER) return false;
  const first = content.charCodeAt(0);
  return isDigit(first) ? content.includes('/') : first === ORDINAL || !(isHan(first) || isBar(first));
}

/** The lines of a table drawn in characters: ├───┼───┤ */
const DRAWN_RULE = /^[\s+\u2500-\u257f]*[─━═][\s+\u2500-\u257f]*$/u;

/** Lines that are no content: Markdown rules and page numbers. */
export function isFurniture(content: string): boolean {
  if (content.length < SHORTEST_FURNITURE) return false;
  if (mayBePageNumber(content) && PAGE_NUMBER.test(content)) return true;
  if (mayBeDrawn(content.charCodeAt(0)) && DRAWN_RULE.test(content)) return true;
  return content.length <= SHORT_LINE && content.includes('--') && MARKDOWN_RULE.test(content) && !DASHES.test(content);
}
