import { randomUUID } from 'node:crypto';
import type { ImportBatch, ImportItemInput } from '../../domain/importing';
import { READER_VERSION } from '../../domain/reader-version';
import type { ImportMode } from '../../domain/report';
import type { OpenedJob } from '../../store/job-store';
import { type ItemToQueue, insertPending, openQueuedJob } from '../../store/queued-job-store';
import { type Store, sessionOf } from '../../store/session';
import { assignUploads } from '../../store/upload-store';
import { refuseReuse } from '../import-batch';
import { contentOf } from '../item-content';

export type BatchToQueue = Omit<ImportBatch, 'items'> & { readonly requestSha256: string };

/**
 * Makes a job of items, to be worked by whoever is there, and answers its id; or that of the job that has the key already, of the same items and
 * mode, and then makes none.
 * @throws InvalidImportError when the key belongs to another import
 */
export async function queueBatch(
  store: Store,
  batch: BatchToQueue,
  items: readonly ItemToQueue[],
  uploads: readonly string[] = [],
): Promise<string> {
  const id = randomUUID();
  const { mode, note, idempotencyKey, requestSha256, importer } = batch;
  const job: OpenedJob = await sessionOf(store).transaction(async (transaction) => {
    const opened = await openQueuedJob(transaction, {
      id,
      idempotencyKey: idempotencyKey ? keptKey(idempotencyKey, mode) : (idempotencyKey ?? null),
      requestSha256,
      mode,
      note: note ?? null,
      readerVersion: READER_VERSION,
      regions: importer?.regions ?? null,
      importedBy: importer?.actor ?? null,
      total: items.length,
    });
    if (opened.id === id) {
      await insertPending(transaction, id, 0, items);
      await assignUploads(transaction, uploads, id);
    }
    return opened;
  });
  refuseReuse(job, requestSha256);
  return job.id;
}

/** A dry run does not use a key up that a commit will have. */
export const keptKey = (idempotencyKey: string, mode: ImportMode): string =>
  mode === 'VALIDATE_ONLY' ? `${mode} ${idempotencyKey}` : idempotencyKey;

/** An item of a batch as it waits; what is wrong with its content is kept instead. */
export function itemToQueue(item: ImportItemInput): ItemToQueue {
  const { text, contentBase64: _, clientRef, ...said } = item;
  const content = contentOf(item);
  const kept = { clientRef, input: said, uploadId: null, place: null };
  if (!content.ok) return { ...kept, content: null, isText: false, refusal: content.failure, bytes: 0 };
  const isText = 'text' in content.content;
  const bytes = 'text' in content.content ? Buffer.from(content.content.text) : content.content.bytes;
  return { ...kept, content: bytes, isText, refusal: null, bytes: bytes.length };
}
