import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditAction, AuditChange } from '../domain/reviewing';
import { Agency } from './agency';

/** Who changed what, when and why. Written in the transaction of the change; never changed and never deleted. */
@Entity('audit_entry')
@ForeignKey(() => Agency, ['agencyId'], ['id'], { name: 'audit_entry_agency' })
@Index('audit_entry_report', ['agencyId', 'year', 'id'])
@Index('audit_entry_actor', ['actor', 'id'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly at!: Date;

  @Column({ type: 'text' })
  readonly actor!: string;

  @Column({ type: 'text' })
  readonly action!: AuditAction;

  @Column({ type: 'text' })
  readonly reason!: string;

  /** As it was at the time: of a report that has moved since, its old place. */
  @Column({ type: 'integer', nullable: true })
  readonly agencyId!: number | null;

  @Column({ type: 'smallint', nullable: true })
  readonly year!: number | null;

  @Column({ type: 'integer', nullable: true })
  readonly revision!: number | null;

  @Column({ type: 'json' })
  readonly changes!: readonly AuditChange[];
}
