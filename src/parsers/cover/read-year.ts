import { type Diagnostic, diagnose } from '../../domain/diagnostic';
import type { ReadingHints } from '../../domain/report-draft';
import type { Span } from '../../domain/source-text';
import type { CoverZones } from './cover-zones';
import { type FoldedProse, foldText } from './fold-prose';
import type { ReportMention } from './report-mentions';
import { YEAR, yearOf, yearsIn } from './year-words';

interface YearEvidence {
  readonly value: number;
  readonly span: Span | null;
}

export interface YearReading {
  readonly year: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** 2024年1月1日至2024年12月31日, 2023年1月1日至12月31日, 2024.1.1-2024.12.31 */
const PERIOD = new RegExp(
  `(${YEAR}|20\\d{2}[.\\-/])0?1月?[.\\-/]?0?1日?[^。;\\d]{0,6}(?:(${YEAR}|20\\d{2}[.\\-/]))?12月?[.\\-/]?31日?`,
  'u',
);
/** The regulation came into force in May; the first reports are on the rest of that year. */
const FIRST_PERIOD = /(2008年)5月1日[^。;\d]{0,6}(2008年)?12月31日/u;
const MONTHS = new RegExp(`(${YEAR})1(?:月份?)?[至到\\-—~]12月`, 'u');

function periodIn(prose: FoldedProse): YearEvidence | null {
  const match = PERIOD.exec(prose.text) ?? FIRST_PERIOD.exec(prose.text) ?? MONTHS.exec(prose.text);
  if (match?.[1] === undefined) return null;
  const value = yearOf(match[1]);
  const last = match[2] === undefined ? value : yearOf(match[2]);
  if (value === null || value !== last) return null;
  return { value, span: prose.span(match.index, match.index + match[0].length) };
}

/** The statistical period, wherever it is stated. */
export function statedPeriod({ lead, opening, tail }: CoverZones): YearEvidence | null {
  return periodIn(lead) ?? periodIn(opening) ?? periodIn(tail);
}

function ofMention(prose: FoldedProse, mention: ReportMention | null | undefined): YearEvidence | null {
  if (mention?.year == null) return null;
  return { value: mention.year.value, span: prose.span(mention.year.start, mention.year.end) };
}

/** 有效期至2025年, 截至2021年, 做好2024年工作: no year that a report is on; nor 2019年修订的. */
const OTHER_BEFORE = /(?:有效期.?|截[至止]|[至到])$/u;
const OTHER_BEHIND = /^(?:新?修[订正改]|颁布|施行)/u;
const TO_COME = /^(?:做好|部署|谋划).{5,6}(?:各项)?工作(?!年度报告|报告)/u;

/** The one year an introduction speaks of outside dates; null when there are several. */
function onlyYear(prose: FoldedProse): YearEvidence | null {
  const years = yearsIn(prose.text).filter(
    ({ start, end }) =>
      !OTHER_BEFORE.test(prose.text.slice(Math.max(0, start - 5), start)) &&
      !OTHER_BEHIND.test(prose.text.slice(end, end + 4)) &&
      !TO_COME.test(prose.text.slice(Math.max(0, start - 2), end + 10)),
  );
  const [first] = years;
  if (first === undefined || years.some(({ value }) => value !== first.value)) return null;
  return { value: first.value, span: prose.span(first.start, first.end) };
}

const LONGEST_OPENING = 120;

/** 2024年,瑞安市人民政府办公室坚持…: the year section one begins with; a later sentence may be about the year to come. */
function openingYear({ text, span }: FoldedProse): YearEvidence | null {
  const [sentence = ''] = text.slice(0, LONGEST_OPENING).split('。');
  const [first] = yearsIn(sentence);
  return first === undefined ? null : { value: first.value, span: span(first.start, first.end) };
}

/** The year of a page title or file name; these stand outside the text and have no span. */
function outsideYear(name: string): YearEvidence | null {
  const folded = foldText(name.slice(0, 300));
  if (!/公开|年报|年度报告/u.test(folded)) return null;
  const years = yearsIn(folded);
  const [first] = years;
  return first === undefined || years.some(({ value }) => value !== first.value)
    ? null
    : { value: first.value, span: null };
}

function contradictions(chosen: YearEvidence, others: readonly (YearEvidence | null)[]): readonly Diagnostic[] {
  const other = others.find((each) => each !== null && each.value !== chosen.value);
  if (other == null) return [];
  return [
    diagnose('YEAR_CONTRADICTED', {
      expected: String(chosen.value),
      actual: String(other.value),
      span: other.span,
      related: chosen.span === null ? [] : [chosen.span],
    }),
  ];
}

/** Of two weak places that differ neither is believed. */
function agreed(one: YearEvidence | null, other: YearEvidence | null): YearEvidence | null {
  return one !== null && other !== null && one.value !== other.value ? null : (one ?? other);
}

/**
 * The year reported: of the hint, else of the title, else of the statistical period, else of the introduction, of the beginning of section
 * one, of the page title, of the file name. Dates of issue and of page clocks are no evidence.
 *
 * The title goes before the period because it is what the report is filed and asked for by, while the sentence about the period is where
 * last year's template is forgotten; a disagreement of the two is always said.
 */
export function readYear(
  zones: CoverZones,
  title: ReportMention | null,
  mentions: readonly ReportMention[],
  outside: readonly string[],
  hints: ReadingHints,
): YearReading {
  const { lead, opening } = zones;
  const titled = ofMention(lead, title);
  const period = statedPeriod(zones);
  const named = ofMention(
    lead,
    mentions.find(({ title: alone, year }) => !alone && year !== null),
  );
  const stated = [titled, period, named];
  const ofPart = title?.ofPart ?? mentions.find(({ year }) => year !== null)?.ofPart ?? false;
  if (hints.year !== undefined) {
    return { year: hints.year, diagnostics: contradictions({ value: hints.year, span: null }, stated) };
  }
  if (ofPart) return { year: null, diagnostics: [diagnose('YEAR_UNRESOLVED')] };
  const chosen =
    stated.find((each) => each !== null) ??
    agreed(onlyYear(lead), openingYear(opening)) ??
    outside.map(outsideYear).find((each) => each !== null);
  if (chosen == null) return { year: null, diagnostics: [diagnose('YEAR_UNRESOLVED')] };
  return { year: chosen.value, diagnostics: contradictions(chosen, stated) };
}
