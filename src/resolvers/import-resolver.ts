/** Importing, for administrators: every root here is Authorized, and jobs are reached through these roots only. */

import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Role, Viewer } from '../access/viewer';
import type * as model from '../domain/importing';
import { ImportItemsArguments, PageArguments } from '../schema/arguments';
import { ImportReportsInput } from '../schema/import-inputs';
import { ImportItemConnection, ImportJob, ImportJobConnection } from '../schema/import-job';
import { type Connection, connectionOf } from '../schema/paging';
import { pageOfFirst } from '../schema/query-cost';
import type { RequestContext } from './context';
import { notImplemented } from './errors';
import { Loaders } from './loaders';
import { pageAsk } from './page-ask';

/** A job just answered, with its items at hand; those of a dry run are kept nowhere else. */
interface AnsweredJob extends model.ImportJob {
  readonly items: readonly model.ImportItem[];
}

/** To be called of askers who have been let in: they have a name. */
const importerOf = ({ actor, regions }: Viewer): model.Importer => ({ actor: actor ?? '', regions });

/** Jobs hold reports of any region: who is bound to some sees their own. */
const whoseJobs = ({ actor, regions }: Viewer): string | null => (regions === null ? null : actor);

@Resolver(() => ImportJob)
export class ImportResolver {
  @Authorized<Role>('EDITOR')
  @Mutation(() => ImportJob, {
    description: 'Up to 100 items, answered when all are done; each has its own outcome and none harms another.',
  })
  async importReports(
    @Arg('input', () => ImportReportsInput) input: ImportReportsInput,
    @Ctx() context: RequestContext,
  ): Promise<AnsweredJob> {
    const { job, items } = await context.imports.importReports({ ...input, importer: importerOf(context.viewer) });
    context.loaders = new Loaders(context.reader, context.imports);
    return { ...job, items };
  }

  @Authorized<Role>('EDITOR')
  @Query(() => ImportJob, { nullable: true, description: 'Administrators only. Dry runs are kept nowhere.' })
  importJob(
    @Arg('id', () => ID) id: string,
    @Ctx() { imports, viewer }: RequestContext,
  ): Promise<model.ImportJob | null> {
    return imports.importJob(id, whoseJobs(viewer));
  }

  @Authorized<Role>('EDITOR')
  @Query(() => ImportJobConnection, { description: 'Administrators only; latest first.', complexity: pageOfFirst })
  async importJobs(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { imports, viewer }: RequestContext,
  ): Promise<Connection<model.ImportJob>> {
    const by = whoseJobs(viewer);
    return connectionOf(await imports.importJobs(pageAsk(page), by), () => imports.countImportJobs(by));
  }

  @Authorized<Role>('EDITOR')
  @Subscription(() => ImportJob, { topics: 'IMPORT_JOB', name: 'importJob' })
  watchImportJob(@Arg('id', () => ID) _id: string): never {
    throw notImplemented('Subscription.importJob');
  }

  @FieldResolver(() => Boolean)
  finished(@Root() job: model.ImportJob): boolean {
    return job.finishedAt !== null;
  }

  @FieldResolver(() => ImportItemConnection, { complexity: pageOfFirst })
  async items(
    @Root() job: model.ImportJob | AnsweredJob,
    @Args(() => ImportItemsArguments) asked: ImportItemsArguments,
    @Ctx() { imports, loaders }: RequestContext,
  ): Promise<Connection<model.ImportItem>> {
    const page = pageAsk(asked, 50);
    const status = asked.status ?? null;
    if ('items' in job) {
      const matching = status === null ? job.items : job.items.filter((each) => status.includes(each.status));
      return connectionOf(imports.pageOfItems(matching, page), async () => matching.length);
    }
    return connectionOf(await loaders.importItems(job.id, status, page), () =>
      loaders.countImportItems(job.id, status),
    );
  }
}
