/** Of which time a count in prose is: of the year reported, of another, of several, or of a part of one. */
import { matchesIn } from './matches-in';
import type { Statement } from './statement';

/** Counts of other years are not those of the report. */
const OF_ANOTHER_YEAR = /同比|去年(?!结转)|(?<!结转)上年(?!度?结转)|(?<!结转)上一年(?!度?结转)|历年|同期/u;
const OF_MANY_YEARS =
  /(?<!今年|年初|本年度?|一年)以来|截[至止到].{0,30}累计|20\d{2}年?[至到\-—–~～]20\d{2}年|20\d{2}年?度?[、和与及]20\d{2}年|20(\d{2})年[^，,。；;]{0,12}[至到]20(?!\1)\d{2}年|近?[两二三四五六七八九十几\d]年多?(?:来|间|内)|[两三四五几]年(?:共|累计|合计)|至今|(?:实施|施行|颁布|开通|运行|上线)后|截[至止到].*[，,](?:其中[，,]?)?(?:20\d{2}年|[本今当]年)度?[^，,。；;]{0,4}新增|近[两二三四五六七八九十几\d]年|十[一二三四五]五[”"’』」]?(?:期间|时期|以来)/u;
/** Up to which a count is of a part of the year, and words after which it is of all of it again. */
const OF_PART_OF_YEAR =
  /[上下]半年|[一二三四]个?季度|年初[至到](?:1[01]|[1-9])月|(?<!2008\s*年\s*)(?<![\d])(?!1月1日)(?:1[0-2]|[1-9])月\d{1,2}日(?:起|后|之后|以来)|前[一二三四五六七八九十\d]{1,2}个月|(?:20\d{2}\s*年)?[1一]月?份?[-—–~～至到](?:[1-9]|1[01]|[一二三四五六七八九]|十一?)月|截[至止到](?:20\d{2}\s*年|目前|今年)?(?:[1-9]|1[01])月|截[至止到]目前|(?<![-—–~～至到\d])(?:1[0-2]|[1-9])月份?(?!\s*[\d底末初上中下\-—–~～至到])|月均|日均|年均|平均每?|每[月日天周年件页]|每(?:个|家|所)?(?:单位|部门|乡镇|街道)|单[月日]|同一|某[个一名位]|个别|计划|预计|目标/gu;
const OF_WHOLE_YEAR =
  /(?<!截[至止到])20\d{2}\s*年(?!\s*[\d一二三四五六七八九十]{1,2}月|[上下]半|第|前)|全年|本年度?|年度/gu;
/** Without a year, what is 累计 may be of many. */
const IN_ALL = /(?<!全年|年度|本年)累计/u;
/** 今年 and 本年 are the year reported; 去年 is the one before where a clause begins with it. */
const YEAR =
  /(?<!\d)(20\d{2})\s*年|[今本]年|(?<=^[\s\u3000]*|[，,；;：:（(])(去年|上年度?|上一年度?|前年|往年)(?!度?结转|[末底])/gu;
/** 45件（去年30件）: what brackets say of another year holds within them. */
const IN_BRACKETS = /[（(][^（）()]*[）)]/gu;
const LEADING_YEAR = /^[\s\u3000]*(?:(20\d{2})\s*年度?|去年|上年度?|上一年度?|前年)(?=[，,：:我本全各共])/u;
const NAMES_YEAR = /20\d{2}\s*年|[今本去上前全]年|年度/u;

/** A count is of the year that was named last before it, and of none when its clause compares. */
export function isOfYear({ sentence, end, clauses: [clause = ''] }: Statement, year: number | null): boolean {
  if (OF_ANOTHER_YEAR.test(clause)) return false;
  if (year === null) return true;
  let named: number | null = null;
  for (const [, printed, earlier] of matchesIn(sentence.slice(0, end).replace(IN_BRACKETS, ''), YEAR)) {
    named = printed !== undefined ? Number(printed) : earlier === undefined ? year : year - 1;
  }
  return named === null || named === year;
}

/** Where the last match of a pattern begins; -1 without one. */
function lastPlace(text: string, pattern: RegExp): number {
  let place = -1;
  for (const match of matchesIn(text, pattern)) place = match.index;
  return place;
}

/** A count of some months, or a mean. */
export function isOfPartOfYear({ sentence, end }: Statement): boolean {
  const before = sentence.slice(0, end);
  const part = lastPlace(before, OF_PART_OF_YEAR);
  return part >= 0 && part >= lastPlace(before, OF_WHOLE_YEAR);
}

export const isOfManyYears = (sentence: string): boolean =>
  OF_MANY_YEARS.test(sentence) || (IN_ALL.test(sentence) && sentence.search(YEAR) < 0);

/** Whether a sentence is on another year: as it begins, or else, where it names none, as the one before it in its paragraph. */
export function isOnAnotherYear(sentence: string, year: number | null, before: boolean): boolean {
  const lead = LEADING_YEAR.exec(sentence);
  if (lead === null) return before && !NAMES_YEAR.test(sentence);
  return lead[1] === undefined || (year !== null && Number(lead[1]) !== year);
}
