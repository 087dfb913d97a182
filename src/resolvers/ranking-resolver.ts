import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type * as groups from '../domain/aggregates';
import type { ReportFilter } from '../domain/asking';
import { RankedAgency, RankingConnection } from '../schema/aggregate';
import { RankingArguments } from '../schema/arguments';
import { pageOfFirst } from '../schema/query-cost';
import type { RequestContext } from './context';
import { pageAsk } from './page-ask';
import { definitionAsked } from './ratio-value';
import { peerWarnings } from './warnings';

@Resolver(() => RankedAgency)
export class RankingResolver {
  @Query(() => RankingConnection, {
    description:
      'The reports of a year that meet the filter, ranked before paging. Equal values share a rank. The scope is OWN unless the filter says another one.',
    complexity: pageOfFirst,
  })
  async ranking(
    @Args(() => RankingArguments) asked: RankingArguments,
    @Ctx() { reader, loaders, viewer }: RequestContext,
  ): Promise<RankingConnection> {
    const definition = definitionAsked(asked.ratio, asked.definitionVersion);
    const ask: groups.RankingAsk = {
      ratio: asked.ratio,
      version: definition.version,
      year: asked.year,
      filter: asked.filter ?? {},
      direction: asked.direction,
      minimumDenominator: asked.minimumDenominator,
    };
    const page = await reader.ranking(ask, pageAsk(asked, 50));
    await loaders.meet(
      page.nodes.map(({ report }) => report),
      ask.filter,
    );
    let counted: Promise<groups.RankingCensus> | undefined;
    const census = (): Promise<groups.RankingCensus> => {
      counted ??= reader.rankingCensus(ask);
      return counted;
    };
    return {
      nodes: page.nodes.map(({ value, numerator, denominator, ...ranked }) => ({
        ...ranked,
        agency: () => loaders.agency(ranked.report.agencyId),
        value: { value, numerator, denominator, status: 'OK', definition },
      })),
      pageInfo: page,
      totalCount: async () => (await census()).ranked,
      excluded: async () => (await census()).excluded,
      definition,
      warnings: () => peerWarnings(ofYear(ask), reader, viewer),
    };
  }
}

/** The filter that the peers of a ranking meet. */
const ofYear = ({ filter, year }: groups.RankingAsk): ReportFilter => ({
  ...filter,
  and: [...(filter.and ?? []), { year: { eq: year } }],
});
