import { Field, Int, ObjectType } from 'type-graphql';
import type * as model from '../domain/figure';
import type * as source from '../domain/source-text';
import type { LineCode } from '../domain/statutory-form';
import { FigureStatus } from './enums';
import { Decimal } from './scalars';

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
  @Field(() => Decimal, { nullable: true }) readonly value!: number | null;
  @Field(() => String, { nullable: true, description: 'Text of the cell, unaltered.' })
  readonly printed!: string | null;
  @Field(() => Boolean, {
    description: 'True when the cell was recognised by its place or by arithmetic rather than by its label.',
  })
  readonly inferred!: boolean;
  /** Located when it is selected. */
  @Field(() => SourceSpan, { nullable: true }) readonly span!: () => SourceSpan | null;
}
