import type { Span } from './source-text';
import type { LineCode } from './statutory-form';

export const FIGURE_STATUSES = ['REPORTED', 'BLANK', 'NOT_APPLICABLE', 'UNREADABLE', 'ABSENT', 'NOT_ON_FORM'] as const;
/** What is known of a cell of the form; see FigureStatus of the API. Zero is something an agency wrote, never what is assumed. */
export type FigureStatus = (typeof FIGURE_STATUSES)[number];

/** What a reviewer holds right in place of a printed number. */
export interface Correction {
  /** Null when no number is known: what is printed belongs elsewhere. */
  readonly value: number | null;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** One cell of the form as the agency printed it. */
export interface Figure<Code extends LineCode = LineCode> {
  readonly line: Code;
  readonly status: FigureStatus;
  /** Set exactly when status is REPORTED. Counts are safe integers; money is in yuan, exact to the fen. */
  readonly value: number | null;
  /** Text of the cell, unaltered: `source.text.slice(span.start, span.end)`. */
  readonly printed: string | null;
  /** True when the cell was recognised by its place or by arithmetic rather than by its label. */
  readonly inferred: boolean;
  readonly span: Span | null;
  /** Stands beside what is printed, and counts in its place. */
  readonly correction?: Correction | undefined;
}

/** The number that counts: the corrected one where there is one. */
export const currentValue = ({ value, correction }: Figure): number | null =>
  correction === undefined ? value : correction.value;

/** The figure of a cell that the document does not have, or whose number cannot be known. */
export function absentFigure<Code extends LineCode>(line: Code): Figure<Code> {
  return { line, status: 'ABSENT', value: null, printed: null, inferred: false, span: null };
}
