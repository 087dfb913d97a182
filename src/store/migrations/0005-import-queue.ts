import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  'ALTER TABLE import_item ALTER COLUMN ordinal TYPE integer, ADD COLUMN outcome text',
  'CREATE INDEX import_item_job_status ON import_item (job_id, status, ordinal)',
  `ALTER TABLE import_job
    ADD COLUMN mode text NOT NULL DEFAULT 'COMMIT',
    ADD COLUMN total integer NOT NULL DEFAULT 0,
    ADD COLUMN queued boolean NOT NULL DEFAULT false,
    ADD COLUMN regions text array,
    ADD COLUMN cancelled_at timestamptz(3)`,
  "ALTER TABLE import_job ADD CONSTRAINT import_job_mode CHECK (mode IN ('VALIDATE_ONLY', 'COMMIT'))",
  'UPDATE import_job SET total = cardinality(client_refs)',
  'CREATE INDEX import_job_open ON import_job (created_at, id) WHERE queued AND finished_at IS NULL',
  `CREATE TABLE import_upload (
    id uuid NOT NULL,
    job_id uuid,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT import_upload_pkey PRIMARY KEY (id),
    CONSTRAINT import_upload_job FOREIGN KEY (job_id)
      REFERENCES import_job(id) ON DELETE CASCADE
  )`,
  'CREATE INDEX import_upload_job_id ON import_upload (job_id)',
  `CREATE TABLE import_upload_part (
    upload_id uuid NOT NULL,
    place integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT import_upload_part_pkey PRIMARY KEY (upload_id, place),
    CONSTRAINT import_upload_part_upload FOREIGN KEY (upload_id)
      REFERENCES import_upload(id) ON DELETE CASCADE
  )`,
  // Not compressed, so that a piece of it is read without the rest.
  'ALTER TABLE import_upload_part ALTER COLUMN bytes SET STORAGE EXTERNAL',
  `CREATE TABLE import_worker (
    id uuid NOT NULL,
    lease_until timestamptz(3) NOT NULL,
    CONSTRAINT import_worker_pkey PRIMARY KEY (id)
  )`,
  `CREATE TABLE import_pending (
    job_id uuid NOT NULL,
    ordinal integer NOT NULL,
    client_ref text NOT NULL,
    input json NOT NULL,
    content bytea,
    is_text boolean NOT NULL DEFAULT false,
    refusal text,
    upload_id uuid,
    place json,
    bytes bigint NOT NULL,
    agency_key text,
    tries integer NOT NULL DEFAULT 0,
    trouble text,
    claimed_by uuid,
    parked boolean NOT NULL DEFAULT false,
    CONSTRAINT import_pending_pkey PRIMARY KEY (job_id, ordinal),
    CONSTRAINT import_pending_job FOREIGN KEY (job_id)
      REFERENCES import_job(id) ON DELETE CASCADE
  )`,
  'CREATE INDEX import_pending_waiting ON import_pending (job_id, ordinal) WHERE NOT parked',
];

const DOWN = [
  ...['import_pending', 'import_worker', 'import_upload_part', 'import_upload'].map((table) => `DROP TABLE ${table}`),
  'DROP INDEX import_item_job_status',
  // What was worked from the queue does not fit into the tables as they were.
  'DELETE FROM import_job WHERE queued',
  'ALTER TABLE import_item DROP COLUMN outcome, ALTER COLUMN ordinal TYPE smallint',
  'DROP INDEX import_job_open',
  `ALTER TABLE import_job DROP COLUMN mode, DROP COLUMN total, DROP COLUMN queued, DROP COLUMN regions,
    DROP COLUMN cancelled_at`,
];

/** Jobs that are worked from the database: items that wait with their contents, uploads, and workers with their leases. */
export class ImportQueue1764400000000 implements MigrationInterface {
  readonly name = 'ImportQueue1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
