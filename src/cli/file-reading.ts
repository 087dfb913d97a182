import { basename } from 'node:path';
import type { Diagnostic } from '../domain/diagnostic';
import type { ReportState } from '../domain/report';
import type { ReadingHints, ReportDraft } from '../domain/report-draft';
import type { SourceDocument } from '../domain/source-document';
import { decideState } from '../imports/decide-state';
import { expandArchives } from '../imports/expand-archives';
import type { ForeignReader } from '../imports/foreign-reader';
import { contentOf } from '../imports/item-content';
import { readReportWith } from '../imports/read-report';

const MOST_FILES = 1000;

/** What was read from a file, or from one file of an archive. */
export type FileReading =
  | {
      readonly file: string;
      /** What would become of it. */
      readonly state: ReportState;
      readonly document: SourceDocument;
      readonly draft: ReportDraft;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly file: string; readonly state: 'FAILED'; readonly failure: string };

/** Reads a file as an import would, an archive as its files. */
export async function readFileContent(
  file: string,
  bytes: Uint8Array,
  hints: ReadingHints,
  foreign: ForeignReader,
): Promise<readonly FileReading[]> {
  const item = { clientRef: file, filename: basename(file), contentBase64: Buffer.from(bytes).toString('base64') };
  const readings: FileReading[] = [];
  for (const expanded of (await expandArchives([item], foreign, MOST_FILES)) ?? [{ item, content: null }]) {
    const { clientRef, filename } = expanded.item;
    const content = expanded.content ?? contentOf(expanded.item);
    if (!content.ok) {
      readings.push({ file: clientRef, state: 'FAILED', failure: content.failure });
      continue;
    }
    const named = filename ?? undefined;
    const read = readReportWith(foreign);
    const result = await read({ content: content.content, filename: named }, { ...hints, filename: named });
    if (result.ok) readings.push({ ...result, file: clientRef, state: decideState(result.diagnostics) });
    else readings.push({ file: clientRef, state: 'FAILED', failure: result.message });
  }
  return readings;
}
