import type { Page, PageAsk } from '../domain/asking';
import type { Diagnostic } from '../domain/diagnostic';
import type { ImportItem } from '../domain/importing';
import type { ImportItemStatus, ReportKey } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import { Bindings, type Database } from './bindings';
import { type CompactDetail, compactDetail, type DraftDetail, expandDetail } from './compact-detail';
import { isUuid } from './job-store';
import { ascending, type OrderTerm, pageOf } from './keyset';
import type { SourceToStore } from './report-store';

/** What became of an item, before it is written. `source` is the stored text that its draft was read from. */
export interface ItemOutcome {
  readonly ordinal: number;
  readonly clientRef: string;
  readonly status: ImportItemStatus;
  readonly draft: ReportDraft | null;
  readonly source: SourceToStore | null;
  readonly report: ReportKey | null;
  readonly duplicateOf: ReportKey | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly failure: string | null;
  readonly retryable: boolean;
}

type DraftHead = Omit<ReportDraft, keyof DraftDetail>;

function headOf(draft: ReportDraft): DraftHead {
  const { applicationStats, reviewLitigation, proactiveDisclosure, narrative, ...head } = draft;
  return head;
}

/**
 * Writes an outcome; figures and sections only when no report of the item holds them. Answers false, and writes nothing, when the item has an
 * outcome already.
 */
export async function insertItem(database: Database, jobId: string, item: ItemOutcome): Promise<boolean> {
  const { draft, source, report, duplicateOf } = item;
  const detail = draft === null || source === null || report !== null ? null : compactDetail(draft, source.text);
  const written = await database.query<unknown[]>(
    'INSERT INTO import_item (job_id, ordinal, client_ref, status, source_sha256, text_sha256, draft, detail, diagnostics,' +
      ' agency_id, year, revision, duplicate_agency_id, duplicate_year, duplicate_revision, failure, retryable)' +
      ' VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)' +
      ' ON CONFLICT (job_id, ordinal) DO NOTHING RETURNING ordinal',
    [
      jobId,
      item.ordinal,
      item.clientRef,
      item.status,
      source?.sha256 ?? null,
      source?.textSha256 ?? null,
      draft === null ? null : JSON.stringify(headOf(draft)),
      detail === null ? null : JSON.stringify(detail),
      JSON.stringify(item.diagnostics),
      report?.agencyId ?? null,
      report?.year ?? null,
      report?.revision ?? null,
      duplicateOf?.agencyId ?? null,
      duplicateOf?.year ?? null,
      duplicateOf?.revision ?? null,
      item.failure,
      item.retryable,
    ],
  );
  return written.length > 0;
}

/** The outcome as the importer sees it. */
export function importItemOf(jobId: string, outcome: ItemOutcome, status = outcome.status): ImportItem {
  const { ordinal, clientRef, draft, source, report, duplicateOf, diagnostics, failure, retryable } = outcome;
  return {
    jobId,
    ordinal,
    clientRef,
    status,
    outcome: outcome.status,
    draft,
    draftText: draft === null || source === null ? null : source.text,
    report,
    duplicateOf,
    diagnostics,
    failure,
    retryable,
  };
}

interface ItemRow {
  readonly job_id: string;
  readonly ordinal: number;
  readonly client_ref: string;
  readonly status: ImportItemStatus;
  readonly draft: DraftHead | null;
  readonly detail: CompactDetail | null;
  readonly text: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly agency_id: number | null;
  readonly year: number | null;
  readonly revision: number | null;
  readonly duplicate_agency_id: number | null;
  readonly duplicate_year: number | null;
  readonly duplicate_revision: number | null;
  readonly failure: string | null;
  readonly retryable: boolean;
}

function shapeItem(row: ItemRow): ImportItem {
  const { draft: head, detail, text } = row;
  const draft = head === null || detail === null || text === null ? null : { ...head, ...expandDetail(detail, text) };
  return {
    jobId: row.job_id,
    ordinal: row.ordinal,
    clientRef: row.client_ref,
    status: row.status,
    outcome: row.status,
    draft,
    draftText: draft === null ? null : text,
    report: keyOf(row.agency_id, row.year, row.revision),
    duplicateOf: keyOf(row.duplicate_agency_id, row.duplicate_year, row.duplicate_revision),
    diagnostics: row.diagnostics,
    failure: row.failure,
    retryable: row.retryable,
  };
}

function keyOf(agencyId: number | null, year: number | null, revision: number | null): ReportKey | null {
  return agencyId === null || year === null || revision === null ? null : { agencyId, year, revision };
}

const SELECT_ITEM =
  'item.job_id, item.ordinal, item.client_ref, item.status, item.draft, coalesce(item.detail, part.detail) AS detail, source.text,' +
  ' item.diagnostics, item.agency_id, item.year, item.revision, item.duplicate_agency_id, item.duplicate_year,' +
  ' item.duplicate_revision, item.failure, item.retryable';

const FROM_ITEM =
  'import_item AS item LEFT JOIN source_document AS source' +
  ' ON source.sha256 = item.source_sha256 AND source.text_sha256 = item.text_sha256' +
  ' LEFT JOIN report_detail AS part' +
  ' ON part.agency_id = item.agency_id AND part.year = item.year AND part.revision = item.revision';

const BY_ORDINAL: readonly OrderTerm[] = [ascending('ORDINAL', 'item.ordinal', 'bigint')];

function conditionsOf(
  jobId: string,
  status: readonly ImportItemStatus[] | null,
  bindings: Bindings,
): readonly string[] {
  const ofJob = isUuid(jobId) ? `item.job_id = ${bindings.bind(jobId, 'uuid')}` : 'false';
  return status === null ? [ofJob] : [ofJob, `item.status = ANY(${bindings.bind([...status], 'text[]')})`];
}

/** Items of a job that are done, in their order in the batch. */
export function loadItems(
  database: Database,
  jobId: string,
  status: readonly ImportItemStatus[] | null,
  page: PageAsk,
): Promise<Page<ImportItem>> {
  const bindings = new Bindings();
  const conditions = conditionsOf(jobId, status, bindings);
  return pageOf(
    {
      database,
      select: SELECT_ITEM,
      from: FROM_ITEM,
      conditions,
      order: BY_ORDINAL,
      bindings,
      shape: (row) => shapeItem(row as unknown as ItemRow),
    },
    page,
  );
}

export async function countStoredItems(
  database: Database,
  jobId: string,
  status: readonly ImportItemStatus[] | null,
): Promise<number> {
  const bindings = new Bindings();
  const conditions = conditionsOf(jobId, status, bindings);
  const [row] = await database.query<{ total: number }[]>(
    `SELECT count(*) AS total FROM import_item AS item WHERE ${conditions.join(' AND ')}`,
    bindings.values,
  );
  return row?.total ?? 0;
}
