import { Column, Entity, PrimaryColumn } from 'typeorm';
import type * as domain from '../domain/report';

/**
 * The text a report was read from. Keyed by the original bytes and by the text made of them: another version of the reader, or another
 * declared media type, can make another text of the same bytes, and spans of older revisions must go on pointing into theirs.
 */
@Entity('source_document')
export class SourceDocument implements domain.StoredSource {
  /** Of the bytes that were imported; of the UTF-8 of an item that came as text. */
  @PrimaryColumn({ type: 'char', length: 64 })
  readonly sha256!: string;

  @PrimaryColumn({ type: 'char', length: 64 })
  readonly textSha256!: string;

  @Column({ type: 'text' })
  readonly mediaType!: string;

  @Column({ type: 'integer' })
  readonly bytes!: number;

  @Column({ type: 'text' })
  readonly text!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly importedAt!: Date;
}
