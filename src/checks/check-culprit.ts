import { diagnose } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import { APPLICANT_PARTS, APPLICANTS, type Applicant, type LineCode, OUTCOME_GROUPS } from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { type FiguresOf, printedLinesOf } from './figures-of';

/** A figure in a sum that should be zero. */
interface Term {
  readonly applicant: Applicant;
  readonly figure: Figure;
  readonly sign: 1 | -1;
}

/** An identity of table three: its terms, and what they come to; zero when it holds. */
interface Identity {
  readonly terms: readonly Term[];
  readonly rest: number;
}

interface Culprit extends Term {
  readonly fitting: number;
}

type Place = readonly [applicant: Applicant, line: LineCode, sign: 1 | -1];

/** What the terms come to; null when one of them is not known. */
function restOf(figures: FiguresOf, places: readonly Place[]): number | null {
  let rest = 0;
  for (const [applicant, line, sign] of places) {
    const value = figures.application(applicant, line)?.value;
    if (value === undefined || value === null) return null;
    rest += sign * value;
  }
  return rest;
}

function identity(figures: FiguresOf, places: readonly Place[]): Identity | null {
  const rest = restOf(figures, places);
  if (rest === null) return null;
  const terms = places.flatMap(([applicant, line, sign]) => {
    const figure = figures.application(applicant, line);
    return figure === undefined ? [] : [{ applicant, figure, sign }];
  });
  return { terms, rest };
}

function columnIdentities(applicant: Applicant, figures: FiguresOf): readonly (readonly Place[])[] {
  const groups = Object.keys(OUTCOME_GROUPS) as (keyof typeof OUTCOME_GROUPS)[];
  const parts = groups.flatMap((group) => printedLinesOf(figures, applicant, group));
  const outcomes: readonly LineCode[] = ['outcomes.disclosed', 'outcomes.partlyDisclosed', ...parts];
  return [
    [
      [applicant, 'received', 1],
      [applicant, 'broughtForward', 1],
      [applicant, 'outcomes.total', -1],
      [applicant, 'carriedForward', -1],
    ],
    [...outcomes.map((line): Place => [applicant, line, 1]), [applicant, 'outcomes.total', -1]],
  ];
}

const lineIdentity = (line: LineCode): readonly Place[] => [
  ...APPLICANT_PARTS.map((applicant): Place => [applicant, line, 1]),
  ['TOTAL', line, -1],
];

/** The figures that, changed alone, would make every identity hold, with the count that each would have to be. */
function culprits(identities: readonly Identity[]): readonly Culprit[] {
  const failing = identities.filter(({ rest }) => rest !== 0);
  const [first] = failing;
  if (first === undefined) return [];
  const signs = identities.map(({ terms }) => new Map(terms.map(({ figure, sign }) => [figure, sign])));
  return first.terms.flatMap((term) => {
    const change = -first.rest * term.sign;
    const fitting = (term.figure.value ?? 0) + change;
    const mendsAll = identities.every(({ rest }, at) => rest + (signs[at]?.get(term.figure) ?? 0) * change === 0);
    return mendsAll && fitting >= 0 ? [{ ...term, fitting }] : [];
  });
}

/**
 * FIGURE_SUSPECT: identities of table three fail, and one figure alone would mend all of them. It is named with the count that would fit; what was printed
 * stays. Where two figures would, none is named.
 */
export const checkCulprit: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  const [stats] = draft.applicationStats;
  if (stats === undefined) return outcomes.result();
  const places = [
    ...APPLICANTS.flatMap((applicant) => columnIdentities(applicant, figures)),
    ...stats.figures.map(({ line }) => lineIdentity(line)),
  ];
  if (!places.some((each) => restOf(figures, each))) return outcomes.result();
  const [culprit, other] = culprits(places.flatMap((each) => identity(figures, each) ?? []));
  if (culprit === undefined || other !== undefined) return outcomes.result();
  const { applicant, figure, fitting } = culprit;
  outcomes.compare(figure.value, fitting, (actual, expected) =>
    diagnose('FIGURE_SUSPECT', { applicant, actual, expected, lines: [figure.line], span: figure.span }),
  );
  return outcomes.result();
};
