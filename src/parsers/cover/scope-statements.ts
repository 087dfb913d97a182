import type { Span } from '../../domain/source-text';
import { matchesIn } from '../matches-in';
import { WHOLE } from '../whole-area';
import type { CoverZones } from './cover-zones';
import type { FoldedProse } from './fold-prose';

/** A sentence about whose figures a report holds. */
export interface ScopeStatement {
  readonly span: Span;
  /** The part of the prose between the verb and 各部门: the name of the area, perhaps. */
  readonly area: { readonly start: number; readonly end: number } | null;
  /** True when what is gathered is only what belongs to the agency (所属单位), not the agencies of an area. */
  readonly subordinate: boolean;
}

export interface ScopeStatements {
  /** 综合全区各部门…: figures of many agencies. */
  readonly gathering: readonly ScopeStatement[];
  /** 不含各街道, 仅为本机关自身数据: said outright to be one agency's. */
  readonly excluding: Span | null;
  /** 现将我单位…: the agency speaks of itself. */
  readonly self: Span | null;
  /** The same outside the introduction, where it says less. */
  readonly selfElsewhere: Span | null;
  /** What the agency calls itself: 局 of 我局, 办公室 of 本办公室. */
  readonly selfWord: string | null;
}

const GATHERING = new RegExp(
  `(?:综合|汇总|汇集|整合|归集|涵盖|包括|包含|覆盖|含|由|根据)了?([^。;,:《》()]{0,24}?)(各(?:部门|单位|委办局|职能|街道|镇|街|乡|县|区|市|地|直属|科局|行政机关|政府)|所属|下属|[市区县州省]直(?!属|机关(?!单位|部门|各))|${WHOLE}[省市区县州旗盟](?!域|面|[^。;,、]{1,8}系统))`,
  'gu',
);
/** A sentence about the report, not about the work of the year. */
const ABOUT_REPORT = /数据|统计|报告|信息公开(?:工作)?(?:情况|年报)/u;
const WHOLE_AREA = new RegExp(
  `(?:现将|数据|统计|汇总|编制)[^。;,:《》]{0,16}?${WHOLE}[省市区县州旗盟](?!域|面|[^。;,、]{1,8}系统)|各(?:部门|单位|街道|镇|街|乡|县|区)[^。;,:《》]{0,16}?(?:汇总|综合)|${WHOLE}[省市区县州旗盟](?!域|面)[^。;,:《》]{0,24}?汇总`,
  'gu',
);
/** 未汇总各乡镇, 非全县汇总: the contrary. */
const DENIED = /(?:不|未|没有|无需?|非|未予)(?:再|曾)?$/u;
/** What was gathered for other reports, or is to be. */
const NOT_NOW = /上年|去年|往年|以往|此前|过去|下一步|今后|将来|要求(?!,)|督促|指导|计划|另行/u;
const DENIED_WITHIN = /不(?:是|含|包|汇总|属|纳入)|未(?:汇总|含|包|纳入|将)|非/u;
const EXCLUDING = new RegExp(
  `(?:不|未)(?:再)?(?:含|包括|包含|汇总|纳入|将)[^。;,《》]{0,24}(?:各|所属|下属|街道|乡镇|部门|单位)|(?:不是|并?非)[^。;,《》]{0,8}${WHOLE}[省市区县州旗盟]|(?:仅|只)(?:含|包括|包含|为|反映|统计|涉及)[^。;,《》]{0,16}(?:本|自身|政府(?!信息)|办公[室厅])|(?:本(?:机关|单位|级|部门)|本?办公室|自身)(?:的)?数据`,
  'u',
);
const SELF = /(?:本|我)(机关|单位|行政机关|部门|办公室|局|办|委|厅|镇|乡|街道|院|中心|分局|公司)(?!报告|关)/gu;
const CONTACT = /联系|咨询|地址|电话/u;
const STOP = new Set('。;!?');
const PUNCTUATION = /[。;!?:,、]$/u;
const WRAPPED_LINE = 30;
const LONGEST_SENTENCE = 400;

