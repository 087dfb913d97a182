import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type * as domain from '../domain/report';
import { APPLICANTS, type Applicant } from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { CountColumn, oneOf } from './columns';
import { Outcomes } from './outcomes';

/** Table three for one kind of applicant; seven rows a report with tables. */
@Entity('application_stats')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'application_stats_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Check('application_stats_applicant', oneOf('applicant', APPLICANTS))
export class ApplicationStats implements domain.ApplicationStats {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  @PrimaryColumn({ type: 'text' })
  readonly applicant!: Applicant;

  @CountColumn()
  readonly received!: domain.Count;

  @CountColumn()
  readonly broughtForward!: domain.Count;

  @Column(() => Outcomes)
  readonly outcomes!: Outcomes;

  @CountColumn()
  readonly carriedForward!: domain.Count;
}
