import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type * as model from '../domain/report';
import { Figure } from '../schema/figure';
import { ProactiveDisclosure } from '../schema/proactive-disclosure';
import { listOf } from '../schema/query-cost';
import type { RequestContext } from './context';
import type { DraftDisclosure } from './draft-disclosure';
import { showFigures } from './figures';

@Resolver(() => ProactiveDisclosure)
export class ProactiveDisclosureResolver {
  @FieldResolver(() => [Figure], { complexity: listOf(20) })
  async figures(
    @Root() disclosure: model.ProactiveDisclosure | DraftDisclosure,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly Figure[]> {
    if ('figures' in disclosure) return disclosure.figures;
    const detail = await loaders.detail(disclosure);
    return detail === null ? [] : showFigures(detail.disclosureFigures, detail.source);
  }
}
