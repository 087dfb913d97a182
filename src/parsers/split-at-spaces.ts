import type { Span } from '../domain/source-text';
import { looksLikeValue } from './read-number';
import { isWhite } from './white-space';

/** Characters of a line that may be a row of a table. */
const LONGEST = 160;
const SENTENCE = /[，。；,;：:]/u;

/** The words of a line: those that any white space parts, and those that more than a space does. */
interface Words {
  readonly single: readonly Span[];
  readonly wide: readonly Span[];
}

/** The end of the white space, or of the word, that begins at a place. */
function endOf(white: boolean, text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isWhite(text.charCodeAt(at)) === white) at++;
  return at;
}

/** The words of a line; null where there is one at most. */
function wordsOf(text: string, { start, end }: Span): Words | null {
  const single: Span[] = [];
  const wide: { start: number; end: number }[] = [];
  for (let from = endOf(true, text, start, end), next = from; from < end; from = next) {
    const to = endOf(false, text, from, end);
    next = endOf(true, text, to, end);
    if (next === end && single.length === 0) return null;
    const last = wide[wide.length - 1];
    if (last !== undefined && from - last.end === 1 && text.charCodeAt(last.end) === 32) last.end = to;
    else wide.push({ start: from, end: to });
    single.push({ start: from, end: to });
  }
  return single.length === 0 ? null : { single, wide };
}

/** Column headings of a line without bars, parted by spaces. Only the first may be a sentence: the reconciliation rule of table three. */
function splitHeadings(text: string, line: Span, { single, wide }: Words): readonly Span[] | null {
  const isHeading = wide.length >= 3 && wide.slice(1).every(({ start, end }) => !SENTENCE.test(text.slice(start, end)));
  if (!isHeading && SENTENCE.test(text.slice(line.start, line.end))) return null;
  if (wide.length >= 2) return wide;
  return single.length < 3 ? null : single;
}

const WIDE_GAP = /\s{2}|\u3000/u;
/** Two labels in one line: 三、本年度办理结果 （三）不予公开 1.属于国家秘密. */
const NEXT_LABEL = /^(?:[（(][一二三四五六七]|[1-8][.．、])/u;

/** The labels that the words before (or behind) the values of a line make up: a wide gap parts them, or a number of the form. */
function partLabels(text: string, words: readonly Span[]): readonly Span[] {
  const labels: { start: number; end: number }[] = [];
  for (const { start, end } of words) {
    const last = labels[labels.length - 1];
    const isNext =
      last === undefined || WIDE_GAP.test(text.slice(last.end, start)) || NEXT_LABEL.test(text.slice(start, end));
    if (isNext) labels.push({ start, end });
    else last.end = end;
  }
  return labels;
}

/** Prose has no spaces and makes longer words. */
const LONGEST_WORD = 50;

/** More characters than a row of a table has, white space apart: files of wide pages set cells far from each other. */
function isLong(text: string, { start, end }: Span): boolean {
  if (end - start <= LONGEST) return false;
  let filled = 0;
  for (let from = endOf(true, text, start, end), to = from; from < end; from = endOf(true, text, to, end)) {
    to = endOf(false, text, from, end);
    filled += to - from;
    if (to - from > LONGEST_WORD || filled > LONGEST) return true;
  }
  return false;
}

const FEWEST_ROWS = 3;
const FEWEST_VALUES = 10;
const MANY_VALUES = 1 / 5;

/** The words of a line that is a whole table, as what takes text out of a page without its line ends leaves it; null for any other. */
export function wordsOfTable(text: string, { start, end }: Span): readonly Span[] | null {
  if (end - start <= LONGEST) return null;
  const words: Span[] = [];
  let values = 0;
  let rows = 0;
  let inValues = false;
  for (let from = endOf(true, text, start, end), to = from; from < end; from = endOf(true, text, to, end)) {
    to = endOf(false, text, from, end);
    if (to - from > LONGEST_WORD) return null;
    words.push({ start: from, end: to });
    const isValue = looksLikeValue(text.slice(from, to));
    if (isValue) values++;
    if (isValue && !inValues) rows++;
    inValues = isValue;
  }
  return rows >= FEWEST_ROWS && values >= FEWEST_VALUES && values >= MANY_VALUES * words.length ? words : null;
}

/** Values at the end (or the start) of a line without bars, parted by spaces: `行政许可 12`, `一、… 104 2 0 0 0 0 106`. */
export function splitAtSpaces(text: string, line: Span): readonly Span[] | null {
  const words = isLong(text, line) ? null : wordsOf(text, line);
  if (words === null) return null;
  const { single } = words;
  const isValue = (word: Span | undefined): boolean =>
    word !== undefined && looksLikeValue(text.slice(word.start, word.end));
  let tail = single.length;
  while (tail > 0 && isValue(single[tail - 1])) tail--;
  let head = 0;
  while (head < single.length && isValue(single[head])) head++;
  if (tail === single.length && head < 2) return splitHeadings(text, line, words);
  const values = tail < single.length ? single.slice(tail) : single.slice(0, head);
  const rest = tail < single.length ? single.slice(0, tail) : single.slice(head);
  const label = partLabels(text, rest);
  return tail < single.length ? [...label, ...values] : [...values, ...label];
}
