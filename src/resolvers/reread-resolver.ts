import { Args, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { importerOf } from '../access/importer';
import type { Role } from '../access/viewer';
import type * as importing from '../domain/importing';
import type * as model from '../domain/report';
import type { CellDifference } from '../domain/report-cells';
import type { Reread } from '../domain/reviewing';
import { AnnualReport } from '../schema/annual-report';
import { FigureDifference } from '../schema/figure';
import { ImportItem, ImportJob } from '../schema/import-job';
import { listOf } from '../schema/query-cost';
import { RereadReport, RereadReportsArguments } from '../schema/reread';
import { loadAnew, type RequestContext } from './context';
import { showFigures } from './figures';
import { SourceText } from './source-text';

/** A newer reader finds a few cells in reports that it reads otherwise. */
const CHANGES = 20;

/** What became of a report, with the item that says it. */
interface RereadOfItem extends Reread {
  readonly item: importing.ImportItem;
}

@Resolver(() => ImportItem)
export class RereadItemResolver {
  @FieldResolver(() => RereadReport, {
    nullable: true,
    description: 'Of a job that reads reports again: what changed, or would change. Null of what was imported.',
  })
  reread(@Root() item: importing.ImportItem): RereadOfItem | null {
    return item.reread === null ? null : { ...item.reread, item };
  }
}

@Resolver(() => RereadReport)
export class RereadResolver {
  @Authorized<Role>('REVIEWER')
  @Mutation(() => ImportJob, {
    description:
      'Begins a job that reads again, from the files that were kept, the latest revision of every report of the filter that another reader has read. VALIDATE_ONLY says what would change, COMMIT makes revisions of what did; items.reread has it cell by cell.',
  })
  async rereadReports(
    @Args(() => RereadReportsArguments) { filter, mode, note }: RereadReportsArguments,
    @Ctx() context: RequestContext,
  ): Promise<importing.ImportJob> {
    const importer = importerOf(context.viewer);
    const job = await context.imports.rereadReports({ filter: filter ?? {}, mode, note: note ?? null, importer });
    loadAnew(context);
    return job;
  }

  @FieldResolver(() => AnnualReport, { nullable: true, description: 'The revision that was read again.' })
  report(@Root() { report }: RereadOfItem, @Ctx() { loaders }: RequestContext): Promise<model.AnnualReport | null> {
    return loaders.report(report);
  }

  @FieldResolver(() => AnnualReport, { nullable: true, description: 'The revision that was made.' })
  made(@Root() { item }: RereadOfItem, @Ctx() { loaders }: RequestContext): Promise<model.AnnualReport | null> | null {
    return item.report === null ? null : loaders.report(item.report);
  }

  @FieldResolver(() => [FigureDifference], {
    description: 'The cells that are read otherwise, in the order of the form.',
    complexity: listOf(CHANGES),
  })
  async changes(
    @Root() { changes, report, item }: RereadOfItem,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly FigureDifference[]> {
    if (changes.length === 0) return [];
    const was = await loaders.textOf(report);
    const is = new SourceText(item.draftText ?? '');
    const shown = (figure: CellDifference['before'], text: SourceText) =>
      figure === undefined ? null : (showFigures([figure], text)[0] ?? null);
    return changes.map(({ before, after, ...place }) => ({
      ...place,
      before: shown(before, was),
      after: shown(after, is),
    }));
  }
}
