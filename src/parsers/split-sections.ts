import type { SourceDocument } from '../domain/source-document';
import type { Span } from '../domain/source-text';
import { fold, likeness, withoutEnumerator } from './fold';

/** A section of the report: its heading as printed, and what follows up to the next heading. */
export interface Section {
  readonly ordinal: number;
  readonly heading: Span;
  readonly body: Span;
}

/** Wordings of the headings, those of earlier forms included. */
const WORDINGS: readonly { readonly ordinal: number; readonly words: readonly string[] }[] = [
  {
    ordinal: 1,
    words: [
      '总体情况',
      '概述',
      '概况',
      '基本情况',
      '总体概述',
      '总体工作情况',
      '工作总体情况',
      '政府信息公开总体情况',
      '政府信息公开工作总体情况',
    ],
  },
  {
    ordinal: 2,
    words: ['主动公开政府信息情况', '主动公开政府信息的情况', '行政机关主动公开政府信息情况', '主动公开情况'],
  },
  {
    ordinal: 3,
    words: ['收到和处理政府信息公开申请情况', '行政机关收到和处理政府信息公开申请情况', '依申请公开政府信息情况'],
  },
  {
    ordinal: 4,
    words: [
      '政府信息公开行政复议行政诉讼情况',
      '因政府信息公开工作被申请行政复议提起行政诉讼情况',
      '政府信息公开行政复议和行政诉讼情况',
    ],
  },
  {
    ordinal: 5,
    words: [
      '存在的主要问题及改进情况',
      '政府信息公开工作存在的主要问题及改进情况',
      '主要问题及改进情况',
      '存在的主要问题和改进情况',
      '存在的主要问题及改进措施',
    ],
  },
  { ordinal: 6, words: ['其他需要报告的事项', '其他需要说明的事项', '需要报告的其他事项', '其他需要报告的情况'] },
];
const FOLDED = WORDINGS.flatMap(({ ordinal, words }) => words.map((word) => ({ ordinal, word: fold(word) })));
const EXACT = new Map(FOLDED.map(({ ordinal, word }) => [word, ordinal]));
const NUMBERED =
  /^\s*(?:第[一二三四五六七八]\s*(?:部分|章)|[一二三四五六七八]\s*[、.．,，:：]|[（(]\s*[一二三四五六七八]\s*[)）]|\d\s*[、.．])/u;
