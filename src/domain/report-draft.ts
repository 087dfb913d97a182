import type { Diagnostic } from './diagnostic';
import type { Figure } from './figure';
import type { AdminLevel } from './region';
import type { Span } from './source-text';
import type {
  Applicant,
  ApplicationLineCode,
  DisclosureLineCode,
  FormVersion,
  ReviewLineCode,
  ReviewTrack,
} from './statutory-form';

export const AGENCY_KINDS = ['GOVERNMENT', 'GENERAL_OFFICE', 'DEPARTMENT', 'VERTICAL', 'OTHER'] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

export const REPORT_SCOPES = ['OWN', 'CONSOLIDATED', 'UNKNOWN'] as const;
/** OWN: one agency's figures. CONSOLIDATED: those of a whole area, its agencies included. Never added together. */
export type ReportScope = (typeof REPORT_SCOPES)[number];

/** What identifies an agency: its official full name, and the region that name lies in. */
export interface AgencyIdentity {
  /** Official full name: 济南市历下区人民政府办公室. */
  readonly name: string;
  /** GB/T 2260 code of the division it belongs to; null for national bodies. A township's is that of its county. */
  readonly regionCode: string | null;
  readonly kind: AgencyKind;
  readonly level: AdminLevel;
}

/** The agency as a document names it. */
export interface ReportingAgency extends AgencyIdentity {
  /** As the document spells it, e.g. 红谷滩区政府办; becomes an alias when it differs from the name. */
  readonly printed: string;
  /** Where; null when a hint named the agency. */
  readonly span: Span | null;
}

export interface NarrativeSection {
  /** 1 to 6, the official number whatever number is printed; of a report on a year before 2019 its place among the chapters. */
  readonly ordinal: number;
  /** As printed, number included. */
  readonly heading: string;
  readonly text: string;
  /** Of the text, heading not included. */
  readonly span: Span;
}

/** A column of table three with every line of the form; lines the document does not have are ABSENT. */
export interface ApplicationStatsDraft {
  readonly applicant: Applicant;
  readonly figures: readonly Figure<ApplicationLineCode>[];
}

/** A block of table four with its five figures. */
export interface ReviewLitigationDraft {
  readonly track: ReviewTrack;
  readonly figures: readonly Figure<ReviewLineCode>[];
}

/** What a count in prose counts, with the words agencies use for it. INTAKE is 受理 or 收到 without 新: received, or received and brought forward together. */
export const STATED_SUBJECTS = [
  'PROACTIVELY_DISCLOSED',
  'RECEIVED',
  'INTAKE',
  'BROUGHT_FORWARD',
  'DISCLOSED',
  'PARTLY_DISCLOSED',
  'ALREADY_DISCLOSED',
  'WITHHELD',
  'UNAVAILABLE',
  'NOT_EXISTING',
  'NOT_THIS_AGENCY',
  'NOT_PROCESSED',
  'CLOSED_OTHERWISE',
  'CLOSED',
  'CARRIED_FORWARD',
  'REVIEW',
  'LITIGATION',
  'FEES_COLLECTED',
  'INFORMATION_FEES',
] as const;
export type StatedSubject = (typeof STATED_SUBJECTS)[number];

/** A count stated in prose. Compared with the tables, never used in their place. */
export interface StatedCount {
  readonly subject: StatedSubject;
  /** Fees in yuan. */
  readonly value: number;
  /** Of the number, or of the words that say there was none: 未收到政府信息公开申请. */
  readonly span: Span;
  /** Whose count the sentence says it is; null when it does not say. */
  readonly scope: 'OWN' | 'CONSOLIDATED' | null;
}

/** What was read from one document. Plain data: equal documents and hints give equal drafts. */
export interface ReportDraft {
  readonly agency: ReportingAgency | null;
  /** Names that might be the agency when it could not be resolved. */
  readonly agencyCandidates: readonly string[];
  readonly year: number | null;
  readonly scope: ReportScope;
  /** The sentence that says so; null when a hint or the kind of agency decided. */
  readonly scopeSpan: Span | null;
  /** Null when there are no tables and the year is not known to be before 2019. */
  readonly form: FormVersion | null;
  readonly title: string | null;
  /** Seven, in the order of APPLICANTS; empty for a report without tables by its form (PRE_2019). */
  readonly applicationStats: readonly ApplicationStatsDraft[];
  /** Three, in the order of REVIEW_TRACKS; empty likewise. */
  readonly reviewLitigation: readonly ReviewLitigationDraft[];
  /** The lines of table two on this form; empty likewise. */
  readonly proactiveDisclosure: readonly Figure<DisclosureLineCode>[];
  readonly narrative: readonly NarrativeSection[];
  readonly statedCounts: readonly StatedCount[];
}

/** What the importer knows besides the document. A hint wins over the document; a contradiction is said in a diagnostic. */
export interface ReadingHints {
  readonly agencyName?: string | undefined;
  readonly regionCode?: string | undefined;
  readonly year?: number | undefined;
  readonly scope?: ReportScope | undefined;
  readonly sourceUrl?: string | undefined;
  readonly filename?: string | undefined;
}

/** The product of reading: the draft, and everything that had to be said about it. */
export interface ReadReport {
  readonly draft: ReportDraft;
  readonly diagnostics: readonly Diagnostic[];
}
