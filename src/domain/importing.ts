/** What an administrator hands in and gets back, and the port through which resolvers and the command line import. */
import type { Page, PageAsk, ReportReference } from './asking';
import type { Diagnostic } from './diagnostic';
import type { ImportItemStatus, ImportMode } from './report';
import type { ReportDraft, ReportScope } from './report-draft';

/** One raw report. Exactly one of text and contentBase64. */
export interface ImportItemInput {
  readonly clientRef: string;
  readonly text?: string | null | undefined;
  readonly contentBase64?: string | null | undefined;
  readonly filename?: string | null | undefined;
  readonly mediaType?: string | null | undefined;
  readonly sourceUrl?: string | null | undefined;
  readonly agencyName?: string | null | undefined;
  readonly agencyId?: string | null | undefined;
  readonly regionCode?: string | null | undefined;
  readonly year?: number | null | undefined;
  readonly scope?: ReportScope | null | undefined;
}

/** Who imports. */
export interface Importer {
  /** As the audit log names them. */
  readonly actor: string;
  /** Codes of the regions whose reports they may import; null for all. */
  readonly regions: readonly string[] | null;
}

export interface ImportBatch {
  readonly items: readonly ImportItemInput[];
  readonly mode: ImportMode;
  readonly idempotencyKey?: string | null | undefined;
  readonly note?: string | null | undefined;
  /** Left out by what the hub imports by itself. */
  readonly importer?: Importer | undefined;
}

export interface ImportCounts {
  readonly valid: number;
  readonly created: number;
  readonly revised: number;
  readonly duplicate: number;
  readonly inReview: number;
  readonly quarantined: number;
  readonly failed: number;
}

export interface ImportJob {
  readonly id: string;
  readonly mode: ImportMode;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly total: number;
  readonly done: number;
  readonly counts: ImportCounts;
  readonly parserVersion: string;
}

export interface ImportItem {
  readonly jobId: string;
  readonly ordinal: number;
  readonly clientRef: string;
  /**
   * Of a dry run: VALID where COMMIT would answer CREATED or REVISED, and otherwise what COMMIT would answer.
   */
  readonly status: ImportItemStatus;
  /** What COMMIT answers, or would answer, for the item. */
  readonly outcome: ImportItemStatus;
  readonly draft: ReportDraft | null;
  /** The text the draft was read from, for line and column of its spans; null when there is no draft. */
  readonly draftText: string | null;
  /** The stored report; null when nothing was stored. */
  readonly report: ReportReference | null;
  readonly duplicateOf: ReportReference | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Why a FAILED item failed, for a person; null otherwise. */
  readonly failure: string | null;
  /** True when the same item may succeed if it is tried again unchanged (the store was unreachable, say). */
  readonly retryable: boolean;
}

/** A job with all its items. Of a dry run nothing is stored, so this answer is the only place where its items are. */
export interface ImportAnswer {
  readonly job: ImportJob;
  readonly items: readonly ImportItem[];
}

/**
 * Imports and looks imports up; for administrators only, which the caller has made sure of.
 * @throws InvalidImportError when the batch as a whole cannot be taken: no items, over 100 items, two items of one clientRef, a reused idempotency key.
 */
export interface ImportService {
  importReports(batch: ImportBatch): Promise<ImportAnswer>;
  /** @param by - whose jobs only; those of everybody unless said */
  importJob(id: string, by?: string | null): Promise<ImportJob | null>;
  importJobs(page: PageAsk, by?: string | null): Promise<Page<ImportJob>>;
  countImportJobs(by?: string | null): Promise<number>;
  /** A page for each job, of its items that are done, in their order in the batch; by one statement. */
  importItems(
    jobIds: readonly string[],
    status: readonly ImportItemStatus[] | null,
    page: PageAsk,
  ): Promise<readonly Page<ImportItem>[]>;
  countImportItems(jobIds: readonly string[], status: readonly ImportItemStatus[] | null): Promise<readonly number[]>;
  /** A page of items at hand; its cursors are those of `importItems`. */
  pageOfItems(items: readonly ImportItem[], page: PageAsk): Page<ImportItem>;
  /**
   * Ends jobs that no process runs any more and that nobody can repeat, since they have no idempotency key: what was not imported has FAILED, to
   * be imported again.
   */
  endAbandonedJobs(): Promise<void>;
}

/** The batch cannot be taken; the message says why and what to do, and is shown to the administrator. */
export class InvalidImportError extends Error {
  override readonly name = 'InvalidImportError';
}
