import { Field, Int, ObjectType } from 'type-graphql';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import { Applicant, FormVersion, ReportScope, ReviewTrack } from './enums';
import { Figure } from './figure';
import { listOf } from './query-cost';
import { NarrativeSection } from './source-document';

@ObjectType('ApplicationStatsDraft', { simpleResolvers: true })
export class ApplicationStatsDraft {
  @Field(() => Applicant) readonly applicant!: form.Applicant;
  @Field(() => [Figure], { complexity: listOf(25) }) readonly figures!: readonly Figure[];
}

@ObjectType('ReviewLitigationDraft', { simpleResolvers: true })
export class ReviewLitigationDraft {
  @Field(() => ReviewTrack) readonly track!: form.ReviewTrack;
  @Field(() => [Figure], { complexity: listOf(5) }) readonly figures!: readonly Figure[];
}

@ObjectType('ReportDraft', { simpleResolvers: true })
export class ReportDraft {
  @Field(() => Int, { nullable: true }) readonly year!: number | null;
  @Field(() => ReportScope) readonly scope!: draft.ReportScope;
  @Field(() => FormVersion, { nullable: true }) readonly form!: form.FormVersion | null;
  @Field(() => String, { nullable: true }) readonly title!: string | null;
  @Field(() => [NarrativeSection], { complexity: listOf(6) }) readonly narrative!: readonly NarrativeSection[];
}
