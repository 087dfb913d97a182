/** What is to be done: for those who may change something, as far as their regions go. */
import { Arg, Args, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Role } from '../access/viewer';
import type * as quality from '../domain/quality';
import type * as model from '../domain/report';
import { AgencyConnection } from '../schema/agency';
import { AnnualReportConnection } from '../schema/annual-report';
import { PageArguments } from '../schema/arguments';
import {
  Coverage,
  DataQuality,
  DataQualityArguments,
  explanationOf,
  FindingCount,
  FindingCountConnection,
  FindingsArguments,
  ReportsWithArguments,
  StateCount,
} from '../schema/data-quality';
import { type Connection, connectionOf } from '../schema/paging';
import { pageOfFirst } from '../schema/query-cost';
import type { RequestContext } from './context';
import { pageAsk } from './page-ask';

@Resolver(() => DataQuality)
export class DataQualityResolver {
  @Authorized<Role>('EDITOR')
  @Query(() => DataQuality, { description: 'What is to be done, and where.' })
  dataQuality(
    @Args(() => DataQualityArguments) { within, years }: DataQualityArguments,
    @Ctx() { viewer }: RequestContext,
  ): DataQuality {
    return { scope: { within, years, regions: viewer.regions } };
  }

  @FieldResolver(() => [StateCount], { description: 'Every state, also one that no report is in.' })
  states(@Root() { scope }: DataQuality, @Ctx() context: RequestContext): Promise<readonly quality.StateCount[]> {
    return context.quality.countStates(scope);
  }

  @FieldResolver(() => FindingCountConnection, {
    description: 'Worst severity first, then the code that most reports have.',
    complexity: pageOfFirst,
  })
  async findings(
    @Root() { scope }: DataQuality,
    @Args(() => FindingsArguments) asked: FindingsArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<quality.FindingCount>> {
    const severity = asked.severity ?? null;
    return connectionOf(await context.quality.findings(scope, severity, pageAsk(asked)), () =>
      context.quality.countFindings(scope, severity),
    );
  }

  @FieldResolver(() => AnnualReportConnection, {
    description: 'The reports with findings of a code, by region.',
    complexity: pageOfFirst,
  })
  async reportsWith(
    @Root() { scope }: DataQuality,
    @Args(() => ReportsWithArguments) asked: ReportsWithArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<model.AnnualReport>> {
    const page = await context.quality.reportsWith(scope, asked.code, pageAsk(asked));
    await context.loaders.compareWithCurrent(page.nodes);
    return connectionOf(page, () => context.quality.countReportsWith(scope, asked.code));
  }

  @FieldResolver(() => Coverage)
  async coverage(
    @Root() { scope }: DataQuality,
    @Arg('year', () => Int) year: number,
    @Ctx() context: RequestContext,
  ): Promise<Coverage> {
    return { ...(await context.quality.coverage(scope, year)), year, scope };
  }
}

@Resolver(() => Coverage)
export class CoverageResolver {
  @FieldResolver(() => AgencyConnection, {
    description: 'The agencies whose reports are missing, by region.',
    complexity: pageOfFirst,
  })
  async missingAgencies(
    @Root() { scope, year, missing }: Coverage,
    @Args(() => PageArguments) asked: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<model.Agency>> {
    return connectionOf(await context.quality.missingAgencies(scope, year, pageAsk(asked)), async () => missing);
  }
}

@Resolver(() => FindingCount)
export class FindingCountResolver {
  @FieldResolver(() => String, { description: 'What the code means.' })
  title(@Root() { code }: quality.FindingCount): string {
    return explanationOf(code).title;
  }

  @FieldResolver(() => String, { description: 'What to do about it.' })
  advice(@Root() { code }: quality.FindingCount): string {
    return explanationOf(code).advice;
  }
}
