import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportItemInput } from '../domain/importing';
import type { ImportItemStatus, ImportMode } from '../domain/report';
import type { Applicant, ReviewTrack } from '../domain/statutory-form';
import { requestSha256 } from '../imports/import-batch';
import type { FoundFile } from './find-files';
import type { HubClient } from './hub-client';

/** What became of a file, or of a file of an archive. */
export interface ImportedFile {
  readonly ref: string;
  readonly status: ImportItemStatus;
  readonly failure: string | null;
  readonly reportId: string | null;
  /** Why it is not published: what does not add up, or is not known. */
  readonly findings: readonly FileFinding[];
}

export interface FileFinding {
  readonly code: string;
  readonly message: string;
  /** The column of table three, or the track of table four, that it is about. */
  readonly applicant: Applicant | null;
  readonly track: ReviewTrack | null;
  /** Where it begins in the text of the document, counting from 1. */
  readonly span: { readonly line: number; readonly column: number } | null;
}

/** What is asked of an item of a job. */
export const ITEM_FIELDS =
  'clientRef status failure report { id } duplicateOf { id } diagnostics(severity: [ERROR, BLOCKER]) { code message applicant track span { line column } }';

export interface AnsweredItem extends Pick<ImportedFile, 'status' | 'failure'> {
  readonly clientRef: string;
  readonly report: { readonly id: string } | null;
  readonly duplicateOf: { readonly id: string } | null;
  readonly diagnostics: readonly FileFinding[];
}

/** A file whose content is known already is that report. */
export function importedFile(item: AnsweredItem): ImportedFile {
  const { clientRef, status, failure, report, duplicateOf, diagnostics } = item;
  return { ref: clientRef, status, failure, reportId: report?.id ?? duplicateOf?.id ?? null, findings: diagnostics };
}

export interface ImportAsk {
  readonly mode: ImportMode;
  /** Said of every file. */
  readonly said: Pick<ImportItemInput, 'agencyName' | 'year' | 'regionCode' | 'sourceUrl'>;
  readonly note: string | null;
}

/** More of them are sent to be worked as jobs. */
const FEW = { files: 100, bytes: 20 << 20 } as const;

/** Whether files are better sent as they are, to be worked as jobs: many, large ones, and archives. */
export const areMany = (files: readonly FoundFile[]): boolean =>
  files.length > FEW.files ||
  files.reduce((sum, { bytes }) => sum + bytes, 0) > FEW.bytes ||
  files.some(({ path }) => /\.zip$/i.test(path));

/** Small enough that what is seen goes on, large enough that the store works on many at once. */
const BATCH_ITEMS = 25;
/** Of base64, of the 20 MB that a request may have. */
const BATCH_CHARACTERS = 12 << 20;

const IMPORT = `mutation ($input: ImportReportsInput!) {
  importReports(input: $input) { items(first: 100) { nodes { retryable ${ITEM_FIELDS} } } }
}`;

interface Answer {
  readonly importReports: {
    readonly items: {
      readonly nodes: readonly (AnsweredItem & { readonly retryable: boolean })[];
    };
  };
}

/**
 * Imports a few files batch by batch, answered as they are done, and holds one batch at a time. A batch is known by its contents: what was imported before
 * the command was broken off is not imported again when it is repeated, only answered.
 * @param done - hears of each file when it is done
 */
export async function importFiles(
  hub: HubClient,
  files: readonly FoundFile[],
  ask: ImportAsk,
  done: (file: ImportedFile) => void,
): Promise<void> {
  let batch: ImportItemInput[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) for (const file of await importBatch(hub, batch, ask)) done(file);
    batch = [];
    characters = 0;
  };
  for (const file of files) {
    const item = await itemOf(file, ask);
    if ('status' in item) {
      done(item);
      continue;
    }
    const length = item.contentBase64?.length ?? 0;
    if (batch.length === BATCH_ITEMS || characters + length > BATCH_CHARACTERS) await flush();
    batch.push(item);
    characters += length;
  }
  await flush();
}

async function itemOf({ path, ref }: FoundFile, { said }: ImportAsk): Promise<ImportItemInput | ImportedFile> {
  try {
    const contentBase64 = (await readFile(path)).toString('base64');
    return { clientRef: ref, filename: basename(path), contentBase64, ...said };
  } catch (error) {
    return { ref, status: 'FAILED', failure: (error as Error).message, reportId: null, findings: [] };
  }
}

async function importBatch(
  hub: HubClient,
  items: readonly ImportItemInput[],
  { mode, note }: ImportAsk,
): Promise<readonly ImportedFile[]> {
  const batch = { items, mode, note };
  const idempotencyKey = mode === 'COMMIT' ? `hub import ${requestSha256(batch)}` : null;
  const first = await hub.ask<Answer>(IMPORT, { input: { ...batch, idempotencyKey } });
  const answered = new Map(first.importReports.items.nodes.map((node) => [node.clientRef, node]));
  // The same key would only tell the same again; with one of its own, it is imported once though its answer is lost.
  const again = items.filter(({ clientRef }) => answered.get(clientRef)?.retryable === true);
  if (again.length > 0) {
    const second = await hub.ask<Answer>(IMPORT, {
      input: { ...batch, items: again, idempotencyKey: idempotencyKey && `hub import ${randomUUID()}` },
    });
    for (const node of second.importReports.items.nodes) answered.set(node.clientRef, node);
  }
  return [...answered.values()].map(importedFile);
}
