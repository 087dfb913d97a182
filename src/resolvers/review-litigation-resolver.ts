import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type * as model from '../domain/report';
import { AnnualReport } from '../schema/annual-report';
import { Figure } from '../schema/figure';
import { listOf } from '../schema/query-cost';
import { ReviewLitigation } from '../schema/review-litigation';
import type { RequestContext } from './context';
import { showFigures } from './figures';

@Resolver(() => ReviewLitigation)
export class ReviewLitigationResolver {
  @FieldResolver(() => ID)
  id(@Root() review: model.ReviewLitigation, @Ctx() { loaders }: RequestContext): string {
    return loaders.partId(review, review.track);
  }

  @FieldResolver(() => AnnualReport)
  report(
    @Root() review: model.ReviewLitigation,
    @Ctx() { loaders }: RequestContext,
  ): Promise<model.AnnualReport | null> {
    return loaders.report(review);
  }

  @FieldResolver(() => [Figure], { complexity: listOf(5) })
  async figures(
    @Root() review: model.ReviewLitigation,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly Figure[]> {
    const detail = await loaders.detail(review);
    return detail === null ? [] : showFigures(detail.reviewFigures[review.track], detail.source);
  }
}
