import type { Figure } from '../domain/figure';
import type { ReportDraft } from '../domain/report-draft';
import type { Applicant, LineCode, OutcomeGroup, ReviewTrack } from '../domain/statutory-form';
import { GROUP_LINES, OUTCOME_GROUPS } from '../domain/statutory-form';

/** Finds the figures of a draft by line. */
export interface FiguresOf {
  /** The figure of table three, or undefined when the form has no such line. */
  application(applicant: Applicant, line: LineCode): Figure | undefined;
  review(track: ReviewTrack, line: LineCode): Figure | undefined;
  disclosure(line: LineCode): Figure | undefined;
}

type Tables = Pick<ReportDraft, 'applicationStats' | 'reviewLitigation' | 'proactiveDisclosure'>;

/** A table has too few lines for an index of them to pay. */
const figureOn = (line: LineCode, figures: readonly Figure[] | undefined): Figure | undefined =>
  figures?.find((figure) => figure.line === line);

export function figuresOf(tables: Tables): FiguresOf {
  const { applicationStats, reviewLitigation, proactiveDisclosure } = tables;
  return {
    application: (applicant, line) =>
      figureOn(line, applicationStats.find((stats) => stats.applicant === applicant)?.figures),
    review: (track, line) => figureOn(line, reviewLitigation.find((block) => block.track === track)?.figures),
    disclosure: (line) => figureOn(line, proactiveDisclosure),
  };
}

const OUTCOMES: readonly LineCode[] = ['outcomes.disclosed', 'outcomes.partlyDisclosed'];
const GROUPS = Object.keys(OUTCOME_GROUPS) as readonly OutcomeGroup[];
const ONE_LINE: LineCode = 'outcomes.closedOtherwise.total';
const linesOf = (lineOfOthers: readonly LineCode[]): readonly LineCode[] => [
  ...OUTCOMES,
  ...GROUPS.flatMap((group) => (group === 'closedOtherwise' ? lineOfOthers : GROUP_LINES[group])),
];

/** How 其他处理 is printed. */
export type OthersPrinted = 'ON_ONE_LINE' | 'ON_OWN_LINES';

/** The lines that all outcomes are printed on. */
export const OUTCOME_LINES: Readonly<Record<OthersPrinted, readonly LineCode[]>> = {
  ON_ONE_LINE: linesOf([ONE_LINE]),
  ON_OWN_LINES: linesOf(GROUP_LINES.closedOtherwise),
};

export function othersPrinted(figures: FiguresOf, applicant: Applicant): OthersPrinted {
  return figures.application(applicant, ONE_LINE) === undefined ? 'ON_OWN_LINES' : 'ON_ONE_LINE';
}

/** The lines that a group of outcomes is printed on: its own lines, or the one line of a report that prints 其他处理 so. */
export function printedLinesOf(figures: FiguresOf, applicant: Applicant, group: OutcomeGroup): readonly LineCode[] {
  const isOneLine = group === 'closedOtherwise' && othersPrinted(figures, applicant) === 'ON_ONE_LINE';
  return isOneLine ? [ONE_LINE] : GROUP_LINES[group];
}

/** The sum of figures, or null when one of them is not a number: an unknown operand makes a check not assessable, never true. */
export function sumOf(figures: readonly (Figure | undefined)[]): number | null {
  let sum = 0;
  for (const figure of figures) {
    if (figure === undefined || figure.value === null) return null;
    sum += figure.value;
  }
  return sum;
}
