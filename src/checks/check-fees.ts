import { diagnose } from '../domain/diagnostic';
import type { AdminLevel } from '../domain/region';
import { type Check, Outcomes } from './check';

/** Yuan that no agency of a level takes in fees in a year: beyond it, yuan were most likely printed in the column headed 万元. */
const IMPLAUSIBLE: Readonly<Record<AdminLevel, number>> = {
  NATIONAL: 1e12,
  PROVINCE: 1e11,
  PREFECTURE: 1e10,
  COUNTY: 1e9,
  TOWNSHIP: 1e8,
};

/** UNUSUAL_CHANGE: fees that look like 元 printed as 万元. A unit in the cell itself leaves no doubt. */
export const checkFees: Check = (draft, figures) => {
  const outcomes = new Outcomes();
  const fees = figures.disclosure('fees.collected');
  const most = IMPLAUSIBLE[draft.agency?.level ?? 'NATIONAL'];
  if (fees === undefined || fees.value === null || /元/u.test(fees.printed ?? '')) return outcomes.result();
  outcomes.compare(Math.max(fees.value, most), most, (actual) =>
    diagnose('UNUSUAL_CHANGE', {
      lines: ['fees.collected'],
      actual: `${actual} yuan`,
      expected: `${Number(actual) / 10_000} yuan if 元 was printed in a column of 万元`,
      span: fees.span,
    }),
  );
  return outcomes.result();
};
