import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ADMIN_LEVELS, type AdminLevel } from '../domain/region';
import type * as domain from '../domain/report';
import { REPORT_STATES, type ReportState } from '../domain/report';
import { AGENCY_KINDS, type AgencyKind, REPORT_SCOPES, type ReportScope } from '../domain/report-draft';
import { FORM_VERSIONS, type FormVersion } from '../domain/statutory-form';
import { Agency } from './agency';
import { oneOf } from './columns';
import { SourceDocument } from './source-document';

/**
 * One revision of the report of an agency on a year. Of all revisions of an agency-year at most one is the latest and at most one, the latest
 * published one, is what the public sees; a newer revision in review does not hide it.
 */
@Entity('annual_report')
@ForeignKey(() => Agency, ['agencyId'], ['id'], { name: 'annual_report_agency' })
@ForeignKey(() => SourceDocument, ['sourceSha256', 'textSha256'], ['sha256', 'textSha256'], {
  name: 'annual_report_source',
})
@Index('annual_report_latest', ['agencyId', 'year'], { unique: true, where: 'is_latest' })
@Index('annual_report_public', ['agencyId', 'year'], { unique: true, where: 'is_public' })
@Index('annual_report_year_region', ['year', 'regionCode', 'agencyId', 'revision', 'scope', 'level', 'kind', 'form'], {
  where: 'is_public',
})
@Index('annual_report_region_year', ['regionCode', 'year', 'agencyId'], { where: 'is_public' })
@Check('annual_report_scope', oneOf('scope', REPORT_SCOPES))
@Check('annual_report_form', oneOf('form', FORM_VERSIONS))
@Check('annual_report_state', oneOf('state', REPORT_STATES))
@Check('annual_report_level', oneOf('level', ADMIN_LEVELS))
@Check('annual_report_kind', oneOf('kind', AGENCY_KINDS))
@Check('annual_report_public_is_published', "state = 'PUBLISHED' OR NOT is_public")
export class AnnualReport implements domain.AnnualReport, domain.ReportOrigin {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  @Column({ type: 'text' })
  readonly scope!: ReportScope;

  @Column({ type: 'text' })
  readonly form!: FormVersion;

  @Column({ type: 'text' })
  readonly state!: ReportState;

  @Column({ type: 'text', nullable: true })
  readonly title!: string | null;

  /** This and the next two are copied from the agency, to be filtered and sorted by without a join. */
  @Column({ type: 'char', length: 6, nullable: true })
  readonly regionCode!: string | null;

  @Column({ type: 'text' })
  readonly level!: AdminLevel;

  @Column({ type: 'text' })
  readonly kind!: AgencyKind;

  @Column({ type: 'char', length: 64 })
  readonly sourceSha256!: string;

  @Column({ type: 'char', length: 64 })
  readonly textSha256!: string;

  @Column({ type: 'text', nullable: true })
  readonly sourceUrl!: string | null;

  /** The newest reader that has read it so. */
  @Column({ type: 'text' })
  readonly readerVersion!: string;

  /** Milliseconds, as JS keeps them: a cursor made of it is exact. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly importedAt!: Date;

  @Column({ type: 'boolean' })
  readonly isLatest!: boolean;

  @Column({ type: 'boolean' })
  readonly isPublic!: boolean;
}
