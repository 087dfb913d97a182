/** What reviewers and editors change. Every change answers the report as it is afterwards. */

import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Role } from '../access/viewer';
import type { ReportReference } from '../domain/asking';
import type * as model from '../domain/report';
import type { FilingAsk, ReviewOutcome } from '../domain/reviewing';
import { Agency } from '../schema/agency';
import { CorrectFiguresInput, FileReportInput, ReviewPayload, ReviewReportInput } from '../schema/review';
import { actorOf } from './actor';
import { loadAnew, type RequestContext } from './context';
import { badUserInput } from './errors';
import { readAgencyId, readReportId } from './ids';

function referenceOf(reportId: string): ReportReference {
  const reference = readReportId(reportId);
  if (reference === null) throw badUserInput(`${reportId.slice(0, 60)} is no id of a report.`);
  return reference;
}

function agencyIdOf(id: string): number {
  const agencyId = readAgencyId(id);
  if (agencyId === null) throw badUserInput(`There is no agency of the id ${id.slice(0, 60)}.`);
  return agencyId;
}

async function payloadOf({ report, conflict }: ReviewOutcome, context: RequestContext): Promise<ReviewPayload> {
  const loaders = loadAnew(context);
  const { agencyId, year, revision } = report ?? {};
  if (agencyId === undefined || year === undefined || revision === undefined) return { report: null, conflict };
  return { report: await loaders.report({ agencyId, year, revision }), conflict };
}

/** The agency of a filing, said either by id or by name. */
function filedUnder({ agencyId, agencyName, regionCode }: FileReportInput): FilingAsk['agency'] {
  if (agencyId != null && agencyName == null) return agencyIdOf(agencyId);
  if (agencyName != null && agencyId == null) return { name: agencyName, regionCode: regionCode ?? null };
  throw badUserInput('fileReport needs exactly one of agencyId and agencyName.');
}

@Resolver()
export class ReviewResolver {
  @Authorized<Role>('REVIEWER')
  @Mutation(() => ReviewPayload, {
    description:
      'Decides what becomes of a report: of the latest revision, or of the one that the id names (12-2024@1). An older revision is published only when no newer one is public.',
  })
  async reviewReport(
    @Arg('input', () => ReviewReportInput) input: ReviewReportInput,
    @Ctx() context: RequestContext,
  ): Promise<ReviewPayload> {
    const { reportId, ...rest } = input;
    return payloadOf(
      await context.reviews.decide({ ...rest, report: referenceOf(reportId) }, actorOf(context)),
      context,
    );
  }

  @Authorized<Role>('EDITOR')
  @Mutation(() => ReviewPayload, {
    description:
      'Makes a revision with corrections beside the printed figures, all of them or none; checks are made anew.',
  })
  async correctFigures(
    @Arg('input', () => CorrectFiguresInput) input: CorrectFiguresInput,
    @Ctx() context: RequestContext,
  ): Promise<ReviewPayload> {
    const { reportId, ...rest } = input;
    return payloadOf(
      await context.reviews.correct({ ...rest, report: referenceOf(reportId) }, actorOf(context)),
      context,
    );
  }

  @Authorized<Role>('EDITOR')
  @Mutation(() => ReviewPayload, {
    description:
      'Files an item of an import that could not be filed, or a report that is not published and stands in the wrong place, under an agency and a year.',
  })
  async fileReport(
    @Arg('input', () => FileReportInput) input: FileReportInput,
    @Ctx() context: RequestContext,
  ): Promise<ReviewPayload> {
    const { jobId, clientRef, reportId, expectedRevision, year, scope, reason } = input;
    const ask: FilingAsk = {
      item: jobId != null && clientRef != null ? { jobId, clientRef } : null,
      report: reportId == null ? null : referenceOf(reportId),
      agency: filedUnder(input),
      expectedRevision,
      year,
      scope,
      reason,
    };
    return payloadOf(await context.reviews.file(ask, actorOf(context)), context);
  }

  @Authorized<Role>('ADMIN')
  @Mutation(() => Agency, {
    description:
      'Moves the reports of an agency to another. The old id and the old names go on naming the one that is left, for imports too.',
  })
  async mergeAgencies(
    @Arg('from', () => ID) from: string,
    @Arg('into', () => ID) into: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<model.Agency | null> {
    const left = await context.reviews.merge(agencyIdOf(from), agencyIdOf(into), reason, actorOf(context));
    return loadAnew(context).agency(left);
  }
}
