import { DIAGNOSTIC_CATALOGUE, type DiagnosticCode } from './diagnostic-catalogue';
import type { Span } from './source-text';
import {
  APPLICANT_TERMS,
  APPLICATION_LINES,
  type Applicant,
  DISCLOSURE_LINES,
  type LineCode,
  REVIEW_LINES,
  type ReviewTrack,
  TRACK_TERMS,
} from './statutory-form';

export const SEVERITIES = ['INFO', 'WARNING', 'ERROR', 'BLOCKER'] as const;
/** How bad a finding is, mildest first. BLOCKER quarantines, ERROR keeps a report in review. */
export type Severity = (typeof SEVERITIES)[number];

/** A finding about a document. `expected` and `actual` are values, not sentences; the sentence is made by `messageOf`. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Line codes of the figures involved. */
  readonly lines: readonly LineCode[];
  readonly applicant: Applicant | null;
  readonly track: ReviewTrack | null;
  readonly span: Span | null;
  /** The other places that disagree. */
  readonly related: readonly Span[];
}

/** Everything of a diagnostic but code and severity, all optional. */
export type Finding = Partial<Omit<Diagnostic, 'code' | 'severity'>>;

/** Makes a diagnostic of a catalogued code; the severity is the catalogue's. */
export function diagnose(code: DiagnosticCode, finding: Finding = {}): Diagnostic {
  return {
    code,
    severity: DIAGNOSTIC_CATALOGUE[code].severity,
    expected: null,
    actual: null,
    lines: [],
    applicant: null,
    track: null,
    span: null,
    related: [],
    ...finding,
  };
}

const LABELS: ReadonlyMap<string, string> = new Map(
  [...APPLICATION_LINES, ...REVIEW_LINES, ...DISCLOSURE_LINES].map(({ code, labelZh }) => [code, labelZh]),
);

/** Findings about one row of a table, whose sentences name its line, and the column where one is concerned, in the words of the form. */
const ABOUT_ROWS: ReadonlySet<DiagnosticCode> = new Set(['FIGURE_BLANK', 'APPLICANTS_TOTAL_MISMATCH']);

/** The column that a finding is about. One about a sum is about every column, and is found in the last. */
function columnOf({ code, applicant, track }: Diagnostic): string | null {
  if (track !== null) return TRACK_TERMS[track].zh;
  const column = applicant ?? (code === 'APPLICANTS_TOTAL_MISMATCH' ? 'TOTAL' : null);
  return column === null ? null : APPLICANT_TERMS[column].zh;
}

function rowOf(diagnostic: Diagnostic): string {
  const [line, other] = diagnostic.lines;
  if (!ABOUT_ROWS.has(diagnostic.code) || line === undefined || other !== undefined) return '';
  const column = columnOf(diagnostic);
  return ` (${LABELS.get(line) ?? line}${column === null ? '' : ` · ${column}`})`;
}

/** The sentence for a person: what the code means, the row it is about, then "found X, expected Y". */
export function messageOf(diagnostic: Diagnostic): string {
  const title = DIAGNOSTIC_CATALOGUE[diagnostic.code].title + rowOf(diagnostic);
  const found = diagnostic.actual === null ? '' : `unexpected ${diagnostic.actual}`;
  const wanted = diagnostic.expected === null ? '' : `expected ${diagnostic.expected}`;
  const detail = [found, wanted].filter((part) => part !== '').join(', ');
  return detail === '' ? title : `${title}: ${detail}`;
}

/** The worst severity among the findings, or null when there are none. */
export function worstSeverity(diagnostics: readonly Diagnostic[]): Severity | null {
  let worst = -1;
  for (const { severity } of diagnostics) worst = Math.max(worst, SEVERITIES.indexOf(severity));
  return SEVERITIES[worst] ?? null;
}