/** True where a new line begins a new sentence, not just the next line of a wrapped one. */
function breaksAt({ text, startsLine }: FoldedProse, at: number): boolean {
  if (!startsLine(at)) return false;
  let start = at - 1;
  while (start > 0 && !startsLine(start) && at - start < WRAPPED_LINE) start--;
  const before = text.slice(Math.max(0, at - 2), at);
  return at - start < WRAPPED_LINE || PUNCTUATION.test(before) || before === '报告' || before === '年报';
}

/** The sentence around a place. */
export function sentenceAround(prose: FoldedProse, at: number): { readonly start: number; readonly end: number } {
  const { text } = prose;
  let start = at;
  while (start > 0 && at - start < LONGEST_SENTENCE && !STOP.has(text.charAt(start - 1)) && !breaksAt(prose, start))
    start--;
  let end = at;
  while (
    end < text.length &&
    end - at < LONGEST_SENTENCE &&
    !STOP.has(text.charAt(end)) &&
    (end === at || !breaksAt(prose, end))
  )
    end++;
  return { start, end: STOP.has(text.charAt(end)) ? end + 1 : end };
}

const CLAUSE_START = /[^。;!?,]{0,40}$/u;
const CLAUSE = /^[^。;!?,]{0,40}/u;

/** Whether the clause that begins around a place, or the sentence with its first words, is on another time or on what others are to do. */
function isNotNow(text: string, sentence: number, at: number): boolean {
  const before = CLAUSE_START.exec(text.slice(Math.max(sentence, at - 40), at))?.[0] ?? '';
  const clause = before + (CLAUSE.exec(text.slice(at, at + 40))?.[0] ?? '');
  return NOT_NOW.test(clause) || NOT_NOW.test(text.slice(sentence, Math.min(sentence + 5, at)));
}

function gatheringIn(prose: FoldedProse, subject: RegExp): readonly ScopeStatement[] {
  const found: ScopeStatement[] = [];
  for (const match of matchesIn(prose.text, GATHERING)) {
    if (DENIED.test(prose.text.slice(Math.max(0, match.index - 4), match.index))) continue;
    const { start, end } = sentenceAround(prose, match.index);
    if (!subject.test(prose.text.slice(start, end)) || isNotNow(prose.text, start, match.index)) continue;
    const areaEnd = match.index + match[0].length - (match[2]?.length ?? 0);
    const area = { start: areaEnd - (match[1]?.length ?? 0), end: areaEnd };
    found.push({ span: prose.span(start, end), area, subordinate: /^(?:所|下)属$/u.test(match[2] ?? '') });
  }
  for (const match of matchesIn(prose.text, WHOLE_AREA)) {
    const { start, end } = sentenceAround(prose, match.index);
    if (DENIED_WITHIN.test(match[0]) || !ABOUT_REPORT.test(prose.text.slice(start, end))) continue;
    if (isNotNow(prose.text, start, match.index)) continue;
    found.push({ span: prose.span(start, end), area: null, subordinate: false });
  }
  return found;
}

interface SelfReference {
  readonly span: Span;
  readonly word: string;
}

function selfIn(prose: FoldedProse): SelfReference | null {
  for (const match of matchesIn(prose.text, SELF)) {
    const clause = prose.text.slice(match.index, match.index + 20);
    if (CONTACT.test(clause)) continue;
    const { start, end } = sentenceAround(prose, match.index);
    return { span: prose.span(start, end), word: match[1] ?? '' };
  }
  return null;
}

function excludingIn(prose: FoldedProse): Span | null {
  const match = EXCLUDING.exec(prose.text);
  if (match === null) return null;
  const { start, end } = sentenceAround(prose, match.index);
  return ABOUT_REPORT.test(prose.text.slice(start, end)) ? prose.span(start, end) : null;
}

/** Finds what the introduction and the closing remarks say about whose figures these are. */
export function findScopeStatements({ lead, opening, tail }: CoverZones): ScopeStatements {
  const self = selfIn(lead);
  const elsewhere = selfIn(opening) ?? selfIn(tail);
  return {
    gathering: [...gatheringIn(lead, ABOUT_REPORT), ...gatheringIn(tail, /数据|统计/u)],
    excluding: excludingIn(lead) ?? excludingIn(tail),
    self: self?.span ?? null,
    selfElsewhere: elsewhere?.span ?? null,
    selfWord: (self ?? elsewhere)?.word ?? null,
  };
}
