import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
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

/** The identities of table three. */
const SUMS: readonly Check[] = [checkInflowOutflow, checkOutcomesTotal, checkApplicantsTotal];
const OTHERS: readonly Check[] = [checkNarrative, checkFees];

/** What the checks below find, and reading itself does not: made anew when figures are corrected. */
export const CHECK_CODES: ReadonlySet<DiagnosticCode> = new Set([
  'INFLOW_OUTFLOW_MISMATCH',
  'OUTCOMES_TOTAL_MISMATCH',
  'APPLICANTS_TOTAL_MISMATCH',
  'CASES_TOTAL_MISMATCH',
  'FIGURE_SUSPECT',
  'NARRATIVE_DISAGREES',
  'UNUSUAL_CHANGE',
]);

/** Runs every check that needs one report only. */
export function runChecks(draft: ReportDraft): CheckOutcome {
  const figures = figuresOf(draft);
  const run = (check: Check): CheckOutcome => check(draft, figures);
  const sums = SUMS.map(run);
  // What would mend a sum is only looked for where one fails.
  const culprit = sums.some(({ diagnostics }) => diagnostics.length > 0) ? [run(checkCulprit)] : [];
  const outcomes = [...sums, run(checkCasesTotal), ...culprit, ...OTHERS.map(run)];
  return {
    diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics),
    assessed: outcomes.reduce((sum, outcome) => sum + outcome.assessed, 0),
    notAssessable: outcomes.reduce((sum, outcome) => sum + outcome.notAssessable, 0),
  };
}
