import { Args, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Role } from '../access/viewer';
import type * as model from '../domain/report';
import type { Reread } from '../domain/reviewing';
import { AnnualReport } from '../schema/annual-report';
import { type Connection, connectionOf } from '../schema/paging';
import { pageOfFirst } from '../schema/query-cost';
import { RereadReport, RereadReportConnection, RereadReportsArguments } from '../schema/reread';
import { actorOf } from './actor';
import type { RequestContext } from './context';
import { showFigures } from './figures';
import { Loaders } from './loaders';
import { pageAsk } from './page-ask';

@Resolver(() => RereadReport)
export class RereadResolver {
  @Authorized<Role>('REVIEWER')
  @Mutation(() => RereadReportConnection, {
    description:
      'Reads stored sources again, a page of reports at a time: what was read by an older reader. VALIDATE_ONLY says what would change; COMMIT makes a revision of what did.',
    complexity: pageOfFirst,
  })
  async rereadReports(
    @Args(() => RereadReportsArguments) asked: RereadReportsArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<RereadReport>> {
    const { reader, reviews, viewer } = context;
    const bound = viewer.regions === null ? {} : { and: [{ within: viewer.regions }, asked.filter ?? {}] };
    const filter = viewer.regions === null ? (asked.filter ?? {}) : bound;
    const page = await reader.reports(filter, [], pageAsk(asked));
    const reread = await reviews.reread(page.nodes, asked.mode === 'COMMIT', actorOf(context));
    context.loaders = new Loaders(reader, context.imports);
    const nodes = await Promise.all(reread.map((each) => shown(each, context)));
    return connectionOf({ ...page, nodes }, () => reader.countReports(filter));
  }

  @FieldResolver(() => AnnualReport, { nullable: true, description: 'The revision that was read again.' })
  report(@Root() { key }: RereadReport, @Ctx() { loaders }: RequestContext): Promise<model.AnnualReport | null> {
    return loaders.report(key);
  }

  @FieldResolver(() => AnnualReport, { nullable: true, description: 'The revision that was made.' })
  made(@Root() { made }: RereadReport, @Ctx() { loaders }: RequestContext): Promise<model.AnnualReport | null> | null {
    return made === null ? null : loaders.report(made);
  }
}

async function shown(reread: Reread, { loaders }: RequestContext): Promise<RereadReport> {
  const { report: key, changes, newFindings, goneFindings, ...rest } = reread;
  const text = changes.length === 0 ? null : await loaders.textOf(key);
  const figure = (found: (typeof changes)[number]['before']) =>
    found === undefined || text === null ? null : (showFigures([found], text)[0] ?? null);
  return {
    ...rest,
    key,
    changes: changes.map(({ before, after, ...place }) => ({ ...place, before: figure(before), after: figure(after) })),
    newFindings: newFindings.map(({ code }) => code),
    goneFindings: goneFindings.map(({ code }) => code),
  };
}
