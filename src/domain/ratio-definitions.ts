import { type Measure, type MeasureLookup, measureById, sumOfTerms, type Term, type ValueStatus } from './indicators';
import { TABLED_FORMS, type TabledForm } from './statutory-form';

/** One way to compute a ratio. */
export interface RatioDefinition {
  readonly id: RatioId;
  readonly version: number;
  readonly titleZh: string;
  readonly titleEn: string;
  /** For people, in the words of the form. */
  readonly formula: string;
  /** What the value does not say. */
  readonly caveats: readonly string[];
  readonly numerator: readonly Term[];
  readonly denominator: readonly Term[];
}

export const RATIO_IDS = [
  'DISCLOSURE_RATE',
  'FULL_DISCLOSURE_RATE',
  'WITHHOLDING_RATE',
  'NOT_HELD_RATE',
  'NOT_PROCESSED_RATE',
  'CLOSED_OTHERWISE_RATE',
  'CLOSING_RATE',
  'CLEARANCE_RATIO',
  'CARRY_FORWARD_RATE',
  'NATURAL_PERSON_SHARE',
  'REVIEW_CORRECTION_RATE',
  'LITIGATION_CORRECTION_RATE',
  'REVIEW_RATE',
  'LITIGATION_RATE',
  'DISPUTE_RATE',
] as const;
export type RatioId = (typeof RATIO_IDS)[number];

/** `-NAME` subtracts. */
const terms = (...names: readonly string[]): readonly Term[] =>
  names.map((name) => ({
    measure: name.replace(/^-/, ''),
    applicant: 'TOTAL',
    factor: name.startsWith('-') ? -1 : 1,
  }));

const DISCLOSED = terms('DISCLOSED', 'PARTLY_DISCLOSED');
const INFLOW = terms('RECEIVED', 'BROUGHT_FORWARD');
const CLOSED = terms('CLOSED');
const OTHER_YEAR = 'Cases of one year may concern applications of the year before.';

const define = (
  id: RatioId,
  version: number,
  titleZh: string,
  titleEn: string,
  formula: string,
  numerator: readonly Term[],
  denominator: readonly Term[],
  ...caveats: readonly string[]
): RatioDefinition => ({ id, version, titleZh, titleEn, formula, caveats, numerator, denominator });

