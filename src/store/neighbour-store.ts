import type { Diagnostic } from '../domain/diagnostic';
import type { ReportState } from '../domain/report';
import type { ReportDraft, ReportScope } from '../domain/report-draft';
import type { Database } from './bindings';
import { type CompactDetail, type DraftDetail, expandDetail } from './compact-detail';
import { type FindingsOverTime, overTimeDiagnosticRows } from './diagnostic-rows';

/** What a comparison of two years needs of each; a draft is one. */
export type ComparedFigures = DraftDetail & Pick<ReportDraft, 'scope'>;
/** Compares the report of a year with that of the year before; what it finds belongs to the later one. */
export type NeighbourCheck = (previous: ComparedFigures, current: ComparedFigures) => readonly Diagnostic[];

/** A revision as far as filing another one needs it. */
export interface StoredRevision {
  readonly year: number;
  readonly revision: number;
  readonly state: ReportState;
  readonly scope: ReportScope;
  readonly sourceSha256: string;
  readonly textSha256: string;
  readonly readerVersion: string;
  readonly isLatest: boolean;
  readonly isPublic: boolean;
}

/** Revisions of the year, the year before and the year after, oldest first. */
export function revisionsAround(
  database: Database,
  agencyId: number,
  year: number,
): Promise<readonly StoredRevision[]> {
  return database.query(
    'SELECT year, revision, state, scope, source_sha256 AS "sourceSha256", text_sha256 AS "textSha256",' +
      ' reader_version AS "readerVersion", is_latest AS "isLatest", is_public AS "isPublic"' +
      ' FROM annual_report WHERE agency_id = $1 AND year BETWEEN $2 - 1 AND $2 + 1 ORDER BY year, revision',
    [agencyId, year],
  );
}

/** The revision that stands for its year in comparisons: the public one, or else the latest that is not withdrawn. */
export function currentOf(revisions: readonly StoredRevision[]): StoredRevision | null {
  const latest = revisions.find(({ isLatest, state }) => isLatest && state !== 'WITHDRAWN');
  return revisions.find(({ isPublic }) => isPublic) ?? latest ?? null;
}

export interface Comparisons {
  /** Of the report that is being filed. */
  readonly overTime: FindingsOverTime;
  /** Of each revision of the year after. */
  readonly ofNext: ReadonlyMap<number, FindingsOverTime>;
}

/** Compares a report that is being filed with its neighbours in time; no statement when it has none. */
export async function compareNeighbours(
  database: Database,
  agencyId: number,
  filed: { readonly figures: ComparedFigures; readonly isPublic: boolean },
  previous: StoredRevision | null,
  next: readonly StoredRevision[],
  check: NeighbourCheck,
): Promise<Comparisons> {
  const figures = await figuresOf(database, agencyId, previous === null ? next : [previous, ...next]);
  const findings = previous === null ? [] : check(figures(previous), filed.figures);
  return {
    overTime: { findings, forPublic: previous?.isPublic ?? true },
    ofNext: new Map(
      next.map((later) => [
        later.revision,
        { findings: check(filed.figures, figures(later)), forPublic: filed.isPublic },
      ]),
    ),
  };
}

async function figuresOf(
  database: Database,
  agencyId: number,
  revisions: readonly StoredRevision[],
): Promise<(revision: StoredRevision) => ComparedFigures> {
  if (revisions.length === 0) return missing;
  const rows = await database.query<{ place: number; detail: CompactDetail; text: string }[]>(
    'SELECT wanted.place, part.detail, source.text' +
      ' FROM unnest($2::integer[], $3::integer[]) WITH ORDINALITY AS wanted(year, revision, place)' +
      ' JOIN annual_report AS report ON report.agency_id = $1 AND report.year = wanted.year AND report.revision = wanted.revision' +
      ' JOIN report_detail AS part ON part.agency_id = $1 AND part.year = wanted.year AND part.revision = wanted.revision' +
      ' JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256',
    [agencyId, revisions.map(({ year }) => year), revisions.map(({ revision }) => revision)],
  );
  const details = new Map(rows.map(({ place, detail, text }) => [revisions[place - 1], expandDetail(detail, text)]));
  return (revision) => ({ scope: revision.scope, ...(details.get(revision) ?? missing(revision)) });
}

function missing({ year, revision }: StoredRevision): never {
  throw new Error(`revision ${revision} of ${year} has no figures`);
}

/** Replaces what comparisons with the year before gave each revision of a year. */
export async function replaceFindingsOverTime(
  database: Database,
  agencyId: number,
  year: number,
  findings: ReadonlyMap<number, FindingsOverTime>,
): Promise<void> {
  await database.query('DELETE FROM report_diagnostic WHERE agency_id = $1 AND year = $2 AND over_time', [
    agencyId,
    year,
  ]);
  const rows = [...findings].flatMap(([revision, found]) =>
    overTimeDiagnosticRows(found, { agencyId, year, revision }),
  );
  if (rows.length === 0) return;
  await database.query(
    'INSERT INTO report_diagnostic SELECT * FROM json_populate_recordset(NULL::report_diagnostic, $1)',
    [JSON.stringify(rows)],
  );
}
