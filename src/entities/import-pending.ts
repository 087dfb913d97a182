import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ImportJob } from './import-job';

/** An item of a job that waits to be worked, with its content. It goes when the item has an outcome that stays. */
@Entity('import_pending')
@ForeignKey(() => ImportJob, ['jobId'], ['id'], { name: 'import_pending_job', onDelete: 'CASCADE' })
@Index('import_pending_waiting', ['jobId', 'ordinal'], { where: 'NOT parked' })
export class ImportPending {
  @PrimaryColumn({ type: 'uuid' })
  readonly jobId!: string;

  @PrimaryColumn({ type: 'integer' })
  readonly ordinal!: number;

  @Column({ type: 'text' })
  readonly clientRef!: string;

  /** What the importer declares of it, without its content. */
  @Column({ type: 'json' })
  readonly input!: unknown;

  /** Null when it lies in an upload, or there is none. */
  @Column({ type: 'bytea', nullable: true })
  readonly content!: Buffer | null;

  /** The content is text in UTF-8, and was handed in as text. */
  @Column({ type: 'boolean', default: false })
  readonly isText!: boolean;

  /** Why there is no content. */
  @Column({ type: 'text', nullable: true })
  readonly refusal!: string | null;

  @Column({ type: 'uuid', nullable: true })
  readonly uploadId!: string | null;

  /** Where it lies in the upload, when that is an archive; null when the upload is the content. */
  @Column({ type: 'json', nullable: true })
  readonly place!: unknown;

  /** Of its content, unpacked. */
  @Column({ type: 'bigint' })
  readonly bytes!: number;

  /** Under which agency it will be filed; null until it was read. Items of one key are stored in their order. */
  @Column({ type: 'text', nullable: true })
  readonly agencyKey!: string | null;

  /** How often a worker took it alone and was lost. */
  @Column({ type: 'integer', default: 0 })
  readonly tries!: number;

  /** What went wrong the last time, when that is known. */
  @Column({ type: 'text', nullable: true })
  readonly trouble!: string | null;

  /** The worker that has it, or had it when it was lost. */
  @Column({ type: 'uuid', nullable: true })
  readonly claimedBy!: string | null;

  /** It has an outcome, and is kept to be tried again, or until the dry run that it belongs to has ended. */
  @Column({ type: 'boolean', default: false })
  readonly parked!: boolean;
}
