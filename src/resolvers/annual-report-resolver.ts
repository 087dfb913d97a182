import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { FoundReport } from '../domain/asking';
import type { Severity as SeverityValue } from '../domain/diagnostic';
import type { RatioId as RatioIdValue } from '../domain/ratio-definitions';
import type * as model from '../domain/report';
import type * as form from '../domain/statutory-form';
import { Agency } from '../schema/agency';
import { AnnualReport, AnnualReportConnection } from '../schema/annual-report';
import { ApplicationStats } from '../schema/application-stats';
import { AnnualReportsArguments } from '../schema/arguments';
import { Diagnostic } from '../schema/diagnostic';
import { Applicant, RatioId, ReviewTrack, Severity } from '../schema/enums';
import { RatioValue } from '../schema/indicator';
import { type Connection, connectionOf } from '../schema/paging';
import { ProactiveDisclosure } from '../schema/proactive-disclosure';
import { DIAGNOSTICS, listNarrowedBy, listOf, pageOfFirst, STATED } from '../schema/query-cost';
import { ReviewLitigation } from '../schema/review-litigation';
import { DateTime } from '../schema/scalars';
import { NarrativeSection, SourceDocument } from '../schema/source-document';
import { StatedCount } from '../schema/stated-count';
import { consolidationFindings } from './consolidation';
import type { RequestContext } from './context';
import { badUserInput } from './errors';
import { showDiagnostics } from './figures';
import { readAgencyId, readReportId } from './ids';
import { askedOfNodes, askedOfReports } from './look-ahead';
import { pageAsk } from './page-ask';
import { ratioOfReport } from './ratio-value';
import { showStatedCounts } from './stated-counts';

