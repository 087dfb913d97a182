import { type ImportBatch, type ImportItemInput, InvalidImportError } from '../domain/importing';
import { sha256Of } from './item-content';
import { isStorable } from './read-item';

/** What is answered when all of it is done; more becomes a job. */
export const MOST_AT_ONCE = 100;
const MAX_ITEMS = 2000;
const MAX_KEY = 200;

/** @throws InvalidImportError when the batch as a whole cannot be taken. */
export function checkBatch({ items, ...said }: ImportBatch): void {
  if (items.length === 0) throw new InvalidImportError('The batch has no items.');
  if (items.length > MAX_ITEMS)
    throw new InvalidImportError(
      `The batch has ${items.length} items; import ${MAX_ITEMS} at most at a time, or send files by POST /imports.`,
    );
  checkSaid(said);
  const seen = new Set<string>();
  for (const { clientRef } of items) {
    if (seen.has(clientRef))
      throw new InvalidImportError(`Two items have the clientRef ${clientRef}; give each its own.`);
    seen.add(clientRef);
  }
  checkStorable(seen);
}

/** @throws InvalidImportError when what is said of a batch cannot be kept. */
export function checkSaid({ idempotencyKey, note }: Omit<ImportBatch, 'items'>): void {
  if (typeof idempotencyKey === 'string' && (idempotencyKey === '' || idempotencyKey.length > MAX_KEY))
    throw new InvalidImportError(`idempotencyKey must have 1 to ${MAX_KEY} characters.`);
  checkStorable([idempotencyKey ?? '', note ?? '']);
}

function checkStorable(texts: Iterable<string>): void {
  for (const text of texts) {
    if (!isStorable(text))
      throw new InvalidImportError(
        'A clientRef, the idempotencyKey or the note contains a character that cannot be stored.',
      );
  }
}

const ITEM_FIELDS = [
  'clientRef',
  'text',
  'contentBase64',
  'filename',
  'mediaType',
  'sourceUrl',
  'agencyName',
  'agencyId',
  'regionCode',
  'year',
  'scope',
] as const satisfies readonly (keyof ImportItemInput)[];

/**
 * Tells batches of the same idempotency key apart: the same items in the same order have the same hash, unless they come from people who may
 * import different regions, and whose outcomes are therefore their own.
 */
export function requestSha256({ items, importer }: ImportBatch): string {
  const fields = items.map((item) => ITEM_FIELDS.map((field) => item[field] ?? null));
  return sha256Of(JSON.stringify(importer?.regions ? [fields, importer] : fields));
}

/**
 * @param job - that has the idempotency key, if any
 * @param sha256 - of the batch that may share the key; null when none may, as a dry run leaves no job
 * @throws InvalidImportError when the key belongs to another import
 */
export function refuseReuse(job: { readonly requestSha256: string } | null, sha256: string | null): void {
  if (job !== null && job.requestSha256 !== sha256)
    throw new InvalidImportError(
      'This idempotencyKey belongs to another import; repeat that one unchanged, or use a new key.',
    );
}
