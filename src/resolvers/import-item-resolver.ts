import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Severity as SeverityValue } from '../domain/diagnostic';
import type * as model from '../domain/importing';
import type * as report from '../domain/report';
import type * as draft from '../domain/report-draft';
import { AnnualReport } from '../schema/annual-report';
import { Diagnostic } from '../schema/diagnostic';
import { Severity } from '../schema/enums';
import { ImportItem } from '../schema/import-job';
import { DIAGNOSTICS, listOf } from '../schema/query-cost';
import { ReportDraft } from '../schema/report-draft';
import type { RequestContext } from './context';
import { showDiagnostics } from './figures';
import { SourceText } from './source-text';

/** A draft with the text that its spans point into. */
export interface DraftWithText extends draft.ReportDraft {
  readonly text: SourceText;
}

const textOf = (item: model.ImportItem): SourceText => new SourceText(item.draftText ?? '');

@Resolver(() => ImportItem)
export class ImportItemResolver {
  @FieldResolver(() => ReportDraft, { nullable: true, description: 'What was read, also when nothing was stored.' })
  draft(@Root() item: model.ImportItem): DraftWithText | null {
    return item.draft === null ? null : { ...item.draft, text: textOf(item) };
  }

  @FieldResolver(() => AnnualReport, { nullable: true })
  report(
    @Root() item: model.ImportItem,
    @Ctx() { loaders }: RequestContext,
  ): Promise<report.AnnualReport | null> | null {
    return item.report === null ? null : loaders.report(item.report);
  }

  @FieldResolver(() => AnnualReport, { nullable: true })
  duplicateOf(
    @Root() item: model.ImportItem,
    @Ctx() { loaders }: RequestContext,
  ): Promise<report.AnnualReport | null> | null {
    return item.duplicateOf === null ? null : loaders.report(item.duplicateOf);
  }

  @FieldResolver(() => [Diagnostic], { complexity: listOf(DIAGNOSTICS) })
  diagnostics(
    @Root() item: model.ImportItem,
    @Arg('severity', () => [Severity], { nullable: true }) severity: readonly SeverityValue[] | null | undefined,
  ): readonly Diagnostic[] {
    const text = textOf(item);
    return showDiagnostics(item.diagnostics, severity, async () => text);
  }
}
