import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AnnualReport } from './annual-report';

/** Where a revision went when its agency was merged into another: its old id goes on naming it, and nothing else. */
@Entity('moved_report')
@ForeignKey(() => AnnualReport, ['toAgencyId', 'toYear', 'toRevision'], ['agencyId', 'year', 'revision'], {
  name: 'moved_report_report',
  onUpdate: 'CASCADE',
})
export class MovedReport {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  @Column({ type: 'integer' })
  readonly toAgencyId!: number;

  @Column({ type: 'smallint' })
  readonly toYear!: number;

  @Column({ type: 'integer' })
  readonly toRevision!: number;
}
