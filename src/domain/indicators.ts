/**
 * Measures and ratios of the hub, as data: the API's enums, SQL, glossary and docs/indicators.md derive from here. Ratios follow domestic usage; where
 * several definitions circulate each is a version of its own.
 */
import {
  APPLICATION_LINES,
  type Applicant,
  type ApplicationLineCode,
  DISCLOSURE_LINES,
  type DisclosureLineCode,
  type FormLine,
  type LineCode,
  OUTCOME_GROUPS,
  type OutcomeGroup,
  REVIEW_LINES,
  REVIEW_TRACKS,
  type ReviewLineCode,
  type ReviewTrack,
  TABLED_FORMS,
  type TabledForm,
  TRACK_TERMS,
  type Unit,
} from './statutory-form';

/** A path in ApplicationStats that holds a number: a line of the form, or the derived total of a group. */
export type ApplicationPath = ApplicationLineCode | `outcomes.${OutcomeGroup}.total`;

/** Where the number of a measure stands in the stored model. */
export type MeasureSource =
  /** A property path of ApplicationStats of the applicant asked for. */
  | { readonly table: 'applications'; readonly path: ApplicationPath }
  /** The sum of one column of table four over these tracks. */
  | { readonly table: 'review'; readonly tracks: readonly ReviewTrack[]; readonly line: ReviewLineCode }
  | { readonly table: 'disclosure'; readonly line: DisclosureLineCode };

export interface Measure {
  /** UPPER_SNAKE name in the API. */
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly unit: Unit;
  readonly stock: boolean;
  readonly forms: readonly TabledForm[];
  readonly source: MeasureSource;
  /** Line codes it is made of. */
  readonly lines: readonly LineCode[];
}

