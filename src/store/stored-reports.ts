import type { Diagnostic } from '../domain/diagnostic';
import type { AnnualReport, ReportKey, ReportOrigin } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import type { ReportDiagnostic } from '../entities/report-diagnostic';
import type { Database } from './bindings';
import { arrayLiteral } from './column-arrays';
import { type CompactDetail, type DraftDetail, expandDetail } from './compact-detail';
import { CORRECTIONS_OF_REPORT, type Decision, type StoredCorrection, withCorrections } from './correction-rows';
import { groupBy } from './group-by';
import type { SourceToStore } from './source-files';

/** Everything of one revision that another one can be made of. */
export interface StoredReport
  extends ReportKey,
    DraftDetail,
    Pick<ReportDraft, 'scope' | 'title'>,
    ReportOrigin,
    Pick<AnnualReport, 'form' | 'state'> {
  readonly source: SourceToStore;
  readonly decision: Decision | null;
  /** Of the document itself, without those over time. */
  readonly findings: readonly Diagnostic[];
}

interface ReportRow extends Omit<StoredReport, 'source' | 'decision' | 'findings' | keyof DraftDetail> {
  readonly sha256: string;
  readonly textSha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly text: string;
  readonly detail: CompactDetail;
  readonly corrections: readonly StoredCorrection[] | null;
  readonly decision: Decision['decision'] | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly decisionReason: string;
}

const ASKED = 'unnest($1::integer[], $2::integer[], $3::integer[]) AS asked(agency_id, year, revision)';
const OF_ASKED = (table: string): string =>
  `${table}.agency_id = asked.agency_id AND ${table}.year = asked.year AND ${table}.revision = asked.revision`;

const SELECT_REPORTS =
  'SELECT report.agency_id AS "agencyId", report.year, report.revision, report.scope, report.title, report.form, report.state,' +
  ' report.source_url AS "sourceUrl", report.reader_version AS "readerVersion", report.imported_at AS "importedAt",' +
  ' source.sha256, source.text_sha256 AS "textSha256", source.media_type AS "mediaType", source.bytes, source.text, part.detail,' +
  ' decided.decision, decided.decided_by AS "decidedBy", decided.decided_at AS "decidedAt", decided.reason AS "decisionReason",' +
  ` ${CORRECTIONS_OF_REPORT} FROM ${ASKED}` +
  ` JOIN annual_report AS report ON ${OF_ASKED('report')} JOIN report_detail AS part ON ${OF_ASKED('part')}` +
  ' JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256' +
  ` LEFT JOIN report_decision AS decided ON ${OF_ASKED('decided')}`;

const SELECT_FINDINGS =
  'SELECT finding.agency_id AS "agencyId", finding.year, finding.revision, code, severity, expected, actual, lines, applicant, track, span, related' +
  ` FROM ${ASKED} JOIN report_diagnostic AS finding ON ${OF_ASKED('finding')} WHERE NOT finding.over_time ORDER BY finding.ordinal`;

const nameOf = ({ agencyId, year, revision }: ReportKey): string => `${agencyId}/${year}/${revision}`;

/** Revisions whole, by two statements; those that there are not are left out. */
export async function loadStoredReports(
  database: Database,
  keys: readonly ReportKey[],
): Promise<readonly StoredReport[]> {
  if (keys.length === 0) return [];
  const asked = [
    arrayLiteral(keys.map(({ agencyId }) => agencyId)),
    arrayLiteral(keys.map(({ year }) => year)),
    arrayLiteral(keys.map(({ revision }) => revision)),
  ];
  const rows = await database.query<ReportRow[]>(SELECT_REPORTS, asked);
  const findings = groupBy(await database.query<ReportDiagnostic[]>(SELECT_FINDINGS, asked), nameOf);
  return rows.map((row) => reportOf(row, findings.get(nameOf(row)) ?? []));
}

function reportOf(row: ReportRow, findings: readonly ReportDiagnostic[]): StoredReport {
  const { sha256, textSha256, mediaType, bytes, text, detail, corrections, ...rest } = row;
  const { decision, decidedBy, decidedAt, decisionReason, ...report } = rest;
  return {
    ...report,
    ...withCorrections(expandDetail(detail, text), corrections),
    source: { sha256, textSha256, mediaType, bytes, text },
    decision: decision === null ? null : { decision, by: decidedBy, at: decidedAt, reason: decisionReason },
    findings: findings.map(({ agencyId: _agency, year: _year, revision: _revision, ...finding }) => finding),
  };
}

/** An agency-year for which a document is about to be filed. */
export interface AwaitedReport {
  readonly agencyId: number;
  readonly year: number;
  readonly sourceSha256: string;
}

const REVIEWED = `SELECT asked.place, newest.revision
  FROM unnest($1::integer[], $2::integer[], $3::text[]) WITH ORDINALITY AS asked(agency_id, year, sha256, place)
  CROSS JOIN LATERAL (SELECT report.revision FROM annual_report AS report WHERE report.agency_id = asked.agency_id AND report.year = asked.year
    ORDER BY report.source_sha256 = asked.sha256 DESC, report.revision DESC LIMIT 1) AS newest
  WHERE EXISTS (SELECT FROM report_correction AS part
      WHERE part.agency_id = asked.agency_id AND part.year = asked.year AND part.revision = newest.revision)
    OR EXISTS (SELECT FROM report_decision AS part
      WHERE part.agency_id = asked.agency_id AND part.year = asked.year AND part.revision = newest.revision)`;

/**
 * What reviewers have said of the agency-year of each document: the newest revision of the same bytes, or else of all, if it was corrected or
 * decided upon; null otherwise. One statement when nothing was.
 */
export async function reviewedBefore(
  database: Database,
  awaited: readonly AwaitedReport[],
): Promise<readonly (StoredReport | null)[]> {
  if (awaited.length === 0) return [];
  const rows = await database.query<{ place: number; revision: number }[]>(REVIEWED, [
    arrayLiteral(awaited.map(({ agencyId }) => agencyId)),
    arrayLiteral(awaited.map(({ year }) => year)),
    arrayLiteral(awaited.map(({ sourceSha256 }) => sourceSha256)),
  ]);
  if (rows.length === 0) return awaited.map(() => null);
  const revisions = new Map(rows.map(({ place, revision }) => [place - 1, revision]));
  const keys = awaited.map(({ agencyId, year }, place) => ({ agencyId, year, revision: revisions.get(place) ?? 0 }));
  const reports = await loadStoredReports(
    database,
    keys.filter(({ revision }) => revision > 0),
  );
  const byName = new Map(reports.map((report) => [nameOf(report), report]));
  return keys.map((key) => byName.get(nameOf(key)) ?? null);
}
