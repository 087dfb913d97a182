import { diagnose } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import {
  APPLICANT_PARTS,
  APPLICANTS,
  APPLICATION_LINES,
  type Applicant,
  type LineCode,
} from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { type FiguresOf, type OthersPrinted, OUTCOME_LINES, othersPrinted } from './figures-of';

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

type Places = readonly (readonly Place[])[];

const columnIdentities = (applicant: Applicant, outcomes: readonly LineCode[]): Places => [
  [
    [applicant, 'received', 1],
    [applicant, 'broughtForward', 1],
    [applicant, 'outcomes.total', -1],
    [applicant, 'carriedForward', -1],
  ],
  [...outcomes.map((line): Place => [applicant, line, 1]), [applicant, 'outcomes.total', -1]],
];
const ofEveryColumn = (outcomes: readonly LineCode[]): ReadonlyMap<Applicant, Places> =>
  new Map(APPLICANTS.map((applicant) => [applicant, columnIdentities(applicant, outcomes)]));

const OF_COLUMNS: Readonly<Record<OthersPrinted, ReadonlyMap<Applicant, Places>>> = {
  ON_ONE_LINE: ofEveryColumn(OUTCOME_LINES.ON_ONE_LINE),
  ON_OWN_LINES: ofEveryColumn(OUTCOME_LINES.ON_OWN_LINES),
};
const OF_LINES: ReadonlyMap<LineCode, readonly Place[]> = new Map(
  APPLICATION_LINES.map(({ code }) => [
    code,
    [...APPLICANT_PARTS.map((applicant): Place => [applicant, code, 1]), ['TOTAL', code, -1]],
  ]),
);

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
    ...APPLICANTS.flatMap((applicant) => OF_COLUMNS[othersPrinted(figures, applicant)].get(applicant) ?? []),
    ...stats.figures.flatMap(({ line }) => [OF_LINES.get(line) ?? []]),
  ];
  const [culprit, other] = culprits(places.flatMap((each) => identity(figures, each) ?? []));
  if (culprit === undefined || other !== undefined) return outcomes.result();
  const { applicant, figure, fitting } = culprit;
  outcomes.compare(figure.value, fitting, (actual, expected) =>
    diagnose('FIGURE_SUSPECT', { applicant, actual, expected, lines: [figure.line], span: figure.span }),
  );
  return outcomes.result();
};
