import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { REVIEW_DECISIONS, type ReviewDecision } from '../domain/reviewing';
import { AnnualReport } from './annual-report';
import { oneOf } from './columns';

/** The decision under which a revision has its state; none when the rule of publication gave it. */
@Entity('report_decision')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'report_decision_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Check('report_decision_decision', oneOf('decision', REVIEW_DECISIONS))
export class ReportDecision {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  @Column({ type: 'text' })
  readonly decision!: ReviewDecision;

  @Column({ type: 'text' })
  readonly decidedBy!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  readonly decidedAt!: Date;

  @Column({ type: 'text' })
  readonly reason!: string;
}
