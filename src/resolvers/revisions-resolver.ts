import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type * as model from '../domain/report';
import { cellsOf, differencesBetween } from '../domain/report-cells';
import { APPLICANTS, REVIEW_TRACKS } from '../domain/statutory-form';
import { AnnualReport } from '../schema/annual-report';
import { FigureDifference } from '../schema/figure';
import { listOf } from '../schema/query-cost';
import type { RequestContext } from './context';
import { badUserInput } from './errors';
import { showFigures } from './figures';
import type { LoadedDetail } from './loaders';

/** Most reports have one, and few have more than a handful. */
const REVISIONS = 5;
/** A corrected report differs in a few cells, another document in all of them. */
const DIFFERENCES = 100;

@Resolver(() => AnnualReport)
export class RevisionsResolver {
  @FieldResolver(() => [AnnualReport], {
    description: 'Every revision of the agency and year that you may see, newest first; this one is among them.',
    complexity: listOf(REVISIONS),
  })
  revisions(
    @Root() report: model.AnnualReport,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly model.AnnualReport[]> {
    return loaders.revisionsOf(report);
  }

  @FieldResolver(() => [FigureDifference], {
    description: 'The cells in which two revisions of the agency and year differ, in the order of the form.',
    complexity: listOf(DIFFERENCES),
  })
  async differences(
    @Root() { agencyId, year }: model.AnnualReport,
    @Arg('from', () => Int) from: number,
    @Arg('to', () => Int) to: number,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly FigureDifference[]> {
    const revision = async (asked: number): Promise<LoadedDetail> => {
      const detail = asked < 1 ? null : await loaders.detail({ agencyId, year, revision: asked });
      if (detail === null) throw badUserInput(`The report has no revision ${asked}; the field revisions lists them.`);
      return detail;
    };
    const [before, after] = await Promise.all([revision(from), revision(to)]);
    return differencesBetween(cellsOf(tablesOf(before)), cellsOf(tablesOf(after))).map((difference) => ({
      ...difference,
      before: showFigures(difference.before === undefined ? [] : [difference.before], before.source)[0] ?? null,
      after: showFigures(difference.after === undefined ? [] : [difference.after], after.source)[0] ?? null,
    }));
  }
}

function tablesOf({ applicationFigures, reviewFigures, disclosureFigures }: model.ReportDetail) {
  return {
    applicationStats: APPLICANTS.map((applicant) => ({ applicant, figures: applicationFigures[applicant] })),
    reviewLitigation: REVIEW_TRACKS.map((track) => ({ track, figures: reviewFigures[track] })),
    proactiveDisclosure: disclosureFigures,
  };
}