@Resolver(() => AnnualReport)
export class AnnualReportResolver {
  @Query(() => AnnualReport, {
    nullable: true,
    description: 'By id, or by agency and year; `id` may name a revision: 12-2024@1.',
  })
  async annualReport(
    @Arg('id', () => ID, { nullable: true }) id: string | null | undefined,
    @Arg('agencyId', () => ID, { nullable: true }) agencyId: string | null | undefined,
    @Arg('year', () => Int, { nullable: true }) year: number | null | undefined,
    @Ctx() { loaders }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<model.AnnualReport | null> {
    if (id != null && agencyId == null && year == null) {
      const reference = readReportId(id);
      return reference === null ? null : loaders.report(reference, askedOfReports(info));
    }
    if (id == null && agencyId != null && year != null) {
      const agency = readAgencyId(agencyId);
      return agency === null ? null : loaders.report({ agencyId: agency, year, revision: null }, askedOfReports(info));
    }
    throw badUserInput('annualReport needs either id, or agencyId and year.');
  }

  @Query(() => AnnualReportConnection, {
    description: 'Current reports, by agency and year unless ordered otherwise.',
    complexity: pageOfFirst,
  })
  async annualReports(
    @Args(() => AnnualReportsArguments) asked: AnnualReportsArguments,
    @Ctx() { reader, loaders }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<model.AnnualReport>> {
    const filter = asked.filter ?? {};
    const page = await reader.reports(filter, asked.orderBy ?? [], pageAsk(asked), askedOfNodes(info));
    await loaders.meet(page.nodes, filter);
    return connectionOf(page, () => reader.countReports(filter));
  }

  @FieldResolver(() => ID, {
    description: '`12-2024` for the current revision, `12-2024@1` for an earlier one.',
  })
  id(@Root() report: model.AnnualReport, @Ctx() { loaders }: RequestContext): string {
    return loaders.reportId(report);
  }

  @FieldResolver(() => DateTime)
  async importedAt(@Root() report: FoundReport, @Ctx() { loaders }: RequestContext): Promise<Date> {
    return (await loaders.originOf(report)).importedAt;
  }

  @FieldResolver(() => String, { description: 'Version of the reader that made the figures from the source.' })
  async readerVersion(@Root() report: FoundReport, @Ctx() { loaders }: RequestContext): Promise<string> {
    return (await loaders.originOf(report)).readerVersion;
  }

  @FieldResolver(() => Agency)
  agency(@Root() report: FoundReport, @Ctx() { loaders }: RequestContext): model.Agency | Promise<model.Agency | null> {
    return loaders.agencyOf(report);
  }

  @FieldResolver(() => [ApplicationStats], { complexity: listNarrowedBy('applicants', 7) })
  applicationStats(
    @Root() report: FoundReport,
    @Arg('applicants', () => [Applicant], { nullable: true }) applicants: readonly form.Applicant[] | null | undefined,
    @Ctx() { loaders }: RequestContext,
  ): readonly model.ApplicationStats[] | Promise<readonly model.ApplicationStats[]> {
    return loaders.applicationStats(report, applicants);
  }

  @FieldResolver(() => [ReviewLitigation], { complexity: listNarrowedBy('tracks', 3) })
  async reviewLitigation(
    @Root() report: model.AnnualReport,
    @Arg('tracks', () => [ReviewTrack], { nullable: true }) tracks: readonly form.ReviewTrack[] | null | undefined,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly model.ReviewLitigation[]> {
    const review = await loaders.reviewLitigation(report);
    return tracks ? review.filter(({ track }) => tracks.includes(track)) : review;
  }

  @FieldResolver(() => ProactiveDisclosure, { nullable: true })
  proactiveDisclosure(
    @Root() report: model.AnnualReport,
    @Ctx() { loaders }: RequestContext,
  ): Promise<model.ProactiveDisclosure | null> {
    return loaders.proactiveDisclosure(report);
  }

  @FieldResolver(() => [NarrativeSection], { complexity: listOf(6) })
  async narrative(
    @Root() report: model.AnnualReport,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly model.StoredNarrativeSection[]> {
    return (await loaders.detail(report))?.narrative ?? [];
  }

  @FieldResolver(() => [StatedCount], {
    description:
      'Counts that the prose states, in reading order: compared with the tables, never used in their place. Of a report on a year before 2019 they are all there is.',
    complexity: listOf(STATED),
  })
  async statedCounts(
    @Root() report: model.AnnualReport,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly StatedCount[]> {
    const detail = await loaders.detail(report);
    return detail === null ? [] : showStatedCounts(detail.statedCounts, () => loaders.textOf(report));
  }

  @FieldResolver(() => [Diagnostic], { complexity: listOf(DIAGNOSTICS) })
  async diagnostics(
    @Root() report: model.AnnualReport,
    @Arg('severity', () => [Severity], { nullable: true }) severity: readonly SeverityValue[] | null | undefined,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly Diagnostic[]> {
    const [stored, compared] = await Promise.all([loaders.diagnostics(report), consolidationFindings(report, loaders)]);
    return showDiagnostics([...stored, ...compared], severity, () => loaders.textOf(report));
  }

  @FieldResolver(() => SourceDocument)
  async source(@Root() report: FoundReport, @Ctx() { loaders }: RequestContext): Promise<SourceDocument> {
    const [{ stored }, { sourceUrl, importedAt }] = await Promise.all([
      loaders.source(report),
      loaders.originOf(report),
    ]);
    // The same bytes may have come in earlier, with a report that the asker need not know of.
    return { ...stored, url: sourceUrl, importedAt };
  }

  @FieldResolver(() => RatioValue)
  ratio(
    @Root() report: model.AnnualReport,
    @Arg('id', () => RatioId) id: RatioIdValue,
    @Arg('definitionVersion', () => Int, { nullable: true }) definitionVersion: number | null | undefined,
    @Ctx() { loaders }: RequestContext,
  ): Promise<RatioValue> {
    return ratioOfReport(report, id, definitionVersion, loaders);
  }
}
