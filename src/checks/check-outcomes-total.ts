import { diagnose } from '../domain/diagnostic';
import { APPLICANTS } from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { OUTCOME_LINES, othersPrinted, sumOf } from './figures-of';

/**
 * OUTCOMES_TOTAL_MISMATCH: disclosed + partlyDisclosed + withheld + unavailable + notProcessed + closedOtherwise = outcomes.total in each column. The printed
 * total is never replaced by the sum.
 */
export const checkOutcomesTotal: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  if (draft.applicationStats.length === 0) return outcomes.result();
  for (const applicant of APPLICANTS) {
    const lines = OUTCOME_LINES[othersPrinted(figures, applicant)];
    const total = figures.application(applicant, 'outcomes.total');
    const parts = lines.map((line) => figures.application(applicant, line));
    outcomes.compare(sumOf([total]), sumOf(parts), (actual, expected) =>
      diagnose('OUTCOMES_TOTAL_MISMATCH', {
        applicant,
        actual,
        expected,
        lines: ['outcomes.total', ...lines],
        span: total?.span ?? null,
        related: parts.flatMap((part) => part?.span ?? []),
      }),
    );
  }
  return outcomes.result();
};
