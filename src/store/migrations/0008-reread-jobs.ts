import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE source_file (
    sha256 char(64) NOT NULL,
    bytes bytea NOT NULL,
    is_text boolean NOT NULL,
    declared_type text,
    CONSTRAINT source_file_pkey PRIMARY KEY (sha256)
  )`,
  "ALTER TABLE import_job ADD COLUMN kind text NOT NULL DEFAULT 'IMPORT'",
  "ALTER TABLE import_job ADD CONSTRAINT import_job_kind CHECK (kind IN ('IMPORT', 'REREAD'))",
  'ALTER TABLE import_item ADD COLUMN reread json',
];

const DOWN = [
  // Items of a job that reads reports again are no imports.
  "DELETE FROM import_job WHERE kind = 'REREAD'",
  'ALTER TABLE import_item DROP COLUMN reread',
  'ALTER TABLE import_job DROP COLUMN kind',
  'DROP TABLE source_file',
];

/** Files are kept to be read again, which is a job. */
export class RereadJobs1764700000000 implements MigrationInterface {
  readonly name = 'RereadJobs1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
