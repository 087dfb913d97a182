import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the document of an item that has no report was published, for the report that is filed of it. */
export class AddressOfItems1765300000000 implements MigrationInterface {
  readonly name = 'AddressOfItems1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_item ADD COLUMN source_url text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_item DROP COLUMN source_url');
  }
}
