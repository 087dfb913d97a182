import type { Diagnostic } from '../domain/diagnostic';
import type { ReportKey, ReportState } from '../domain/report';
import type { ReportDraft, ReportScope } from '../domain/report-draft';
import type { FormVersion } from '../domain/statutory-form';
import { addAlias, type LockedAgency } from './agency-store';
import type { Database } from './bindings';
import { compactDetail } from './compact-detail';
import { overTimeDiagnosticRows, ownDiagnosticRows } from './diagnostic-rows';
import { insertNarrative, narrativeRows } from './narrative-rows';
import {
  compareNeighbours,
  currentOf,
  type NeighbourCheck,
  replaceFindingsOverTime,
  revisionsAround,
  type StoredRevision,
} from './neighbour-store';
import { applicationRows, disclosureRows, type JsonRow, keyColumns, reviewRows } from './report-rows';

/** A text and the bytes it was made of. */
export interface SourceToStore {
  readonly sha256: string;
  readonly textSha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly text: string;
}

/** A report that was read and decided upon, ready to be filed. */
export interface ReportToFile {
  readonly draft: ReportDraft & { readonly year: number; readonly form: FormVersion };
  readonly diagnostics: readonly Diagnostic[];
  readonly state: ReportState;
  readonly source: SourceToStore;
  readonly sourceUrl: string | null;
  readonly readerVersion: string;
  /** The scope that the importer declared. The same content under another declared scope is another reading. */
  readonly declaredScope: ReportScope | undefined;
}

export type Filed =
  | { readonly duplicateOf: ReportKey }
  | {
      readonly key: ReportKey;
      /** True when the agency-year had a report before. */
      readonly revised: boolean;
      readonly findingsOverTime: readonly Diagnostic[];
    };

/**
 * Files one report under its agency, whose row the transaction holds. The same content read by the same reader is a duplicate of what is there.
 * Otherwise the report becomes the latest revision and, when it is published, the public one. Findings over time, of this report and of the year
 * after, are made anew, so that it does not matter in which order reports arrive.
 */
export async function fileReport(
  database: Database,
  agency: LockedAgency,
  report: ReportToFile,
  check: NeighbourCheck,
): Promise<Filed> {
  const { draft } = report;
  const { year } = draft;
  const around = await revisionsAround(database, agency.id, year);
  const revisions = around.filter((revision) => revision.year === year);
  const same = revisions.findLast((revision) => isSameReading(revision, report));
  if (same !== undefined) return { duplicateOf: { agencyId: agency.id, year, revision: same.revision } };

  const key = { agencyId: agency.id, year, revision: (revisions.at(-1)?.revision ?? 0) + 1 };
  const isPublic = report.state === 'PUBLISHED';
  const becomesCurrent = isPublic || !revisions.some((revision) => revision.isPublic);
  const { overTime, ofNext } = await compareNeighbours(
    database,
    agency.id,
    { figures: draft, isPublic },
    currentOf(around.filter((revision) => revision.year === year - 1)),
    becomesCurrent ? around.filter((revision) => revision.year === year + 1) : [],
    check,
  );

  if (revisions.length > 0) await retireRevisions(database, key, isPublic);
  const findings = [...ownDiagnosticRows(report.diagnostics, key), ...overTimeDiagnosticRows(overTime, key)];
  await insertReport(database, agency, key, report, findings);
  if (ofNext.size > 0) await replaceFindingsOverTime(database, agency.id, year + 1, ofNext);
  if (isPublic && draft.agency !== null) await addAlias(database, agency, draft.agency.printed);
  return { key, revised: revisions.length > 0, findingsOverTime: overTime.findings };
}

function isSameReading(revision: StoredRevision, { source, readerVersion, declaredScope }: ReportToFile): boolean {
  return (
    revision.sourceSha256 === source.sha256 &&
    revision.textSha256 === source.textSha256 &&
    revision.readerVersion === readerVersion &&
    (declaredScope === undefined || declaredScope === revision.scope)
  );
}

/** Makes room for a new latest revision and, if that is published, for a new public one. */
async function retireRevisions(database: Database, { agencyId, year }: ReportKey, newIsPublic: boolean): Promise<void> {
  await database.query(
    'UPDATE annual_report SET is_latest = false, is_public = is_public AND NOT $3' +
      ' WHERE agency_id = $1 AND year = $2 AND (is_latest OR is_public)',
    [agencyId, year, newIsPublic],
  );
}

const INSERT_SOURCE =
  'INSERT INTO source_document (sha256, text_sha256, media_type, bytes, text) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';

/** Stores a text; the same one of the same bytes is there once. */
export async function insertSource(database: Database, source: SourceToStore): Promise<void> {
  await database.query(INSERT_SOURCE, sourceValues(source));
}

const sourceValues = ({ sha256, textSha256, mediaType, bytes, text }: SourceToStore): unknown[] => [
  sha256,
  textSha256,
  mediaType,
  bytes,
  text,
];

const insertRows = (table: string, parameter: number): string =>
  `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $${parameter})`;

/** One statement and one trip; foreign keys are checked when it ends. Each table takes its rows as one JSON parameter. */
const INSERT_REPORT = `WITH source AS (${INSERT_SOURCE}),
  report AS (INSERT INTO annual_report SELECT filed.* FROM json_populate_record(NULL::annual_report, $6) AS filed),
  stats AS (${insertRows('application_stats', 7)}),
  review AS (${insertRows('review_litigation', 8)}),
  disclosure AS (${insertRows('proactive_disclosure', 9)}),
  detail AS (INSERT INTO report_detail (agency_id, year, revision, detail) VALUES ($10, $11, $12, $13)),
  narrative AS (${insertNarrative(15)})
  ${insertRows('report_diagnostic', 14)}`;

async function insertReport(
  database: Database,
  agency: LockedAgency,
  key: ReportKey,
  report: ReportToFile,
  findings: readonly JsonRow[],
): Promise<void> {
  const { draft, source } = report;
  await database.query(INSERT_REPORT, [
    ...sourceValues(source),
    JSON.stringify(reportRow(agency, key, report)),
    JSON.stringify(applicationRows(draft, key)),
    JSON.stringify(reviewRows(draft, key)),
    JSON.stringify(disclosureRows(draft, key)),
    key.agencyId,
    key.year,
    key.revision,
    JSON.stringify(compactDetail(draft, source.text)),
    JSON.stringify(findings),
    JSON.stringify(narrativeRows(draft.narrative, key)),
  ]);
}

function reportRow(agency: LockedAgency, key: ReportKey, report: ReportToFile): JsonRow {
  const { draft, source, state, sourceUrl, readerVersion } = report;
  return {
    ...keyColumns(key),
    scope: draft.scope,
    form: draft.form,
    state,
    title: draft.title,
    region_code: agency.regionCode,
    level: agency.level,
    kind: agency.kind,
    source_sha256: source.sha256,
    text_sha256: source.textSha256,
    source_url: sourceUrl,
    reader_version: readerVersion,
    imported_at: new Date().toISOString(),
    is_latest: true,
    is_public: state === 'PUBLISHED',
  };
}
