import { type Diagnostic, messageOf } from '../../src/domain/diagnostic';
import type { Figure } from '../../src/domain/figure';
import type { ReportDraft } from '../../src/domain/report-draft';
import { indexText, locateSpan } from '../../src/domain/source-text';

/** A figure in one line: `12`, or what is there instead; `*` marks an inferred one. */
const showFigure = ({ line, status, value, printed, inferred, span }: Figure): string => {
  const shown = status === 'REPORTED' ? String(value) : status;
  const differs = printed !== null && printed !== shown && status === 'REPORTED' ? ` printed "${printed}"` : '';
  return `${line} = ${shown}${inferred ? ' *' : ''}${differs}${span === null ? '' : ` @${span.start}`}`;
};

/** A draft as a fixture that a person can compare with the source: cells on lines of their own, prose by its length. */
export function showDraft(draft: ReportDraft): unknown {
  return {
    agency: draft.agency,
    agencyCandidates: draft.agencyCandidates,
    year: draft.year,
    scope: draft.scope,
    scopeSpan: draft.scopeSpan,
    form: draft.form,
    title: draft.title,
    applicationStats: Object.fromEntries(
      draft.applicationStats.map(({ applicant, figures }) => [applicant, figures.map(showFigure)]),
    ),
    reviewLitigation: Object.fromEntries(
      draft.reviewLitigation.map(({ track, figures }) => [track, figures.map(showFigure)]),
    ),
    proactiveDisclosure: draft.proactiveDisclosure.map(showFigure),
    narrative: draft.narrative.map(
      ({ ordinal, heading, text }) =>
        `${ordinal} ${heading} (${text.length} characters: ${text.slice(0, 12)}…${text.slice(-12)})`,
    ),
    statedCounts: draft.statedCounts.map(
      ({ subject, value, scope, span }) => `${subject} = ${value}${scope === null ? '' : ` ${scope}`} @${span.start}`,
    ),
  };
}

/** Diagnostics as a person reads them: severity, code, sentence, place, and the line with a caret. */
export function showDiagnostics(diagnostics: readonly Diagnostic[], text: string): string {
  const index = indexText(text);
  return diagnostics
    .map((diagnostic) => {
      const column = diagnostic.applicant ?? diagnostic.track;
      const head = `${diagnostic.severity} ${diagnostic.code} ${diagnostic.lines.join(' ')}${column === null ? '' : ` [${column}]`}\n  ${messageOf(diagnostic)}`;
      if (diagnostic.span === null) return head;
      const place = locateSpan(text, index, diagnostic.span);
      return `${head}\n  ${place.line}:${place.column} ${JSON.stringify(place.excerpt)}`;
    })
    .map((entry) => `${entry}\n`)
    .join('');
}
