import { Directive, Field, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import type * as form from '../domain/statutory-form';
import { ReviewTrack } from './enums';
import { lineField } from './line-field';
import { SafeInt } from './scalars';

@ObjectType('ReviewLitigation', {
  simpleResolvers: true,
  description: 'Table four: administrative reconsideration and litigation, one object per track.',
})
@Directive('@key(fields: "id")')
export class ReviewLitigation implements model.ReviewLitigation {
  @Field(() => ReviewTrack) readonly track!: form.ReviewTrack;
  @Field(() => SafeInt, lineField('upheld')) readonly upheld!: model.Count;
  @Field(() => SafeInt, lineField('corrected')) readonly corrected!: model.Count;
  @Field(() => SafeInt, lineField('other')) readonly other!: model.Count;
  @Field(() => SafeInt, lineField('pending')) readonly pending!: model.Count;
  @Field(() => SafeInt, lineField('total')) readonly total!: model.Count;
  readonly agencyId!: number;
  readonly year!: number;
  readonly revision!: number;
}
