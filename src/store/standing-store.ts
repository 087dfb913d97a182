/** Which revisions stand for their years, changed by decisions; filing does it in report-store. */
import type { ReportKey, ReportState } from '../domain/report';
import type { Database } from './bindings';
import { columnArrays, insertSql } from './column-arrays';
import { type Decision, decisionRow, REPORT_DECISION } from './correction-rows';
import {
  compareNeighbours,
  currentOf,
  loadFigures,
  type NeighbourCheck,
  replaceFindingsOverTime,
  revisionsAround,
} from './neighbour-store';
import { recounting } from './rollup-store';

/** What a decision makes of a revision; in review, quarantined and withdrawn ones are never public. */
export interface Standing {
  readonly state: ReportState;
  readonly isPublic: boolean;
}

const INSERT_DECISION = `${insertSql(REPORT_DECISION)} ON CONFLICT (agency_id, year, revision) DO UPDATE
  SET decision = excluded.decision, decided_by = excluded.decided_by, decided_at = excluded.decided_at, reason = excluded.reason`;

/**
 * Gives a revision the state that was decided. One that becomes public takes the place of the one that was; when the public one ceases to be, nothing
 * takes its place. The year after is compared anew. To be called with the agency held.
 */
export async function decideStanding(
  database: Database,
  key: ReportKey,
  { state, isPublic }: Standing,
  decision: Decision,
  check: NeighbourCheck,
): Promise<void> {
  const { agencyId, year, revision } = key;
  await recounting(database, [key], async () => {
    if (isPublic)
      await database.query(
        'UPDATE annual_report SET is_public = false WHERE agency_id = $1 AND year = $2 AND is_public AND revision <> $3',
        [agencyId, year, revision],
      );
    await database.query(
      'UPDATE annual_report SET state = $4, is_public = $5 WHERE agency_id = $1 AND year = $2 AND revision = $3',
      [agencyId, year, revision, state, isPublic],
    );
  });
  await database.query(INSERT_DECISION, [...columnArrays(REPORT_DECISION, [decisionRow(decision, key)])]);
  await compareYearAfter(database, agencyId, year, check);
}

/** Compares every report of a year with what stands for the year before, and those of the year after with what stands for the year. */
export async function compareYear(
  database: Database,
  agencyId: number,
  year: number,
  check: NeighbourCheck,
): Promise<void> {
  await compareYearAfter(database, agencyId, year - 1, check);
  await compareYearAfter(database, agencyId, year, check);
}

/** Compares every report of the year after with what stands for the year now. */
async function compareYearAfter(
  database: Database,
  agencyId: number,
  year: number,
  check: NeighbourCheck,
): Promise<void> {
  const around = (await revisionsAround(database, [{ agencyId, year }]))(agencyId);
  const next = around.filter((revision) => revision.year === year + 1);
  if (next.length === 0) return;
  const current = currentOf(around.filter((revision) => revision.year === year));
  if (current === null) {
    const nothing = { findings: [], forPublic: true };
    await replaceFindingsOverTime(
      database,
      next.map((revision) => ({ revision, found: nothing })),
    );
    return;
  }
  const figures = (await loadFigures(database, [current]))(current);
  const { isPublic } = current;
  const compared = await compareNeighbours(database, [{ figures, isPublic, previous: null, next }], check);
  await replaceFindingsOverTime(
    database,
    compared.flatMap(({ ofNext }) => ofNext),
  );
}
