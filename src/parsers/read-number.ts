import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import type { FigureStatus } from '../domain/figure';

/** How a cell of a line is to be read. */
export type NumberKind =
  /** Whole, not negative. */
  | 'count'
  /** Whole, may be negative: 本年增/减. */
  | 'change'
  /** Money in a column headed 万元; a unit in the cell wins. */
  | 'money-wan'
  /** Money in a column headed 元. */
  | 'money-yuan'
  /** Money without a unit in the heading: a number other than zero must bring its unit. */
  | 'money-unstated';

/** A cell, read. `finding` says why it is UNREADABLE. */
export interface CellReading {
  readonly status: FigureStatus;
  readonly value: number | null;
  readonly finding: DiagnosticCode | null;
}

const BLANK: CellReading = { status: 'BLANK', value: null, finding: null };
const NOT_APPLICABLE: CellReading = { status: 'NOT_APPLICABLE', value: null, finding: null };
const unreadable = (finding: DiagnosticCode): CellReading => ({ status: 'UNREADABLE', value: null, finding });
/** How a text is read that is none of the things that a cell of numbers holds. */
export const NO_NUMBER: CellReading = unreadable('NUMBER_UNREADABLE');
const reported = (value: number): CellReading => ({ status: 'REPORTED', value, finding: null });

const DOES_NOT_APPLY = /^(?:[-–—―─－﹣/／\\]+|无|不适用|暂无|没有|N\/A)$/iu;
const NUMBER =
  /^([+-]?)((?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{1,12})?)\s*(万|亿)?\s*(元|件次|人次|件|条|项|份|个|宗|起|人|次|部)?\s*(?:\([^()]{1,60}\))?$/u;
/** No number begins with a Han character but a change in words or a numeral, and of the marks only 无, 不适用, 暂无 and 没有 do. */
const HAN_BUT_NO_MARK = /^[㐀-鿿](?<![无不暂没增减零一二两三四五六七八九十])/u;
/** A change in words: 增3, 减少8项. */
const CHANGE_IN_WORDS = /^(?:(增)加?|减少?)\s*(?=\d)/u;
/** What points at a note: `12①`, `12²`, `12*`, `12[1]`, and `12^1` as raised digits are written. */
const NOTE_MARK =
  /\s*(?:\^[[（(〔]?\d{1,2}[\]）)〕]?|\^?[¹²³⁰⁴-⁹①-⑳⑴-⒇*＊※†‡]+|\^?[[［〔]\s*注?\s*\d{0,2}\s*[\]］〕])$/u;
/** Thousands parted by another mark than a comma: `1，234`, `1'234`. */
const THOUSANDS_MARK = /[，'’](?=\d{3})/gu;
/** A thousand, or one to three decimal places. */
const IN_THOUSANDS = /^[1-9]\d{0,2}\.000$/u;
/** Digits that count nothing; compatible with those that do. */
const MARK_OR_FRACTION = /\p{No}/u;
const DIGIT = /\d/u;
/** What numbers a label that goes on in the next cell: `5.` `12、` */
const ENUMERATOR = /^\d{1,2}[.,、．]$/u;
/** Of any width: without one a text is no number. */
const ANY_DIGIT = /\p{Nd}/u;
const MOST_PLAIN_DIGITS = 15;

const NUMERALS = '零一二三四五六七八九';
const POWERS_OF_TEN = '一十百千';
/** 零, or words of more than one character: a single one may number a label, and 一 may be a dash. The units are those that no article of the law ends in. */
const IN_WORDS = /^(?:[零〇]|[零〇一二两三四五六七八九十百千万]{2,15})(?=(?:件|份|宗|起|次|人)?$)/u;
const ONE_WORD = /^[二两三四五六七八九十]$/u;
/** A numeral of one character, or a mark that may stand for nought. */
const SHORT = /^[一二两三四五六七八九十○◯]$/u;
/** Letters in place of digits: what they say must be proven, but a label they are not. */
const LETTERS = /^(?:[oOｏＯlI]|(?=.{0,3}\d)[\doOlI]{2,4})$/u;

/** A count in the words in which it is written out: 一百零五. */
function inNumerals(count: number): string {
  const above = Math.floor(count / 10_000);
  const digits = String(count % 10_000).padStart(above > 0 ? 4 : 1, '0');
  let words = above > 0 ? `${inNumerals(above)}万` : '';
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[at]);
    if (digit === 0) continue;
    const power = digits.length - 1 - at;
    words += (words !== '' && digits[at - 1] === '0' ? '零' : '') + NUMERALS[digit];
    if (power > 0) words += POWERS_OF_TEN[power];
  }
  return words === '' ? '零' : words;
}

