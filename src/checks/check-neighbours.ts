import { type Diagnostic, diagnose } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import type { ReportDraft } from '../domain/report-draft';
import { APPLICANTS, type DisclosureLineCode, type LineCode } from '../domain/statutory-form';
import { type FiguresOf, figuresOf, sumOf } from './figures-of';

/** What the checks over time need of a report; a draft is one. */
export type NeighbourFigures = Pick<
  ReportDraft,
  'scope' | 'applicationStats' | 'reviewLitigation' | 'proactiveDisclosure'
>;

/** OPENING_CLOSING_MISMATCH: what a year brings forward is what the year before carried forward, in each column. */
function checkOpening(previous: FiguresOf, current: FiguresOf): readonly Diagnostic[] {
  return APPLICANTS.flatMap((applicant) => {
    const closing = previous.application(applicant, 'carriedForward');
    const opening = current.application(applicant, 'broughtForward');
    const expected = sumOf([closing]);
    const actual = sumOf([opening]);
    if (expected === null || actual === null || expected === actual) return [];
    return diagnose('OPENING_CLOSING_MISMATCH', {
      applicant,
      actual: String(actual),
      expected: String(expected),
      lines: ['broughtForward'],
      span: opening?.span ?? null,
    });
  });
}

/** IN_FORCE_MISMATCH: in force = in force a year before + issued − repealed. */
function checkInForce(previous: FiguresOf, current: FiguresOf): readonly Diagnostic[] {
  return (['rules', 'normativeDocuments'] as const).flatMap((row) => {
    const inForce = current.disclosure(`${row}.inForce`);
    const before = sumOf([previous.disclosure(`${row}.inForce`), current.disclosure(`${row}.issued`)]);
    const repealed = sumOf([current.disclosure(`${row}.repealed`)]);
    const actual = sumOf([inForce]);
    if (before === null || repealed === null || actual === null || actual === before - repealed) return [];
    return diagnose('IN_FORCE_MISMATCH', {
      actual: String(actual),
      expected: String(before - repealed),
      lines: [`${row}.inForce`, `${row}.issued`, `${row}.repealed`],
      span: inForce?.span ?? null,
    });
  });
}

const SMALLEST_BASE = 30;
const MOST_GROWTH = 5;
const LEAST_GROWTH = 0.2;
const WATCHED_APPLICATIONS: readonly LineCode[] = ['received', 'outcomes.total', 'carriedForward'];
/** Fees among them: 元 printed in a column headed 万元 shows as a change by four powers of ten. */
const WATCHED_DISCLOSURE: readonly DisclosureLineCode[] = [
  'licensing.decisions',
  'penalties.decisions',
  'compulsion.decisions',
  'fees.collected',
];

/** UNUSUAL_CHANGE: more than five times or less than a fifth of a base of at least 30. */
function checkChange(previous: FiguresOf, current: FiguresOf): readonly Diagnostic[] {
  const pairs: readonly (readonly [Figure | undefined, Figure | undefined])[] = [
    ...WATCHED_APPLICATIONS.map(
      (line) => [previous.application('TOTAL', line), current.application('TOTAL', line)] as const,
    ),
    ...WATCHED_DISCLOSURE.map((line) => [previous.disclosure(line), current.disclosure(line)] as const),
  ];
  return pairs.flatMap(([before, after]) => {
    const base = sumOf([before]);
    const value = sumOf([after]);
    if (base === null || value === null || after === undefined || base < SMALLEST_BASE) return [];
    if (value <= MOST_GROWTH * base && value >= LEAST_GROWTH * base) return [];
    return diagnose('UNUSUAL_CHANGE', {
      actual: String(value),
      expected: `about ${base}`,
      lines: [after.line],
      span: after.span,
    });
  });
}

/**
 * Findings that need the report of the year before: OPENING_CLOSING_MISMATCH, IN_FORCE_MISMATCH, UNUSUAL_CHANGE. They belong to the later report.
 * Gives none when scopes differ: figures of one agency and of an area do not follow from each other. Pure.
 */
export function checkNeighbours(previous: NeighbourFigures, current: NeighbourFigures): readonly Diagnostic[] {
  if (previous.scope !== current.scope) return [];
  const before = figuresOf(previous);
  const after = figuresOf(current);
  return [...checkOpening(before, after), ...checkInForce(before, after), ...checkChange(before, after)];
}
