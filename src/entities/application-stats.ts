import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type * as domain from '../domain/report';
import { APPLICANTS, APPLICATION_LINES, type Applicant } from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { CountColumn, oneOf } from './columns';
import { Outcomes } from './outcomes';

/** What most conditions on pages in the order of 新收 are about, so that the index answers them by itself. */
const MOST_ASKED = [
  ...[
    'received',
    'broughtForward',
    'carriedForward',
    'outcomes.disclosed',
    'outcomes.partlyDisclosed',
    'outcomes.total',
  ],
  ...['outcomes.withheld.total', 'outcomes.unavailable.notHeld', 'outcomes.unavailable.stillUnclear'],
  ...['outcomes.notProcessed.total', 'outcomes.closedOtherwise.total'],
];

/** With the key that is as many columns as an index may have. */
const EVERY_LINE = [
  ...APPLICATION_LINES.map(({ code }) => code),
  ...['outcomes.withheld.total', 'outcomes.unavailable.total', 'outcomes.notProcessed.total'],
];

/** Table three for one kind of applicant; seven rows a report with tables. */
@Entity('application_stats')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'application_stats_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Index('application_stats_year', ['year', 'agencyId', 'revision', ...EVERY_LINE], { where: "applicant = 'TOTAL'" })
@Index('application_stats_applicant_year', ['year', 'applicant', 'agencyId', 'revision', 'received'], {
  where: "applicant <> 'TOTAL'",
})
@Index('application_stats_received', ['year', 'received', 'agencyId', 'revision', ...MOST_ASKED.slice(1)], {
  where: "applicant = 'TOTAL'",
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
