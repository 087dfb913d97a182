import { diagnose } from '../domain/diagnostic';
import type { LineCode } from '../domain/statutory-form';
import { type Check, Outcomes } from './check';
import { sumOf } from './figures-of';

const RESULTS: readonly LineCode[] = ['upheld', 'corrected', 'other', 'pending'];

/** CASES_TOTAL_MISMATCH: upheld + corrected + other + pending = total, in each track of table four. */
export const checkCasesTotal: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  for (const { track } of draft.reviewLitigation) {
    const total = figures.review(track, 'total');
    const results = RESULTS.map((line) => figures.review(track, line));
    outcomes.compare(sumOf([total]), sumOf(results), (actual, expected) =>
      diagnose('CASES_TOTAL_MISMATCH', {
        track,
        actual,
        expected,
        lines: [...RESULTS, 'total'],
        span: total?.span ?? null,
        related: results.flatMap((figure) => figure?.span ?? []),
      }),
    );
  }
  return outcomes.result();
};
