import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ImportJob } from './import-job';

/** A file as it was uploaded, or an archive found in another one; kept until its job has ended. */
@Entity('import_upload')
@ForeignKey(() => ImportJob, ['jobId'], ['id'], { name: 'import_upload_job', onDelete: 'CASCADE' })
@Index('import_upload_job_id', ['jobId'])
export class ImportUpload {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** Null until the upload is complete. */
  @Column({ type: 'uuid', nullable: true })
  readonly jobId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt!: Date;
}

/** A piece of an upload; all but the last one are of one length. */
@Entity('import_upload_part')
@ForeignKey(() => ImportUpload, ['uploadId'], ['id'], { name: 'import_upload_part_upload', onDelete: 'CASCADE' })
export class ImportUploadPart {
  @PrimaryColumn({ type: 'uuid' })
  readonly uploadId!: string;

  /** From 0. */
  @PrimaryColumn({ type: 'integer' })
  readonly place!: number;

  @Column({ type: 'bytea' })
  readonly bytes!: Buffer;
}
