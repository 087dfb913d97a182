import { createHash } from 'node:crypto';
import type { ImportItemInput } from '../domain/importing';

/** Of one document. */
export const MAX_BYTES = 20 * 1024 * 1024;
/** Files that are larger are not kept, unless it is said otherwise. */
export const KEEP_BYTES = MAX_BYTES;

/** Content of an item with what identifies it, or why there is none. */
export type ItemContent =
  | {
      readonly ok: true;
      readonly content: { readonly text: string } | { readonly bytes: Uint8Array };
      readonly sha256: string;
      readonly bytes: number;
    }
  | { readonly ok: false; readonly failure: string };

export const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const refuse = (failure: string): ItemContent => ({ ok: false, failure });

/** Takes exactly one of text and contentBase64, up to 20 MB. */
export function contentOf({ text, contentBase64 }: ImportItemInput): ItemContent {
  if (typeof text === 'string' && typeof contentBase64 === 'string')
    return refuse('The item has both text and contentBase64; give one of them.');
  if (typeof text === 'string') return ofText(text);
  if (typeof contentBase64 === 'string') return ofBase64(contentBase64);
  return refuse('The item has no content; give text or contentBase64.');
}

function ofText(text: string): ItemContent {
  const utf8 = Buffer.from(text);
  if (utf8.length > MAX_BYTES) return tooLarge(utf8.length);
  return { ok: true, content: { text }, sha256: sha256Of(utf8), bytes: utf8.length };
}

function ofBase64(contentBase64: string): ItemContent {
  const length = Math.floor(contentBase64.length / 4) * 3;
  if (length > MAX_BYTES + 2) return tooLarge(length);
  const bytes = Buffer.from(contentBase64, 'base64');
  // Buffer skips over what is no base64; only content that encodes back to the same text was really that.
  if (bytes.toString('base64') !== contentBase64)
    return refuse('contentBase64 is not base64 (standard alphabet, padded, no line breaks).');
  if (bytes.length > MAX_BYTES) return tooLarge(bytes.length);
  return { ok: true, content: { bytes }, sha256: sha256Of(bytes), bytes: bytes.length };
}

export function tooLarge(bytes: number): ItemContent {
  return refuse(`The content has ${(bytes / 1024 / 1024).toFixed(1)} MB; an item may have 20.`);
}
