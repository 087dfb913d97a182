/** What reviewers decide and correct, and the port through which resolvers ask for it. */
import type { Page, PageAsk, ReportReference } from './asking';
import type { DiagnosticCode } from './diagnostic-catalogue';
import type { ReportKey, ReportState } from './report';
import type { CellDifference } from './report-cells';
import type { AgencyIdentity, ReportScope } from './report-draft';
import type { Applicant, ReviewTrack } from './statutory-form';

export const REVIEW_DECISIONS = ['PUBLISH', 'WITHDRAW', 'REOPEN'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** Who makes a change. */
export interface Actor {
  readonly name: string;
  /** Whether the actor may change what belongs to a region; null is what belongs to the whole country. */
  mayTouch(regionCode: string | null): boolean;
}

/** A revision is named, and the one that it is expected to be: another is a conflict, and nothing is changed. */
interface ExpectedReport {
  readonly report: ReportReference;
  readonly expectedRevision: number;
  readonly reason: string;
}

export interface DecisionAsk extends ExpectedReport {
  readonly decision: ReviewDecision;
}

export interface CorrectionAsk {
  readonly line: string;
  readonly applicant?: Applicant | null | undefined;
  readonly track?: ReviewTrack | null | undefined;
  /** Canonical decimal; null when no number is known. */
  readonly value?: string | null | undefined;
  /** Takes the correction away again: what is printed counts. */
  readonly withdraw?: boolean | null | undefined;
}

export interface CorrectionsAsk extends ExpectedReport {
  readonly corrections: readonly CorrectionAsk[];
}

/** The report after the change, or as it stands when it is not the expected one; null when there is none. */
export interface ReviewOutcome {
  readonly report: ReportKey | null;
  readonly conflict: boolean;
}

export const AUDIT_ACTIONS = [
  'IMPORT',
  'PUBLISH',
  'WITHDRAW',
  'REOPEN',
  'CORRECT',
  'FILE',
  'MERGE',
  'REREAD',
  'CANCEL',
  'RETRY',
  'ISSUE',
  'REVOKE',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One thing that was changed: `state`, `received@TOTAL`, `agency`, `job`. Null where there was, or is, nothing. */
export interface AuditChange {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: AuditAction;
  readonly reason: string;
  readonly agencyId: number | null;
  readonly year: number | null;
  readonly revision: number | null;
  readonly changes: readonly AuditChange[];
}

export interface AuditFilter {
  readonly agencyId?: number | null | undefined;
  readonly year?: number | null | undefined;
  readonly actor?: string | null | undefined;
  readonly action?: readonly AuditAction[] | null | undefined;
  /** The first moment, and the one before which. */
  readonly from?: Date | null | undefined;
  readonly before?: Date | null | undefined;
  /** Codes of the regions outside of which nothing is told; null for none. */
  readonly regions: readonly string[] | null;
}

/**
 * Changes of what is published, each in one transaction with its audit entry, under the locks of imports. Nothing is ever deleted.
 * @throws InvalidAskError for what cannot be decided or corrected, with nothing changed; ForeignRegionError outside the actor's regions
 */
export interface ReviewDesk {
  decide(ask: DecisionAsk, by: Actor): Promise<ReviewOutcome>;
  correct(ask: CorrectionsAsk, by: Actor): Promise<ReviewOutcome>;
  /** Answers the agency that is left. */
  merge(from: number, into: number, reason: string, by: Actor): Promise<number>;
  file(ask: FilingAsk, by: Actor): Promise<ReviewOutcome>;
  auditLog(filter: AuditFilter, page: PageAsk): Promise<Page<AuditEntry>>;
  countAuditEntries(filter: AuditFilter): Promise<number>;
}

/** What is to be filed, an item of an import that has no report or a report that stands in the wrong place, and where. */
export interface FilingAsk {
  readonly item?: { readonly jobId: string; readonly clientRef: string } | null | undefined;
  readonly report?: ReportReference | null | undefined;
  readonly expectedRevision?: number | null | undefined;
  /** By id, or by name. */
  readonly agency: number | Pick<AgencyIdentity, 'name' | 'regionCode'>;
  readonly year: number;
  readonly scope?: ReportScope | null | undefined;
  readonly reason: string;
}

export const REREAD_STATUSES = ['UNCHANGED', 'CHANGED', 'SKIPPED'] as const;
export type RereadStatus = (typeof REREAD_STATUSES)[number];

/** What reading a report again gave, or would give. */
export interface Reread {
  /** The revision that was read again. */
  readonly report: ReportKey;
  readonly status: RereadStatus;
  /** Why it was SKIPPED, for a person. */
  readonly reason: string | null;
  /** The state that it has, or would have. */
  readonly state: ReportState;
  readonly changes: readonly CellDifference[];
  /** Codes of what is found now and was not before, and of what was. */
  readonly newFindings: readonly DiagnosticCode[];
  readonly goneFindings: readonly DiagnosticCode[];
}

/** Names no agency: all that the hub has of it may be unpublished, and for those within its regions to see. */
export const FOREIGN = 'The agency is outside the regions that you may change.';

/** A change outside the regions that the actor is bound to. */
export class ForeignRegionError extends Error {
  override readonly name = 'ForeignRegionError';
}
