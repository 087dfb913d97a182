import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What a document was read from, where its text is not all that it was: a page with its tables, an office file, a text in another encoding. Kept to be
 * read again by a newer reader; imported any number of times, it is here once.
 */
@Entity('source_file')
export class SourceFile {
  /** Of the bytes, as in `source_document`. */
  @PrimaryColumn({ type: 'char', length: 64 })
  readonly sha256!: string;

  @Column({ type: 'bytea' })
  readonly bytes!: Buffer;

  /** It was handed in as text, and is that in UTF-8: its encoding is not in question. */
  @Column({ type: 'boolean' })
  readonly isText!: boolean;

  /** The media type that was declared with it. */
  @Column({ type: 'text', nullable: true })
  readonly declaredType!: string | null;
}
