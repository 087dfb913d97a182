/** Merging one agency into another: its reports, its names and its id. */
import type { ReportReference } from '../domain/asking';
import type { LockedAgency } from './agency-store';
import type { Database } from './bindings';
import { recounting } from './rollup-store';

/** The number that a revision has at the agency that its own was merged into; null when there was no such revision. */
export async function revisionOfMoved(database: Database, moved: ReportReference): Promise<number | null> {
  const { agencyId, year, revision } = moved;
  const [row] = await database.query<{ revision: number }[]>(
    'SELECT to_revision AS revision FROM moved_report WHERE agency_id = $1 AND year = $2 AND revision = $3',
    [agencyId, year, revision],
  );
  return row?.revision ?? null;
}

/** A year in which both agencies have a report that is not withdrawn cannot be merged: somebody has to say which one stands. */
export async function contestedYears(database: Database, from: number, into: number): Promise<readonly number[]> {
  const standing = (agency: string): string =>
    `SELECT year FROM annual_report WHERE agency_id = ${agency} AND (is_public OR is_latest AND state <> 'WITHDRAWN')`;
  const rows = await database.query<{ year: number }[]>(
    `SELECT year FROM (${standing('$1')} INTERSECT ${standing('$2')}) AS contested ORDER BY year`,
    [from, into],
  );
  return rows.map(({ year }) => year);
}

/**
 * The revisions of a year that the agency has already come first, those that move after them, in their order. Where both have some, one side is
 * withdrawn, and the other side's marks are kept.
 */
const MOVES = `SELECT report.agency_id, report.year, report.revision, report.revision + coalesce(there.last, 0) AS to_revision,
    report.is_latest AND (there.last IS NULL OR NOT there.stands) AS is_latest
  FROM annual_report AS report LEFT JOIN LATERAL (
    SELECT max(other.revision) AS last, bool_or(other.is_public OR other.is_latest AND other.state <> 'WITHDRAWN') AS stands
    FROM annual_report AS other WHERE other.agency_id = $2 AND other.year = report.year) AS there ON true
  WHERE report.agency_id = $1`;

const RETIRE = `UPDATE annual_report AS report SET is_latest = false FROM (${MOVES}) AS moving
  WHERE report.agency_id = $2 AND report.year = moving.year AND report.is_latest AND moving.is_latest`;

const NOTE = `INSERT INTO moved_report (agency_id, year, revision, to_agency_id, to_year, to_revision)
  SELECT moving.agency_id, moving.year, moving.revision, moving.agency_id, moving.year, moving.revision FROM (${MOVES}) AS moving`;

const MOVE = `UPDATE annual_report AS report SET agency_id = $2, revision = moving.to_revision, is_latest = moving.is_latest,
    region_code = $3, level = $4, kind = $5 FROM (${MOVES}) AS moving
  WHERE report.agency_id = moving.agency_id AND report.year = moving.year AND report.revision = moving.revision`;

const YEARS_OF = 'SELECT DISTINCT year FROM annual_report WHERE agency_id = $1 ORDER BY year';
const REDIRECT = 'UPDATE agency SET merged_into = $2 WHERE id = $1 OR merged_into = $1';
const RENAME = `UPDATE agency SET aliases = array(SELECT name FROM unnest(aliases || $2::text[]) WITH ORDINALITY AS called(name, place)
    WHERE name <> agency.name GROUP BY name ORDER BY min(place)) WHERE id = $1`;

/**
 * Moves all reports of an agency to another, with everything that belongs to them, and makes its id and its names name that other. Both are held, and no
 * year is contested.
 * @returns the years that moved
 */
export async function moveReports(
  database: Database,
  from: LockedAgency,
  into: LockedAgency,
): Promise<readonly number[]> {
  const years = await database.query<{ year: number }[]>(YEARS_OF, [from.id]);
  const changed = [from, into].flatMap(({ id: agencyId }) => years.map(({ year }) => ({ agencyId, year })));
  await recounting(database, changed, () => moveRows(database, from, into));
  return years.map(({ year }) => year);
}

async function moveRows(database: Database, from: LockedAgency, into: LockedAgency): Promise<void> {
  const pair = [from.id, into.id];
  await database.query(RETIRE, pair);
  // Where a revision goes is noted as itself, and follows it by the foreign key, now and when the other agency is merged in turn.
  await database.query(NOTE, pair);
  await database.query(MOVE, [...pair, into.regionCode, into.level, into.kind]);
  await database.query(REDIRECT, pair);
  await database.query(RENAME, [into.id, [from.name, ...from.aliases]]);
}
