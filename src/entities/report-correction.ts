import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Applicant, LineCode, ReviewTrack } from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { YuanColumn } from './columns';

/** A corrected cell of one revision. The number is in the column of its line as well; what was printed is in the detail. */
@Entity('report_correction')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'report_correction_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
export class ReportCorrection {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  /** In the order of the form, from 0. */
  @PrimaryColumn({ type: 'smallint' })
  readonly place!: number;

  @Column({ type: 'text' })
  readonly line!: LineCode;

  @Column({ type: 'text', nullable: true })
  readonly applicant!: Applicant | null;

  @Column({ type: 'text', nullable: true })
  readonly track!: ReviewTrack | null;

  /** Null when no number is known. */
  @YuanColumn()
  readonly value!: number | null;

  @Column({ type: 'text' })
  readonly correctedBy!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  readonly correctedAt!: Date;

  @Column({ type: 'text' })
  readonly reason!: string;
}
