import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Severity } from '../domain/diagnostic';
import { SEVERITIES } from '../domain/diagnostic';
import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import type { Span } from '../domain/source-text';
import type { Applicant, LineCode, ReviewTrack } from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { oneOf } from './columns';

/** A finding about a report: of its own document, or over time, against the report of the year before. */
@Entity('report_diagnostic')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'report_diagnostic_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Check('report_diagnostic_severity', oneOf('severity', SEVERITIES))
export class ReportDiagnostic {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  /** True of the findings that are made anew whenever the report of the year before changes. */
  @PrimaryColumn({ type: 'boolean' })
  readonly overTime!: boolean;

  @PrimaryColumn({ type: 'integer' })
  readonly ordinal!: number;

  /** False of a finding over time against a report that is not published: it would tell the public what that report says. */
  @Column({ type: 'boolean' })
  readonly forPublic!: boolean;

  @Column({ type: 'text' })
  readonly code!: DiagnosticCode;

  @Column({ type: 'text' })
  readonly severity!: Severity;

  @Column({ type: 'text', nullable: true })
  readonly expected!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly actual!: string | null;

  @Column({ type: 'json' })
  readonly lines!: readonly LineCode[];

  @Column({ type: 'text', nullable: true })
  readonly applicant!: Applicant | null;

  @Column({ type: 'text', nullable: true })
  readonly track!: ReviewTrack | null;

  @Column({ type: 'json', nullable: true })
  readonly span!: Span | null;

  @Column({ type: 'json' })
  readonly related!: readonly Span[];
}
