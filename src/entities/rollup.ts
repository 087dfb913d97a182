import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { GRAINS, ROLLUP_KEY, ROLLUP_SUMS } from '../domain/rollup-cells';

/**
 * Sums of what the public sees, by region, year, scope, form, level and kind. A grain has one row of a key, FRESH ones add up. See src/store/rollup-store.ts.
 */
@Entity('rollup')
@Index('rollup_place', ['grain', 'year', 'place'])
@Index('rollup_row', ['grain', ...ROLLUP_KEY], { unique: true, where: `grain <> ${GRAINS.FRESH}` })
export class Rollup {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: number;

  /** See GRAINS of src/domain/rollup-cells.ts. */
  @Column({ type: 'smallint' })
  readonly grain!: number;

  @Column({ type: 'char', length: 6 })
  readonly place!: string;

  @Column({ type: 'smallint' })
  readonly year!: number;

  @Column({ type: 'text' })
  readonly scope!: string;

  @Column({ type: 'text' })
  readonly form!: string;

  @Column({ type: 'text' })
  readonly level!: string;

  @Column({ type: 'text' })
  readonly kind!: string;
}

for (const [name, type] of ROLLUP_SUMS) Column({ type })(Rollup.prototype, name);

/** What the public sees of an agency-year and rollups do not hold yet. */
@Entity('rollup_pending')
export class RollupPending {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;
}
