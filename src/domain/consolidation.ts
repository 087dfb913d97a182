/** The report on a whole region beside the sum of what the agencies within it report themselves. The two are never added. */
import type { MeasureAnswer } from './aggregates';
import { MEASURES } from './indicators';
import type { AnnualReport } from './report';
import type { ReviewTrack } from './statutory-form';

/** Everything that is printed on a line of its own: sums of lines differ when their lines do. */
export const COMPARED_MEASURES: readonly string[] = MEASURES.filter(
  ({ lines, source }) => lines.length === 1 && (source.table !== 'review' || source.tracks.length === 1),
).map(({ id }) => id);

export interface RegionYear {
  readonly code: string;
  readonly year: number;
}

/** One figure, both ways. */
export interface ConsolidatedFigure {
  readonly measure: string;
  /** As the report on the region prints it, a canonical decimal; null when it does not. */
  readonly consolidated: string | null;
  /** The sum over the agencies within. */
  readonly own: MeasureAnswer;
}

export interface Consolidation extends RegionYear {
  /** The report on the region; null when there is none, or several that contradict each other. */
  readonly report: AnnualReport | null;
  /** How many there are: of the government, or else of its office. */
  readonly reports: number;
  /** Agencies within the region with an OWN report on the year. */
  readonly ownReports: number;
  /** Agencies within the region that the hub knows an OWN report of, on any year. */
  readonly knownAgencies: number;
  /** In the order of COMPARED_MEASURES; empty without a report on the region. */
  readonly figures: readonly ConsolidatedFigure[];
}

/** Whether every agency that is known to report is there; others, which have never reported, cannot be known. */
export const isComplete = ({ ownReports, knownAgencies }: Consolidation): boolean =>
  ownReports > 0 && ownReports === knownAgencies;

/**
 * Whether a figure contradicts itself: both are known, and they differ where every agency is there, or a part is more than the whole where some are
 * not. What cannot be compared does not differ.
 */
export function differs({ consolidated, own }: ConsolidatedFigure, consolidation: Consolidation): boolean {
  if (consolidated === null || own.value === null) return false;
  const [whole, sum] = [Number(consolidated), Number(own.value)];
  return isComplete(consolidation) && own.status === 'OK' ? sum !== whole : sum > whole;
}

/** The track that a measure of table four is of; null for others. */
export function trackOf(measure: string): ReviewTrack | null {
  const source = MEASURES.find(({ id }) => id === measure)?.source;
  return source?.table === 'review' && source.tracks.length === 1 ? (source.tracks[0] ?? null) : null;
}

/** The part of the reading side that compares; by one statement for all that are asked for, in their order. */
export interface ConsolidationReader {
  consolidations(asked: readonly RegionYear[]): Promise<readonly Consolidation[]>;
}
