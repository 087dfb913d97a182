import type { Diagnostic } from '../domain/diagnostic';
import type { ImportItemStatus, ReportKey } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import type { Database } from './bindings';
import { type CompactDetail, type DraftDetail, expandDetail } from './compact-detail';
import { isUuid } from './job-store';
import type { SourceToStore } from './source-files';

/** What an import item without a report has kept of its document. */
export interface UnfiledItem {
  readonly ordinal: number;
  readonly draft: ReportDraft;
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceToStore;
  readonly readerVersion: string;
  /** Where its importer says the document was published. */
  readonly sourceUrl: string | null;
}

interface UnfiledRow {
  readonly ordinal: number;
  readonly head: Omit<ReportDraft, keyof DraftDetail>;
  readonly detail: CompactDetail;
  readonly diagnostics: readonly Diagnostic[];
  readonly readerVersion: string;
  readonly sourceUrl: string | null;
  readonly sha256: string;
  readonly textSha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly text: string;
}

const SELECT = `SELECT item.ordinal, item.draft AS head, item.detail, item.diagnostics, item.source_url AS "sourceUrl", job.reader_version AS "readerVersion",
    source.sha256, source.text_sha256 AS "textSha256", source.media_type AS "mediaType", source.bytes, source.text
  FROM import_item AS item JOIN import_job AS job ON job.id = item.job_id AND job.mode = 'COMMIT'
  JOIN source_document AS source ON source.sha256 = item.source_sha256 AND source.text_sha256 = item.text_sha256
  WHERE item.job_id = $1 AND item.client_ref = $2 AND item.status = 'QUARANTINED' AND item.agency_id IS NULL FOR UPDATE OF item`;

/** Holds a quarantined item that has no report until the transaction ends; null when there is no such item. */
export async function holdUnfiledItem(
  database: Database,
  jobId: string,
  clientRef: string,
): Promise<UnfiledItem | null> {
  if (!isUuid(jobId) || clientRef.includes('\0')) return null;
  const [row] = await database.query<UnfiledRow[]>(SELECT, [jobId, clientRef]);
  if (row === undefined) return null;
  const { ordinal, head, detail, diagnostics, readerVersion, sourceUrl, sha256, textSha256, mediaType, bytes, text } =
    row;
  return {
    ordinal,
    draft: { ...head, ...expandDetail(detail, text) },
    diagnostics,
    source: { sha256, textSha256, mediaType, bytes, text },
    readerVersion,
    sourceUrl,
  };
}

/** Says that a held item has a report now, which keeps its figures. */
export async function noteFiled(
  database: Database,
  jobId: string,
  ordinal: number,
  filed: { readonly status: ImportItemStatus; readonly key: ReportKey; readonly diagnostics: readonly Diagnostic[] },
): Promise<void> {
  const { agencyId, year, revision } = filed.key;
  await database.query(
    'UPDATE import_item SET status = $3, agency_id = $4, year = $5, revision = $6, diagnostics = $7, detail = NULL WHERE job_id = $1 AND ordinal = $2',
    [jobId, ordinal, filed.status, agencyId, year, revision, JSON.stringify(filed.diagnostics)],
  );
}
