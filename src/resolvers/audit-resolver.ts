import { Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Role } from '../access/viewer';
import type * as model from '../domain/report';
import type * as reviewing from '../domain/reviewing';
import { Agency } from '../schema/agency';
import { AnnualReport } from '../schema/annual-report';
import { type Connection, connectionOf } from '../schema/paging';
import { pageOfFirst } from '../schema/query-cost';
import { AuditEntry, AuditEntryConnection, AuditLogArguments } from '../schema/review';
import type { RequestContext } from './context';
import { badUserInput } from './errors';
import { readAgencyId, readReportId } from './ids';
import { pageAsk } from './page-ask';

/** An id that can be none is told apart from one that has no entries. */
function placeAsked({ reportId, agencyId }: AuditLogArguments): Pick<reviewing.AuditFilter, 'agencyId' | 'year'> {
  if (reportId != null && agencyId != null) throw badUserInput('auditLog takes reportId or agencyId, not both.');
  if (agencyId != null) {
    const id = readAgencyId(agencyId);
    if (id === null) throw badUserInput(`There is no agency of the id ${agencyId.slice(0, 60)}.`);
    return { agencyId: id };
  }
  if (reportId == null) return {};
  const reference = readReportId(reportId);
  if (reference === null) throw badUserInput(`${reportId.slice(0, 60)} is no id of a report.`);
  return { agencyId: reference.agencyId, year: reference.year };
}

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Authorized<Role>('REVIEWER')
  @Query(() => AuditEntryConnection, {
    description:
      'What was imported, decided, corrected, filed, merged and read again, which jobs were cancelled and tried again, which tokens issued and revoked; latest first.',
    complexity: pageOfFirst,
  })
  async auditLog(
    @Args(() => AuditLogArguments) asked: AuditLogArguments,
    @Ctx() { reviews, viewer }: RequestContext,
  ): Promise<Connection<reviewing.AuditEntry>> {
    const { actor, action, from, before } = asked;
    const filter = { ...placeAsked(asked), actor, action, from, before, regions: viewer.regions };
    return connectionOf(await reviews.auditLog(filter, pageAsk(asked)), () => reviews.countAuditEntries(filter));
  }

  @FieldResolver(() => Agency, { nullable: true, description: 'The agency that it is now, if it was merged since.' })
  agency(
    @Root() { agencyId }: reviewing.AuditEntry,
    @Ctx() { loaders }: RequestContext,
  ): Promise<model.Agency | null> | null {
    return agencyId === null ? null : loaders.agency(agencyId);
  }

  @FieldResolver(() => AnnualReport, { nullable: true, description: 'The revision that was changed or made.' })
  report(
    @Root() { agencyId, year, revision }: reviewing.AuditEntry,
    @Ctx() { loaders }: RequestContext,
  ): Promise<model.AnnualReport | null> | null {
    return agencyId === null || year === null || revision === null
      ? null
      : loaders.report({ agencyId, year, revision });
  }
}
