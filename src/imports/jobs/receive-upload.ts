import { createHash, randomUUID } from 'node:crypto';
import {
  type ImportBatch,
  type ImportJob,
  type ImportUpload,
  InvalidImportError,
  type SaidOfFiles,
  type UploadedFile,
} from '../../domain/importing';
import { loadJob } from '../../store/job-store';
import { type ItemToQueue, unusedRef } from '../../store/queued-job-store';
import type { Store } from '../../store/session';
import { deleteUploads, insertUploadPart, openUpload, UPLOAD_PART } from '../../store/upload-store';
import { storable } from '../expand-archives';
import { checkSaid } from '../import-batch';
import { queueBatch } from './queue-batch';

/** @param onQueued - hears that there is a job */
export function createUpload(store: Store, onQueued: () => void): ImportUpload {
  return new StoredUpload(store, onQueued);
}

/** Files are kept in the database, in pieces, as they come: whichever process works them finds them, also after a restart. */
class StoredUpload implements ImportUpload {
  readonly #store: Store;
  readonly #onQueued: () => void;
  readonly #hash = createHash('sha256');
  readonly #refs = new Set<string>();
  readonly #items: ItemToQueue[] = [];
  #uploads: string[] = [];

  constructor(store: Store, onQueued: () => void) {
    this.#store = store;
    this.#onQueued = onQueued;
  }

  async addFile({ filename, mediaType, content }: UploadedFile): Promise<void> {
    const uploadId = randomUUID();
    await openUpload(this.#store, uploadId);
    this.#uploads.push(uploadId);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const part of inParts(content)) {
      hash.update(part);
      await insertUploadPart(this.#store, uploadId, bytes / UPLOAD_PART, part);
      bytes += part.length;
    }
    const name = storable(filename);
    this.#hash.update(JSON.stringify([name, mediaType, hash.digest('hex')]));
    this.#items.push({
      clientRef: unusedRef(this.#refs, name),
      input: { filename: name, ...(mediaType === null ? {} : { mediaType }) },
      content: null,
      isText: false,
      refusal: null,
      uploadId,
      place: null,
      bytes,
    });
  }

  async commit(batch: Omit<ImportBatch, 'items'>, said: SaidOfFiles = {}): Promise<ImportJob> {
    if (this.#items.length === 0) throw new InvalidImportError('The upload has no files.');
    checkSaid(batch);
    const requestSha256 = this.#hash
      .update(JSON.stringify(batch.importer?.regions ? batch.importer : null))
      .update(Object.keys(said).length === 0 ? '' : JSON.stringify(said))
      .digest('hex');
    const items = this.#items.map(({ input, ...item }) => ({ ...item, input: { ...said, ...(input as object) } }));
    const id = await queueBatch(this.#store, { ...batch, requestSha256 }, items, this.#uploads);
    const job = await loadJob(this.#store, id);
    if (job === null) throw new Error(`import job ${id} is gone`);
    // Of a repeated upload the job has the files of the first time.
    await this.discard();
    this.#onQueued();
    return job;
  }

  async discard(): Promise<void> {
    if (this.#uploads.length > 0) await deleteUploads(this.#store, this.#uploads);
    this.#uploads = [];
  }
}

/** The same bytes in parts of one length, the last one aside. */
async function* inParts(content: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.length;
    while (length >= UPLOAD_PART) {
      const whole = Buffer.concat(pieces);
      yield whole.subarray(0, UPLOAD_PART);
      const rest = whole.subarray(UPLOAD_PART);
      pieces = [rest];
      length = rest.length;
    }
  }
  if (length > 0) yield Buffer.concat(pieces);
}
