import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { ValueStatus as Status } from '../domain/indicators';
import type * as ratios from '../domain/ratio-definitions';
import type * as form from '../domain/statutory-form';
import { FormVersion, RatioId, ValueStatus } from './enums';
import { listOf } from './query-cost';
import { Decimal } from './scalars';

@ObjectType('RatioDefinition', { simpleResolvers: true })
export class RatioDefinition implements Omit<ratios.RatioDefinition, 'numerator' | 'denominator'> {
  @Field(() => RatioId) readonly id!: ratios.RatioId;
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly titleZh!: string;
  @Field(() => String) readonly titleEn!: string;
  @Field(() => String) readonly formula!: string;
  @Field(() => [String], { description: 'What the value does not say.' }) readonly caveats!: readonly string[];
}

@ObjectType('RatioValue', { simpleResolvers: true })
export class RatioValue {
  @Field(() => Float, { nullable: true, description: 'Null unless status is OK or INCOMPLETE.' })
  readonly value!: number | null;
  @Field(() => Decimal, { nullable: true }) readonly numerator!: number | string | null;
  @Field(() => Decimal, { nullable: true }) readonly denominator!: number | string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of a group: how many reports stand behind the value, and how many do not know a part of it.',
  })
  readonly reported?: number | null;
  @Field(() => Int, { nullable: true }) readonly missing?: number | null;
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => RatioDefinition) readonly definition!: RatioDefinition;
}

@ObjectType('MeasureValue', {
  simpleResolvers: true,
  description:
    'INCOMPLETE: the value is of the reports that have the figure, and some have not. STDDEV is that of a sample; quantiles are interpolated.',
})
export class MeasureValue {
  @Field(() => Decimal, { nullable: true, description: 'Null unless status is OK or INCOMPLETE.' })
  readonly value!: string | null;
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => String) readonly unit!: string;
  @Field(() => Int, {
    description: 'How many reports stand behind the value, and how many had no figure there.',
  })
  readonly reported!: number;
  @Field(() => Int) readonly missing!: number;
}

@ObjectType('Indicator', { simpleResolvers: true })
export class Indicator {
  @Field(() => String, { description: 'A MeasureId or a RatioId.' }) readonly id!: string;
  @Field(() => String) readonly titleZh!: string;
  @Field(() => String) readonly titleEn!: string;
  @Field(() => String) readonly unit!: string;
  @Field(() => Boolean) readonly additiveOverAgencies!: boolean;
  @Field(() => Boolean, { description: 'False for stocks, which are levels at a point in time, and for ratios.' })
  readonly additiveOverYears!: boolean;
  @Field(() => [FormVersion], { description: 'The forms on which it can be known.' })
  readonly forms!: readonly form.FormVersion[];
  @Field(() => [RatioDefinition], {
    description: 'Of a ratio, the default first; none of a measure.',
    complexity: listOf(1),
  })
  readonly definitions!: readonly RatioDefinition[];
}
