import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Diagnostic } from '../domain/diagnostic';
import { IMPORT_ITEM_STATUSES, type ImportItemStatus } from '../domain/report';
import { AnnualReport } from './annual-report';
import { oneOf } from './columns';
import { ImportJob } from './import-job';
import { SourceDocument } from './source-document';

const KEY: [string, string, string] = ['agencyId', 'year', 'revision'];

/** What became of one item of a job; written in the transaction that stored its report, so either both are there or neither is. */
@Entity('import_item')
@ForeignKey(() => ImportJob, ['jobId'], ['id'], { name: 'import_item_job', onDelete: 'CASCADE' })
@ForeignKey(() => SourceDocument, ['sourceSha256', 'textSha256'], ['sha256', 'textSha256'], {
  name: 'import_item_source',
})
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], KEY, {
  name: 'import_item_report',
  onUpdate: 'CASCADE',
})
@ForeignKey(() => AnnualReport, ['duplicateAgencyId', 'duplicateYear', 'duplicateRevision'], KEY, {
  name: 'import_item_duplicate',
  onUpdate: 'CASCADE',
})
@Index('import_item_job_status', ['jobId', 'status', 'ordinal'])
@Check('import_item_status', oneOf('status', IMPORT_ITEM_STATUSES))
export class ImportItem {
  @PrimaryColumn({ type: 'uuid' })
  readonly jobId!: string;

  /** Place in the batch, from 0. */
  @PrimaryColumn({ type: 'integer' })
  readonly ordinal!: number;

  @Column({ type: 'text' })
  readonly clientRef!: string;

  @Column({ type: 'text' })
  readonly status!: ImportItemStatus;

  /** Of a dry run, what COMMIT would have answered; null when that is the status. */
  @Column({ type: 'text', nullable: true })
  readonly outcome!: ImportItemStatus | null;

  @Column({ type: 'char', length: 64, nullable: true })
  readonly sourceSha256!: string | null;

  @Column({ type: 'char', length: 64, nullable: true })
  readonly textSha256!: string | null;

  /** What was read, without the figures and sections. */
  @Column({ type: 'json', nullable: true })
  readonly draft!: unknown;

  /** The figures and sections, when no report holds them. */
  @Column({ type: 'json', nullable: true })
  readonly detail!: unknown;

  /** Where its importer says the document was published, when no report holds it. */
  @Column({ type: 'text', nullable: true })
  readonly sourceUrl!: string | null;

  @Column({ type: 'json' })
  readonly diagnostics!: readonly Diagnostic[];

  @Column({ type: 'integer', nullable: true })
  readonly agencyId!: number | null;

  @Column({ type: 'smallint', nullable: true })
  readonly year!: number | null;

  @Column({ type: 'integer', nullable: true })
  readonly revision!: number | null;

  @Column({ type: 'integer', nullable: true })
  readonly duplicateAgencyId!: number | null;

  @Column({ type: 'smallint', nullable: true })
  readonly duplicateYear!: number | null;

  @Column({ type: 'integer', nullable: true })
  readonly duplicateRevision!: number | null;

  /** What reading a report again gave; null of what was imported. */
  @Column({ type: 'json', nullable: true })
  readonly reread!: unknown;

  @Column({ type: 'text', nullable: true })
  readonly failure!: string | null;

  @Column({ type: 'boolean', default: false })
  readonly retryable!: boolean;
}
