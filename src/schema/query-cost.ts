/** What a field may cost, in answered fields: the estimates by which a query is refused before it runs. */
import type { ComplexityEstimator } from 'graphql-query-complexity';

/** The largest page of any list. */
export const MAX_PAGE = 100;

/** A list field that asks the store on its own costs this much before its first node. */
const STATEMENT_COST = 1_000;

/** The text of a whole source document, some 30 KB: not quite twenty fit in an answer. */
export const SOURCE_TEXT_COST = 5_000;

/** The text of one of the six sections of a narrative: those of a hundred reports fit in an answer. */
export const SECTION_TEXT_COST = 150;

/** Findings about a report that is badly damaged; most have far fewer. */
export const DIAGNOSTICS = 50;

/** Counts that the prose of a report states; most have fewer. */
export const STATED = 20;

/** A list of about this many objects. */
export const listOf =
  (length: number): ComplexityEstimator =>
  ({ childComplexity }) =>
    1 + length * childComplexity;

/** A list that an argument narrows to as many objects as it names; `length` of them without it. */
export const listNarrowedBy =
  (argument: string, length: number): ComplexityEstimator =>
  ({ args, childComplexity }) => {
    const asked: unknown = args[argument];
    return 1 + (Array.isArray(asked) ? asked.length : length) * childComplexity;
  };

/** An object that asks the store on its own. */
export const ofStatement: ComplexityEstimator = ({ childComplexity }) => STATEMENT_COST + childComplexity;

/** A page of `first` nodes; a senseless `first` counts as the largest page, and is refused later with its reason. */
export const pageOfFirst: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args.first;
  const length = typeof first === 'number' && first >= 1 && first <= MAX_PAGE ? first : MAX_PAGE;
  return STATEMENT_COST + length * childComplexity;
};

/** One series for each pair of an agency or region and a measure or ratio. */
export const seriesAsked: ComplexityEstimator = ({ args, childComplexity }) => {
  const lengthOf = (name: string): number => (Array.isArray(args[name]) ? (args[name] as unknown[]).length : 0);
  const subjects = lengthOf('agencyIds') + lengthOf('regionCodes');
  const indicators = lengthOf('measures') + lengthOf('ratios');
  return STATEMENT_COST + subjects * indicators * childComplexity;
};
