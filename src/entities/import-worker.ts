import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process that works jobs. What it has claimed is free again when its lease has run out. */
@Entity('import_worker')
export class ImportWorker {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  readonly leaseUntil!: Date;
}
