/** Figures and findings as the API shows them: with labels, and with spans that are located when they are selected. */
import { type Diagnostic, messageOf, type Severity } from '../domain/diagnostic';
import type { Figure, FigureStatus } from '../domain/figure';
import type { Span } from '../domain/source-text';
import {
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  type FormLine,
  type LineCode,
  REVIEW_LINES,
} from '../domain/statutory-form';
import type { Diagnostic as ShownDiagnostic } from '../schema/diagnostic';
import type { Figure as ShownFigure, SourceSpan } from '../schema/figure';
import type { SourceText, TextLookup } from './source-text';

const LINES = new Map<LineCode, FormLine>(
  [...APPLICATION_LINES, ...REVIEW_LINES, ...DISCLOSURE_LINES].map((line) => [line.code, line]),
);

/** A report has some two hundred: labels and places are looked up when they are selected, and at once. */
class LocatedFigure implements ShownFigure {
  readonly line: LineCode;
  readonly status: FigureStatus;
  readonly value: number | null;
  readonly printed: string | null;
  readonly inferred: boolean;

  constructor(
    private readonly figure: Figure,
    private readonly text: SourceText,
  ) {
    this.line = figure.line;
    this.status = figure.status;
    this.value = figure.value;
    this.printed = figure.printed;
    this.inferred = figure.inferred;
  }

  get labelZh(): string {
    return LINES.get(this.line)?.labelZh ?? this.line;
  }

  get labelEn(): string {
    return LINES.get(this.line)?.labelEn ?? this.line;
  }

  span(): SourceSpan | null {
    return this.figure.span === null ? null : this.text.locate(this.figure.span);
  }
}

/** @param text - that the spans point into */
export function showFigures(figures: readonly Figure[], text: SourceText): readonly ShownFigure[] {
  return figures.map((figure) => new LocatedFigure(figure, text));
}

/** `text` is asked only for spans that are there and selected. */
export function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  severity: readonly Severity[] | null | undefined,
  text: TextLookup,
): readonly ShownDiagnostic[] {
  const wanted = severity ? diagnostics.filter((diagnostic) => severity.includes(diagnostic.severity)) : diagnostics;
  return wanted.map((diagnostic) => ({
    ...diagnostic,
    message: messageOf(diagnostic),
    span: () => locate(diagnostic.span, text),
    related: async () => {
      if (diagnostic.related.length === 0) return [];
      const source = await text();
      return diagnostic.related.map((span) => source.locate(span));
    },
  }));
}

async function locate(span: Span | null, text: TextLookup): Promise<SourceSpan | null> {
  return span === null ? null : (await text()).locate(span);
}
