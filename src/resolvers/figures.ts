/** Figures and findings as the API shows them: with labels, and with spans that are located when they are selected. */
import { type Diagnostic, messageOf, type Severity } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
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
import type { TextLookup } from './source-text';

const LINES = new Map<LineCode, FormLine>(
  [...APPLICATION_LINES, ...REVIEW_LINES, ...DISCLOSURE_LINES].map((line) => [line.code, line]),
);

/** `text` is asked only for spans that are there and selected. */
export function showFigures(figures: readonly Figure[], text: TextLookup): readonly ShownFigure[] {
  return figures.map((figure) => ({
    ...figure,
    labelZh: LINES.get(figure.line)?.labelZh ?? figure.line,
    labelEn: LINES.get(figure.line)?.labelEn ?? figure.line,
    span: () => locate(figure.span, text),
  }));
}

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
