import { collect } from '../collect';
import { matchesIn } from '../matches-in';
import type { CoverZones } from './cover-zones';
import { type FoldedProse, foldText } from './fold-prose';
import { bareYearIn, PART_OF_YEAR, YEAR, type YearMention, yearIn } from './year-words';

/** A place where a document calls a report by its name: 济南市历下区人民政府办公室2024年政府信息公开工作年度报告. */
export interface ReportMention {
  /** Where the phrase before 政府信息公开… begins on its line, and then where it may begin when it is broken over lines. */
  readonly starts: readonly number[];
  /** Where 政府信息公开… begins. */
  readonly anchor: number;
  /** Where …年度报告 ends; up to `end` stand the year or the agency in brackets, or behind a dash. */
  readonly behind: number;
  readonly end: number;
  readonly year: YearMention | null;
  /** True for a report on some months, or on a year of a school: it is on no year. */
  readonly ofPart: boolean;
  /** True when the phrase stands alone, as a title does. */
  readonly title: boolean;
}

const REPORT = new RegExp(
  '(?:政府|政务)?(?:信息|政务)(?:信息)?(?:主动|依申请)?公开(?:工作)?(?:情况)?的?' +
    `(?:${YEAR})?(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:年度报告|年报|报告|总结)`,
  'gu',
);
/** A line with the name of a report is a title of its own. */
const OWN_REPORT = new RegExp(REPORT.source, 'u');
/** What follows, on the same line, where something about reports is meant and no report. */
const NO_REPORT =
  /^(?:工作|的?格式|的?有关|的?相关|的?通知|编[制写]|填报|报送|的?发布工作|专栏|栏目|目录|制度|模板|的?要求)/u;
