import { Field, Int, ObjectType } from 'type-graphql';
import type * as model from '../domain/figure';
import type * as source from '../domain/source-text';
import type * as form from '../domain/statutory-form';
import type { LineCode } from '../domain/statutory-form';
import { Applicant, FigureStatus, ReviewTrack } from './enums';
import { DateTime, Decimal } from './scalars';

@ObjectType('SourceSpan', {
  simpleResolvers: true,
  description: 'Where it stands in the text of the source document.',
})
export class SourceSpan implements source.SourceSpan {
  @Field(() => Int, { description: 'Counts from 1.' }) readonly line!: number;
  @Field(() => Int, { description: 'Counts from 1, in UTF-16 units.' }) readonly column!: number;
  @Field(() => Int, {
    description: 'Offset into source.text in UTF-16 units: text.slice(start, end) is what is meant.',
  })
  readonly start!: number;
  @Field(() => Int) readonly end!: number;
  @Field(() => String, { description: 'The line around it, cut to a readable length.' }) readonly excerpt!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Page of the file on which it begins, counting from 1; null when the source has no pages.',
  })
  readonly page!: number | null;
}

@ObjectType('Correction', {
  simpleResolvers: true,
  description: 'Counts in place of what is printed, in every sum, ratio, ranking, condition and check.',
})
export class Correction implements model.Correction {
  @Field(() => Decimal, { nullable: true, description: 'Null when no number is known.' })
  readonly value!: number | null;
  @Field(() => String) readonly by!: string;
  @Field(() => DateTime) readonly at!: Date;
  @Field(() => String) readonly reason!: string;
}

@ObjectType('Figure', {
  simpleResolvers: true,
  description: 'One cell of the form as the agency printed it.',
})
export class Figure implements Omit<model.Figure, 'span'> {
  @Field(() => String, {
    description: 'Line code, dotted as in the contract: outcomes.withheld.stateSecrets, upheld, rules.issued.',
  })
  readonly line!: LineCode;
  @Field(() => String, { description: 'Official label of the line.' }) readonly labelZh!: string;
  @Field(() => String) readonly labelEn!: string;
  @Field(() => FigureStatus) readonly status!: model.FigureStatus;
  @Field(() => Decimal, {
    nullable: true,
    description: 'The number printed, money in yuan; null unless status is REPORTED. A correction stands beside it.',
  })
  readonly value!: number | null;
  @Field(() => String, { nullable: true, description: 'Text of the cell, unaltered.' })
  readonly printed!: string | null;
  @Field(() => Boolean, {
    description: 'True when the cell was recognised by its place or by arithmetic rather than by its label.',
  })
  readonly inferred!: boolean;
  @Field(() => Correction, {
    nullable: true,
    description: 'What stands beside the printed figure since it was corrected.',
  })
  readonly correction?: Correction | undefined;
  /** Located when it is selected. */
  @Field(() => SourceSpan, { nullable: true }) readonly span!: () => SourceSpan | null;
}

@ObjectType('FigureDifference', {
  simpleResolvers: true,
  description: 'A cell that says another thing in another revision: its number, its status or its correction.',
})
export class FigureDifference {
  @Field(() => String) readonly line!: LineCode;
  @Field(() => Applicant, { nullable: true }) readonly applicant!: form.Applicant | null;
  @Field(() => ReviewTrack, { nullable: true }) readonly track!: form.ReviewTrack | null;
  @Field(() => Figure, { nullable: true, description: 'Null when that revision is on a form without the line.' })
  readonly before!: Figure | null;
  @Field(() => Figure, { nullable: true }) readonly after!: Figure | null;
}
