import { diagnose } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import type { ReportDraft, StatedCount, StatedSubject } from '../domain/report-draft';
import type { LineCode, OutcomeGroup } from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { type FiguresOf, printedLinesOf, sumOf } from './figures-of';

const LINE: Readonly<Partial<Record<StatedSubject, LineCode>>> = {
  RECEIVED: 'received',
  INTAKE: 'received',
  BROUGHT_FORWARD: 'broughtForward',
  DISCLOSED: 'outcomes.disclosed',
  PARTLY_DISCLOSED: 'outcomes.partlyDisclosed',
  CLOSED: 'outcomes.total',
  CARRIED_FORWARD: 'carriedForward',
};
const GROUP: Readonly<Partial<Record<StatedSubject, OutcomeGroup>>> = {
  WITHHELD: 'withheld',
  UNAVAILABLE: 'unavailable',
  NOT_PROCESSED: 'notProcessed',
  CLOSED_OTHERWISE: 'closedOtherwise',
};

/** The figures whose sum a stated count should be; none for what no table has. */
function figuresBehind(subject: StatedSubject, figures: FiguresOf): readonly (Figure | undefined)[] {
  if (subject === 'REVIEW') return [figures.review('REVIEW', 'total')];
  if (subject === 'LITIGATION') {
    return [figures.review('DIRECT_LITIGATION', 'total'), figures.review('LITIGATION_AFTER_REVIEW', 'total')];
  }
  if (subject === 'FEES_COLLECTED') return [figures.disclosure('fees.collected')];
  const line = LINE[subject];
  if (line !== undefined) return [figures.application('TOTAL', line)];
  const group = GROUP[subject];
  return group === undefined
    ? []
    : printedLinesOf(figures, 'TOTAL', group).map((code) => figures.application('TOTAL', code));
}

/** Counts that the sentence says are of the other scope cannot be compared: office figures stand in prose beside district figures in the table. */
function isComparable(stated: StatedCount, draft: ReportDraft): boolean {
  return stated.scope === null || draft.scope === 'UNKNOWN' || stated.scope === draft.scope;
}

/** What 受理 may mean besides received: with what was brought forward. */
function alsoMeant(subject: StatedSubject, figures: FiguresOf): number | null {
  if (subject !== 'INTAKE') return null;
  return sumOf([figures.application('TOTAL', 'received'), figures.application('TOTAL', 'broughtForward')]);
}

/** So many different numbers for one thing are said; a document that states more says nothing by any of them. */
const MOST_STATED = 5;

/** Each number that is stated for a thing, once, where it is stated first; prose repeats itself. */
function firstOfEach(counts: readonly StatedCount[]): readonly StatedCount[] {
  const values = new Map<StatedSubject, Set<number>>();
  return counts.filter(({ subject, value }) => {
    const seen = values.get(subject) ?? new Set();
    if (seen.has(value) || seen.size === MOST_STATED) return false;
    values.set(subject, seen.add(value));
    return true;
  });
}

/** NARRATIVE_DISAGREES: a count stated in prose differs from the table. The table stays what is kept. */
export const checkNarrative: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  for (const stated of firstOfEach(draft.statedCounts.filter((count) => isComparable(count, draft)))) {
    const behind = figuresBehind(stated.subject, figures);
    if (behind.length === 0) continue;
    const expected = sumOf(behind);
    if (stated.value === alsoMeant(stated.subject, figures)) continue;
    outcomes.compare(stated.value, expected, (actual, table) =>
      diagnose('NARRATIVE_DISAGREES', {
        actual,
        expected: table,
        lines: behind.flatMap((figure) => figure?.line ?? []),
        span: stated.span,
        related: behind.flatMap((figure) => figure?.span ?? []),
      }),
    );
  }
  return outcomes.result();
};
