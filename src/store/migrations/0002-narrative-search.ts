import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnArrays, insertSql } from '../column-arrays';
import { type CompactDetail, expandDetail } from '../compact-detail';
import { NARRATIVE_SECTION, narrativeRows } from '../narrative-rows';

const UP = [
  `CREATE TABLE narrative_section (
    agency_id integer NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    place smallint NOT NULL,
    folded text NOT NULL,
    grams tsvector,
    CONSTRAINT narrative_section_pkey PRIMARY KEY (agency_id, year, revision, place),
    CONSTRAINT narrative_section_report FOREIGN KEY (agency_id, year, revision)
      REFERENCES annual_report(agency_id,year,revision) ON DELETE CASCADE
  )`,
];
const INDEXES = [
  'CREATE INDEX narrative_section_grams ON narrative_section USING gin (grams)',
  'CREATE INDEX narrative_section_without_grams ON narrative_section (agency_id) WHERE grams IS NULL',
];

const BATCH = 200;
const NEXT = `SELECT report.agency_id, report.year, report.revision, part.detail, source.text
  FROM annual_report AS report
  JOIN report_detail AS part ON part.agency_id = report.agency_id AND part.year = report.year AND part.revision = report.revision
  JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256
  WHERE (report.agency_id, report.year, report.revision) > ($1::integer, $2::integer, $3::integer)
  ORDER BY report.agency_id, report.year, report.revision LIMIT ${BATCH}`;

interface StoredText {
  readonly agency_id: number;
  readonly year: number;
  readonly revision: number;
  readonly detail: CompactDetail;
  readonly text: string;
}

/** Narratives as they are searched, those of the reports that are there already included. */
export class NarrativeSearch1764100000000 implements MigrationInterface {
  readonly name = 'NarrativeSearch1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    let last: readonly [number, number, number] = [0, 0, 0];
    for (;;) {
      const reports: readonly StoredText[] = await runner.query(NEXT, [...last]);
      const rows = reports.flatMap(({ agency_id: agencyId, year, revision, detail, text }) =>
        narrativeRows(expandDetail(detail, text).narrative, { agencyId, year, revision }),
      );
      if (rows.length > 0) await runner.query(insertSql(NARRATIVE_SECTION), [...columnArrays(NARRATIVE_SECTION, rows)]);
      const end = reports.at(-1);
      if (end === undefined || reports.length < BATCH) break;
      last = [end.agency_id, end.year, end.revision];
    }
    // An index is built faster than it is kept up.
    for (const statement of INDEXES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE narrative_section');
  }
}
