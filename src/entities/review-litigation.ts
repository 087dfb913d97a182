import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type * as domain from '../domain/report';
import { REVIEW_TRACKS, type ReviewTrack } from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { CountColumn, oneOf } from './columns';

/** Table four for one track; three rows a report with tables. */
@Entity('review_litigation')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'review_litigation_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Index('review_litigation_year', [
  ...['year', 'track', 'agencyId', 'revision'],
  ...['upheld', 'corrected', 'other', 'pending', 'total'],
])
@Check('review_litigation_track', oneOf('track', REVIEW_TRACKS))
export class ReviewLitigation implements domain.ReviewLitigation {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  @PrimaryColumn({ type: 'text' })
  readonly track!: ReviewTrack;

  @CountColumn()
  readonly upheld!: domain.Count;

  @CountColumn()
  readonly corrected!: domain.Count;

  @CountColumn()
  readonly other!: domain.Count;

  @CountColumn()
  readonly pending!: domain.Count;

  @CountColumn()
  readonly total!: domain.Count;
}
