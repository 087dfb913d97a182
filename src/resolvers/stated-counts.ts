import type * as draft from '../domain/report-draft';
import type { StatedCount } from '../schema/stated-count';
import type { TextLookup } from './source-text';

/** `text`, that the spans point into, is asked only for spans that are selected. */
export function showStatedCounts(counts: readonly draft.StatedCount[], text: TextLookup): readonly StatedCount[] {
  return counts.map(({ span, ...count }) => ({ ...count, span: async () => (await text()).locate(span) }));
}
