import type { Correction } from '../domain/figure';
import type { ReportKey } from '../domain/report';
import { type CellPlace, cellName, cellsOf, isCorrected, mapFigures, type ReportTables } from '../domain/report-cells';
import type { ReviewDecision } from '../domain/reviewing';
import { KEY_COLUMNS, type WrittenTable } from './column-arrays';
import { keyCells, type Row } from './report-rows';

/** Who decided what of a revision, and why. */
export interface Decision {
  readonly decision: ReviewDecision;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

export const REPORT_CORRECTION: WrittenTable = {
  name: 'report_correction',
  columns: [
    ...KEY_COLUMNS,
    ['place', 'smallint'],
    ['line', 'text'],
    ['applicant', 'text'],
    ['track', 'text'],
    ['value', 'numeric'],
    ['corrected_by', 'text'],
    ['corrected_at', 'timestamptz(3)'],
    ['reason', 'text'],
  ],
};

export const REPORT_DECISION: WrittenTable = {
  name: 'report_decision',
  columns: [
    ...KEY_COLUMNS,
    ['decision', 'text'],
    ['decided_by', 'text'],
    ['decided_at', 'timestamptz(3)'],
    ['reason', 'text'],
  ],
};

/** Rows of report_correction. */
export function correctionRows(tables: ReportTables, key: ReportKey): readonly Row[] {
  if (!isCorrected(tables)) return [];
  return cellsOf(tables)
    .flatMap(({ line, applicant, track, figure: { correction } }) =>
      correction === undefined ? [] : [{ line, applicant, track, ...correction }],
    )
    .map(({ line, applicant, track, value, by, at, reason }, place) => [
      ...keyCells(key),
      place,
      line,
      applicant,
      track,
      value,
      by,
      at.toISOString(),
      reason,
    ]);
}

export function decisionRow({ decision, by, at, reason }: Decision, key: ReportKey): Row {
  return [...keyCells(key), decision, by, at.toISOString(), reason];
}

/** A correction as JSON of the database. */
export interface StoredCorrection extends CellPlace, Omit<Correction, 'at'> {
  readonly at: string;
}

/** The corrections of `report` as a column; null for the many that have none. */
export const CORRECTIONS_OF_REPORT =
  "(SELECT json_agg(json_build_object('line', correction.line, 'applicant', correction.applicant, 'track', correction.track," +
  " 'value', correction.value, 'by', correction.corrected_by, 'at', correction.corrected_at, 'reason', correction.reason))" +
  ' FROM report_correction AS correction WHERE correction.agency_id = report.agency_id AND correction.year = report.year' +
  ' AND correction.revision = report.revision) AS corrections';

/** Figures as they were printed, with their corrections beside them. */
export function withCorrections<Tables extends ReportTables>(
  tables: Tables,
  corrections: readonly StoredCorrection[] | null,
): Tables {
  if (corrections === null) return tables;
  const byName = new Map(
    corrections.map(({ value, by, at, reason, ...place }) => [
      cellName(place),
      { value, by, at: new Date(at), reason },
    ]),
  );
  return mapFigures(tables, (figure, place) => {
    const correction = byName.get(cellName(place));
    return correction === undefined ? figure : { ...figure, correction };
  });
}
