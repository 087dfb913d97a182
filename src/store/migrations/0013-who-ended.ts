import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who cancelled a job, and who revoked a token. */
export class WhoEnded1765200000000 implements MigrationInterface {
  readonly name = 'WhoEnded1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_job ADD COLUMN cancelled_by text');
    await runner.query('ALTER TABLE api_token ADD COLUMN revoked_by text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_token DROP COLUMN revoked_by');
    await runner.query('ALTER TABLE import_job DROP COLUMN cancelled_by');
  }
}
