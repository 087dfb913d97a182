import { currentValue, type Figure } from '../domain/figure';
import type { Count, ReportKey } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import {
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  GROUP_LINES,
  OUTCOME_GROUPS,
  type OutcomeGroup,
  REVIEW_LINES,
} from '../domain/statutory-form';
import { snakeCase } from '../entities/snake-naming';
import { type Cell, KEY_COLUMNS, type WrittenTable } from './column-arrays';

/** A row in the order of the columns of its table. */
export type Row = readonly Cell[];

export const keyCells = ({ agencyId, year, revision }: ReportKey): readonly [number, number, number] => [
  agencyId,
  year,
  revision,
];

const GROUPS = (Object.keys(OUTCOME_GROUPS) as OutcomeGroup[]).map((group) => ({
  total: `outcomes.${group}.total`,
  lines: GROUP_LINES[group],
}));

/** Where each line of a table has its column, counted from the first line. */
const placesOf = (lines: readonly string[]): ReadonlyMap<string, number> =>
  new Map(lines.map((line, place) => [line, place]));

const APPLICATION_PLACES = placesOf([
  ...new Set([...APPLICATION_LINES.map(({ code }) => code), ...GROUPS.map(({ total }) => total)]),
]);
const REVIEW_PLACES = placesOf(REVIEW_LINES.map(({ code }) => code));
const DISCLOSURE_PLACES = placesOf(DISCLOSURE_LINES.map(({ code }) => code));

const columnsOf = (places: ReadonlyMap<string, number>, type: (line: string) => string) =>
  [...places.keys()].map((line) => [snakeCase(line), type(line)] as const);
const bigint = (): string => 'bigint';
const YUAN: ReadonlySet<string> = new Set(
  DISCLOSURE_LINES.filter(({ unit }) => unit === 'yuan').map(({ code }) => code),
);

export const APPLICATION_STATS: WrittenTable = {
  name: 'application_stats',
  columns: [...KEY_COLUMNS, ['applicant', 'text'], ...columnsOf(APPLICATION_PLACES, bigint)],
};
export const REVIEW_LITIGATION: WrittenTable = {
  name: 'review_litigation',
  columns: [...KEY_COLUMNS, ['track', 'text'], ...columnsOf(REVIEW_PLACES, bigint)],
};
export const PROACTIVE_DISCLOSURE: WrittenTable = {
  name: 'proactive_disclosure',
  columns: [...KEY_COLUMNS, ...columnsOf(DISCLOSURE_PLACES, (line) => (YUAN.has(line) ? 'numeric' : 'bigint'))],
};

function countsOf(figures: readonly Figure[], places: ReadonlyMap<string, number>): Count[] {
  const counts = new Array<Count>(places.size).fill(null);
  for (const figure of figures) {
    const place = places.get(figure.line);
    if (place !== undefined) counts[place] = currentValue(figure);
  }
  return counts;
}

/** The sum, or null when a part of it is not known. */
function sumOf(counts: readonly Count[], places: readonly number[]): Count {
  let sum = 0;
  for (const place of places) {
    const count = counts[place] ?? null;
    if (count === null) return null;
    sum += count;
  }
  return Number.isSafeInteger(sum) ? sum : null;
}

const GROUP_PLACES = GROUPS.map(({ total, lines }) => ({
  total: APPLICATION_PLACES.get(total) ?? -1,
  parts: lines.map((line) => APPLICATION_PLACES.get(line) ?? -1),
}));

/** Group totals are derived; only 其他处理 may be printed as one line, and then that number counts. */
function applicationCounts(figures: readonly Figure[]): readonly Count[] {
  const counts = countsOf(figures, APPLICATION_PLACES);
  for (const { total, parts } of GROUP_PLACES) counts[total] ??= sumOf(counts, parts);
  return counts;
}

/** Rows of application_stats. */
export function applicationRows(draft: ReportDraft, key: ReportKey): readonly Row[] {
  return draft.applicationStats.map(({ applicant, figures }) => [
    ...keyCells(key),
    applicant,
    ...applicationCounts(figures),
  ]);
}

/** Rows of review_litigation. */
export function reviewRows(draft: ReportDraft, key: ReportKey): readonly Row[] {
  return draft.reviewLitigation.map(({ track, figures }) => [
    ...keyCells(key),
    track,
    ...countsOf(figures, REVIEW_PLACES),
  ]);
}

/** Rows of proactive_disclosure: one, or none for a report without tables. */
export function disclosureRows(draft: ReportDraft, key: ReportKey): readonly Row[] {
  const figures = draft.proactiveDisclosure;
  return figures.length === 0 ? [] : [[...keyCells(key), ...countsOf(figures, DISCLOSURE_PLACES)]];
}
