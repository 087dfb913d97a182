/**
 * Folding makes two spellings of one label equal: widths, CJK radicals, Traditional characters, spaces and punctuation. The result is for comparing
 * only; what is shown and stored is always the source text.
 */

import { ownCopy } from './own-copy';

/** Radicals of U+2E80–2EF3 that printed PDFs put in place of characters; NFKC leaves these alone. */
const RADICALS: readonly (readonly [string, string])[] = [
  ['⺠', '民'],
  ['⻅', '见'],
  ['⻓', '长'],
  ['⻔', '门'],
  ['⻛', '风'],
  ['⻥', '鱼'],
  ['⻬', '齐'],
  ['⻋', '车'],
  ['⻉', '贝'],
  ['⻚', '页'],
  ['⻢', '马'],
  ['⻩', '黄'],
  ['⻰', '龙'],
  ['⺟', '母'],
  ['⻘', '青'],
];

/** Traditional characters of the words of the form, and the Simplified ones it is printed with. */
const TRADITIONAL = [
  ...'規檔機關數據結轉決現許處罰強業費屬於國穩護權內務過執詢項無沒製補確訪舉報訴類複復請開當認獲繳納單總計維糾審經議構會組織團餘額應據辦續條發廢採購動營頒備態確號頁歷縣區廳廠體況問題進',
];
const SIMPLIFIED = [
  ...'规档机关数据结转决现许处罚强业费属于国稳护权内务过执询项无没制补确访举报诉类复复请开当认获缴纳单总计维纠审经议构会组织团余额应据办续条发废采购动营颁备态确号页历县区厅厂体况问题进',
];

const REPLACED: ReadonlyMap<string, string> = new Map([
  ...RADICALS,
  ...TRADITIONAL.map((from, at) => [from, SIMPLIFIED[at] ?? from] as const),
]);

/** The scripts in which reports repeat their labels beside the Chinese ones: those of autonomous places, Zhuang among them, and English. */
const OTHER_SCRIPTS = String.raw`\p{Script=Tibetan}\p{Script=Mongolian}\p{Script=Arabic}\p{Script=Hangul}\p{Script=Yi}\p{Script=Latin}`;
const IGNORED = new RegExp(String.raw`[\s\p{M}\p{P}\p{S}\p{Cf}\p{Cc}${OTHER_SCRIPTS}]`, 'u');
const LATIN = /\p{Script=Latin}/u;
/** The number of a label in Latin letters: 1. State secrets. */
const LATIN_ENUMERATOR = /[(（]?\d{1,2}\s*[.．、)）]\s*(?=\p{Script=Latin})/gu;
const ENUMERATOR = new RegExp(
  String.raw`^[\s${OTHER_SCRIPTS}]*(?:[（(〔[]?\s*[一二三四五六七八九十]{1,3}\s*[、.．,，)）〕\]:：]|[（(]?\s*\d{1,2}\s*[、.．)）:：])\s*`,
  'u',
);

/** How a label may be numbered: 一、 （二） 3. */
export function withoutEnumerator(text: string): string {
  return text.replace(ENUMERATOR, '');
}

/** What is not compatible with one character whatever stands beside it: marks, and the letters that Hangul syllables are made of. */
const JOINS_OTHERS = /[\p{M}\p{Surrogate}\u1100-\u11ff]/u;
/** No characters, so that none is folded to them. */
const NONE = 0xffff;
const NOT_ALONE = 0xfffe;

/** By its code, what each character met so far is folded to; 0 for those not met. */
const FOLDED = new Uint16Array(0x10000);

/** What a character is folded to: another, NONE, or NOT_ALONE where that is more than one or depends on the next. */
function foldedCode(code: number): number {
  const character = String.fromCharCode(code);
  const compatible = character.normalize('NFKC');
  if (compatible.length !== 1 || JOINS_OTHERS.test(character + compatible) || LATIN.test(compatible)) return NOT_ALONE;
  return IGNORED.test(compatible) ? NONE : (REPLACED.get(compatible) ?? compatible).charCodeAt(0);
}

function foldTogether(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFKC').replace(LATIN_ENUMERATOR, '')) {
    if (!IGNORED.test(character)) folded += REPLACED.get(character) ?? character;
  }
  return folded;
}

function foldCharacters(text: string): string {
  let folded = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    let made = FOLDED[code] ?? 0;
    if (made === 0) {
      made = foldedCode(code);
      FOLDED[code] = made;
    }
    if (made === code) continue;
    if (made === NOT_ALONE) return foldTogether(text);
    folded += text.slice(from, at);
    if (made !== NONE) folded += String.fromCharCode(made);
    from = at + 1;
  }
  return from === 0 ? text : folded + text.slice(from);
}

const MEMO_LIMIT = 8192;
const MEMO_LONGEST = 64;

/** The same labels recur in every report, so what is made of short ones is remembered. */
function remembering(make: (text: string) => string): (text: string) => string {
  const memo = new Map<string, string>();
  return (text) => {
    if (text.length > MEMO_LONGEST) return make(text);
    const known = memo.get(text);
    if (known !== undefined) return known;
    if (memo.size >= MEMO_LIMIT) memo.clear();
    const copy = ownCopy(text);
    const made = make(copy);
    memo.set(copy, made);
    return made;
  };
}

/** Folds a label. */
export const fold = remembering(foldCharacters);

/** What a label counts, behind it: 一、本年新收政府信息公开申请数量（件） */
const UNIT = /[（(]\s*(?:单位\s*[:：]?\s*)?(?:件次?|宗|个|条|次)\s*[)）]\s*$/u;

/** Folds a label without its number, and without the unit behind it. */
export const foldUnnumbered = remembering((text) => fold(withoutEnumerator(text.replace(UNIT, ''))));

/** Share of common character pairs of two folded labels, 0 to 1 (Dice's coefficient); 0 where it cannot reach `least`. */
export function likeness(a: string, b: string, least = 0): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  if ((2 * Math.min(a.length, b.length) - 2) / (a.length + b.length - 2) < least) return 0;
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < a.length; at++) pairs.set(a.slice(at, at + 2), (pairs.get(a.slice(at, at + 2)) ?? 0) + 1);
  let common = 0;
  for (let at = 0; at + 1 < b.length; at++) {
    const left = pairs.get(b.slice(at, at + 2)) ?? 0;
    if (left > 0) {
      common++;
      pairs.set(b.slice(at, at + 2), left - 1);
    }
  }
  return (2 * common) / (a.length + b.length - 2);
}
