import type { FoldedProse } from './fold-prose';
import { YEAR, type YearMention, yearIn } from './year-words';

/** A place where a document calls a report by its name: 济南市历下区人民政府办公室2024年政府信息公开工作年度报告. */
export interface ReportMention {
  /** Where the phrase before 政府信息公开… begins, and the places where it may begin when it is a title broken over lines. */
  readonly starts: readonly number[];
  /** Where 政府信息公开… begins. */
  readonly anchor: number;
  readonly end: number;
  readonly year: YearMention | null;
  /** True when the phrase stands alone, as a title does. */
  readonly title: boolean;
}

const REPORT = new RegExp(
  '(?:政府|政务)?(?:信息|政务)(?:信息)?(?:主动|依申请)?公开(?:工作)?(?:情况)?的?' +
    `(?:${YEAR})?(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:年度报告|年报|报告|总结)` +
    '(?!的?格式|的?有关|的?通知|编[制写]|专栏|栏目|目录|制度|模板|的?要求)',
  'gu',
);
const MOST_MENTIONS = 40;
const REACH = 60;
const LONGEST_TITLE_LINE = 45;
const BOUNDARY = new Set('。,;:、!?《》<>〈〉"“”‘’|#*»·=');
const MARKS_TITLE = new Set('>»:#*《');
const AFTER_TITLE =
  /^(?:》)?(?:\([^()]{1,20}\))?(?:的?公[告示])?(?=(根据|按照|依据|为|本报告|字号|字体|来源|发布|时间|日期|浏览|一、|目录|前言|第一|\[|【)?)/u;
const NO_TITLE = /^(?:现将|现就|现公布|现发布|现|我|本|以下|特|将|上一[篇条]|下一[篇条]|相关)/u;

function clauseStart({ text, startsLine }: FoldedProse, anchor: number): number {
  let at = anchor;
  while (at > 0 && anchor - at < REACH && !startsLine(at)) {
    const before = text.charAt(at - 1);
    if (before === ')') {
      const open = text.lastIndexOf('(', at);
      if (open < 0 || at - open > REACH) break;
      at = open;
      continue;
    }
    if (BOUNDARY.has(before) || before === '(') break;
    at--;
  }
  return at;
}

/** The start of the line before, when it is as short and plain as a part of a title. */
function lineBefore({ text, startsLine }: FoldedProse, at: number): number | null {
  if (at === 0 || !startsLine(at)) return null;
  for (let start = at - 1; start >= 0 && at - start <= LONGEST_TITLE_LINE; start--) {
    if (BOUNDARY.has(text.charAt(start))) return null;
    if (startsLine(start)) return start;
  }
  return null;
}

function startsOf(prose: FoldedProse, anchor: number): readonly number[] {
  const starts = [clauseStart(prose, anchor)];
  for (let lines = 0; lines < 2; lines++) {
    const before = lineBefore(prose, starts[starts.length - 1] ?? 0);
    if (before === null) break;
    starts.push(before);
  }
  return starts;
}

/** Where a title ends, its year in brackets included; null when the phrase goes on as prose. */
function titleEnd({ text, startsLine }: FoldedProse, start: number, end: number): number | null {
  const marked = startsLine(start) || MARKS_TITLE.has(text.charAt(start - 1));
  if (!marked || NO_TITLE.test(text.slice(start, start + 3))) return null;
  const after = AFTER_TITLE.exec(text.slice(end, end + 40));
  const past = end + (after?.[0].length ?? 0);
  if (!startsLine(past) && after?.[1] === undefined) return null;
  return past;
}

function mentionAt(prose: FoldedProse, anchor: number, printedEnd: number): ReportMention | null {
  const { text, startsLine } = prose;
  const starts = startsOf(prose, anchor);
  const start = starts[0] ?? anchor;
  if (text.charAt(start - 1) === '《' && !startsLine(start - 1)) return null;
  const titled = titleEnd(prose, start, printedEnd);
  const end = titled ?? printedEnd;
  let year = yearIn(text, start, end);
  for (const earlier of starts) year ??= titled === null ? null : yearIn(text, earlier, end);
  return { starts, anchor, end, year, title: titled !== null };
}

/** Every mention of a report of this kind in a piece of prose, in order. */
export function findReportMentions(prose: FoldedProse): readonly ReportMention[] {
  const mentions: ReportMention[] = [];
  for (const match of prose.text.matchAll(REPORT)) {
    const mention = mentionAt(prose, match.index, match.index + match[0].length);
    if (mention !== null) mentions.push(mention);
    if (mentions.length >= MOST_MENTIONS) break;
  }
  return mentions;
}

/**
 * The title among the mentions: one that has words before 政府信息公开 rather than a menu's bare 政府信息公开年报. Of equals the last before
 * section one, for menus and lists of other reports stand above; the first where there is no such heading, for they also stand below.
 */
export function chooseTitle(mentions: readonly ReportMention[], beforeHeading: boolean): ReportMention | null {
  const rank = ({ starts, anchor, year }: ReportMention): number =>
    (year === null ? 0 : 2) + (anchor - (starts[0] ?? anchor) > 6 ? 1 : 0);
  let best: ReportMention | null = null;
  for (const mention of mentions) {
    if (!mention.title || (mention.year === null && mention.anchor === mention.starts[0])) continue;
    if (best === null || rank(mention) > rank(best) || (beforeHeading && rank(mention) === rank(best))) best = mention;
  }
  return best;
}
