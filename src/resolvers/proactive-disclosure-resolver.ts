import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type * as model from '../domain/report';
import { DISCLOSURE_LINES } from '../domain/statutory-form';
import { Figure } from '../schema/figure';
import { ProactiveDisclosure } from '../schema/proactive-disclosure';
import { listOf } from '../schema/query-cost';
import type { RequestContext } from './context';
import type { DraftDisclosure } from './draft-disclosure';
import { showTable } from './figures';

@Resolver(() => ProactiveDisclosure)
export class ProactiveDisclosureResolver {
  @FieldResolver(() => [Figure], { complexity: listOf(30) })
  async figures(
    @Root() disclosure: model.ProactiveDisclosure | DraftDisclosure,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly Figure[]> {
    if ('figures' in disclosure) return disclosure.figures;
    const [detail, report] = await Promise.all([loaders.detail(disclosure), loaders.report(disclosure)]);
    if (detail === null || report === null) return [];
    return showTable(detail.disclosureFigures, DISCLOSURE_LINES, report.form, detail.source);
  }
}
