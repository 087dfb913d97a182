/** Cells of the statutory tables in a row of reports: what each is called officially, and why one is empty. */
import type { FigureStatus } from '../domain/figure';
import { MEASURES, type Measure, type MeasureSource } from '../domain/indicators';
import {
  APPLICANTS,
  GROUP_LINES,
  type LineCode,
  OUTCOME_GROUPS,
  type OutcomeGroup,
  REVIEW_TRACKS,
  type ReviewTrack,
} from '../domain/statutory-form';

/** Types of the API that are tables, or a column or a track of one. */
export const TABLES: ReadonlySet<string> = new Set(['ApplicationStats', 'ReviewLitigation', 'ProactiveDisclosure']);

/** A list with an element for each of a few words, which stand beside each other as columns. */
export interface Keyed {
  /** Tells the elements apart. */
  readonly field: string;
  /** Narrows the list. */
  readonly argument: string;
  readonly words: readonly string[];
}
export const KEYED: Readonly<Record<string, Keyed>> = {
  ApplicationStats: { field: 'applicant', argument: 'applicants', words: APPLICANTS },
  ReviewLitigation: { field: 'track', argument: 'tracks', words: REVIEW_TRACKS },
};

/** Paths of the API that are not the code of their line. */
const LINES: Readonly<Record<string, LineCode>> = {
  licensingDecisions: 'licensing.decisions',
  penaltyDecisions: 'penalties.decisions',
  compulsionDecisions: 'compulsion.decisions',
  feesCollected: 'fees.collected',
};

function isAt(source: MeasureSource, table: string, line: string, track: ReviewTrack | null): boolean {
  switch (source.table) {
    case 'applications':
      return table === 'ApplicationStats' && source.path === line;
    case 'review':
      return table === 'ReviewLitigation' && source.line === line && (track === null || source.tracks.join() === track);
    case 'disclosure':
      return table === 'ProactiveDisclosure' && source.line === line;
  }
}

/** The measure that is the number at a path of a table, such as outcomes.withheld.total. */
export function measureAt(table: string, path: string, track: ReviewTrack | null): Measure | undefined {
  return MEASURES.find(({ source }) => isAt(source, table, LINES[path] ?? path, track));
}

interface ShownFigure {
  readonly line: string;
  readonly status: FigureStatus;
  readonly correction: { readonly value: unknown } | null;
}

/** CORRECTED: what a correction says counts in the place of what was printed. */
export type ShownStatus = FigureStatus | 'CORRECTED';

const isKnown = ({ status, correction }: ShownFigure): boolean =>
  correction === null ? status === 'REPORTED' : correction.value !== null;

const groupOf = (path: string): OutcomeGroup | undefined =>
  (Object.keys(OUTCOME_GROUPS) as OutcomeGroup[]).find((group) => path === `outcomes.${group}.total`);

/** The figure at a path, or those that its sum is of. */
function figuresAt(figures: readonly ShownFigure[], path: string): readonly ShownFigure[] {
  const at = (line: string): readonly ShownFigure[] => figures.filter((figure) => figure.line === line);
  const own = at(LINES[path] ?? path);
  const group = groupOf(path);
  return own.length > 0 || group === undefined ? own : GROUP_LINES[group].flatMap(at);
}

/** Why the number at a path is there or not. A sum that is not known has the status of the first of its lines that is not. */
export function statusAt(figures: readonly ShownFigure[], path: string, value: unknown): ShownStatus {
  // A report without tables, as before 2019, has no such cell on its form.
  if (figures.length === 0) return 'NOT_ON_FORM';
  const shown = figuresAt(figures, path);
  if (value !== null && value !== undefined)
    return shown.some(({ correction }) => correction !== null) ? 'CORRECTED' : 'REPORTED';
  const unknown = shown.find((figure) => !isKnown(figure));
  if (unknown === undefined) return 'ABSENT';
  return unknown.correction === null ? unknown.status : 'CORRECTED';
}
