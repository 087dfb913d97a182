import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE api_token (
    id uuid NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    sha256 char(64) NOT NULL,
    role text NOT NULL,
    regions char(6) array,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    created_by text NOT NULL,
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3),
    CONSTRAINT api_token_pkey PRIMARY KEY (id),
    CONSTRAINT api_token_role
      CHECK (role IN ('VIEWER', 'EDITOR', 'REVIEWER', 'ADMIN'))
  )`,
  'CREATE UNIQUE INDEX api_token_sha256 ON api_token (sha256)',
  'ALTER TABLE import_job ADD COLUMN imported_by text',
];

/** Tokens that administrators make, and who imported what. */
export class Access1764500000000 implements MigrationInterface {
  readonly name = 'Access1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_job DROP COLUMN imported_by');
    await runner.query('DROP TABLE api_token');
  }
}