/** The count that words write out in full; undefined when they do so in another way: 一百五, 二〇二四. */
export function countInWords(words: string): number | undefined {
  const whole = words.replaceAll('〇', '零').replaceAll('两', '二').replace(/^十/u, '一十');
  let [above, below, last] = [0, 0, 0];
  for (const word of whole) {
    const power = POWERS_OF_TEN.indexOf(word, 1);
    if (word === '万') [above, below, last] = [(below + last) * 10_000, 0, 0];
    else if (power > 0) [below, last] = [below + last * 10 ** power, 0];
    else last = NUMERALS.indexOf(word);
  }
  const count = above + below + last;
  return inNumerals(count) === whole ? count : undefined;
}

function isNumeralInWords(text: string): boolean {
  const words = IN_WORDS.exec(text)?.[0];
  return words !== undefined && countInWords(words) !== undefined;
}

/** True for what is a value behind another cell of its row, and the number of a label or a mark elsewhere. */
export const looksLikeValueInRow = (text: string): boolean => SHORT.test(text);

/** A count with marks of a sentence around it, such as are left where a cell was typed or cut out of prose: `12.` `＝12` `“12”` */
const MARKED_COUNT = /^[=＝:：]?\s*["“”'‘’]?(\d{1,15}|[０-９]{1,15})["“”'‘’]?\s*[.。;；]?$/u;

/** True for what is a value where no label follows in its row, and may number one elsewhere. */
export const looksLikeValueAtEnd = (text: string): boolean => MARKED_COUNT.test(text);

/** A number in words with digits in their place. */
const withDigits = (text: string): string =>
  !ONE_WORD.test(text) && !IN_WORDS.test(text)
    ? text
    : text.replace(/^[零〇一二两三四五六七八九十百千万]+/u, (words) => String(countInWords(words) ?? words));

/** What nearly every cell holds: digits that make an exact number, without a needless zero. */
export function isPlain(text: string): boolean {
  if (text.length > MOST_PLAIN_DIGITS || (text.charCodeAt(0) === 0x30 && text.length > 1)) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text !== '';
}

/** With this sheets mark what is text, and programs write it out. */
const TEXT_MARK = /^['‘’＇](?=\d)/u;

/** A number in the plain digits and commas that it is compared in, without what points at a note or marks it as text. */
function narrowed(text: string): string {
  const bare = text.replace(TEXT_MARK, '').replace(NOTE_MARK, '');
  return MARK_OR_FRACTION.test(bare) ? bare : bare.normalize('NFKC').replace(THOUSANDS_MARK, ',');
}

/** What a number or a sign begins with, marks apart; nothing compatible with another character than these. */
const BEGINS_NUMBER = /^[-+\d.,，\s增减'‘’]/u;
/** A numbered label: 1.属于国家秘密. */
const NUMBERED_LABEL = /^\d+[.,、．)）]\s*[㐀-鿿]/u;

/** True when a cell holds a number or says that it does not apply: when it is no label. */
export function looksLikeValue(text: string): boolean {
  if (text === '' || text.length > 80) return false;
  if (isPlain(text)) return true;
  if (HAN_BUT_NO_MARK.test(text)) return false;
  if (NUMBERED_LABEL.test(text)) return false;
  if (DOES_NOT_APPLY.test(text) || LETTERS.test(text) || isNumeralInWords(text)) return true;
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  if (!ANY_DIGIT.test(text) || !BEGINS_NUMBER.test(first.normalize('NFKC'))) return false;
  const narrow = narrowed(text).replace(CHANGE_IN_WORDS, '+');
  return DIGIT.test(narrow) && !ENUMERATOR.test(narrow) && (NUMBER.test(narrow) || /^[+-]?[\d.,\s]+$/u.test(narrow));
}

/** Shifts a plain decimal by `places` powers of ten; null when more than `decimals` digits would be left behind the point. */
function scaled(decimal: string, places: number, decimals: number): number | null {
  const [whole = '', fraction = ''] = decimal.split('.');
  const padded = fraction.padEnd(places + decimals, '0');
  if (/[1-9]/.test(padded.slice(places + decimals))) return null;
  const value = Number(`${whole}${padded.slice(0, places)}.${padded.slice(places, places + decimals) || '0'}`);
  return Math.abs(value) * 10 ** decimals <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}

function signed(value: number | null, sign: string, kind: NumberKind): CellReading {
  if (value === null) return unreadable('NUMBER_FRACTIONAL');
  if (Number.isNaN(value)) return NO_NUMBER;
  if (sign !== '' && kind !== 'change') return unreadable(sign === '-' ? 'NUMBER_NEGATIVE' : 'NUMBER_UNREADABLE');
  return reported(sign === '-' && value !== 0 ? -value : value);
}

const POWER: Readonly<Record<string, number>> = { 万: 4, 亿: 8 };

/**
 * Reads one cell. Nothing is repaired: spaces inside a number, two numbers in a cell, a leading zero (two cells run together) make it UNREADABLE;
 * annotations in brackets, marks of notes, thousands separators, full-width digits, counts in words, units and, of a change, 增 and 减 are understood.
 */
export function readNumber(printed: string, kind: NumberKind): CellReading {
  const isCounted = kind === 'count' || kind === 'change';
  if (isCounted && isPlain(printed)) return reported(Number(printed));
  const text = printed.trim();
  if (text === '') return BLANK;
  if (isCounted && isPlain(text)) return reported(Number(text));
  if (DOES_NOT_APPLY.test(text)) return NOT_APPLICABLE;
  // Of money 万 may be a unit in the cell or a part of the word; the heading has one, too.
  const bare = MARKED_COUNT.exec(text)?.[1] ?? text;
  const narrow = isCounted ? withDigits(narrowed(bare)) : narrowed(bare).replace(/^[零〇]$/u, '0');
  const inSigns =
    kind === 'change'
      ? narrow.replace(CHANGE_IN_WORDS, (_, more?: string) => (more === undefined ? '-' : '+'))
      : narrow;
  const match = NUMBER.exec(inSigns);
  if (match === null) return NO_NUMBER;
  const [, sign = '', grouped = '', scale, unit] = match;
  const digits = grouped.replaceAll(',', '');
  if (/^0\d/.test(digits) || (isCounted && IN_THOUSANDS.test(grouped))) return NO_NUMBER;
  const power = scale === undefined ? 0 : (POWER[scale] ?? 0);
  if (isCounted) return unit === '元' ? NO_NUMBER : signed(scaled(digits, power, 0), sign, kind);
  if (unit !== undefined && unit !== '元') return Number(digits) === 0 ? reported(0) : NO_NUMBER;
  if (unit === '元' || scale !== undefined) return signed(scaled(digits, power, 2), sign, kind);
  if (kind === 'money-yuan') return signed(scaled(digits, 0, 2), sign, kind);
  if (kind === 'money-wan') return signed(scaled(digits, 4, 2), sign, kind);
  return Number(digits) === 0 ? reported(0) : NO_NUMBER;
}
