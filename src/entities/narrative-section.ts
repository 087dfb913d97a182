import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AnnualReport } from './annual-report';

/** A section of a narrative as it is searched. What is shown comes from the source; see ReportDetail. */
@Entity('narrative_section')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'narrative_section_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Index('narrative_section_grams', ['grams'], { type: 'gin' })
@Index('narrative_section_latest', ['year', 'agencyId', 'place'])
@Index('narrative_section_without_grams', ['agencyId'], { where: 'grams IS NULL' })
export class NarrativeSection {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  /** Place in the narrative, from 0. */
  @PrimaryColumn({ type: 'smallint' })
  readonly place!: number;

  /** Folded by src/domain/full-text.ts. */
  @Column({ type: 'text' })
  readonly folded!: string;

  /** Pairs of neighbouring characters, made there too; null when there are too many. */
  @Column({ type: 'tsvector', nullable: true })
  readonly grams!: string | null;
}
