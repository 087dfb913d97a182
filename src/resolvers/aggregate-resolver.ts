/** Questions about groups of reports. */
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type * as groups from '../domain/aggregates';
import { regionByCode } from '../gazetteer/regions';
import { Change, ReportAggregate, ReportAggregateConnection, Series } from '../schema/aggregate';
import {
  AggregateChangeArguments,
  AggregateMeasureArguments,
  AggregateRatioArguments,
  ReportAggregatesArguments,
  SeriesArguments,
} from '../schema/arguments';
import { MeasureValue, RatioValue } from '../schema/indicator';
import { pageOfFirst, seriesAsked } from '../schema/query-cost';
import { answering, askedOfGroups } from './asked-of-groups';
import { yearsOf } from './asked-years';
import type { RequestContext } from './context';
import { badUserInput } from './errors';
import { readAgencyId } from './ids';
import { pageAsk } from './page-ask';
import { seriesWarnings, warningsOf } from './warnings';

@Resolver(() => ReportAggregate)
export class AggregateResolver {
  @Query(() => ReportAggregateConnection, {
    description:
      'Scope defaults to [OWN]; asking for several scopes without SCOPE among the dimensions is the error MIXED_SCOPE.',
    complexity: pageOfFirst,
  })
  async reportAggregates(
    @Args(() => ReportAggregatesArguments) { filter, groupBy, having, orderBy, ...page }: ReportAggregatesArguments,
    @Ctx() { reader, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReportAggregateConnection> {
    const ask: groups.GroupsAsk = { filter: filter ?? {}, groupBy, having: having ?? [] };
    const asked = askedOfGroups(info);
    const answersOf = answering(asked);
    const found = await reader.groups({ ...ask, ...asked, orderBy: orderBy ?? [], page: pageAsk(page, 100) });
    return {
      nodes: found.nodes.map((group) => ({ ...group, answers: answersOf(group) })),
      pageInfo: found,
      totalCount: () => reader.countGroups(ask),
      warnings: () => warningsOf(ask, reader, viewer),
    };
  }

  @Query(() => [Series], {
    description:
      'A line for each agency or region and each measure or ratio, a point for each year asked for; ids that name nothing have none.',
    complexity: seriesAsked,
  })
  async series(
    @Args(() => SeriesArguments) { agencyIds, regionCodes, measures, ratios, years, scope }: SeriesArguments,
    @Ctx() { reader, loaders }: RequestContext,
  ): Promise<readonly Series[]> {
    if (agencyIds == null && regionCodes == null)
      throw badUserInput(
        'A series needs agencyIds or regionCodes; a sum over all is asked of reportAggregates with groupBy: [YEAR].',
      );
    const asked = yearsOf(years);
    const series = await reader.series({
      agencyIds: (agencyIds ?? []).flatMap((id) => readAgencyId(id) ?? []),
      regionCodes: regionCodes ?? [],
      measures: [...new Set(measures)],
      ratios: [...new Set(ratios)],
      years: asked,
      scope: scope ?? null,
    });
    return series.map(({ regionCode, ...line }) => ({
      ...line,
      region: regionCode === null ? null : (regionByCode(regionCode) ?? null),
      warnings: () => (line.agency === null || scope ? [] : seriesWarnings(line.agency.id, asked, loaders)),
    })) as readonly Series[];
  }

  @FieldResolver(() => MeasureValue)
  measure(
    @Root() { answers }: ReportAggregate,
    @Args(() => AggregateMeasureArguments) asked: AggregateMeasureArguments,
  ): MeasureValue {
    return answers.measure(asked);
  }

  @FieldResolver(() => RatioValue)
  ratio(
    @Root() { answers }: ReportAggregate,
    @Args(() => AggregateRatioArguments) asked: AggregateRatioArguments,
  ): RatioValue {
    return answers.ratio(asked);
  }

  @FieldResolver(() => Change, {
    description: 'Against the same group `yearsBack` years earlier; needs YEAR among the dimensions.',
  })
  change(
    @Root() { answers }: ReportAggregate,
    @Args(() => AggregateChangeArguments) asked: AggregateChangeArguments,
  ): Change {
    return answers.change(asked);
  }
}
