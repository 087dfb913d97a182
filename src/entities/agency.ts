import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { ADMIN_LEVELS, type AdminLevel } from '../domain/region';
import type * as domain from '../domain/report';
import { AGENCY_KINDS, type AgencyKind } from '../domain/report-draft';
import { oneOf } from './columns';

/**
 * An agency: official full name and region identify it. The collation "C" makes the order of names, and with it the cursors of a paged
 * list, the same on every server.
 */
@Entity('agency')
@Index('agency_name_region', ['name', 'regionCode'], { unique: true })
@Index('agency_name_nowhere', ['name'], { unique: true, where: 'region_code IS NULL' })
@Index('agency_region', ['regionCode', 'name'])
@ForeignKey(() => Agency, ['mergedInto'], ['id'], { name: 'agency_merged_into' })
@Check('agency_kind', oneOf('kind', AGENCY_KINDS))
@Check('agency_level', oneOf('level', ADMIN_LEVELS))
export class Agency implements domain.Agency {
  @PrimaryGeneratedColumn('identity', { type: 'integer' })
  readonly id!: number;

  @Column({ type: 'text', collation: 'C' })
  readonly name!: string;

  /** Other names its published reports use. */
  @Column({ type: 'text', array: true, default: () => "'{}'" })
  readonly aliases!: readonly string[];

  @Column({ type: 'char', length: 6, nullable: true })
  readonly regionCode!: string | null;

  @Column({ type: 'text' })
  readonly kind!: AgencyKind;

  @Column({ type: 'text' })
  readonly level!: AdminLevel;

  /** The agency that this one turned out to be; its reports are there, and its id names that one. */
  @Column({ type: 'integer', nullable: true })
  readonly mergedInto!: number | null;
}
