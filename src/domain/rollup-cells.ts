import { MEASURES } from './indicators';
import { RATIO_DEFINITIONS, type RatioDefinition } from './ratio-definitions';
import { APPLICANTS, type Applicant } from './statutory-form';

/** A figure that rollups add up. */
export interface RollupCell {
  readonly measure: string;
  readonly applicant: Applicant;
  /** Columns: the sum over the reports that know the figure, and how many know it. */
  readonly sum: string;
  readonly known: string;
}

/** A ratio whose parts rollups add up, over the reports that know both. */
export interface RollupRatio {
  readonly definition: RatioDefinition;
  readonly over: string;
  readonly under: string;
  readonly both: string;
}

/** Every measure, those of table three for every applicant. */
export const ROLLUP_CELLS: readonly RollupCell[] = MEASURES.flatMap(({ id, source }) => {
  const applicants = source.table === 'applications' ? APPLICANTS : (['TOTAL'] as const);
  return applicants.map((applicant) => {
    // A name of PostgreSQL has 63 characters at most; the place of an applicant is a digit.
    const name = `${applicant === 'TOTAL' ? '' : `${APPLICANTS.indexOf(applicant) + 1}_`}${id.toLowerCase()}`;
    return { measure: id, applicant, sum: `sum_${name}`, known: `known_${name}` };
  });
});

/** Every definition of every ratio. */
export const ROLLUP_RATIOS: readonly RollupRatio[] = RATIO_DEFINITIONS.map((definition) => {
  const name = `${definition.id.toLowerCase()}_${definition.version}`;
  return { definition, over: `over_${name}`, under: `under_${name}`, both: `both_${name}` };
});

/**
 * How much a rollup row holds together; those of WHOLE do not tell levels and kinds of agencies apart, and are blank there. FRESH rows are what was
 * subtracted since rollups were last folded, by the region of the agency itself, and belong to every other grain as well.
 */
export const GRAINS = { NATION: 0, PROVINCE: 1, REGION: 2, FRESH: 3, WHOLE_NATION: 4, WHOLE_PROVINCE: 5 } as const;
export type Grain = keyof typeof GRAINS;

/** What tells the rows of a grain apart. `place`: a region code, blank where there is none. */
export const ROLLUP_KEY = ['place', 'year', 'scope', 'form', 'level', 'kind'] as const;

/** Columns that are added up, with their PostgreSQL types. */
export const ROLLUP_SUMS: readonly (readonly [name: string, type: 'integer' | 'numeric'])[] = [
  ['reports', 'integer'],
  ...ROLLUP_CELLS.flatMap(({ sum, known }) => [[sum, 'numeric'] as const, [known, 'integer'] as const]),
  ...ROLLUP_RATIOS.flatMap(({ over, under, both }) => [
    [over, 'numeric'] as const,
    [under, 'numeric'] as const,
    [both, 'integer'] as const,
  ]),
];