/** outcomes.withheld.stateSecrets → WITHHELD_STATE_SECRETS */
function idOfPath(path: string): string {
  return path
    .replace(/^outcomes\./, '')
    .replaceAll('.', '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase();
}

/** Ids of the contract that do not follow their line code. */
const NAMED: Readonly<Partial<Record<LineCode, string>>> = {
  'licensing.decisions': 'LICENSING_DECISIONS',
  'penalties.decisions': 'PENALTY_DECISIONS',
  'compulsion.decisions': 'COMPULSION_DECISIONS',
};

const withoutNumber = (label: string): string =>
  label.replace(/^(?:[一二三四五六七]、|（[一二三四五六七]）|\d\.)/u, '');

function applicationMeasure(line: FormLine<ApplicationLineCode>): Measure {
  const id = line.code === 'outcomes.total' ? 'CLOSED' : idOfPath(line.code);
  return {
    id,
    titleZh: line.code === 'outcomes.total' ? '本年度办理结果总计' : withoutNumber(line.labelZh),
    titleEn: line.labelEn,
    unit: line.unit,
    stock: line.stock,
    forms: line.forms,
    source: { table: 'applications', path: line.code },
    lines: [line.code],
  };
}

function groupMeasure(group: OutcomeGroup): Measure {
  const prefix = `outcomes.${group}.`;
  return {
    id: idOfPath(`outcomes.${group}`),
    titleZh: withoutNumber(OUTCOME_GROUPS[group].zh),
    titleEn: OUTCOME_GROUPS[group].en,
    unit: 'applications',
    stock: false,
    forms: TABLED_FORMS,
    source: { table: 'applications', path: `outcomes.${group}.total` },
    lines: APPLICATION_LINES.map((line) => line.code).filter((code) => code.startsWith(prefix)),
  };
}

function reviewMeasure(
  prefix: string,
  zh: string,
  en: string,
  tracks: readonly ReviewTrack[],
  line: FormLine<ReviewLineCode>,
): Measure {
  return {
    id: `${prefix}_${idOfPath(line.code)}`,
    titleZh: `${zh}·${line.labelZh}`,
    titleEn: `${en}: ${line.labelEn}`,
    unit: line.unit,
    stock: line.stock,
    forms: line.forms,
    source: { table: 'review', tracks, line: line.code },
    lines: [line.code],
  };
}

function disclosureMeasure(line: FormLine<DisclosureLineCode>): Measure {
  return {
    id: NAMED[line.code] ?? idOfPath(line.code),
    // Forms print 万元; the hub counts in yuan, as the unit says.
    titleZh: line.labelZh.replace('（单位：万元）', ''),
    titleEn: line.labelEn,
    unit: line.unit,
    stock: line.stock,
    forms: line.forms,
    source: { table: 'disclosure', line: line.code },
    lines: [line.code],
  };
}

const LITIGATION: readonly ReviewTrack[] = ['DIRECT_LITIGATION', 'LITIGATION_AFTER_REVIEW'];

/** Every measure, in the order of the form: lines of table three, group totals, table four by track and summed, table two. */
export const MEASURES: readonly Measure[] = [
  ...APPLICATION_LINES.filter((line) => line.code !== 'outcomes.closedOtherwise.total').map(applicationMeasure),
  ...(Object.keys(OUTCOME_GROUPS) as OutcomeGroup[]).map(groupMeasure),
  ...REVIEW_TRACKS.flatMap((track) =>
    REVIEW_LINES.map((line) => reviewMeasure(track, TRACK_TERMS[track].zh, TRACK_TERMS[track].en, [track], line)),
  ),
  ...REVIEW_LINES.map((line) => reviewMeasure('LITIGATION', '行政诉讼', 'litigation', LITIGATION, line)),
  ...DISCLOSURE_LINES.map(disclosureMeasure),
];

const BY_ID: ReadonlyMap<string, Measure> = new Map(MEASURES.map((measure) => [measure.id, measure]));

export const findMeasure = (id: string): Measure | undefined => BY_ID.get(id);

/** The measure of an id; throws on an id that does not exist, which is a bug of the caller. */
export function measureById(id: string): Measure {
  const measure = findMeasure(id);
  if (measure === undefined) throw new Error(`no measure ${id}`);
  return measure;
}

/** Why there is a value or none. */
export const VALUE_STATUSES = [
  'OK',
  'NO_DATA',
  'INCOMPLETE',
  'NOT_ADDITIVE',
  'NOT_ON_FORM',
  'ZERO_DENOMINATOR',
  'BELOW_MINIMUM',
  'NOT_REPORTED',
] as const;
export type ValueStatus = (typeof VALUE_STATUSES)[number];

/** Statuses that come with a value. */
export const VALUED_STATUSES: readonly ValueStatus[] = ['OK', 'INCOMPLETE'];

/** When a value has a status. */
export const STATUS_MEANINGS: Readonly<Record<ValueStatus, string>> = {
  OK: 'Every report of the group has the figure.',
  NO_DATA: 'There is no report.',
  INCOMPLETE: 'Some reports do not have the figure: the value is of the others, and `missing` counts them.',
  NOT_ADDITIVE: 'A level at a point in time would be added over years, or several consolidated reports of one region.',
  NOT_ON_FORM: 'No report is on a form that has the line.',
  ZERO_DENOMINATOR: 'The denominator is zero; of a change, the earlier value.',
  BELOW_MINIMUM: 'The denominator is smaller than asked for; one report alone has no STDDEV.',
  NOT_REPORTED: 'The form has the line, and no report has the figure.',
};

/** Gives the number of a measure for an applicant, or null when it is not known. */
export type MeasureLookup = (measureId: string, applicant: Applicant) => number | null;

/** One summand of a ratio's numerator or denominator. */
export interface Term {
  readonly measure: string;
  readonly applicant: Applicant;
  readonly factor: 1 | -1;
}

/** Adds terms up; null when one of them is not known. */
export function sumOfTerms(terms: readonly Term[], lookup: MeasureLookup): number | null {
  let sum = 0;
  for (const { measure, applicant, factor } of terms) {
    const value = lookup(measure, applicant);
    if (value === null) return null;
    sum += factor * value;
  }
  return sum;
}
