import {
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  type LineCode,
  OUTCOME_GROUPS,
  type OutcomeGroup,
  REVIEW_LINES,
  type Term,
} from '../domain/statutory-form';

const LABELS: ReadonlyMap<LineCode, string> = new Map(
  [...APPLICATION_LINES, ...REVIEW_LINES, ...DISCLOSURE_LINES].map(({ code, labelZh, labelEn }) => [
    code,
    `${labelZh}: ${labelEn}`,
  ]),
);

/** Options of a field that is the number of a line of the form: its description is what the form calls it, in both languages. */
export function lineField(code: LineCode): { readonly nullable: true; readonly description: string } {
  return { nullable: true, description: `${LABELS.get(code)}` };
}

/** Options of a field that holds the lines of an outcome group. */
export function groupField(group: OutcomeGroup): { readonly description: string } {
  const { zh, en }: Term = OUTCOME_GROUPS[group];
  return { description: `${zh}: ${en}` };
}
