/**
 * The stored model as everyone sees it. Entities (how it is stored) and GraphQL types (how it is shown) both implement these interfaces, so a
 * forgotten field does not compile and no code maps one to the other.
 */
import type { Diagnostic } from './diagnostic';
import type { Figure } from './figure';
import type { AgencyIdentity, ReportScope, StatedCount } from './report-draft';
import type { Applicant, FormVersion, ReviewTrack } from './statutory-form';

export const REPORT_STATES = ['PUBLISHED', 'IN_REVIEW', 'QUARANTINED', 'WITHDRAWN'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export interface Agency extends AgencyIdentity {
  readonly id: number;
  readonly aliases: readonly string[];
}

/** One revision of the report of an agency on a year. */
export interface ReportKey {
  readonly agencyId: number;
  readonly year: number;
  /** Counts from 1. */
  readonly revision: number;
}

export interface AnnualReport extends ReportKey {
  readonly scope: ReportScope;
  readonly form: FormVersion;
  readonly state: ReportState;
  readonly title: string | null;
  /** Of the agency, copied. */
  readonly regionCode: string | null;
}

/** How a revision came to be here. */
export interface ReportOrigin {
  readonly sourceUrl: string | null;
  readonly readerVersion: string;
  readonly importedAt: Date;
}

/** A number that is known, or null: never zero for what was not printed. */
export type Count = number | null;

export interface WithheldOutcomes {
  readonly stateSecrets: Count;
  readonly prohibitedByLaw: Count;
  readonly securityOrStability: Count;
  readonly thirdPartyInterests: Count;
  readonly internalAffairs: Count;
  readonly deliberativeProcess: Count;
  readonly enforcementCaseFiles: Count;
  readonly enquiryProcedure: Count;
  /** Derived: the sum of the eight, null when one is not known. */
  readonly total: Count;
}
export interface UnavailableOutcomes {
  readonly notHeld: Count;
  readonly creationRequired: Count;
  readonly stillUnclear: Count;
  readonly total: Count;
}
export interface NotProcessedOutcomes {
  readonly petitionOrComplaint: Count;
  readonly duplicate: Count;
  readonly publishedWorks: Count;
  readonly vexatious: Count;
  readonly confirmOrReissue: Count;
  readonly total: Count;
}
export interface ClosedOtherwiseOutcomes {
  readonly clarificationLapsed: Count;
  readonly feeUnpaid: Count;
  readonly other: Count;
  /** As printed where the report prints one line, else the sum of the three. */
  readonly total: Count;
}
export interface ApplicationOutcomes {
  readonly disclosed: Count;
  readonly partlyDisclosed: Count;
  readonly withheld: WithheldOutcomes;
  readonly unavailable: UnavailableOutcomes;
  readonly notProcessed: NotProcessedOutcomes;
  readonly closedOtherwise: ClosedOtherwiseOutcomes;
  /** （七）总计 as printed. */
  readonly total: Count;
}

/** Table three for one kind of applicant; the property path of a count is its line code. */
export interface ApplicationStats extends ReportKey {
  readonly applicant: Applicant;
  readonly received: Count;
  readonly broughtForward: Count;
  readonly outcomes: ApplicationOutcomes;
  readonly carriedForward: Count;
}

/** Table four for one track. */
export interface ReviewLitigation extends ReportKey {
  readonly track: ReviewTrack;
  readonly upheld: Count;
  readonly corrected: Count;
  readonly other: Count;
  readonly pending: Count;
  readonly total: Count;
}

export interface DocumentCounts {
  readonly issued: Count;
  readonly repealed: Count;
  readonly inForce: Count;
}

/** Table two, form of 2021. All null on FORM_2019, whose lines are in the figures under their own names. */
export interface ProactiveDisclosure extends ReportKey {
  readonly rules: DocumentCounts;
  readonly normativeDocuments: DocumentCounts;
  readonly licensingDecisions: Count;
  readonly penaltyDecisions: Count;
  readonly compulsionDecisions: Count;
  /** Yuan. */
  readonly feesCollected: Count;
}

/** The text a report was read from. */
export interface StoredSource {
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly text: string;
  readonly importedAt: Date;
}

export interface StoredNarrativeSection {
  readonly ordinal: number;
  readonly heading: string;
  readonly text: string;
}

/** Everything of a report that is read from its source rather than computed on. */
export interface ReportDetail {
  readonly key: ReportKey;
  /** By applicant, in the order of APPLICANTS. */
  readonly applicationFigures: Readonly<Record<Applicant, readonly Figure[]>>;
  readonly reviewFigures: Readonly<Record<ReviewTrack, readonly Figure[]>>;
  readonly disclosureFigures: readonly Figure[];
  readonly narrative: readonly StoredNarrativeSection[];
  readonly statedCounts: readonly StatedCount[];
  /** What the spans of the figures point into. */
  readonly text: string;
}

/** A stored finding; spans point into the text of the report's source. */
export type StoredDiagnostic = Diagnostic;

export const IMPORT_MODES = ['VALIDATE_ONLY', 'COMMIT'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export const JOB_KINDS = ['IMPORT', 'REREAD'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const IMPORT_ITEM_STATUSES = [
  'QUEUED',
  'RUNNING',
  'VALID',
  'CREATED',
  'REVISED',
  'DUPLICATE',
  'IN_REVIEW',
  'QUARANTINED',
  'FAILED',
] as const;
export type ImportItemStatus = (typeof IMPORT_ITEM_STATUSES)[number];
