import type { Figure } from '../domain/figure';
import type { ReportDraft } from '../domain/report-draft';
import type { Applicant, LineCode, OutcomeGroup, ReviewTrack } from '../domain/statutory-form';
import { GROUP_LINES } from '../domain/statutory-form';

/** Finds the figures of a draft by line; made once for all checks of a report. */
export interface FiguresOf {
  /** The figure of table three, or undefined when the form has no such line. */
  application(applicant: Applicant, line: LineCode): Figure | undefined;
  review(track: ReviewTrack, line: LineCode): Figure | undefined;
  disclosure(line: LineCode): Figure | undefined;
}

type Tables = Pick<ReportDraft, 'applicationStats' | 'reviewLitigation' | 'proactiveDisclosure'>;

const byLine = (figures: readonly Figure[]): ReadonlyMap<string, Figure> =>
  new Map(figures.map((figure) => [figure.line, figure]));

export function figuresOf(tables: Tables): FiguresOf {
  const applications = new Map(tables.applicationStats.map((stats) => [stats.applicant, byLine(stats.figures)]));
  const review = new Map(tables.reviewLitigation.map((block) => [block.track, byLine(block.figures)]));
  const disclosure = byLine(tables.proactiveDisclosure);
  return {
    application: (applicant, line) => applications.get(applicant)?.get(line),
    review: (track, line) => review.get(track)?.get(line),
    disclosure: (line) => disclosure.get(line),
  };
}

/** The lines that a group of outcomes is printed on: its own lines, or the one line of a report that prints 其他处理 so. */
export function printedLinesOf(figures: FiguresOf, applicant: Applicant, group: OutcomeGroup): readonly LineCode[] {
  const oneLine: LineCode | null = group === 'closedOtherwise' ? 'outcomes.closedOtherwise.total' : null;
  if (oneLine !== null && figures.application(applicant, oneLine) !== undefined) return [oneLine];
  return GROUP_LINES[group];
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
