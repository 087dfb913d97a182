import type { StatedCount, StatedSubject } from '../domain/report-draft';
import type { Section } from './split-sections';

const COUNT = String.raw`(\d{1,9})\s*(?:件|条|份|宗|起)(?!\s*[，,]?\s*(?:涉|来自))`;
const GAP = String.raw`[^，,。；;、\d\n|（(]`;
const REST = String.raw`(?:政府信息)?(?:公开)?(?:的)?(?:申请)?(?:的)?(?:数量)?(?:为|共|共计|有)?\s*`;

/** Wordings with the number that they state. A number that is part of something longer (其中…, 涉…) is not taken. */
const WORDINGS: readonly { readonly subject: StatedSubject; readonly pattern: RegExp }[] = (
  [
    ['RECEIVED', `(?:本年)?新(?:收到?|增|受理|接收)${GAP}{0,8}(?:申请|依申请公开)${GAP}{0,10}${COUNT}`],
    ['INTAKE', `(?<!新)(?:受理|收到|接收|接到)${GAP}{0,12}(?:信息公开申请|依申请公开)${GAP}{0,6}${COUNT}`],
    ['BROUGHT_FORWARD', `(?:上年度?|上一年度?|去年)结转${REST}${COUNT}`],
    ['DISCLOSED', `(?<!不|部分)予以公开${REST}${COUNT}`],
    ['PARTLY_DISCLOSED', `(?:予以)?部分公开${REST}${COUNT}`],
    ['WITHHELD', `不予公开${REST}${COUNT}`],
    ['UNAVAILABLE', `无法提供${REST}${COUNT}`],
    ['NOT_PROCESSED', `不予处理${REST}${COUNT}`],
    ['CLOSED_OTHERWISE', `其他处理${REST}${COUNT}`],
    ['CARRIED_FORWARD', `结转(?:至|到)?下一?年度?(?:继续办理)?${REST}${COUNT}`],
    ['REVIEW', String.raw`(?:申请|发生|引发|提起)?行政复议(?:案件)?(?:共|共计)?\s*${COUNT}`],
    ['LITIGATION', String.raw`行政诉讼(?:案件)?(?:共|共计)?\s*${COUNT}`],
  ] as const
).map(([subject, pattern]) => ({ subject, pattern: new RegExp(pattern, 'gu') }));

const OF_AN_AREA = /全[省市县区州盟旗镇乡]|各(?:部门|单位|街道|乡镇|镇街|委办局)/u;
const OF_ONE_AGENCY = /本机关|本单位|我单位|本级|[本我](?:办公[室厅]|办|局|委|厅)|政府办(?:公[室厅])?(?!理)/u;
/** Counts of other years, and examples within a count, are not the counts of the tables. */
const OF_ANOTHER_YEAR = /同比|去年同期|较上年|比上年|历年|累计|以来/u;

/** A number of cases; lines of tables have bars. */
const STATES_COUNT = /^[^|]*\d\s*[件条份宗起][^|]*$/u;

/** Sections whose prose states the counts of tables three and four. */
const STATING: readonly number[] = [1, 3, 4];
const LONGEST_SENTENCE = 600;

const ENDS_SENTENCE = new Set([...'。！\n'].map((end) => end.charCodeAt(0)));

/** Sentences are parted by full stops and line ends only: clauses of one sentence share what it says about whose counts they are. */
function* sentences(
  text: string,
  from: number,
  to: number,
): Generator<{ readonly start: number; readonly text: string }> {
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && !ENDS_SENTENCE.has(text.charCodeAt(at))) continue;
    const length = at - start;
    if (length > 4 && length <= LONGEST_SENTENCE) yield { start, text: text.slice(start, at) };
    start = at + 1;
  }
}

function scopeOf(sentence: string): StatedCount['scope'] {
  const area = OF_AN_AREA.test(sentence);
  const agency = OF_ONE_AGENCY.test(sentence);
  if (area === agency) return null;
  return area ? 'CONSOLIDATED' : 'OWN';
}

/** Counts of table three and four that sections one, three and four state in prose, in reading order. */
export function readStatedCounts(text: string, sections: readonly Section[]): readonly StatedCount[] {
  const counts: StatedCount[] = [];
  for (const { ordinal, body } of sections) {
    if (!STATING.includes(ordinal)) continue;
    for (const sentence of sentences(text, body.start, body.end)) {
      if (!STATES_COUNT.test(sentence.text) || OF_ANOTHER_YEAR.test(sentence.text)) continue;
      const scope = scopeOf(sentence.text);
      for (const { subject, pattern } of WORDINGS) {
        for (const match of sentence.text.matchAll(pattern)) {
          const digits = match[1] ?? '';
          const start = sentence.start + match.index + match[0].lastIndexOf(digits);
          counts.push({ subject, value: Number(digits), span: { start, end: start + digits.length }, scope });
        }
      }
    }
  }
  return counts.sort((a, b) => a.span.start - b.span.start);
}
