/** Figures and findings as the API shows them: with labels, and with spans that are located when they are selected. */
import { type Diagnostic, messageOf, type Severity } from '../domain/diagnostic';
import type { Correction, Figure, FigureStatus } from '../domain/figure';
import type { Span } from '../domain/source-text';
import {
  APPLICATION_LINES,
  DISCLOSURE_LINES,
  type FormLine,
  type FormVersion,
  type LineCode,
  REVIEW_LINES,
} from '../domain/statutory-form';
import type { Diagnostic as ShownDiagnostic } from '../schema/diagnostic';
import type { Figure as ShownFigure, SourceSpan } from '../schema/figure';
import type { SourceText, TextLookup } from './source-text';

/** The form whose lines the counts of the API are. */
const CURRENT_FORM: FormVersion = 'FORM_2021';

const LINES = new Map<LineCode, FormLine>(
  [...APPLICATION_LINES, ...REVIEW_LINES, ...DISCLOSURE_LINES].map((line) => [line.code, line]),
);

const ORDER = new Map([...LINES.keys()].map((code, place) => [code, place]));

const notOnForm = (line: LineCode): Figure => ({
  line,
  status: 'NOT_ON_FORM',
  value: null,
  printed: null,
  inferred: false,
  span: null,
});

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

  get correction(): Correction | undefined {
    return this.figure.correction;
  }

  span(): SourceSpan | null {
    return this.figure.span === null ? null : this.text.locate(this.figure.span);
  }
}

/**
 * The figures of a table of a report, and in their places the lines of today's form that the form of the report does not have.
 *
 * @param lines - all lines of the table, of every form
 * @param form - of the report
 * @param text - that the spans point into
 */
export function showTable(
  figures: readonly Figure[],
  lines: readonly FormLine<LineCode>[],
  form: FormVersion | null,
  text: SourceText,
): readonly ShownFigure[] {
  const known = new Set(figures.map(({ line }) => line));
  const missing = lines.filter(
    ({ code, forms }) => isOn(CURRENT_FORM, forms) && !isOn(form ?? CURRENT_FORM, forms) && !known.has(code),
  );
  // A table that is not there at all, as before 2019, has no lines that its form could lack.
  if (figures.length === 0 || missing.length === 0) return showFigures(figures, text);
  const all = [...figures, ...missing.map(({ code }) => notOnForm(code))];
  return showFigures(
    all.sort((one, other) => placeOf(one) - placeOf(other)),
    text,
  );
}

const isOn = (form: FormVersion, forms: readonly FormVersion[]): boolean => forms.includes(form);
const placeOf = ({ line }: Figure): number => ORDER.get(line) ?? ORDER.size;

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
