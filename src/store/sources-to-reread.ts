/** What reading a report again begins with. */
import type { ReportFilter } from '../domain/asking';
import type { ImportMode, ReportKey } from '../domain/report';
import type { ReportScope } from '../domain/report-draft';
import { Bindings, type Database } from './bindings';
import { FigureSql } from './figure-sql';
import { openQueuedJob } from './queued-job-store';
import { reportFilterSql } from './report-filter-sql';
import type { SourceFileToStore } from './source-files';

/** The latest revision of an agency-year with what it was read from, and under what it is filed. */
export interface SourceToReread extends ReportKey {
  readonly agencyName: string;
  readonly regionCode: string | null;
  readonly scope: ReportScope;
  readonly sourceUrl: string | null;
  readonly readerVersion: string;
  readonly mediaType: string;
  readonly text: string;
  /** The text is all that there was. */
  readonly isWhole: boolean;
  /** Null when it is not kept. */
  readonly file: SourceFileToStore | null;
}

interface SourceRow extends Omit<SourceToReread, 'file'> {
  readonly fileBytes: Buffer | null;
  readonly isText: boolean;
  readonly declaredType: string | null;
}

const SELECT = `SELECT report.agency_id AS "agencyId", report.year, report.revision, report.scope, report.source_url AS "sourceUrl",
    report.reader_version AS "readerVersion", agency.name AS "agencyName", agency.region_code AS "regionCode",
    source.media_type AS "mediaType", source.text, source.sha256 = source.text_sha256 AS "isWhole",
    file.bytes AS "fileBytes", file.is_text AS "isText", file.declared_type AS "declaredType"
  FROM agency AS named JOIN agency ON agency.id = coalesce(named.merged_into, named.id)
  JOIN annual_report AS report ON report.agency_id = agency.id AND report.year = $2 AND report.is_latest
  JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256
  LEFT JOIN source_file AS file ON file.sha256 = report.source_sha256
  WHERE named.id = $1`;

/** Of an agency that was merged, that of the one that is left; null when there is no report. */
export async function sourceToReread(
  database: Database,
  agencyId: number,
  year: number,
): Promise<SourceToReread | null> {
  const [row] = await database.query<SourceRow[]>(SELECT, [agencyId, year]);
  if (row === undefined) return null;
  const { fileBytes, isText, declaredType, ...source } = row;
  return { ...source, file: fileBytes === null ? null : { bytes: fileBytes, isText, declaredType } };
}

export interface RereadToQueue {
  readonly id: string;
  readonly filter: ReportFilter;
  readonly mode: ImportMode;
  readonly note: string | null;
  readonly readerVersion: string;
  readonly importedBy: string;
  readonly regions: readonly string[] | null;
}

/**
 * Opens a job that has an item for the latest revision of every agency-year of a filter that another reader has read; by one statement, however
 * many they are. To be called in a transaction.
 */
export async function queueReread(database: Database, { filter, ...job }: RereadToQueue): Promise<void> {
  const opened = { ...job, kind: 'REREAD', idempotencyKey: null, requestSha256: '', total: 0 } as const;
  await openQueuedJob(database, opened);
  const bindings = new Bindings();
  const figures = new FigureSql();
  const id = bindings.bind(job.id, 'uuid');
  const version = bindings.bind(job.readerVersion, 'text');
  const condition = reportFilterSql(filter, figures, bindings);
  await database.query(
    `INSERT INTO import_pending (job_id, ordinal, client_ref, input, bytes)
     SELECT ${id}, row_number() OVER (ORDER BY report.agency_id, report.year) - 1, report.agency_id || '-' || report.year,
       json_build_object('agencyId', report.agency_id::text, 'year', report.year), source.bytes
     FROM annual_report AS report${figures.joins}
     JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256
     WHERE report.is_latest AND report.reader_version <> ${version} AND ${condition}`,
    bindings.values,
  );
  await database.query(
    'UPDATE import_job SET total = (SELECT count(*) FROM import_pending WHERE job_id = $1) WHERE id = $1',
    [job.id],
  );
}

/** Notes that a newer reader has read a revision as it stands, so that it need not read it again. */
export async function confirmReading(
  database: Database,
  { agencyId, year, revision }: ReportKey,
  readerVersion: string,
): Promise<void> {
  await database.query(
    'UPDATE annual_report SET reader_version = $4 WHERE agency_id = $1 AND year = $2 AND revision = $3',
    [agencyId, year, revision, readerVersion],
  );
}