/** Every definition; version 1 of an id is its default. Source: usage of domestic practice, see docs/indicators.md. */
export const RATIO_DEFINITIONS: readonly RatioDefinition[] = [
  define(
    'DISCLOSURE_RATE',
    1,
    '实质公开率',
    'disclosure rate',
    '(disclosed + partlyDisclosed) / outcomes.total',
    DISCLOSED,
    CLOSED,
    'Procedural ends (petitions, duplicates, lapsed applications) stay in the denominator.',
  ),
  define(
    'DISCLOSURE_RATE',
    2,
    '实质公开率（可办理口径）',
    'disclosure rate of resolvable applications',
    '(disclosed + partlyDisclosed) / (outcomes.total − stillUnclear − notProcessed − closedOtherwise)',
    DISCLOSED,
    terms('CLOSED', '-UNAVAILABLE_STILL_UNCLEAR', '-NOT_PROCESSED', '-CLOSED_OTHERWISE'),
    'Applications that ended on procedure leave the denominator.',
  ),
  define(
    'DISCLOSURE_RATE',
    3,
    '实质公开率（实体口径）',
    'disclosure rate on the merits',
    '(disclosed + partlyDisclosed) / (disclosed + partlyDisclosed + withheld)',
    DISCLOSED,
    terms('DISCLOSED', 'PARTLY_DISCLOSED', 'WITHHELD'),
    'Compares disclosing with refusing only; what was not held or not processed is left out.',
  ),
  define(
    'FULL_DISCLOSURE_RATE',
    1,
    '全部公开率',
    'full disclosure rate',
    'disclosed / outcomes.total',
    terms('DISCLOSED'),
    CLOSED,
  ),
  define(
    'WITHHOLDING_RATE',
    1,
    '不予公开率',
    'withholding rate',
    'withheld / outcomes.total',
    terms('WITHHELD'),
    CLOSED,
  ),
  define(
    'NOT_HELD_RATE',
    1,
    '不掌握率',
    'not-held rate',
    'unavailable.notHeld / outcomes.total',
    terms('UNAVAILABLE_NOT_HELD'),
    CLOSED,
  ),
  define(
    'NOT_PROCESSED_RATE',
    1,
    '不予处理率',
    'not-processed rate',
    'notProcessed / outcomes.total',
    terms('NOT_PROCESSED'),
    CLOSED,
  ),
  define(
    'CLOSED_OTHERWISE_RATE',
    1,
    '其他处理率',
    'closed-otherwise rate',
    'closedOtherwise / outcomes.total',
    terms('CLOSED_OTHERWISE'),
    CLOSED,
  ),
  define(
    'CLOSING_RATE',
    1,
    '办结率',
    'closing rate',
    'outcomes.total / (received + broughtForward)',
    CLOSED,
    INFLOW,
    'Not timeliness: days do not exist in these reports.',
  ),
  define(
    'CLEARANCE_RATIO',
    1,
    '清理比',
    'clearance ratio',
    'outcomes.total / received',
    CLOSED,
    terms('RECEIVED'),
    'Above 1 the backlog falls.',
  ),
  define(
    'CARRY_FORWARD_RATE',
    1,
    '结转率',
    'carry-forward rate',
    'carriedForward / (received + broughtForward)',
    terms('CARRIED_FORWARD'),
    INFLOW,
  ),
  define(
    'NATURAL_PERSON_SHARE',
    1,
    '自然人申请占比',
    'share of natural persons',
    'received[NATURAL_PERSON] / received[TOTAL]',
    [{ measure: 'RECEIVED', applicant: 'NATURAL_PERSON', factor: 1 }],
    terms('RECEIVED'),
  ),
  define(
    'REVIEW_CORRECTION_RATE',
    1,
    '复议纠错率',
    'review correction rate',
    'REVIEW.corrected / (REVIEW.upheld + REVIEW.corrected + REVIEW.other)',
    terms('REVIEW_CORRECTED'),
    terms('REVIEW_UPHELD', 'REVIEW_CORRECTED', 'REVIEW_OTHER'),
    OTHER_YEAR,
  ),
  define(
    'LITIGATION_CORRECTION_RATE',
    1,
    '诉讼纠错率',
    'litigation correction rate',
    'Σ corrected / Σ (upheld + corrected + other), both litigation tracks',
    terms('LITIGATION_CORRECTED'),
    terms('LITIGATION_UPHELD', 'LITIGATION_CORRECTED', 'LITIGATION_OTHER'),
    OTHER_YEAR,
  ),
  define(
    'REVIEW_RATE',
    1,
    '复议率',
    'review rate',
    'REVIEW.total / outcomes.total',
    terms('REVIEW_TOTAL'),
    CLOSED,
    OTHER_YEAR,
  ),
  define(
    'LITIGATION_RATE',
    1,
    '诉讼率',
    'litigation rate',
    'LITIGATION.total / outcomes.total',
    terms('LITIGATION_TOTAL'),
    CLOSED,
    OTHER_YEAR,
  ),
  define(
    'DISPUTE_RATE',
    1,
    '争议率',
    'dispute rate',
    '(REVIEW.total + DIRECT_LITIGATION.total + LITIGATION_AFTER_REVIEW.total) / received',
    terms('REVIEW_TOTAL', 'LITIGATION_TOTAL'),
    terms('RECEIVED'),
    OTHER_YEAR,
    'Counts a case twice when it went to review and then to court.',
  ),
  define(
    'DISPUTE_RATE',
    2,
    '争议率（不重复计）',
    'dispute rate, cases counted once',
    '(REVIEW.total + DIRECT_LITIGATION.total) / received',
    terms('REVIEW_TOTAL', 'DIRECT_LITIGATION_TOTAL'),
    terms('RECEIVED'),
    OTHER_YEAR,
  ),
];

/** The versions of a ratio, the default first. */
export function definitionsOf(id: RatioId): readonly RatioDefinition[] {
  return RATIO_DEFINITIONS.filter((definition) => definition.id === id);
}

/** A definition by version, 1 when none is asked for; undefined when there is no such version. */
export function definitionOf(id: RatioId, version = 1): RatioDefinition | undefined {
  return RATIO_DEFINITIONS.find((definition) => definition.id === id && definition.version === version);
}

/** What a ratio is made of. */
export const measuresOf = ({ numerator, denominator }: RatioDefinition): readonly Measure[] =>
  [...numerator, ...denominator].map(({ measure }) => measureById(measure));

/** The forms that print all that a ratio is made of. */
export function formsOfRatio(definition: RatioDefinition): readonly TabledForm[] {
  const measures = measuresOf(definition);
  return TABLED_FORMS.filter((form) => measures.every(({ forms }) => forms.includes(form)));
}

/** A ratio with its parts; value is null whenever status is not OK. */
export interface RatioOutcome {
  readonly id: RatioId;
  readonly version: number;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly status: ValueStatus;
}

/** Computes a ratio of one report. An unknown part gives NOT_REPORTED, a zero denominator ZERO_DENOMINATOR; never a guessed zero. */
export function ratioOf(definition: RatioDefinition, lookup: MeasureLookup): RatioOutcome {
  const numerator = sumOfTerms(definition.numerator, lookup);
  const denominator = sumOfTerms(definition.denominator, lookup);
  const part = { id: definition.id, version: definition.version, numerator, denominator };
  if (numerator === null || denominator === null) return { ...part, value: null, status: 'NOT_REPORTED' };
  if (denominator === 0) return { ...part, value: null, status: 'ZERO_DENOMINATOR' };
  return { ...part, value: numerator / denominator, status: 'OK' };
}
