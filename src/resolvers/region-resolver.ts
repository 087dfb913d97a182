import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type * as model from '../domain/region';
import type * as report from '../domain/report';
import { childrenOf, regionByCode } from '../gazetteer/regions';
import { AgencyConnection } from '../schema/agency';
import { PageArguments } from '../schema/arguments';
import { RegionConsolidation } from '../schema/consolidation';
import { type Connection, connectionOf } from '../schema/paging';
import { listOf, ofStatement, pageOfFirst } from '../schema/query-cost';
import { Region } from '../schema/region';
import { showConsolidation } from './consolidation';
import type { RequestContext } from './context';
import { pageAsk } from './page-ask';

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => Region, { nullable: true })
  region(@Arg('code', () => ID) code: string): model.Region | null {
    return regionByCode(code) ?? null;
  }

  @FieldResolver(() => Region, { nullable: true })
  parent(@Root() region: model.Region): model.Region | null {
    return region.parentCode === null ? null : (regionByCode(region.parentCode) ?? null);
  }

  @FieldResolver(() => [Region], { complexity: listOf(20) })
  children(@Root() region: model.Region): readonly model.Region[] {
    return childrenOf(region.code);
  }

  @FieldResolver(() => RegionConsolidation, {
    description:
      'The report on the region beside the sum of the reports within it, figure by figure, with what is known to be there.',
    complexity: ofStatement,
  })
  async consolidation(
    @Root() { code }: model.Region,
    @Arg('year', () => Int) year: number,
    @Ctx() { loaders }: RequestContext,
  ): Promise<RegionConsolidation> {
    const found = await loaders.consolidation({ code, year });
    if (found.report !== null) loaders.keep([found.report]);
    return showConsolidation(found);
  }

  @FieldResolver(() => AgencyConnection, {
    description: 'Agencies of the region and of everything below it, by region and name.',
    complexity: pageOfFirst,
  })
  async agencies(
    @Root() region: model.Region,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<report.Agency>> {
    const agencies = await loaders.agenciesWithin(region.code, pageAsk(page));
    return connectionOf(agencies, () => loaders.countAgenciesWithin(region.code));
  }
}
