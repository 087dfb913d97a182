import type { AssembledRow } from './assemble-rows';
import { collect } from './collect';
import type { LabelProof } from './match-labels';

const WEIGHT: Readonly<Record<LabelProof, number>> = { EXACT: 20, ALIKE: 8, GROUP: 5, WEAK: 6 };

/** The heaviest set of labelled rows that stand in the official order, by line, the last first; an exact label outside that order still counts when no other row claims its line. */
export function anchorRows(rows: readonly AssembledRow[]): ReadonlyMap<number, number> {
  const labelled = collect(rows, ({ match }, at) => (match === undefined ? undefined : { at, match }));
  const weights: number[] = [];
  const before: number[] = [];
  /** By line: the labelled row that ends the heaviest set ending there. */
  const heaviest: number[] = [];
  const weightOf = (index: number | undefined): number => (index === undefined ? 0 : (weights[index] ?? 0));
  let last = -1;
  labelled.forEach(({ match: { line, proof } }, index) => {
    let best = -1;
    for (let earlier = 0; earlier < line; earlier++) {
      const candidate = heaviest[earlier];
      const lead = weightOf(candidate) - weightOf(best);
      if (candidate !== undefined && (lead > 0 || (lead === 0 && candidate < best))) best = candidate;
    }
    weights[index] = WEIGHT[proof] + weightOf(best);
    before[index] = best;
    if (weightOf(index) > weightOf(heaviest[line])) heaviest[line] = index;
    if (weightOf(index) > weightOf(last)) last = index;
  });
  const anchors = new Map<number, number>();
  for (let index = last; index >= 0; index = before[index] ?? -1) {
    const anchor = labelled[index];
    if (anchor !== undefined) anchors.set(anchor.match.line, anchor.at);
  }
  return anchors;
}
