import type { Figure } from '../domain/figure';
import type { Count, ReportKey } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import { GROUP_LINES, OUTCOME_GROUPS, type OutcomeGroup } from '../domain/statutory-form';
import { snakeCase } from '../entities/snake-naming';

/** A row as JSON: column to value. Columns that are not named become NULL. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** The columns that name a revision in every table of a report. */
export const keyColumns = ({ agencyId, year, revision }: ReportKey): JsonRow => ({
  agency_id: agencyId,
  year,
  revision,
});

function countColumns(figures: readonly Figure[]): Record<string, Count> {
  return Object.fromEntries(figures.map(({ line, value }) => [snakeCase(line), value]));
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

/** Group totals are derived; only 其他处理 may be printed as one line, and then that number counts. */
function groupTotals(figures: readonly Figure[]): Record<string, Count> {
  const countOf = (line: string): Count => figures.find((figure) => figure.line === line)?.value ?? null;
  const totals: Record<string, Count> = {};
  for (const group of Object.keys(OUTCOME_GROUPS) as OutcomeGroup[]) {
    const path = `outcomes.${group}.total`;
    totals[snakeCase(path)] = countOf(path) ?? sumOf(GROUP_LINES[group].map(countOf));
  }
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
