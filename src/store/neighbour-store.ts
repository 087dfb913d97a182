import type { Diagnostic } from '../domain/diagnostic';
import type { ReportKey, ReportState } from '../domain/report';
import { asCorrected } from '../domain/report-cells';
import type { ReportDraft, ReportScope } from '../domain/report-draft';
import type { Database } from './bindings';
import { arrayLiteral, columnArrays, insertSql } from './column-arrays';
import { type CompactDetail, type DraftDetail, expandDetail } from './compact-detail';
import { CORRECTIONS_OF_REPORT, type StoredCorrection, withCorrections } from './correction-rows';
import { type FindingsOverTime, overTimeDiagnosticRows, REPORT_DIAGNOSTIC } from './diagnostic-rows';
import { groupBy } from './group-by';

/** What a comparison of two years needs of each; a draft is one. */
export type ComparedFigures = DraftDetail & Pick<ReportDraft, 'scope'>;
/** Compares the report of a year with that of the year before; what it finds belongs to the later one. */
export type NeighbourCheck = (previous: ComparedFigures, current: ComparedFigures) => readonly Diagnostic[];

/** A revision as far as filing another one needs it. */
export interface StoredRevision extends ReportKey {
  readonly state: ReportState;
  readonly scope: ReportScope;
  readonly sourceSha256: string;
  readonly textSha256: string;
  readonly readerVersion: string;
  readonly isLatest: boolean;
  readonly isPublic: boolean;
}

/** A year of an agency. */
export type AgencyYear = Pick<ReportKey, 'agencyId' | 'year'>;

/** Agencies and years as the first two parameters of a statement. */
const agencyYears = (asked: readonly AgencyYear[]): [agencies: string, years: string] => [
  arrayLiteral(asked.map(({ agencyId }) => agencyId)),
  arrayLiteral(asked.map(({ year }) => year)),
];

export type StoredAround = (agencyId: number) => readonly StoredRevision[];

/** By agency: revisions of the year asked for, of the year before and the year after, oldest first. No agency is to be asked for twice. */
export async function revisionsAround(database: Database, asked: readonly AgencyYear[]): Promise<StoredAround> {
  if (asked.length === 0) return () => [];
  const revisions = await database.query<StoredRevision[]>(
    'SELECT report.agency_id AS "agencyId", report.year, revision, state, scope, source_sha256 AS "sourceSha256", text_sha256 AS "textSha256",' +
      ' reader_version AS "readerVersion", is_latest AS "isLatest", is_public AS "isPublic"' +
      ' FROM unnest($1::integer[], $2::integer[]) AS asked(agency_id, year) JOIN annual_report AS report' +
      ' ON report.agency_id = asked.agency_id AND report.year BETWEEN asked.year - 1 AND asked.year + 1' +
      ' ORDER BY report.agency_id, report.year, revision',
    agencyYears(asked),
  );
  const byAgency = groupBy(revisions, ({ agencyId }) => agencyId);
  return (agencyId) => byAgency.get(agencyId) ?? [];
}

/** The revision that stands for its year in comparisons: the public one, or else the latest that is not withdrawn. */
export function currentOf(revisions: readonly StoredRevision[]): StoredRevision | null {
  const latest = revisions.find(({ isLatest, state }) => isLatest && state !== 'WITHDRAWN');
  return revisions.find(({ isPublic }) => isPublic) ?? latest ?? null;
}

/** A report that is being filed, with the stored ones that it is compared with. */
export interface Neighbourhood {
  readonly figures: ComparedFigures;
  readonly isPublic: boolean;
  readonly previous: StoredRevision | null;
  /** Revisions of the year after that are to be compared with it. */
  readonly next: readonly StoredRevision[];
}

/** What came of comparing a report with its neighbours in time. */
export interface Comparisons {
  /** Of the report that is being filed. */
  readonly overTime: FindingsOverTime;
  /** Of each revision of the year after. */
  readonly ofNext: readonly RevisionFindings[];
}

export interface RevisionFindings {
  readonly revision: ReportKey;
  readonly found: FindingsOverTime;
}

/** Compares reports that are being filed with their neighbours in time; no statement when they have none. */
export async function compareNeighbours(
  database: Database,
  filed: readonly Neighbourhood[],
  check: NeighbourCheck,
): Promise<readonly Comparisons[]> {
  const neighbours = filed.flatMap(({ previous, next }) => (previous === null ? next : [previous, ...next]));
  const figuresOf = await loadFigures(database, neighbours);
  return filed.map(({ figures, isPublic, previous, next }) => ({
    overTime: {
      findings: previous === null ? [] : check(figuresOf(previous), asCorrected(figures)),
      forPublic: previous?.isPublic ?? true,
    },
    ofNext: next.map((revision) => ({
      revision,
      found: { findings: check(asCorrected(figures), figuresOf(revision)), forPublic: isPublic },
    })),
  }));
}

interface DetailAt {
  readonly place: number;
  readonly detail: CompactDetail;
  readonly text: string;
  readonly corrections: readonly StoredCorrection[] | null;
}

const figuresAt = ({ detail, text, corrections }: DetailAt): DraftDetail =>
  asCorrected(withCorrections(expandDetail(detail, text), corrections));

/** Figures of revisions, corrected ones in place of printed ones. */
export async function loadFigures(
  database: Database,
  revisions: readonly StoredRevision[],
): Promise<(revision: StoredRevision) => ComparedFigures> {
  if (revisions.length === 0) return missing;
  const rows = await database.query<DetailAt[]>(
    `SELECT wanted.place, part.detail, source.text, ${CORRECTIONS_OF_REPORT}` +
      ' FROM unnest($1::integer[], $2::integer[], $3::integer[]) WITH ORDINALITY AS wanted(agency_id, year, revision, place)' +
      ' JOIN annual_report AS report ON report.agency_id = wanted.agency_id AND report.year = wanted.year AND report.revision = wanted.revision' +
      ' JOIN report_detail AS part ON part.agency_id = wanted.agency_id AND part.year = wanted.year AND part.revision = wanted.revision' +
      ' JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256',
    [...agencyYears(revisions), arrayLiteral(revisions.map(({ revision }) => revision))],
  );
  const details = new Map(rows.map((row) => [revisions[row.place - 1], figuresAt(row)]));
  return (revision) => ({ scope: revision.scope, ...(details.get(revision) ?? missing(revision)) });
}

function missing({ agencyId, year, revision }: StoredRevision): never {
  throw new Error(`revision ${revision} of ${agencyId}-${year} has no figures`);
}

const INSERT_FINDINGS = insertSql(REPORT_DIAGNOSTIC);

/** Replaces what comparisons with the year before gave, of every revision of the years that are named. */
export async function replaceFindingsOverTime(
  database: Database,
  replaced: readonly RevisionFindings[],
): Promise<void> {
  if (replaced.length === 0) return;
  await database.query(
    'DELETE FROM report_diagnostic AS finding USING unnest($1::integer[], $2::integer[]) AS replaced(agency_id, year)' +
      ' WHERE finding.agency_id = replaced.agency_id AND finding.year = replaced.year AND finding.over_time',
    agencyYears(replaced.map(({ revision }) => revision)),
  );
  const rows = replaced.flatMap(({ revision, found }) => overTimeDiagnosticRows(found, revision));
  if (rows.length > 0) await database.query(INSERT_FINDINGS, [...columnArrays(REPORT_DIAGNOSTIC, rows)]);
}
