import { Arg, Query, Resolver } from 'type-graphql';
import { Indicator } from '../schema/indicator';
import { listOf } from '../schema/query-cost';
import { INDICATORS, indicatorsMatching } from './indicators';

@Resolver(() => Indicator)
export class IndicatorResolver {
  @Query(() => [Indicator], {
    description:
      'Every measure and ratio; `search` narrows to those whose id, titles or formula contain all its words.',
    complexity: listOf(INDICATORS.length),
  })
  indicators(@Arg('search', () => String, { nullable: true }) search: string | null | undefined): readonly Indicator[] {
    return search == null ? INDICATORS : indicatorsMatching(search);
  }
}
