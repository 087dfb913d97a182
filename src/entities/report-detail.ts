import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AnnualReport } from './annual-report';

/**
 * What a report's figures and sections look like in its source, as compact JSON written and read by src/store/compact-detail.ts. Kept apart from
 * the counts, which are computed on.
 */
@Entity('report_detail')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'report_detail_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
export class ReportDetail {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  /** json, not jsonb: it is only ever read as a whole. */
  @Column({ type: 'json' })
  readonly detail!: unknown;
}
