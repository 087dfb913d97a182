import { Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type * as model from '../domain/report';
import { APPLICATION_LINES } from '../domain/statutory-form';
import { AnnualReport } from '../schema/annual-report';
import { ApplicationStats } from '../schema/application-stats';
import { Figure } from '../schema/figure';
import { listOf } from '../schema/query-cost';
import type { RequestContext } from './context';
import { showTable } from './figures';

@Resolver(() => ApplicationStats)
export class ApplicationStatsResolver {
  @FieldResolver(() => ID)
  id(@Root() stats: model.ApplicationStats, @Ctx() { loaders }: RequestContext): string {
    return loaders.partId(stats, stats.applicant);
  }

  @FieldResolver(() => AnnualReport)
  report(
    @Root() stats: model.ApplicationStats,
    @Ctx() { loaders }: RequestContext,
  ): Promise<model.AnnualReport | null> {
    return loaders.report(stats);
  }

  @FieldResolver(() => [Figure], {
    description: 'Every cell with what was printed and where.',
    complexity: listOf(25),
  })
  async figures(@Root() stats: model.ApplicationStats, @Ctx() { loaders }: RequestContext): Promise<readonly Figure[]> {
    const [detail, report] = await Promise.all([loaders.detail(stats), loaders.report(stats)]);
    if (detail === null || report === null) return [];
    return showTable(detail.applicationFigures[stats.applicant], APPLICATION_LINES, report.form, detail.source);
  }
}
