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

/** Filled in place: rows have up to forty columns, and copying them takes longer than making them. */
type RowInTheMaking = Record<string, unknown>;

function addCounts(row: RowInTheMaking, figures: readonly Figure[]): RowInTheMaking {
  for (const { line, value } of figures) row[COLUMNS.get(line) ?? line] = value;
  return row;
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
function addGroupTotals(row: RowInTheMaking, figures: readonly Figure[]): RowInTheMaking {
  const counts = new Map<string, Count>();
  for (const { line, value } of figures) counts.set(line, value);
  const countOf = (line: string): Count => counts.get(line) ?? null;
  for (const { printed, column, lines } of GROUPS) row[column] = countOf(printed) ?? sumOf(lines.map(countOf));
  return row;
}

/** Rows of application_stats. */
export function applicationRows(draft: ReportDraft, key: ReportKey): readonly JsonRow[] {
  return draft.applicationStats.map(({ applicant, figures }) =>
    addGroupTotals(addCounts({ ...keyColumns(key), applicant }, figures), figures),
  );
}

/** Rows of review_litigation. */
export function reviewRows(draft: ReportDraft, key: ReportKey): readonly JsonRow[] {
  return draft.reviewLitigation.map(({ track, figures }) => addCounts({ ...keyColumns(key), track }, figures));
}

/** Rows of proactive_disclosure: one, or none for a report without tables. */
export function disclosureRows(draft: ReportDraft, key: ReportKey): readonly JsonRow[] {
  const figures = draft.proactiveDisclosure;
  return figures.length === 0 ? [] : [addCounts({ ...keyColumns(key) }, figures)];
}
