import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type * as form from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { Applicant, ReviewDecision, ReviewTrack } from './enums';
import { Decimal } from './scalars';

@InputType('ReviewReportInput')
export class ReviewReportInput {
  @Field(() => ID) readonly reportId!: string;
  @Field(() => Int) readonly expectedRevision!: number;
  @Field(() => ReviewDecision) readonly decision!: ReviewDecision;
  @Field(() => String) readonly reason!: string;
}

@InputType('FigureCorrection')
export class FigureCorrection {
  @Field(() => String) readonly line!: string;
  @Field(() => Applicant, { nullable: true }) readonly applicant?: form.Applicant | null;
  @Field(() => ReviewTrack, { nullable: true }) readonly track?: form.ReviewTrack | null;
  @Field(() => Decimal, { nullable: true }) readonly value?: string | null;
}

@InputType('CorrectFiguresInput', {
  description: 'The printed figure is kept; the correction stands beside it, with who and why.',
})
export class CorrectFiguresInput {
  @Field(() => ID) readonly reportId!: string;
  @Field(() => Int) readonly expectedRevision!: number;
  @Field(() => [FigureCorrection]) readonly corrections!: readonly FigureCorrection[];
  @Field(() => String) readonly reason!: string;
}

@ObjectType('ReviewPayload', { simpleResolvers: true })
export class ReviewPayload {
  @Field(() => AnnualReport, { nullable: true }) readonly report!: AnnualReport | null;
  @Field(() => Boolean, {
    description: 'True when the revision was no longer the expected one; nothing was changed.',
  })
  readonly conflict!: boolean;
}
