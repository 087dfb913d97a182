import type { AssembledRow } from './assemble-rows';
import type { LabelProof } from './match-labels';

const WEIGHT: Readonly<Record<LabelProof, number>> = { EXACT: 20, ALIKE: 8, GROUP: 5, WEAK: 6 };

/** A labelled row at the end of a set of rows that stand in the official order. */
interface Chain {
  readonly row: number;
  readonly line: number;
  readonly weight: number;
  readonly before: Chain | undefined;
}

/** The heavier of two sets, and of equally heavy ones that which ends first. */
function heavier(a: Chain | undefined, b: Chain | undefined): Chain | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.weight > a.weight || (b.weight === a.weight && b.row < a.row) ? b : a;
}

/** The heaviest set of labelled rows that stand in the official order, by line, the last first; an exact label outside that order still counts when no other row claims its line. */
export function anchorRows(rows: readonly AssembledRow[]): ReadonlyMap<number, number> {
  /** By line: the heaviest set ending there. */
  const heaviest: (Chain | undefined)[] = [];
  let last: Chain | undefined;
  for (let row = 0; row < rows.length; row++) {
    const match = rows[row]?.match;
    if (match === undefined) continue;
    const { line, proof } = match;
    let before: Chain | undefined;
    const known = Math.min(line, heaviest.length);
    for (let earlier = 0; earlier < known; earlier++) before = heavier(before, heaviest[earlier]);
    const chain = { row, line, weight: WEIGHT[proof] + (before?.weight ?? 0), before };
    heaviest[line] = heavier(heaviest[line], chain);
    last = heavier(last, chain);
  }
  const anchors = new Map<number, number>();
  for (let chain = last; chain !== undefined; chain = chain.before) anchors.set(chain.line, chain.row);
  return anchors;
}
