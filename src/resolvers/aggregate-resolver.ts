/** Questions about groups of reports: in the contract, answered NOT_IMPLEMENTED until the hub can answer them truly. */
import { Args, FieldResolver, Query, Resolver } from 'type-graphql';
import {
  Change,
  RankingConnection,
  ReportAggregate,
  ReportAggregateConnection,
  SearchHitConnection,
  Series,
} from '../schema/aggregate';
import {
  AggregateChangeArguments,
  AggregateMeasureArguments,
  AggregateRatioArguments,
  RankingArguments,
  ReportAggregatesArguments,
  SearchArguments,
  SeriesArguments,
} from '../schema/arguments';
import { MeasureValue, RatioValue } from '../schema/indicator';
import { listOf, pageOfFirst } from '../schema/query-cost';
import { notImplemented } from './errors';

@Resolver(() => ReportAggregate)
export class AggregateResolver {
  @Query(() => ReportAggregateConnection, {
    description:
      'Scope defaults to [OWN]; asking for several scopes without SCOPE among the dimensions is the error MIXED_SCOPE.',
    complexity: pageOfFirst,
  })
  reportAggregates(@Args(() => ReportAggregatesArguments) _asked: ReportAggregatesArguments): never {
    throw notImplemented('reportAggregates');
  }

  @Query(() => [Series], { complexity: listOf(20) })
  series(@Args(() => SeriesArguments) _asked: SeriesArguments): never {
    throw notImplemented('series');
  }

  @Query(() => RankingConnection, { complexity: pageOfFirst })
  ranking(@Args(() => RankingArguments) _asked: RankingArguments): never {
    throw notImplemented('ranking');
  }

  @Query(() => SearchHitConnection, { complexity: pageOfFirst })
  searchReports(@Args(() => SearchArguments) _asked: SearchArguments): never {
    throw notImplemented('searchReports');
  }

  @FieldResolver(() => MeasureValue)
  measure(@Args(() => AggregateMeasureArguments) _asked: AggregateMeasureArguments): never {
    throw notImplemented('ReportAggregate.measure');
  }

  @FieldResolver(() => RatioValue)
  ratio(@Args(() => AggregateRatioArguments) _asked: AggregateRatioArguments): never {
    throw notImplemented('ReportAggregate.ratio');
  }

  @FieldResolver(() => Change, {
    description: 'Against the same group `yearsBack` years earlier; needs YEAR among the dimensions.',
  })
  change(@Args(() => AggregateChangeArguments) _asked: AggregateChangeArguments): never {
    throw notImplemented('ReportAggregate.change');
  }
}
