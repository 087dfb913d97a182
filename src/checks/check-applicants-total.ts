import { diagnose } from '../domain/diagnostic';
import { APPLICANT_PARTS } from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { sumOf } from './figures-of';

/** APPLICANTS_TOTAL_MISMATCH: the six applicant columns = TOTAL, in each line of table three. */
export const checkApplicantsTotal: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  const total = draft.applicationStats.find((stats) => stats.applicant === 'TOTAL');
  for (const figure of total?.figures ?? []) {
    const parts = APPLICANT_PARTS.map((applicant) => figures.application(applicant, figure.line));
    outcomes.compare(figure.value, sumOf(parts), (actual, expected) =>
      diagnose('APPLICANTS_TOTAL_MISMATCH', {
        applicant: null,
        actual,
        expected,
        lines: [figure.line],
        span: figure.span,
        related: parts.flatMap((part) => part?.span ?? []),
      }),
    );
  }
  return outcomes.result();
};
