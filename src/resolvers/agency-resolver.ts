import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type * as region from '../domain/region';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import { regionByCode } from '../gazetteer/regions';
import { Agency, AgencyConnection } from '../schema/agency';
import { AnnualReport } from '../schema/annual-report';
import { AgenciesArguments } from '../schema/arguments';
import { ReportScope } from '../schema/enums';
import { type Connection, connectionOf } from '../schema/paging';
import { listNarrowedBy, pageOfFirst } from '../schema/query-cost';
import { Region } from '../schema/region';
import type { RequestContext } from './context';
import { badUserInput } from './errors';
import { readAgencyId } from './ids';
import { askedOfAgency, askedOfReports } from './look-ahead';
import { pageAsk } from './page-ask';

/** About as many years as the reports of an agency can span. */
const YEARS = 10;

@Resolver(() => Agency)
export class AgencyResolver {
  @Query(() => Agency, {
    nullable: true,
    description: 'By id, or by official full name or alias; exactly one of both.',
  })
  async agency(
    @Arg('id', () => ID, { nullable: true }) id: string | null | undefined,
    @Arg('name', () => String, { nullable: true }) name: string | null | undefined,
    @Ctx() { loaders }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<model.Agency | null> {
    if (id != null && name == null) {
      const agencyId = readAgencyId(id);
      if (agencyId === null) return null;
      const reports = askedOfAgency(info);
      return reports === null
        ? loaders.agency(agencyId)
        : loaders.agencyWithReports(agencyId, reports.asked, reports.along);
    }
    if (name != null && id == null) return loaders.agencyByName(name);
    throw badUserInput('agency needs exactly one of id and name.');
  }

  @Query(() => AgencyConnection, { complexity: pageOfFirst })
  async agencies(
    @Args(() => AgenciesArguments) asked: AgenciesArguments,
    @Ctx() { reader }: RequestContext,
  ): Promise<Connection<model.Agency>> {
    const { name, within, level, kind } = asked;
    const filter = { name, within, level, kind };
    return connectionOf(await reader.agencies(filter, pageAsk(asked)), () => reader.countAgencies(filter));
  }

  @FieldResolver(() => Region, { nullable: true })
  region(@Root() agency: model.Agency): region.Region | null {
    return agency.regionCode === null ? null : (regionByCode(agency.regionCode) ?? null);
  }

  @FieldResolver(() => [AnnualReport], {
    description: 'The current report of each year, latest first.',
    complexity: listNarrowedBy('years', YEARS),
  })
  reports(
    @Root() agency: model.Agency,
    @Arg('years', () => [Int], { nullable: true }) years: readonly number[] | null | undefined,
    @Arg('scope', () => [ReportScope], { nullable: true }) scope: readonly draft.ReportScope[] | null | undefined,
    @Ctx() { loaders }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly model.AnnualReport[]> {
    return loaders.reportsOfAgency(agency.id, { years, scope }, askedOfReports(info));
  }

  @FieldResolver(() => AnnualReport, { nullable: true })
  report(
    @Root() agency: model.Agency,
    @Arg('year', () => Int) year: number,
    @Ctx() { loaders }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<model.AnnualReport | null> {
    return loaders.report({ agencyId: agency.id, year, revision: null }, askedOfReports(info));
  }
}
