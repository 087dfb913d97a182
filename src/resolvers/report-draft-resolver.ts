import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type * as region from '../domain/region';
import type * as report from '../domain/report';
import * as form from '../domain/statutory-form';
import { regionByCode } from '../gazetteer/regions';
import { Agency } from '../schema/agency';
import { Applicant, ReviewTrack } from '../schema/enums';
import { ProactiveDisclosure } from '../schema/proactive-disclosure';
import { listNarrowedBy, listOf, STATED } from '../schema/query-cost';
import { Region } from '../schema/region';
import { ApplicationStatsDraft, ReportDraft, ReviewLitigationDraft } from '../schema/report-draft';
import { StatedCount } from '../schema/stated-count';
import type { RequestContext } from './context';
import { type DraftDisclosure, disclosureOfDraft } from './draft-disclosure';
import { showFigures, showTable } from './figures';
import type { DraftWithText } from './import-item-resolver';
import { showStatedCounts } from './stated-counts';

@Resolver(() => ReportDraft)
export class ReportDraftResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Official full name, as far as it could be resolved.' })
  agencyName(@Root() draft: DraftWithText): string | null {
    return draft.agency?.name ?? null;
  }

  @FieldResolver(() => Agency, {
    nullable: true,
    description: 'The agency of that name, when the hub knows it already.',
  })
  agency(@Root() draft: DraftWithText, @Ctx() { loaders }: RequestContext): Promise<report.Agency | null> | null {
    return draft.agency === null ? null : loaders.agencyByName(draft.agency.name);
  }

  @FieldResolver(() => Region, { nullable: true })
  region(@Root() draft: DraftWithText): region.Region | null {
    const code = draft.agency?.regionCode ?? null;
    return code === null ? null : (regionByCode(code) ?? null);
  }

  @FieldResolver(() => [ApplicationStatsDraft], { complexity: listNarrowedBy('applicants', 7) })
  applicationStats(
    @Root() draft: DraftWithText,
    @Arg('applicants', () => [Applicant], { nullable: true }) applicants: readonly form.Applicant[] | null | undefined,
  ): readonly ApplicationStatsDraft[] {
    return draft.applicationStats
      .filter(({ applicant }) => applicants?.includes(applicant) ?? true)
      .map(({ applicant, figures }) => ({
        applicant,
        figures: showTable(figures, form.APPLICATION_LINES, draft.form, draft.text),
      }));
  }

  @FieldResolver(() => [ReviewLitigationDraft], { complexity: listNarrowedBy('tracks', 3) })
  reviewLitigation(
    @Root() draft: DraftWithText,
    @Arg('tracks', () => [ReviewTrack], { nullable: true }) tracks: readonly form.ReviewTrack[] | null | undefined,
  ): readonly ReviewLitigationDraft[] {
    return draft.reviewLitigation
      .filter(({ track }) => tracks?.includes(track) ?? true)
      .map(({ track, figures }) => ({ track, figures: showFigures(figures, draft.text) }));
  }

  @FieldResolver(() => [StatedCount], { complexity: listOf(STATED) })
  statedCounts(@Root() draft: DraftWithText): readonly StatedCount[] {
    return showStatedCounts(draft.statedCounts, async () => draft.text);
  }

  @FieldResolver(() => ProactiveDisclosure, { nullable: true })
  proactiveDisclosure(@Root() draft: DraftWithText): DraftDisclosure | null {
    return disclosureOfDraft(draft.proactiveDisclosure, draft.form, draft.text);
  }
}
