import type { ApplicationLineCode } from '../domain/statutory-form';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** The numbers of a row or a track add up to the one at a place, the last unless said; NaN adds up to nothing. */
export const addsUp = (numbers: readonly number[], total = numbers.length - 1): boolean =>
  sumOf(numbers) === 2 * (numbers[total] ?? Number.NaN);

/** One of the lines of table three that make up the total of outcomes. */
export const isOutcome = (code: ApplicationLineCode): boolean =>
  code.startsWith('outcomes.') && code !== 'outcomes.total';

/** Which of the two sums of a column of table three hold: received + broughtForward = outcomes.total + carriedForward, and that of the outcomes. */
export function columnSums(
  at: (line: ApplicationLineCode) => number,
  codes: readonly ApplicationLineCode[],
): { readonly inflow: boolean; readonly outcomes: boolean } {
  return {
    inflow: at('received') + at('broughtForward') === at('outcomes.total') + at('carriedForward'),
    outcomes: sumOf(codes.filter(isOutcome).map(at)) === at('outcomes.total'),
  };
}
