import { Field, Int, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import { SECTION_TEXT_COST, SOURCE_TEXT_COST } from './query-cost';
import { DateTime } from './scalars';

@ObjectType('NarrativeSection', { simpleResolvers: true })
export class NarrativeSection implements model.StoredNarrativeSection {
  @Field(() => Int, {
    description: 'The official number, 1 to 6, whatever number is printed; before 2019 the place among the chapters.',
  })
  readonly ordinal!: number;
  @Field(() => String, { description: 'As printed, number included.' }) readonly heading!: string;
  @Field(() => String, { complexity: SECTION_TEXT_COST }) readonly text!: string;
}

@ObjectType('SourceDocument', { simpleResolvers: true })
export class SourceDocument implements model.StoredSource {
  @Field(() => String) readonly sha256!: string;
  @Field(() => String) readonly mediaType!: string;
  @Field(() => Int) readonly bytes!: number;
  @Field(() => String, { nullable: true }) readonly url!: string | null;
  @Field(() => DateTime) readonly importedAt!: Date;
  @Field(() => String, { description: 'What every span points into, unaltered.', complexity: SOURCE_TEXT_COST })
  readonly text!: string;
}
