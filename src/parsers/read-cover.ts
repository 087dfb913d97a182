import type { Diagnostic } from '../domain/diagnostic';
import type { ReadingHints, ReportingAgency, ReportScope } from '../domain/report-draft';
import type { SourceDocument } from '../domain/source-document';
import type { Span } from '../domain/source-text';
import type { TabledForm } from '../domain/statutory-form';
import { citedFormIn } from './cover/cited-form';
import { type CoverZones, findCoverZones } from './cover/cover-zones';
import { namesOfFile } from './cover/names-of-file';
import { readAgency } from './cover/read-agency';
import { readScope } from './cover/read-scope';
import { readYear, statedPeriod } from './cover/read-year';
import { chooseTitle, findReportMentions, type ReportMention } from './cover/report-mentions';
import { findScopeStatements, sentenceAround } from './cover/scope-statements';

/** What a report says about itself outside its tables. */
export interface Cover {
  readonly agency: ReportingAgency | null;
  /** Names that might be the agency when it could not be resolved. */
  readonly agencyCandidates: readonly string[];
  readonly year: number | null;
  /** As printed, without spaces and line ends. */
  readonly title: string | null;
  readonly scope: ReportScope;
  readonly scopeSpan: Span | null;
  /** The form of the notice that the introduction cites. */
  readonly citedForm: TabledForm | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a title begins: with the line above when that holds its year or the name. */
function titleStart(title: ReportMention, nameSpan: Span | null, { lead }: CoverZones): number {
  const reaches = title.starts.find((start) => {
    const { start: place } = lead.span(start, start + 1);
    const year = title.year === null || title.year.start >= start;
    return year && (nameSpan === null || nameSpan.start >= place);
  });
  return reaches ?? title.starts[0] ?? title.anchor;
}

function printedTitle(text: string, title: ReportMention, agency: ReportingAgency | null, zones: CoverZones): string {
  const ends = zones.lead.span(title.end - 1, title.end).end;
  const named = agency?.span != null && agency.span.end <= ends ? agency.span : null;
  const { start, end } = zones.lead.span(titleStart(title, named, zones), title.end);
  return text
    .slice(start, end)
    .replaceAll(/\s+/gu, '')
    .replace(/^《(.*)》$/u, '$1');
}

/** The sentence in which the agency is named. */
function namingSentence(agency: ReportingAgency | null, { lead, opening, tail }: CoverZones): Span | null {
  const span = agency?.span;
  if (span == null) return null;
  for (const prose of [lead, opening, tail]) {
    const at = prose.find(span.start);
    if (at === null) continue;
    const { start, end } = sentenceAround(prose, at);
    return prose.span(start, end);
  }
  return span;
}

/**
 * Reads agency, year, title and scope of a report. Looks only at the parts of the document that `findCoverZones` finds, so its cost hardly
 * depends on the length of the document. Pure; never throws.
 */
export function readCover(document: SourceDocument, hints: ReadingHints): Cover {
  const zones = findCoverZones(document);
  const mentions = findReportMentions(zones.lead);
  const title = chooseTitle(mentions, zones, document.pageTitles, statedPeriod(zones)?.value ?? null);
  const statements = findScopeStatements(zones);
  const { pageTitles } = document;
  const outside = [...pageTitles, ...namesOfFile(hints)];
  const year = readYear(zones, title, mentions, outside, hints);
  const { agency, candidates, diagnostics } = readAgency(
    { zones, title, mentions, statements, pageTitles, hints, year: year.year },
    document.text,
  );
  const scope = readScope(statements, agency, namingSentence(agency, zones), hints);
  return {
    agency,
    agencyCandidates: candidates,
    year: year.year,
    title: title === null ? null : printedTitle(document.text, title, agency, zones),
    scope: scope.scope,
    scopeSpan: scope.scopeSpan,
    citedForm: citedFormIn(zones.lead.text),
    diagnostics: [...diagnostics, ...year.diagnostics, ...scope.diagnostics],
  };
}
