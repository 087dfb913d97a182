import type { MigrationInterface, QueryRunner } from 'typeorm';
import { GRAINS, ROLLUP_SUMS } from '../../domain/rollup-cells';

const SUMS = ROLLUP_SUMS.map(([name]) => name);
const REMOVE = `DELETE FROM rollup WHERE grain IN (${GRAINS.WHOLE_NATION}, ${GRAINS.WHOLE_PROVINCE})`;
const wholeOf = (fine: number, whole: number): string =>
  `INSERT INTO rollup (grain, place, year, scope, form, level, kind, ${SUMS.join(', ')})
    SELECT ${whole}, place, year, scope, form, '', '', ${SUMS.map((name) => `sum(${name})`).join(', ')}
    FROM rollup WHERE grain = ${fine} GROUP BY place, year, scope, form`;

/**
 * Sums that do not tell levels and kinds of agencies apart, a tenth of the rows for most questions of the nation and its provinces; and one row of a key,
 * so that what changed is added to it instead of adding it up anew.
 */
export class WholeRollups1765100000000 implements MigrationInterface {
  readonly name = 'WholeRollups1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    // Where the rollups themselves were made by this version, they are there already.
    await runner.query(REMOVE);
    await runner.query(wholeOf(GRAINS.NATION, GRAINS.WHOLE_NATION));
    await runner.query(wholeOf(GRAINS.PROVINCE, GRAINS.WHOLE_PROVINCE));
    await runner.query(
      `CREATE UNIQUE INDEX rollup_row ON rollup (grain, place, year, scope, form, level, kind) WHERE grain <> ${GRAINS.FRESH}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX rollup_row');
    await runner.query(REMOVE);
  }
}
