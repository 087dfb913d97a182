import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A committed batch. A dry run leaves nothing behind, not even its job. */
@Entity('import_job')
@Index('import_job_idempotency_key', ['idempotencyKey'], { unique: true })
@Index('import_job_created_at', ['createdAt', 'id'])
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

  /** What the importer calls its items, in their order: known of items that were never reached, too. */
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
}
