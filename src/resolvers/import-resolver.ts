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
import { importerOf, whoseJobs } from '../access/importer';
import type { Role } from '../access/viewer';
import type * as model from '../domain/importing';
import { ImportItemsArguments, PageArguments } from '../schema/arguments';
import { ImportReportsInput } from '../schema/import-inputs';
import { ImportItemConnection, ImportJob, ImportJobConnection } from '../schema/import-job';
import { type Connection, connectionOf } from '../schema/paging';
import { pageOfFirst } from '../schema/query-cost';
import { actorOf } from './actor';
import { loadAnew, type RequestContext } from './context';
import { badUserInput } from './errors';
import { pageAsk } from './page-ask';

/** A job just answered, with its items at hand; those of a dry run are kept nowhere else. */
interface AnsweredJob extends model.ImportJob {
  readonly items: readonly model.ImportItem[];
}

@Resolver(() => ImportJob)
export class ImportResolver {
  @Authorized<Role>('EDITOR')
  @Mutation(() => ImportJob, {
    description:
      'Each item has its own outcome and none harms another. Up to 100, files of archives counted, are answered when all are done; more become a job that is answered at once, with finished: false, and worked in the background.',
  })
  async importReports(
    @Arg('input', () => ImportReportsInput) input: ImportReportsInput,
    @Ctx() context: RequestContext,
  ): Promise<model.ImportJob | AnsweredJob> {
    const importer = importerOf(context.viewer);
    const { job, items } = await context.imports.importReports({ ...input, importer });
    loadAnew(context);
    return job.queued ? job : { ...job, items };
  }

  @Authorized<Role>('EDITOR')
  @Mutation(() => ImportJob, {
    nullable: true,
    description:
      'Stops a job at the next item; what is not done has FAILED and can be tried again. Null when there is no such job.',
  })
  async cancelImportJob(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<model.ImportJob | null> {
    const job = await context.imports.cancelImportJob(id, actorOf(context).name, whoseJobs(context.viewer));
    loadAnew(context);
    return job;
  }

  @Authorized<Role>('EDITOR')
  @Mutation(() => ImportJob, {
    nullable: true,
    description:
      'Lets items of a job that FAILED and are retryable be worked again, those of a cancelled job included. Null when there is no such job.',
  })
  async retryImportItems(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('clientRefs', () => [String], { nullable: true, description: 'Only these; all unless given.' })
    clientRefs: readonly string[] | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<model.ImportJob | null> {
    const job = await context.imports.retryImportItems(
      jobId,
      clientRefs ?? null,
      actorOf(context).name,
      whoseJobs(context.viewer),
    );
    loadAnew(context);
    return job;
  }

  @Authorized<Role>('EDITOR')
  @Query(() => ImportJob, {
    nullable: true,
    description:
      'Null when there is no such job, or it is not yours. Small dry runs, answered at once, are kept nowhere.',
  })
  importJob(
    @Arg('id', () => ID) id: string,
    @Ctx() { imports, viewer }: RequestContext,
  ): Promise<model.ImportJob | null> {
    return imports.importJob(id, whoseJobs(viewer));
  }

  @Authorized<Role>('EDITOR')
  @Query(() => ImportJobConnection, {
    description: 'Latest first; who is bound to regions sees their own.',
    complexity: pageOfFirst,
  })
  async importJobs(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { imports, viewer }: RequestContext,
  ): Promise<Connection<model.ImportJob>> {
    const by = whoseJobs(viewer);
    return connectionOf(await imports.importJobs(pageAsk(page), by), () => imports.countImportJobs(by));
  }

  @Authorized<Role>('EDITOR')
  @Subscription(() => ImportJob, {
    name: 'importJob',
    description:
      'The job as it is, and again whenever it has gone on; ends when it is finished. By WebSocket (graphql-ws) or SSE.',
    subscribe: ({ args, context }: { readonly args: { readonly id: string }; readonly context: RequestContext }) =>
      watched(args.id, context),
  })
  watchImportJob(
    @Root() job: model.ImportJob,
    @Arg('id', () => ID) _id: string,
    @Ctx() context: RequestContext,
  ): model.ImportJob {
    // What was loaded for the event before is out of date.
    loadAnew(context);
    return job;
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

async function watched(id: string, { imports, viewer }: RequestContext): Promise<AsyncIterable<model.ImportJob>> {
  const by = whoseJobs(viewer);
  if ((await imports.importJob(id, by)) === null) throw badUserInput('There is no such import job.');
  return imports.watchImportJob(id, by);
}
