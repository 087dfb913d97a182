import type { ReportDraft } from '../domain/report-draft';
import type { Check, CheckOutcome } from './check';
import { checkApplicantsTotal } from './check-applicants-total';
import { checkCasesTotal } from './check-cases-total';
import { checkCulprit } from './check-culprit';
import { checkFees } from './check-fees';
import { checkInflowOutflow } from './check-inflow-outflow';
import { checkNarrative } from './check-narrative';
import { checkOutcomesTotal } from './check-outcomes-total';
import { figuresOf } from './figures-of';

const CHECKS: readonly Check[] = [
  checkInflowOutflow,
  checkOutcomesTotal,
  checkApplicantsTotal,
  checkCasesTotal,
  checkCulprit,
  checkNarrative,
  checkFees,
];

/** Runs every check that needs one report only. */
export function runChecks(draft: ReportDraft): CheckOutcome {
  const figures = figuresOf(draft);
  const outcomes = CHECKS.map((check) => check(draft, figures));
  return {
    diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics),
    assessed: outcomes.reduce((sum, outcome) => sum + outcome.assessed, 0),
    notAssessable: outcomes.reduce((sum, outcome) => sum + outcome.notAssessable, 0),
  };
}
