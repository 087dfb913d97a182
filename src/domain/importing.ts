/** What an administrator hands in and gets back, and the port through which resolvers and the command line import. */
import type { Page, PageAsk, ReportFilter, ReportReference } from './asking';
import type { Diagnostic } from './diagnostic';
import type { ImportItemStatus, ImportMode, JobKind } from './report';
import type { ReportDraft, ReportScope } from './report-draft';
import type { Reread } from './reviewing';

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
  /** Not begun, or begun by a worker that was lost. */
  readonly queued: number;
  readonly running: number;
}

export interface ImportJob {
  readonly id: string;
  /** What its items are: documents that are imported, or stored reports that are read again. */
  readonly kind: JobKind;
  readonly mode: ImportMode;
  /** Worked in the background; otherwise answered when all was done. */
  readonly queued: boolean;
  readonly note: string | null;
  readonly createdAt: Date;
  /** Who began it, as the audit log names them; null when the hub did. */
  readonly createdBy: string | null;
  readonly finishedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** As the audit log names them. */
  readonly cancelledBy: string | null;
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
  /** The text that was read, for line and column of spans; null when nothing was. */
  readonly draftText: string | null;
  /** The stored report; null when nothing was stored. */
  readonly report: ReportReference | null;
  readonly duplicateOf: ReportReference | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Why a FAILED item failed, for a person; null otherwise. */
  readonly failure: string | null;
  /** True when the same item may succeed if it is tried again unchanged (the store was unreachable, say). */
  readonly retryable: boolean;
  /** Of a report that was read again; null of what was imported. The spans of what it is now point into `draftText`. */
  readonly reread: Reread | null;
}

/** Which reports are to be read again. */
export interface RereadAsk {
  readonly filter: ReportFilter;
  /** VALIDATE_ONLY says what would change; COMMIT makes revisions of it. */
  readonly mode: ImportMode;
  /** Kept with the job, and with the audit entry of each revision. */
  readonly note: string | null;
  readonly importer: Importer;
}

/** A job with all its items. Of a dry run nothing is stored, so this answer is the only place where its items are. */
export interface ImportAnswer {
  readonly job: ImportJob;
  readonly items: readonly ImportItem[];
}

/** A file of an upload. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string | null;
  readonly content: AsyncIterable<Uint8Array>;
}

/** What an importer says of every file. */
export type SaidOfFiles = Pick<ImportItemInput, 'agencyName' | 'regionCode' | 'year' | 'sourceUrl'>;

/** Files on their way to become a job; kept as they come, and no more of them at hand than one piece. */
export interface ImportUpload {
  addFile(file: UploadedFile): Promise<void>;
  /** @throws InvalidImportError when there are no files, or the key belongs to another import; then they are gone. */
  commit(batch: Omit<ImportBatch, 'items'>, said?: SaidOfFiles): Promise<ImportJob>;
  /** Forgets the files, unless they have become a job. */
  discard(): Promise<void>;
}

/**
 * Imports and looks imports up; for administrators only, which the caller has made sure of.
 * @throws InvalidImportError when the batch as a whole cannot be taken: no items, over 2000 items, two items of one clientRef, a reused idempotency key.
 */
export interface ImportService {
  /** Up to 100 items, files of archives counted, are answered when all are done; more become a queued job, answered at once without items. */
  importReports(batch: ImportBatch): Promise<ImportAnswer>;
  /** @param by - whose jobs only, here and below; those of everybody unless said */
  importJob(id: string, by?: string | null): Promise<ImportJob | null>;
  /** The job of an idempotency key: a dry run has another than a commit. */
  importJobOfKey(idempotencyKey: string, mode: ImportMode, by?: string | null): Promise<ImportJob | null>;
  /** The job as it is, and again whenever it has gone on, until it is finished; nothing when there is none. */
  watchImportJob(id: string, by?: string | null): AsyncIterableIterator<ImportJob>;
  /** Ends a queued job: what is not done has failed, and may be tried again. The job as it is then; null when there is none. */
  cancelImportJob(id: string, actor: string, by?: string | null): Promise<ImportJob | null>;
  /**
   * Lets items of a queued job that failed and may succeed wait again. The job as it is then; null when there is none.
   * @param clientRefs - only these; null for all
   * @throws InvalidImportError when the job kept no contents
   */
  retryImportItems(
    id: string,
    clientRefs: readonly string[] | null,
    actor: string,
    by?: string | null,
  ): Promise<ImportJob | null>;
  /**
   * Makes a job of reading again the latest revision of every report of the filter that another reader has read; an item for each, named by its id.
   * Those outside of the importer's regions are left out.
   */
  rereadReports(ask: RereadAsk): Promise<ImportJob>;
  beginUpload(): ImportUpload;
  importJobs(page: PageAsk, by?: string | null): Promise<Page<ImportJob>>;
  countImportJobs(by?: string | null): Promise<number>;
  /** A page for each job, of its items in their order, those of a queued job that wait included; by one statement. */
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
