import { diagnose } from '../domain/diagnostic';
import { APPLICANTS, type LineCode } from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { sumOf } from './figures-of';

const INFLOW: readonly LineCode[] = ['received', 'broughtForward'];
const OUTFLOW: readonly LineCode[] = ['outcomes.total', 'carriedForward'];

/**
 * INFLOW_OUTFLOW_MISMATCH: received + broughtForward = outcomes.total + carriedForward in each of the seven columns. Source: the reconciliation rule printed in
 * the heading of table three, 第一项加第二项之和，等于第三项加第四项之和.
 */
export const checkInflowOutflow: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  if (draft.applicationStats.length === 0) return outcomes.result();
  for (const applicant of APPLICANTS) {
    const inflow = INFLOW.map((line) => figures.application(applicant, line));
    const outflow = OUTFLOW.map((line) => figures.application(applicant, line));
    outcomes.compare(sumOf(outflow), sumOf(inflow), (actual, expected) =>
      diagnose('INFLOW_OUTFLOW_MISMATCH', {
        applicant,
        actual,
        expected,
        lines: [...INFLOW, ...OUTFLOW],
        span: outflow[0]?.span ?? null,
        related: [...inflow, ...outflow.slice(1)].flatMap((figure) => figure?.span ?? []),
      }),
    );
  }
  return outcomes.result();
};
