import type { StatedCount } from '../domain/report-draft';
import type { Cell } from './lex-cells';
import { matchesIn } from './matches-in';
import { countInWords } from './read-number';
import { readStatistics } from './read-statistics';
import type { Section } from './split-sections';
import { clausesBefore, isPart } from './stated-parts';
import { FEE_WORDINGS, STATED_WORDINGS, type StatedWording } from './stated-wordings';
import { WHOLE } from './whole-area';

const OF_AN_AREA = new RegExp(
  `${WHOLE}[省市县区州盟旗镇乡](?!域|面)|各(?:部门|单位|街道|乡镇|镇街|委办局|县市?区?|级)`,
  'u',
);
/** 不属于本机关 and 本机关不掌握 are outcomes. */
const OF_ONE_AGENCY =
  /(?<!属于|非)本机关(?!不掌握)|本单位|我单位|本级|[本我](?:办公[室厅]|办|局|委|厅)|政府办(?:公[室厅])?(?!理)/u;
/** Counts of other years are not those of the report. */
const OF_ANOTHER_YEAR = /同比|去年(?!结转)|(?<!结转)上年(?!度?结转)|(?<!结转)上一年(?!度?结转)|历年|同期/u;
const OF_MANY_YEARS =
  /(?<!今年|年初|本年度?|一年)以来|截[至止到].{0,30}累计|20\d{2}年?[至到\-—–~～]20\d{2}年|近?[两二三四五六七八九十几\d]年(?:来|间|内)|近[两二三四五六七八九十几\d]年|十[一二三四五]五[”"’』」]?(?:期间|时期|以来)/u;
/** Up to which a count is of a part of the year, and words after which it is of all of it again. */
const OF_PART_OF_YEAR =
  /[上下]半年|[前第][一二三四]个?季度|前[一二三四五六七八九十\d]{1,2}个月|(?:20\d{2}\s*年)?[1一]月?份?[-—–~～至到](?:[1-9]|1[01]|[一二三四五六七八九]|十一?)月|截[至止到](?:20\d{2}\s*年|目前|今年)?(?:[1-9]|1[01])月|截[至止到]目前|(?<![-—–~～至到\d])(?:1[0-2]|[1-9])月份?(?!\s*[\d底末初上中下\-—–~～至到])|月均|日均|年均|平均每?|每[月日天周年件页]|每(?:个|家|所)?(?:单位|部门|乡镇|街道)|单[月日]|同一|某[个一名位]|个别|计划|预计|目标/gu;
const OF_WHOLE_YEAR =
  /(?<!截[至止到])20\d{2}\s*年(?!\s*[\d一二三四五六七八九十]{1,2}月|[上下]半|第|前)|全年|本年度?|年度/gu;
/** Without a year, what is 累计 may be of many. */
const IN_ALL = /(?<!全年|年度|本年)累计/u;
/** A statement has a count of cases or money, or says that there was none. */
const STATES_COUNT = /[\d０-９一二三四五六七八九十百千零]\s*(?:件|条|份|宗|起|例|[万亿]?元)/u;
const STATES_NONE = /未|没有|无|不存在/u;
/** 今年 and 本年 are the year reported. */
const YEAR = /(?<!\d)(20\d{2})\s*年|今年|本年/gu;

/** Sections whose prose states the counts of tables three and four. */
const STATING: readonly number[] = [1, 3, 4];
const OTHER_MATTERS = 6;
const LONGEST_SENTENCE = 600;

interface Sentence {
  readonly start: number;
  readonly text: string;
}

const LINE_END = 0x0a;
const FULL_STOP = 0x3002;
const EXCLAMATION = 0xff01;

/** Sentences are parted by full stops and line ends only: clauses of one sentence share what it says about whose counts they are. */
function sentencesIn(text: string, from: number, to: number): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = from;
  for (let at = from; at <= to; at++) {
    const code = at === to ? LINE_END : text.charCodeAt(at);
    if (code !== LINE_END && code !== FULL_STOP && code !== EXCLAMATION) continue;
    const length = at - start;
    if (length > 4 && length <= LONGEST_SENTENCE) sentences.push({ start, text: text.slice(start, at) });
    start = at + 1;
  }
  return sentences;
}

const WIDE_DIGIT = /[０-９]/gu;

