import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type * as groups from '../domain/aggregates';
import { snippetOf, wordsOf } from '../domain/full-text';
import type { StoredNarrativeSection } from '../domain/report';
import { SearchHit, SearchHitConnection } from '../schema/aggregate';
import { SearchArguments } from '../schema/arguments';
import { type Connection, connectionOf } from '../schema/paging';
import { pageOfFirst } from '../schema/query-cost';
import type { RequestContext } from './context';
import type { Loaders } from './loaders';
import { pageAsk } from './page-ask';

@Resolver(() => SearchHit)
export class SearchResolver {
  @Query(() => SearchHitConnection, {
    description:
      'Sections of narratives of current reports that have every word, latest first. Widths and cases of letters are alike; nothing else is.',
    complexity: pageOfFirst,
  })
  async searchReports(
    @Args(() => SearchArguments) asked: SearchArguments,
    @Ctx() { reader, loaders }: RequestContext,
  ): Promise<Connection<SearchHit>> {
    const filter = asked.filter ?? {};
    const page = await reader.search(asked.text, filter, pageAsk(asked));
    await loaders.meet(
      page.nodes.map(({ report }) => report),
      filter,
    );
    const words = wordsOf(asked.text);
    return connectionOf({ ...page, nodes: page.nodes.map((found) => hitOf(found, words, loaders)) }, () =>
      reader.countFound(asked.text, filter),
    );
  }
}

function hitOf({ report, place, score }: groups.FoundSection, words: readonly string[], loaders: Loaders): SearchHit {
  const section = async (): Promise<StoredNarrativeSection> => {
    const found = (await loaders.detail(report))?.narrative[place];
    if (found === undefined) throw new Error(`report ${report.agencyId}-${report.year} has lost a section`);
    return found;
  };
  return { report, score, section, snippet: async () => snippetOf((await section()).text, words) };
}
