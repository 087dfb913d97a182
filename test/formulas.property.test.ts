/** What docs/indicators.md and the API say of a ratio is what is computed: each formula is worked out as it is written. */
import type { MeasureLookup } from '../src/domain/indicators';
import { RATIO_DEFINITIONS, ratioOf } from '../src/domain/ratio-definitions';
import { fc } from './support/property';

/** The words of the formulas, longest first where one begins with another, and the measures they are. */
const WORDS: readonly (readonly [RegExp, (lookup: MeasureLookup) => number | null])[] = [
  [/^received\[NATURAL_PERSON\]/, (lookup) => lookup('RECEIVED', 'NATURAL_PERSON')],
  [/^received(\[TOTAL\])?/, (lookup) => lookup('RECEIVED', 'TOTAL')],
  ...(
    [
      ['outcomes.total', 'CLOSED'],
      ['partlyDisclosed', 'PARTLY_DISCLOSED'],
      ['disclosed', 'DISCLOSED'],
      ['unavailable.notHeld', 'UNAVAILABLE_NOT_HELD'],
      ['stillUnclear', 'UNAVAILABLE_STILL_UNCLEAR'],
      ['withheld', 'WITHHELD'],
      ['notProcessed', 'NOT_PROCESSED'],
      ['closedOtherwise', 'CLOSED_OTHERWISE'],
      ['broughtForward', 'BROUGHT_FORWARD'],
      ['carriedForward', 'CARRIED_FORWARD'],
      ...['upheld', 'corrected', 'other', 'total'].flatMap((line) => [
        [`REVIEW.${line}`, `REVIEW_${line.toUpperCase()}`] as const,
        [`DIRECT_LITIGATION.${line}`, `DIRECT_LITIGATION_${line.toUpperCase()}`] as const,
        [`LITIGATION_AFTER_REVIEW.${line}`, `LITIGATION_AFTER_REVIEW_${line.toUpperCase()}`] as const,
        [`LITIGATION.${line}`, `LITIGATION_${line.toUpperCase()}`] as const,
      ]),
    ] as const
  ).map(
    ([word, measure]) =>
      [new RegExp(`^${word.replace('.', '\\.')}`), (lookup: MeasureLookup) => lookup(measure, 'TOTAL')] as const,
  ),
];

/** Σ over both litigation tracks is what stands behind it, of LITIGATION. */
const plainFormula = (formula: string): string =>
  formula
    .replace(', both litigation tracks', '')
    .replace(/Σ \(([^)]*)\)/, (_, sum: string) => `(${sum.replace(/\w+/g, 'LITIGATION.$&')})`)
    .replace(/Σ (\w+)/, 'LITIGATION.$1');

/** Sums in brackets or without, divided once. */
function workOut(formula: string, lookup: MeasureLookup): readonly [number, number] {
  const sumOf = (sum: string): number => {
    let rest = sum.trim().replace(/^\((.*)\)$/, '$1');
    let total = 0;
    let sign = 1;
    while (rest !== '') {
      const [pattern, numberOf] = WORDS.find(([each]) => each.test(rest)) ?? [];
      if (pattern === undefined || numberOf === undefined) throw new Error(`no such word: ${rest}`);
      total += sign * (numberOf(lookup) ?? Number.NaN);
      rest = rest.replace(pattern, '').trim();
      sign = rest.startsWith('−') ? -1 : 1;
      rest = rest.replace(/^[+−]\s*/, '');
    }
    return total;
  };
  const [over = '', under = '', ...more] = plainFormula(formula).split(' / ');
  expect(more).toEqual([]);
  return [sumOf(over), sumOf(under)];
}

test.each(RATIO_DEFINITIONS.map((definition) => [definition.id, definition.version, definition] as const))(
  '%s version %i',
  (_id, _version, definition) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 10_000 })), (numbers) => {
        const known = new Map<string, number>();
        const drawn = (name: string): number => {
          const value = known.get(name) ?? (numbers.next().value as number);
          known.set(name, value);
          return value;
        };
        const lookup: MeasureLookup = (measure, applicant) => {
          const [, line] = /^LITIGATION_(?!AFTER_REVIEW)(\w+)$/.exec(measure) ?? [];
          const tracks = ['DIRECT_LITIGATION', 'LITIGATION_AFTER_REVIEW'];
          if (line === undefined) return drawn(`${measure}@${applicant}`);
          return tracks.reduce((sum, track) => sum + drawn(`${track}_${line}@TOTAL`), 0);
        };
        const [numerator, denominator] = workOut(definition.formula, lookup);
        expect(ratioOf(definition, lookup)).toMatchObject({ numerator, denominator });
      }),
      { numRuns: 20 },
    );
  },
);
