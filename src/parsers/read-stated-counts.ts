import type { StatedCount } from '../domain/report-draft';
import type { Cell } from './lex-cells';
import { matchesIn } from './matches-in';
import { countInWords } from './read-number';
import { readStatistics } from './read-statistics';
import type { Reporting } from './reporting';
import type { Section } from './split-sections';
import { isDoubtful } from './stated-doubts';
import { isPart } from './stated-parts';
import { FEE_WORDINGS, STATED_WORDINGS, type StatedWording } from './stated-wordings';
import { isOfManyYears, isOfPartOfYear, isOfYear, isOnAnotherYear } from './stated-years';
import { type Statement, statementAt } from './statement';
import { WHOLE } from './whole-area';

const OF_AN_AREA = new RegExp(
  `${WHOLE}[省市县区州盟旗镇乡](?!域|面)|各(?:部门|单位|街道|乡镇|镇街|委办局|县市?区?|级)`,
  'u',
);
/** 不属于本机关 and 本机关不掌握 are outcomes. */
const OF_ONE_AGENCY =
  /(?<!属于|非)本机关(?!不掌握)|本单位|我单位|本级|[本我](?:办公[室厅]|办|局|委|厅)|政府办(?:公[室厅])?(?!理)/u;
/** A statement has a count of cases or money, or says that there was none. */
const STATES_COUNT = /[\d０-９一二三四五六七八九十百千零]\s*(?:件|条|份|宗|起|例|[万亿]?元)/u;
const STATES_NONE = /未|没有|无|不存在/u;
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
function scopeOf({ clauses }: Statement): StatedCount['scope'] {
  for (const clause of clauses) {
    const area = OF_AN_AREA.test(clause);
    const agency = OF_ONE_AGENCY.test(clause);
    if (area && agency) return null;
    if (area || agency) return area ? 'CONSOLIDATED' : 'OWN';
  }
  return null;
}

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

/** A sentence that states a thing in several numbers states it in none of them, those that follow 其中 apart. */
function withoutRivals(stated: readonly StatedCount[], { start, text }: Sentence): readonly StatedCount[] {
  return stated.filter((count) => {
    const rivals = stated.filter(
      ({ subject, scope, value }) => subject === count.subject && scope === count.scope && value !== count.value,
    );
    const follows = (a: StatedCount, b: StatedCount): boolean =>
      text.slice(a.span.end - start, Math.max(a.span.end, b.span.start) - start).includes('其中');
    return rivals.every((rival) => follows(count, rival));
  });
}

function statedIn(
  { start, text: printedText }: Sentence,
  wordings: readonly StatedWording[],
  { agency, year }: Reporting,
): readonly StatedCount[] {
  // Lines of tables have bars, or tabs between their cells.
  if (printedText.includes('|') || printedText.trim().includes('\t')) return [];
  const counts = STATES_COUNT.test(printedText);
  const denies = STATES_NONE.test(printedText);
  if (!(counts || denies) || isOfManyYears(printedText)) return [];
  const stated: StatedCount[] = [];
  const text = plainDigits(printedText);
  for (const { subject, word, pattern, none } of wordings) {
    if (!(none ? denies : counts) || !text.includes(word)) continue;
    for (const match of matchesIn(text, pattern)) {
      const end = match.index + match[0].length;
      const printed = match.groups?.count ?? match.groups?.money;
      const place = match.index + (printed === undefined ? 0 : match[0].lastIndexOf(printed));
      const statement = statementAt(text, match.index, end);
      if (!isOfYear(statement, year) || isOfPartOfYear(statement)) continue;
      const value = amountOf(match);
      const scope = scopeOf(statement);
      if (Number.isNaN(value) || isPart({ subject, scope, agency }, statement)) continue;
      if (isDoubtful({ subject, none: printed === undefined }, statement)) continue;
      const span = { start: start + place, end: start + (printed === undefined ? end : place + printed.length) };
      stated.push({ subject, value, span, scope });
    }
  }
  return withoutRivals(inOrder(stated), { start, text });
}

function countsIn(
  text: string,
  { body }: Pick<Section, 'body'>,
  wordings: readonly StatedWording[],
  reporting: Reporting,
): StatedCount[] {
  const counts: StatedCount[] = [];
  let isOnAnother = false;
  for (const sentence of sentencesIn(text, body.start, body.end)) {
    const isFirst = text.charCodeAt(sentence.start - 1) === LINE_END;
    const wasOnAnother = isOnAnother && !isFirst;
    isOnAnother = isOnAnotherYear(sentence.text, reporting.year, wasOnAnother);
    if (!(wasOnAnother && isOnAnother)) counts.push(...statedIn(sentence, wordings, reporting));
    if (counts.length >= MOST_STATED) break;
  }
  return counts;
}

/** Counts of the tables that sections one, three and four state in prose, and the fee for applications, in reading order. */
export function readStatedCounts(
  text: string,
  sections: readonly Section[],
  reporting: Reporting,
): readonly StatedCount[] {
  const stating = sections.filter(({ ordinal }) => STATING.includes(ordinal));
  const matters = sections.filter(({ ordinal }) => ordinal === OTHER_MATTERS);
  const counts: StatedCount[] = [];
  for (const section of stating) counts.push(...countsIn(text, section, STATED_WORDINGS, reporting));
  for (const section of matters) counts.push(...countsIn(text, section, FEE_WORDINGS, reporting));
  return inOrder(counts);
}

/** What a report on a year before 2019 states, wherever it does: its prose is all there is. */
export function readStatedFacts(
  text: string,
  chapters: readonly Pick<Section, 'body'>[],
  reporting: Reporting,
  cells: readonly Cell[],
): readonly StatedCount[] {
  const wordings = [...STATED_WORDINGS, ...FEE_WORDINGS];
  return inOrder([
    ...chapters.flatMap((chapter) => countsIn(text, chapter, wordings, reporting)),
    ...readStatistics(cells, reporting),
  ]);
}
