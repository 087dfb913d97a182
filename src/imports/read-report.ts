import { runChecks } from '../checks/run-checks';
import { containerOf, type DocumentContent, type DocumentResult, readDocument } from '../documents/read-document';
import type { Diagnostic } from '../domain/diagnostic';
import type { ReadingHints, ReportDraft } from '../domain/report-draft';
import type { SourceDocument } from '../domain/source-document';
import { parseReport } from '../parsers/parse-report';
import type { ForeignReader } from './foreign-reader';

/** Content of an item as it arrived, with what the importer declares about it. */
export interface ReportContent {
  readonly content: { readonly text: string } | { readonly bytes: Uint8Array };
  readonly mediaType?: string | undefined;
  readonly filename?: string | undefined;
}

export type ReadResult =
  | {
      readonly ok: true;
      readonly document: SourceDocument;
      readonly draft: ReportDraft;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** The content is no document that can be read; the message says what it is and what to do. */
  | { readonly ok: false; readonly message: string };

/** Hears how many seconds a reader was at a report, without those for which the report waited for its turn. */
export type HearReading = (seconds: number) => void;

/** How a report is read: at once where that is safe, else in its own time. */
export type ReadReport = (
  report: ReportContent,
  hints: ReadingHints,
  heard?: HearReading,
) => ReadResult | Promise<ReadResult>;

/**
 * Reads one report: bytes → document → draft → findings of every check that needs only this report. Pure; never throws. For text of any origin, and
 * for containers that can be trusted; PDF takes `readReportWith`.
 */
export function readReport(report: ReportContent, hints: ReadingHints): ReadResult {
  return readResult(readDocument(contentOf(report)), hints);
}

/** The same, timed. */
export function readHeard(report: ReportContent, hints: ReadingHints, heard: HearReading = () => {}): ReadResult {
  const begun = performance.now();
  const result = readReport(report, hints);
  heard((performance.now() - begun) / 1000);
  return result;
}

/** Whether a report is of a format that is read aside. */
export const isForeign = (report: ReportContent): boolean => containerOf(contentOf(report)) !== null;

/** Reads reports of every kind: text at once, foreign formats aside. */
export function readReportWith(foreign: ForeignReader): ReadReport {
  return (report, hints, heard) => {
    if (!isForeign(report)) return readHeard(report, hints, heard);
    const { content } = report;
    const bytes = 'bytes' in content ? content.bytes : Buffer.from(content.text);
    const { mediaType, filename } = report;
    return foreign.read({ bytes, mediaType, filename }, heard).then((result) => readResult(result, hints));
  };
}

function contentOf({ content, mediaType, filename }: ReportContent): DocumentContent {
  return 'bytes' in content
    ? { bytes: content.bytes, mediaType, filename }
    : { text: content.text, mediaType, filename };
}

function readResult(result: DocumentResult, hints: ReadingHints): ReadResult {
  if (!result.ok) return { ok: false, message: result.message };
  const { draft, diagnostics } = parseReport(result.document, hints);
  return {
    ok: true,
    document: result.document,
    draft,
    diagnostics: [...diagnostics, ...runChecks(draft).diagnostics],
  };
}