const MOST_MENTIONS = 40;
const REACH = 60;
const LONGEST_TITLE_LINE = 48;
const BOUNDARY = new Set('。,;:、!?《》<>〈〉"“”‘’|#*»·=');
const MARKS_TITLE = new Set('>»#*《');
const TITLE_FIELD = /(?:标题|名称|题名):$/u;
const AFTER_TITLE =
  /^(?:》)?(?:\([^()]{1,40}\)|[[【〔](?:20\d{2}(?:年度?)?|[^\]】〕:]{2,18}[局厅委会府处办室心院])[\]】〕])?(?:的?(?:公[告示]|通知|函))?(?=(根据|按照|依据|为|本报告|字号|字体|来源|发布|时间|日期|浏览|一、|目录|前言|第一|\[|【)?)/u;
const NO_TITLE = /^(?:现|我|本|以下|特|将)/u;
/** Links to other reports around the one on the page. */
const OTHER_REPORT = /[上下]一[篇条]|相关(?:阅读|链接|文章|新闻)/u;

function clauseStart({ text }: FoldedProse, anchor: number, stops: (at: number) => boolean): number {
  let at = anchor;
  while (at > 0 && anchor - at < REACH && !stops(at)) {
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
    if (startsLine(start)) return OWN_REPORT.test(text.slice(start, at)) ? null : start;
  }
  return null;
}

function titleStarts(prose: FoldedProse, first: number): readonly number[] {
  const starts = [first];
  for (let lines = 0; lines < 2; lines++) {
    const before = lineBefore(prose, starts[starts.length - 1] ?? 0);
    if (before === null) break;
    starts.push(before);
  }
  return starts;
}

/** Where a title ends, its year in brackets included; null when the phrase goes on as prose. */
function titleEnd({ text, startsLine }: FoldedProse, start: number, end: number, announced: boolean): number | null {
  const before = text.slice(Math.max(0, start - 3), start);
  const marked =
    announced ||
    startsLine(start) ||
    MARKS_TITLE.has(before.slice(-1)) ||
    TITLE_FIELD.test(before) ||
    NAME_BEFORE.test(text.slice(Math.max(0, start - LONGEST_TITLE_LINE), start));
  if (!marked || NO_TITLE.test(text.slice(start, start + 3))) return null;
  const after = AFTER_TITLE.exec(text.slice(end, end + LONGEST_TITLE_LINE));
  const past = end + (after?.[0].length ?? 0);
  if (startsLine(past) || after?.[1] !== undefined) return past;
  const behind = NAME_BEHIND.exec(text.slice(end, end + LONGEST_TITLE_LINE))?.[0].length ?? 0;
  for (let at = end + 1; at <= end + behind; at++)
    if (startsLine(at)) return ENDS_IN_NAME.test(text.slice(end, at)) ? at : null;
  return null;
}

/** What names of agencies end in; the source of a regular expression. */
const NAME_END = '[局厅委会府处办室心院校队社司馆站所台部署学行团镇乡县区市旗州]';
/** 济南市教育局：2023年…年度报告 */
const NAME_BEFORE = new RegExp(`${NAME_END}:$`, 'u');
/** 2023年…年度报告-济南市教育局: the agency, or the year, behind a title on its line. */
const NAME_BEHIND = /^[-—–_|]{0,2}[^。;,:、《》()]{4,34}/u;
const ENDS_IN_NAME = new RegExp(`(?:${NAME_END}|${YEAR}|(?<!\\d)20\\d{2})$`, 'u');

const ANNOUNCING = /关于(?:印发|发布|公布|公开|报送)[^。;,]{0,40}$/u;

/** 关于印发《…年度报告》的通知, …关于发布2020年…年度报告的公告: the report itself under the title of the letter it came with. */
function isAnnounced({ text, startsLine }: FoldedProse, start: number, anchor: number, end: number): boolean {
  if (!/^》?的(?:通知|公告|函)/u.test(text.slice(end, end + 4))) return false;
  let line = start;
  while (line > 0 && !startsLine(line) && start - line < REACH) line--;
  return startsLine(line) && ANNOUNCING.test(text.slice(line, anchor));
}

const OF_PART = new RegExp(PART_OF_YEAR, 'u');

function mentionAt(prose: FoldedProse, anchor: number, printedEnd: number): ReportMention | null {
  const { text, startsLine } = prose;
  const start = clauseStart(prose, anchor, startsLine);
  const announced = isAnnounced(prose, start, anchor, printedEnd);
  if (!announced && !startsLine(printedEnd) && NO_REPORT.test(text.slice(printedEnd, printedEnd + 5))) return null;
  if (!announced && text.charAt(start - 1) === '《' && !startsLine(start - 1)) return null;
  if (OTHER_REPORT.test(text.slice(Math.max(0, start - 6), start + 5))) return null;
  const end = titleEnd(prose, start, printedEnd, announced);
  const mention = { anchor, behind: printedEnd, ofPart: OF_PART.test(text.slice(start, printedEnd)) };
  if (end === null) {
    const starts = [start, clauseStart(prose, anchor, () => false)];
    return { ...mention, starts, end: printedEnd, year: yearIn(text, start, printedEnd), title: false };
  }
  const starts = titleStarts(prose, start);
  return { ...mention, starts, end, year: titleYear(text, starts, printedEnd, end), title: true };
}

/** 年度报告(2021年发布) is not on 2021. */
const OF_ISSUE = /发[布文]|公[布开示]|印发|更新|发表/u;

/** The year in the title itself goes before one in brackets behind it. */
function titleYear(text: string, starts: readonly number[], printedEnd: number, end: number): YearMention | null {
  const behind = OF_ISSUE.test(text.slice(printedEnd, end)) ? printedEnd : end;
  const first = starts[0] ?? 0;
  let year = yearIn(text, first, printedEnd) ?? yearIn(text, first, behind) ?? bareYearIn(text, first, behind);
  for (const earlier of starts) year ??= yearIn(text, earlier, printedEnd);
  return year;
}

/** Mentions of reports of this kind in a piece of prose, in order; of very many the first and the last. */
export function findReportMentions(prose: FoldedProse): readonly ReportMention[] {
  const all = matchesIn(prose.text, REPORT);
  const matches =
    all.length <= MOST_MENTIONS ? all : [...all.slice(0, MOST_MENTIONS / 2), ...all.slice(-MOST_MENTIONS / 2)];
  return collect(matches, (match) => mentionAt(prose, match.index, match.index + match[0].length));
}

const LONGEST_PAGE_TITLE = 300;
/** 政府信息公开年报 is a menu's. */
const SHORTEST_OWN_TITLE = 10;
/** Between the items of a list of reports stands a date at most. */
const LIST_GAP = 20;

const wordingOf = ({ text }: FoldedProse, { starts, end }: ReportMention): string => text.slice(starts[0], end);

/** The title below another one that the page itself is called by, where it is not called by the other. */
function titleOfPage(
  best: ReportMention,
  mentions: readonly ReportMention[],
  prose: FoldedProse,
  pageTitles: readonly string[],
): ReportMention | undefined {
  const folded = pageTitles.map((each) => foldText(each.slice(0, LONGEST_PAGE_TITLE)));
  const isCalled = (mention: ReportMention) => folded.some((each) => each.includes(wordingOf(prose, mention)));
  if (folded.length === 0 || isCalled(best)) return undefined;
  return mentions.findLast(
    (mention) =>
      mention.title &&
      mention.anchor > best.anchor &&
      wordingOf(prose, mention).length >= SHORTEST_OWN_TITLE &&
      isCalled(mention),
  );
}

/** One of several titles of different reports that stand right below each other: an item of a list of links. */
function isListed(title: ReportMention, mentions: readonly ReportMention[], prose: FoldedProse): boolean {
  const wording = wordingOf(prose, title);
  return mentions.some((other) => {
    if (other === title || !other.title || isNameless(other) || wordingOf(prose, other) === wording) return false;
    const [first, second] = other.anchor < title.anchor ? [other, title] : [title, other];
    return (second.starts[0] ?? second.anchor) - first.end <= LIST_GAP;
  });
}

/** Two titles of one year and of different names stand right below each other: either may be a link. */
export function hasRivalTitle(title: ReportMention, mentions: readonly ReportMention[], prose: FoldedProse): boolean {
  const rivals = mentions.filter((other) => other.year?.value === title.year?.value);
  return isListed(title, rivals, prose);
}

const isNameless = ({ starts, anchor }: ReportMention): boolean => anchor - (starts[0] ?? anchor) <= 6;

/** Below a title with a name stands one without, as long as a report's: the upper one may be a link to the report of another agency. */
export function hasBareTitleBelow(
  title: ReportMention,
  mentions: readonly ReportMention[],
  prose: FoldedProse,
): boolean {
  const isBareBelow = (other: ReportMention): boolean =>
    other.title &&
    other.anchor > title.anchor &&
    isNameless(other) &&
    wordingOf(prose, other).length >= SHORTEST_OWN_TITLE;
  return !isNameless(title) && mentions.some(isBareBelow);
}

/**
 * The title among the mentions: one that has words before 政府信息公开 rather than a menu's bare 政府信息公开年报. Of equals the last before
 * section one, for menus and lists of other reports stand above; the first where there is no such heading, for they also stand below. Where it is
 * one of a list, or of another year than the period, the bare title below it is the report's own.
 *
 * @param pageTitles what the page is called outside its text
 * @param period the year of the statistical period, if it is stated
 */
export function chooseTitle(
  mentions: readonly ReportMention[],
  { lead, opening }: Pick<CoverZones, 'lead' | 'opening'>,
  pageTitles: readonly string[],
  period: number | null,
): ReportMention | null {
  const beforeHeading = opening.text !== '';
  const rank = (mention: ReportMention): number => (mention.year === null ? 0 : 2) + (isNameless(mention) ? 0 : 1);
  let best: ReportMention | null = null;
  for (const mention of mentions) {
    if (!mention.title || (mention.year === null && mention.anchor === mention.starts[0])) continue;
    if (best === null || rank(mention) > rank(best) || (beforeHeading && rank(mention) === rank(best))) best = mention;
  }
  if (best === null || isNameless(best)) return best;
  const called = titleOfPage(best, mentions, lead, pageTitles);
  if (called !== undefined) return called.year === null && isNameless(called) ? null : called;
  const { anchor, year } = best;
  const isOfOther = period !== null && year !== null && year.value !== period;
  const listed = isListed(best, mentions, lead);
  if (!isOfOther && !listed) return best;
  const own = mentions.findLast((mention) => mention.title && isNameless(mention) && mention.anchor > anchor);
  if (own !== undefined) return own.year === null ? null : own;
  return isOfOther && listed ? null : best;
}
