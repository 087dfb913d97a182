import type { Figure } from '../domain/figure';
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

/** A row as JSON: column to value. Columns that are not named become NULL. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** The columns that name a revision in every table of a report. */
export const keyColumns = ({ agencyId, year, revision }: ReportKey): JsonRow => ({
  agency_id: agencyId,
  year,
  revision,
});

const COLUMNS: ReadonlyMap<string, string> = new Map(
  [...APPLICATION_LINES, ...REVIEW_LINES, ...DISCLOSURE_LINES].map(({ code }) => [code, snakeCase(code)]),
);

function countColumns(figures: readonly Figure[]): Record<string, Count> {
  const columns: Record<string, Count> = {};
  for (const { line, value } of figures) columns[COLUMNS.get(line) ?? line] = value;
  return columns;
}

/** The sum, or null when a part of it is not known. */
function sumOf(parts: readonly Count[]): Count {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return Number.isSafeInteger(sum) ? sum : null;
}

const GROUPS = (Object.keys(OUTCOME_GROUPS) as OutcomeGroup[]).map((group) => {
  const printed = `outcomes.${group}.total`;
  return { printed, column: snakeCase(printed), lines: GROUP_LINES[group] };
});

/** Group totals are derived; only 其他处理 may be printed as one line, and then that number counts. */
function groupTotals(figures: readonly Figure[]): Record<string, Count> {
  const counts = new Map<string, Count>(figures.map(({ line, value }) => [line, value]));
  const countOf = (line: string): Count => counts.get(line) ?? null;
  const totals: Record<string, Count> = {};
  for (const { printed, column, lines } of GROUPS) totals[column] = countOf(printed) ?? sumOf(lines.map(countOf));
  return totals;
}

/** Rows of application_stats. */
export function applicationRows(draft: ReportDraft, key: ReportKey): readonly JsonRow[] {
  return draft.applicationStats.map(({ applicant, figures }) => ({
    ...keyColumns(key),
    applicant,
    ...countColumns(figures),
    ...groupTotals(figures),
  }));
}

/** Rows of review_litigation. */
export function reviewRows(draft: ReportDraft, key: ReportKey): readonly JsonRow[] {
  return draft.reviewLitigation.map(({ track, figures }) => ({ ...keyColumns(key), track, ...countColumns(figures) }));
}

/** Rows of proactive_disclosure: one, or none for a report without tables. */
export function disclosureRows(draft: ReportDraft, key: ReportKey): readonly JsonRow[] {
  const figures = draft.proactiveDisclosure;
  return figures.length === 0 ? [] : [{ ...keyColumns(key), ...countColumns(figures) }];
}
