import { Field, ObjectType } from 'type-graphql';
import type * as model from '../domain/diagnostic';
import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import type * as form from '../domain/statutory-form';
import { Applicant, ReviewTrack, Severity } from './enums';
import { SourceSpan } from './figure';
import { listOf } from './query-cost';

@ObjectType('Diagnostic', { simpleResolvers: true })
export class Diagnostic implements Omit<model.Diagnostic, 'span' | 'related'> {
  @Field(() => String) readonly code!: DiagnosticCode;
  @Field(() => Severity) readonly severity!: model.Severity;
  @Field(() => String, { description: 'Unexpected X, expected Y.' }) readonly message!: string;
  @Field(() => String, { nullable: true }) readonly expected!: string | null;
  @Field(() => String, { nullable: true }) readonly actual!: string | null;
  @Field(() => [String], { description: 'Line codes of the figures involved.' })
  readonly lines!: readonly form.LineCode[];
  @Field(() => Applicant, { nullable: true }) readonly applicant!: form.Applicant | null;
  @Field(() => ReviewTrack, { nullable: true }) readonly track!: form.ReviewTrack | null;
  /** Located when they are selected, so that the source is loaded only then. */
  @Field(() => SourceSpan, { nullable: true }) readonly span!: () => Promise<SourceSpan | null>;
  @Field(() => [SourceSpan], { description: 'The other places that disagree.', complexity: listOf(2) })
  readonly related!: () => Promise<readonly SourceSpan[]>;
}
