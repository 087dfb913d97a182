import { runChecks } from '../checks/run-checks';
import { readDocument } from '../documents/read-document';
import type { Diagnostic } from '../domain/diagnostic';
import type { ReadingHints, ReportDraft } from '../domain/report-draft';
import type { SourceDocument } from '../domain/source-document';
import { parseReport } from '../parsers/parse-report';

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

/** Reads one report: bytes → document → draft → findings of every check that needs only this report. Pure; never throws. */
export function readReport(report: ReportContent, hints: ReadingHints): ReadResult {
  const result = readDocument({ ...report.content, mediaType: report.mediaType, filename: report.filename });
  if (!result.ok) return { ok: false, message: result.message };
  const { draft, diagnostics } = parseReport(result.document, hints);
  return {
    ok: true,
    document: result.document,
    draft,
    diagnostics: [...diagnostics, ...runChecks(draft).diagnostics],
  };
}
