import { collect } from '../collect';
import { matchesIn } from '../matches-in';

/** A year in a text and where it stands. */
export interface YearMention {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** 2024年, 2024年度, 二〇二四年, 二零二四年度; the source of a regular expression without groups. */
export const YEAR = '(?:20\\d{2}|二[〇○◯零OoОо0][〇○◯零OoОо0一二三四五六七八九]{2})年(?:度)?';

/** What makes a report one on a part of a year, or on a year that begins in autumn: 上半年, 第一季度, 1-6月, 学年; the source of a regular expression. */
export const PART_OF_YEAR =
  '(?:[上下]半年|[前第]?[一二三四1-4]个?季度|(?:[1-9]|1[0-2])月?份?[-—–~～至到](?:[1-9]|1[01])月份?|(?<![-—–~～至到\\d])(?:[1-9]|1[0-2])月份?(?![-—–~～至到\\d])|学年度?)';

const YEAR_ANYWHERE = new RegExp(YEAR, 'gu');
const OTHER_NOUGHTS = '○◯零OoОо0';
const DIGITS = '〇一二三四五六七八九';
const FIRST_YEAR = 2008;
const LAST_YEAR = 2100;

/** 2024 of 2024年 or 二〇二四年; null for years in which there can be no report. */
export function yearOf(printed: string): number | null {
  let value = 0;
  for (let at = 0; at < 4; at++) {
    const character = printed.charAt(at);
    const digit = DIGITS.indexOf(OTHER_NOUGHTS.includes(character) ? '〇' : character);
    value = value * 10 + (digit === -1 ? Number(character) : digit);
  }
  return value >= FIRST_YEAR && value <= LAST_YEAR ? value : null;
}

/** 2019-2020年, 2019年至2020年: of two years, which is not one to file a report by. */
const RANGE_BEFORE = /20\d{2}年?(?:度)?[-—–~～至到、]$/u;
const RANGE_BEHIND = /^[-—–~～至到、]20\d{2}(?!\d)/u;
/** 济南市教育局2020政府信息公开年报, 年度报告(2020), 2020济南市教育局…: a year without 年, where only a year can stand. */
const BARE_YEAR = /(?<![\d年])(20\d{2})(?=(?<=^20\d{2})[一-鿿]{3}|(?:政府|政务)?信息公开|[)\]】〕]|$)/gu;

/** The last year without 年 of a range of a text. */
export function bareYearIn(text: string, from: number, to: number): YearMention | null {
  let found: YearMention | null = null;
  for (const match of matchesIn(text.slice(from, to), BARE_YEAR)) {
    const value = yearOf(match[0]);
    if (value === null || /\d[-—–~～至到、]$/u.test(text.slice(from, from + match.index))) continue;
    found = { value, start: from + match.index, end: from + match.index + match[0].length };
  }
  return found;
}

/** 2024年1月20日 says when something was done. */
const ofDate = (text: string, end: number): boolean => /^\d{1,2}月/u.test(text.slice(end, end + 3));

/** The last year of a range of a text: in 关于2023年…2024年度报告 the one nearest to the report. */
export function yearIn(text: string, from: number, to: number): YearMention | null {
  let found: YearMention | null = null;
  for (const match of matchesIn(text.slice(from, to), YEAR_ANYWHERE)) {
    const start = from + match.index;
    const end = start + match[0].length;
    const value = ofDate(text, end) ? null : yearOf(match[0]);
    if (RANGE_BEFORE.test(text.slice(Math.max(0, start - 8), start))) found = null;
    else if (value !== null) found = { value, start, end };
  }
  return found;
}

/** Every year that is not part of a date, in order. */
export function yearsIn(text: string): readonly YearMention[] {
  return collect(matchesIn(text, YEAR_ANYWHERE), (match) => {
    const value = yearOf(match[0]);
    const end = match.index + match[0].length;
    const ofTwo =
      RANGE_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index)) ||
      RANGE_BEHIND.test(text.slice(end, end + 6));
    return value === null || ofTwo || ofDate(text, end) ? null : { value, start: match.index, end };
  });
}