/** Short, but no word of prose that stands on a line of its own. */
const SECTION_ONE = fold('总体情况');
const SHORTEST_HEADING = 2;
const LONGEST_HEADING = 60;
const ENOUGH_ALIKE = 0.8;
/** So many numbered lines are compared with the wordings; a text that has more of them repeats itself and is no report. */
const MOST_ALIKE = 500;
/** How the sections themselves are numbered; a damaged wording needs this proof besides. */
const TOP_NUMBER = /^\s*([一二三四五六七八])(?:\s*[、.．]|\s)\s*/u;
const NUMERALS = '一二三四五六七八';
/** One of these stands in every wording of every heading. */
const HEADING_CHARACTER = /[情况況事项項概述题題足]/gu;
/** What headings are about that agencies word in their own way: they are known by this and by their number together. */
const ABOUT: readonly RegExp[] = [
  /总体|整体|概况|概述|基本情况|开展情况/u,
  /主动公开/u,
  /申请/u,
  /复议|诉讼/u,
  /问题|不足|困难/u,
  /^其[他它](?:需要?)?(?:报告|说明)?的?(?:事项|情况)$|^需要?(?:报告|说明)的?(?:其[他它])?(?:事项|情况)$/u,
];
const LONGEST_OWN_WORDING = 24;
const SENTENCE_END = /[。；;，,]$/u;
const HEADING_MARK = /^[\s#*]+|[\s*：:]+$/gu;

type OrdinalOf = (folded: string) => number | undefined;

/** The official ordinal of a line that is a heading. Without a number only the exact wording counts: prose repeats the words. */
function headingOrdinal(line: string, alike: OrdinalOf): number | undefined {
  if (line.length > LONGEST_HEADING || line.includes('|')) return undefined;
  const text = line.normalize('NFKC').replace(HEADING_MARK, '');
  if (text.length < SHORTEST_HEADING || text.includes('|')) return undefined;
  const folded = fold(withoutEnumerator(text).replace(/^第[一二三四五六七八]\s*(?:部分|章)/u, ''));
  const exact = EXACT.get(folded);
  const isNumbered = NUMBERED.test(text);
  if (exact !== undefined) return isNumbered || folded.length > 4 || folded === SECTION_ONE ? exact : undefined;
  const numeral = TOP_NUMBER.exec(text)?.[1];
  if (numeral === undefined || folded.length < 4) return undefined;
  return alike(folded) ?? ownOrdinal(text, NUMERALS.indexOf(numeral) + 1);
}

const alikeOrdinal: OrdinalOf = (folded) =>
  FOLDED.find(({ word }) => likeness(folded, word, ENOUGH_ALIKE) >= ENOUGH_ALIKE)?.ordinal;

/** The ordinal of a heading in words of the agency's own, where they are about what the section of this number is about. */
function ownOrdinal(text: string, number: number): number | undefined {
  const words = fold(text.replace(TOP_NUMBER, ''));
  const isAbout = !SENTENCE_END.test(text) && words.length <= LONGEST_OWN_WORDING && ABOUT[number - 1]?.test(words);
  return isAbout === true ? number : undefined;
}

export interface Heading {
  readonly ordinal: number;
  readonly span: Span;
}

function findHeadings(text: string): readonly Heading[] {
  const headings: Heading[] = [];
  let tries = MOST_ALIKE;
  const alike: OrdinalOf = (folded) => (tries-- > 0 ? alikeOrdinal(folded) : undefined);
  HEADING_CHARACTER.lastIndex = 0;
  for (let found = HEADING_CHARACTER.exec(text); found !== null; found = HEADING_CHARACTER.exec(text)) {
    const start = text.lastIndexOf('\n', found.index) + 1;
    const newline = text.indexOf('\n', found.index);
    const end = newline === -1 ? text.length : newline;
    if (end - start >= SHORTEST_HEADING && end - start <= 3 * LONGEST_HEADING) {
      const line = text.slice(start, end);
      const trimmed = line.trim();
      const ordinal = headingOrdinal(trimmed, alike);
      if (ordinal !== undefined) {
        const from = start + line.indexOf(trimmed);
        headings.push({ ordinal, span: { start: from, end: from + trimmed.length } });
      }
    }
    HEADING_CHARACTER.lastIndex = end;
  }
  return headings;
}

/** The longest run of headings in the official order, each ordinal once: a table of contents or a reused wording falls out. */
export function longestRun(headings: readonly Heading[]): readonly Heading[] {
  const runs: (readonly Heading[])[] = [];
  let longest: readonly Heading[] = [];
  for (const [at, heading] of headings.slice(0, 200).entries()) {
    let before: readonly Heading[] = [];
    for (const [earlier, other] of headings.slice(0, at).entries()) {
      const run = runs[earlier] ?? [];
      // Of equally long runs the later wins: contents lists come before the sections themselves.
      if (other.ordinal < heading.ordinal && run.length >= before.length) before = run;
    }
    const run = [...before, heading];
    runs.push(run);
    if (run.length >= longest.length) longest = run;
  }
  return longest;
}

/** What stands below a report on its page. */
const BELOW_REPORT =
  /^[\s【[|>]*(?:打印|关闭|分享到|扫一扫|上一[篇条]|下一[篇条]|相关(?:链接|文章|阅读)|主办(?:单位)?[：:]|承办(?:单位)?[：:]|版权所有|网站标识码|Copyright|.{0,20}ICP备|.{0,10}公网安备)/iu;
const PAGE_END = 4_000;

/** The end of the last section: before what is no part of the report. */
function reportEnd(text: string, from: number): number {
  for (let start = Math.max(from, text.length - PAGE_END); start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if ((start === from || text[start - 1] === '\n') && BELOW_REPORT.test(text.slice(start, Math.min(end, start + 60))))
      return start;
    start = end + 1;
  }
  return text.length;
}

/** What follows each heading, up to the next. */
export function sectionsBetween(text: string, headings: readonly Heading[]): readonly Section[] {
  return headings.map(({ ordinal, span }, at) => {
    const end = headings[at + 1]?.span.start ?? reportEnd(text, span.end);
    let from = span.end;
    let to = end;
    while (from < to && /\s/u.test(text[from] ?? '')) from++;
    while (to > from && /\s/u.test(text[to - 1] ?? '')) to--;
    return { ordinal, heading: span, body: { start: from, end: to } };
  });
}

/** Splits a document at the headings of its six sections, by their wording; numbers may be missing, wrong or reused. */
export function splitSections({ text }: SourceDocument): readonly Section[] {
  return sectionsBetween(text, longestRun(findHeadings(text)));
}
