import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportItemInput } from '../domain/importing';
import type { ImportItemStatus, ImportMode } from '../domain/report';
import { expandArchives } from '../imports/expand-archives';
import type { ForeignReader } from '../imports/foreign-reader';
import { requestSha256 } from '../imports/import-batch';
import type { FoundFile } from './find-files';
import type { HubClient } from './hub-client';

/** What became of a file, or of a file of an archive. */
export interface ImportedFile {
  readonly ref: string;
  readonly status: ImportItemStatus;
  readonly failure: string | null;
  readonly reportId: string | null;
}

export interface ImportAsk {
  readonly mode: ImportMode;
  /** Said of every file. */
  readonly said: Pick<ImportItemInput, 'agencyName' | 'year' | 'regionCode' | 'sourceUrl'>;
  readonly note: string | null;
}

/** Small enough that what is seen goes on, large enough that the store works on many at once. */
const BATCH_ITEMS = 25;
/** Of base64, of the 20 MB that a request may have. */
const BATCH_CHARACTERS = 12 << 20;

const IMPORT = `mutation ($input: ImportReportsInput!) {
  importReports(input: $input) { items(first: 100) { nodes { clientRef status failure retryable report { id } } } }
}`;

interface Answer {
  readonly importReports: {
    readonly items: {
      readonly nodes: readonly {
        readonly clientRef: string;
        readonly status: ImportItemStatus;
        readonly failure: string | null;
        readonly retryable: boolean;
        readonly report: { readonly id: string } | null;
      }[];
    };
  };
}

/**
 * Imports files batch by batch, archives file by file, and holds one batch at a time. A batch is known by its contents: what was imported before
 * the command was broken off is not imported again when it is repeated, only answered.
 * @param done - hears of each file when it is done
 */
export async function importFiles(
  hub: HubClient,
  foreign: ForeignReader,
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
    for await (const item of itemsOf(file, foreign, ask)) {
      if ('status' in item) {
        done(item);
        continue;
      }
      const length = item.contentBase64?.length ?? 0;
      if (batch.length === BATCH_ITEMS || characters + length > BATCH_CHARACTERS) await flush();
      batch.push(item);
      characters += length;
    }
  }
  await flush();
}

async function* itemsOf(
  { path, ref }: FoundFile,
  foreign: ForeignReader,
  { said }: ImportAsk,
): AsyncGenerator<ImportItemInput | ImportedFile> {
  const failed = (at: string, failure: string): ImportedFile => ({
    ref: at,
    status: 'FAILED',
    failure,
    reportId: null,
  });
  let expanded: Awaited<ReturnType<typeof expandArchives>>;
  try {
    const contentBase64 = (await readFile(path)).toString('base64');
    const archive = { clientRef: ref, filename: basename(path), contentBase64, ...said };
    expanded = await expandArchives([archive], foreign, Number.POSITIVE_INFINITY);
  } catch (error) {
    yield failed(ref, (error as Error).message);
    return;
  }
  if (expanded === null) {
    yield failed(
      ref,
      'The archive is too large to be unpacked here: unpack it, or upload it to /imports of a running hub.',
    );
    return;
  }
  for (const { item, content } of expanded) {
    if (content === null) yield item;
    else if (!content.ok) yield failed(item.clientRef, content.failure);
    else if ('bytes' in content.content)
      yield { ...item, contentBase64: Buffer.from(content.content.bytes).toString('base64') };
    else yield { ...item, text: content.content.text };
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
  // The same key would only tell the same again.
  const again = items.filter(({ clientRef }) => answered.get(clientRef)?.retryable === true);
  if (again.length > 0) {
    const second = await hub.ask<Answer>(IMPORT, { input: { ...batch, items: again } });
    for (const node of second.importReports.items.nodes) answered.set(node.clientRef, node);
  }
  return [...answered.values()].map(({ clientRef, status, failure, report }) => ({
    ref: clientRef,
    status,
    failure,
    reportId: report?.id ?? null,
  }));
}