/** Full-width digits as plain ones, each in its place. */
function plainDigits(text: string): string {
  return text.search(WIDE_DIGIT) < 0
    ? text
    : text.replace(WIDE_DIGIT, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** Whose count it is: as the nearest clause says that says one thing. */
function scopeOf(sentence: string, place: number, end: number): StatedCount['scope'] {
  for (const clause of clausesBefore(sentence, place, end)) {
    const area = OF_AN_AREA.test(clause);
    const agency = OF_ONE_AGENCY.test(clause);
    if (area && agency) return null;
    if (area || agency) return area ? 'CONSOLIDATED' : 'OWN';
  }
  return null;
}

/** A count is of the year that was named last before it, and of none when its clause compares. */
function isOfYear(sentence: string, place: number, end: number, year: number | null): boolean {
  const [clause = ''] = clausesBefore(sentence, place, end);
  if (OF_ANOTHER_YEAR.test(clause)) return false;
  if (year === null) return true;
  let named: number | null = null;
  for (const match of matchesIn(sentence.slice(0, end), YEAR)) named = match[1] === undefined ? year : Number(match[1]);
  return named === null || named === year;
}

/** Where the last match of a pattern begins; -1 without one. */
function lastPlace(text: string, pattern: RegExp): number {
  let place = -1;
  for (const match of matchesIn(text, pattern)) place = match.index;
  return place;
}

/** A count of some months, or a mean. */
function isOfPartOfYear(sentence: string, end: number): boolean {
  const before = sentence.slice(0, end);
  const part = lastPlace(before, OF_PART_OF_YEAR);
  return part >= 0 && part >= lastPlace(before, OF_WHOLE_YEAR);
}

const isOfManyYears = (sentence: string): boolean =>
  OF_MANY_YEARS.test(sentence) || (IN_ALL.test(sentence) && sentence.search(YEAR) < 0);

/** 12, 1,234, 十二, 一百零三; NaN where the words are no count: 一百二 may be 120. */
const countOf = (printed: string): number =>
  /^\d/u.test(printed) ? Number(printed.replaceAll(/[,，]/gu, '')) : (countInWords(printed) ?? Number.NaN);

const YUAN: Readonly<Record<string, number>> = { '': 1, 万: 1e4, 亿: 1e8 };

/** To the fen. */
const moneyOf = (printed: string, unit: string): number =>
  Math.round(Number(printed.replaceAll(/[,，]/gu, '')) * (YUAN[unit] ?? 1) * 100) / 100;

function amountOf({ groups }: RegExpMatchArray): number {
  if (groups?.count !== undefined) return countOf(groups.count);
  return groups?.money === undefined ? 0 : moneyOf(groups.money, groups.unit ?? '');
}

function addStated(
  stated: StatedCount[],
  { start, text: printedText }: Sentence,
  wordings: readonly StatedWording[],
  year: number | null,
): void {
  // Lines of tables have bars.
  if (printedText.includes('|')) return;
  const counts = STATES_COUNT.test(printedText);
  const denies = STATES_NONE.test(printedText);
  if (!(counts || denies) || isOfManyYears(printedText)) return;
  const text = plainDigits(printedText);
  for (const { subject, word, pattern, none } of wordings) {
    if (!(none ? denies : counts) || !text.includes(word)) continue;
    for (const match of matchesIn(text, pattern)) {
      const end = match.index + match[0].length;
      const printed = match.groups?.count ?? match.groups?.money;
      const place = match.index + (printed === undefined ? 0 : match[0].lastIndexOf(printed));
      if (!isOfYear(text, match.index, end, year) || isOfPartOfYear(text, end)) continue;
      const value = amountOf(match);
      const scope = scopeOf(text, match.index, end);
      if (Number.isNaN(value) || isPart({ subject, scope }, text, match.index, end)) continue;
      const span = { start: start + place, end: start + (printed === undefined ? end : place + printed.length) };
      stated.push({ subject, value, span, scope });
    }
  }
}

function countsIn(
  text: string,
  { body }: Pick<Section, 'body'>,
  wordings: readonly StatedWording[],
  year: number | null,
): StatedCount[] {
  const counts: StatedCount[] = [];
  for (const sentence of sentencesIn(text, body.start, body.end)) addStated(counts, sentence, wordings, year);
  return counts;
}

/** A report states some twenty counts; what states hundreds is none. */
const MOST_STATED = 200;

/** One number for one thing at one place: 新收 is not also 收. */
function inOrder(counts: readonly StatedCount[]): readonly StatedCount[] {
  const sorted = [...counts].sort((a, b) => a.span.start - b.span.start);
  const once = sorted.filter(({ subject, span }, at) => {
    const before = sorted.slice(Math.max(0, at - 3), at);
    return !before.some((other) => other.subject === subject && other.span.start === span.start);
  });
  return once.slice(0, MOST_STATED);
}

/** Counts of the tables that sections one, three and four state in prose, and the fee for applications, in reading order. */
export function readStatedCounts(
  text: string,
  sections: readonly Section[],
  year: number | null,
): readonly StatedCount[] {
  const stating = sections.filter(({ ordinal }) => STATING.includes(ordinal));
  const matters = sections.filter(({ ordinal }) => ordinal === OTHER_MATTERS);
  const counts: StatedCount[] = [];
  for (const section of stating) counts.push(...countsIn(text, section, STATED_WORDINGS, year));
  for (const section of matters) counts.push(...countsIn(text, section, FEE_WORDINGS, year));
  return inOrder(counts);
}

/** What a report on a year before 2019 states, wherever it does: its prose is all there is. */
export function readStatedFacts(
  text: string,
  chapters: readonly Pick<Section, 'body'>[],
  year: number,
  cells: readonly Cell[],
): readonly StatedCount[] {
  const wordings = [...STATED_WORDINGS, ...FEE_WORDINGS];
  return inOrder([...chapters.flatMap((chapter) => countsIn(text, chapter, wordings, year)), ...readStatistics(cells)]);
}
