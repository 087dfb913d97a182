import type { NarrativeSection } from '../domain/report-draft';
import type { SourceDocument } from '../domain/source-document';
import { isStatisticsRow } from './read-statistics';
import { type Heading, longestRun, type Section, sectionsBetween } from './split-sections';

const NUMERALS = '一二三四五六七八九十';
const HEADING = /^[\s#*]*(?:第?([一二三四五六七八九十])(?:部分)?[、.．:：\s]|[（(]([一二三四五六七八九十])[)）])\s*\S/u;
const LONGEST_HEADING = 45;
const PROSE_END = /[。；;，,、]$/u;
/** The heading of the table of statistics at the end, whose rows are numbered like chapters; and rows of it without one. */
const STATISTICS = /^[\s|*]*统\s*计\s*指\s*标/mu;
const ENDS_IN_VALUE = /[\s|](?:\d[\d.]*|[-—–/]+)[\s|]*$/u;

function headingsIn(text: string, pattern: 1 | 2): readonly Heading[] {
  const headings: Heading[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = end - start <= 3 * LONGEST_HEADING ? text.slice(start, end).trim() : '';
    const numeral = line.length <= LONGEST_HEADING && !PROSE_END.test(line) ? HEADING.exec(line)?.[pattern] : undefined;
    const isRow = (): boolean => line.includes('|') || ENDS_IN_VALUE.test(line) || isStatisticsRow(line);
    if (numeral !== undefined && !isRow()) {
      const from = start + text.slice(start, end).indexOf(line);
      headings.push({ ordinal: NUMERALS.indexOf(numeral) + 1, span: { start: from, end: from + line.length } });
    }
    start = end + 1;
  }
  return headings;
}

/**
 * The chapters of a report on a year before 2019, which followed no form: by their numbers, 一、 or else （一）. The whole document is one chapter when it has
 * none; its ordinal is 0.
 */
export function splitChapters({ text }: SourceDocument): readonly Section[] {
  const end = STATISTICS.exec(text)?.index ?? text.length;
  const [chapters = []] = ([1, 2] as const)
    .map((pattern) => longestRun(headingsIn(text.slice(0, end), pattern)))
    .filter(({ length }) => length > 1);
  if (chapters.length > 0) return sectionsBetween(text, chapters);
  return [{ ordinal: 0, heading: { start: 0, end: 0 }, body: { start: 0, end: text.length } }];
}

/** Chapters as they are kept: every one is prose. */
export function narrativeOf(text: string, chapters: readonly Section[]): readonly NarrativeSection[] {
  return chapters.map(({ heading, body }, at) => ({
    ordinal: at + 1,
    heading: text.slice(heading.start, heading.end),
    text: text.slice(body.start, body.end),
    span: body,
  }));
}
