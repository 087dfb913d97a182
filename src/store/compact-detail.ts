import type { Figure, FigureStatus } from '../domain/figure';
import type { NarrativeSection, ReportDraft, StatedCount, StatedSubject } from '../domain/report-draft';
import type { Applicant, LineCode, ReviewTrack } from '../domain/statutory-form';

/** The part of a draft that is kept for reading rather than for computing. */
export type DraftDetail = Pick<
  ReportDraft,
  'applicationStats' | 'reviewLitigation' | 'proactiveDisclosure' | 'narrative' | 'statedCounts'
>;

/**
 * [place in `lines`, value or status, start, end, inferred, printed]; what is missing at the end is null, and REPORTED is said by the value.
 * `printed` is there only when it is not the text between start and end.
 */
type CompactFigure = readonly [
  line: number,
  valueOrStatus: number | FigureStatus | null,
  start?: number | null,
  end?: number | null,
  inferred?: 0 | 1,
  printed?: string | null,
];
type CompactSection = readonly [ordinal: number, heading: string, start: number, end: number, text?: string];
type CompactStated = readonly [
  subject: StatedSubject,
  value: number,
  start: number,
  end: number,
  scope?: StatedCount['scope'],
];

/** Figures and sections as JSON a quarter of the size: line codes once, and texts as ranges of the source. */
export interface CompactDetail {
  readonly lines: readonly LineCode[];
  readonly applications: readonly (readonly [Applicant, readonly CompactFigure[]])[];
  readonly review: readonly (readonly [ReviewTrack, readonly CompactFigure[]])[];
  readonly disclosure: readonly CompactFigure[];
  readonly narrative: readonly CompactSection[];
  /** Not there when there are none, and in rows written before they were kept. */
  readonly stated?: readonly CompactStated[];
}

/** @param text - of the source document that the spans point into */
export function compactDetail(draft: DraftDetail, text: string): CompactDetail {
  const places = new Map<LineCode, number>();
  const compact = (figure: Figure): CompactFigure => {
    const place = places.get(figure.line) ?? places.size;
    places.set(figure.line, place);
    return compactFigure(figure, place, text);
  };
  const applications = draft.applicationStats.map(
    ({ applicant, figures }) => [applicant, figures.map(compact)] as const,
  );
  const review = draft.reviewLitigation.map(({ track, figures }) => [track, figures.map(compact)] as const);
  const disclosure = draft.proactiveDisclosure.map(compact);
  const narrative = draft.narrative.map((section) => compactSection(section, text));
  const kept = { lines: [...places.keys()], applications, review, disclosure, narrative };
  return draft.statedCounts.length === 0 ? kept : { ...kept, stated: draft.statedCounts.map(compactStated) };
}

function compactFigure(figure: Figure, place: number, text: string): CompactFigure {
  const { span, status, value, printed, inferred } = figure;
  const head = [place, status === 'REPORTED' ? value : status] as const;
  const cut = span === null ? null : text.slice(span.start, span.end);
  const start = span?.start ?? null;
  const end = span?.end ?? null;
  if (printed !== cut) return [...head, start, end, inferred ? 1 : 0, printed];
  if (inferred) return [...head, start, end, 1];
  return span === null ? head : [...head, start, end];
}

function compactSection({ ordinal, heading, text: kept, span }: NarrativeSection, text: string): CompactSection {
  const compact = [ordinal, heading, span.start, span.end] as const;
  return text.slice(span.start, span.end) === kept ? compact : [...compact, kept];
}

function compactStated({ subject, value, span, scope }: StatedCount): CompactStated {
  const compact = [subject, value, span.start, span.end] as const;
  return scope === null ? compact : [...compact, scope];
}

/** The inverse of `compactDetail`, given the same text. */
export function expandDetail(compact: CompactDetail, text: string): DraftDetail {
  const expand = <Code extends LineCode>(figures: readonly CompactFigure[]): Figure<Code>[] =>
    figures.map((figure) => expandFigure(figure, compact.lines[figure[0]] as Code, text));
  return {
    applicationStats: compact.applications.map(([applicant, figures]) => ({ applicant, figures: expand(figures) })),
    reviewLitigation: compact.review.map(([track, figures]) => ({ track, figures: expand(figures) })),
    proactiveDisclosure: expand(compact.disclosure),
    narrative: compact.narrative.map(([ordinal, heading, start, end, kept]) => ({
      ordinal,
      heading,
      text: kept ?? text.slice(start, end),
      span: { start, end },
    })),
    statedCounts: (compact.stated ?? []).map(([subject, value, start, end, scope = null]) => ({
      subject,
      value,
      span: { start, end },
      scope,
    })),
  };
}

function expandFigure<Code extends LineCode>(compact: CompactFigure, line: Code, text: string): Figure<Code> {
  const [, valueOrStatus, start = null, end = null, inferred = 0] = compact;
  const span = start === null || end === null ? null : { start, end };
  const cut = span === null ? null : text.slice(span.start, span.end);
  const printed = compact.length > 5 ? (compact[5] ?? null) : cut;
  return {
    line,
    status: typeof valueOrStatus === 'string' ? valueOrStatus : 'REPORTED',
    value: typeof valueOrStatus === 'number' ? valueOrStatus : null,
    printed,
    inferred: inferred === 1,
    span,
  };
}
