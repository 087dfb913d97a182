import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { IMPORT_MODES, type ImportMode, JOB_KINDS, type JobKind } from '../domain/report';
import { oneOf } from './columns';

/** A committed batch, or one that is worked from the queue. A dry run that is answered at once leaves nothing behind, not even its job. */
@Entity('import_job')
@Index('import_job_idempotency_key', ['idempotencyKey'], { unique: true })
@Index('import_job_created_at', ['createdAt', 'id'])
@Index('import_job_open', ['createdAt', 'id'], { where: 'queued AND finished_at IS NULL' })
@Check('import_job_mode', oneOf('mode', IMPORT_MODES))
@Check('import_job_kind', oneOf('kind', JOB_KINDS))
export class ImportJob {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text', nullable: true })
  readonly note!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly idempotencyKey!: string | null;

  /** Of the items, so that a key is not taken for another batch. */
  @Column({ type: 'char', length: 64 })
  readonly requestSha256!: string;

  @Column({ type: 'text' })
  readonly readerVersion!: string;

  @Column({ type: 'text', default: 'COMMIT' })
  readonly mode!: ImportMode;

  @Column({ type: 'text', default: 'IMPORT' })
  readonly kind!: JobKind;

  /** Items; that of a queued job changes when an archive is opened. */
  @Column({ type: 'integer', default: 0 })
  readonly total!: number;

  /** Worked by workers from `import_pending`, rather than by the process that took it. */
  @Column({ type: 'boolean', default: false })
  readonly queued!: boolean;

  /** Of which its importer may import reports; null for all. */
  @Column({ type: 'text', array: true, nullable: true })
  readonly regions!: readonly string[] | null;

  /** What the importer calls its items, in their order: known of items that were never reached, too. Empty when they were queued. */
  @Column({ type: 'text', array: true })
  readonly clientRefs!: readonly string[];

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt!: Date;

  /** Who, as the audit log names them; null for what the hub imports by itself. */
  @Column({ type: 'text', nullable: true })
  readonly importedBy!: string | null;

  /** Null while it runs, and when its process died: until the call is repeated or, if it has no key, until a hub starts. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readonly finishedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readonly cancelledAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly cancelledBy!: string | null;
}
