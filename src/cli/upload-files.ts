import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FoundFile } from './find-files';
import { followJob, itemsOfJob, type JobState } from './follow-job';
import { type HubClient, HubError } from './hub-client';
import { type AnsweredItem, type ImportAsk, type ImportedFile, ITEM_FIELDS, importedFile } from './import-files';

/** Sent at a time: what is lost when sending breaks off. A file of its own may have as much as the hub takes. */
const PARCEL_FILES = 500;
const PARCEL_BYTES = 256 << 20;

/** Hears how far it is. */
export interface UploadHeard {
  sent(bytes: number, ofBytes: number): void;
  worked(done: number, ofItems: number): void;
}

/**
 * Sends files as they are, archives too, to be worked as jobs of the hub, and waits for these. A parcel of files is known by its contents: what was
 * sent before the command was broken off is not sent again, and a job that has ended is only answered.
 */
export async function uploadFiles(
  hub: HubClient,
  files: readonly FoundFile[],
  ask: ImportAsk,
  heard: UploadHeard,
  done: (file: ImportedFile) => void,
): Promise<void> {
  const ofBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let passed = 0;
  const ids: string[] = [];
  for (const parcel of parcelsOf(files)) {
    const before = passed;
    ids.push(await sendParcel(hub, parcel, ask, (bytes) => heard.sent(before + bytes, ofBytes)));
    passed += parcel.reduce((sum, { bytes }) => sum + bytes, 0);
    heard.sent(passed, ofBytes);
  }
  const far = new Map<string, Pick<JobState, 'done' | 'total'>>();
  const sum = (of: 'done' | 'total'): number => [...far.values()].reduce((whole, job) => whole + job[of], 0);
  for (const id of ids) {
    await followJob(hub, id, (job) => {
      far.set(id, job);
      heard.worked(sum('done'), Math.max(sum('total'), files.length));
    });
    for await (const item of itemsOfJob<AnsweredItem>(hub, id, ITEM_FIELDS)) done(importedFile(item));
  }
}

function* parcelsOf(files: readonly FoundFile[]): Generator<readonly FoundFile[]> {
  let parcel: FoundFile[] = [];
  let bytes = 0;
  for (const file of files) {
    if (parcel.length > 0 && (parcel.length === PARCEL_FILES || bytes + file.bytes > PARCEL_BYTES)) {
      yield parcel;
      parcel = [];
      bytes = 0;
    }
    parcel.push(file);
    bytes += file.bytes;
  }
  if (parcel.length > 0) yield parcel;
}

/** @returns the id of the job of these files: of one that there is already, with what failed tried again, or of a new one */
async function sendParcel(
  hub: HubClient,
  parcel: readonly FoundFile[],
  ask: ImportAsk,
  sent: (bytes: number) => void,
): Promise<string> {
  const key = await keyOf(parcel, ask);
  const known = await hub.jobOfKey(key, ask.mode);
  if (known !== null) {
    await hub.ask('mutation ($id: ID!) { retryImportItems(jobId: $id) { id } }', { id: known });
    return known;
  }
  const boundary = `hub-${randomUUID()}`;
  const id = await hub.upload(boundary, formOf(boundary, parcel, { ...fieldsOf(ask), idempotencyKey: key }, sent));
  return id;
}

const fieldsOf = ({ mode, said, note }: ImportAsk): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ mode, note, ...said }).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
  );

/** Of names and contents, as they are now, and of what is said of them. */
async function keyOf(parcel: readonly FoundFile[], ask: ImportAsk): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify([ask.mode, ask.said]));
  for (const { path, ref } of parcel) {
    const content = createHash('sha256');
    for await (const chunk of createReadStream(path)) content.update(chunk);
    key.update(JSON.stringify([ref, content.digest('hex')]));
  }
  return `hub import ${key.digest('hex')}`;
}

/** multipart/form-data, a piece of a file at a time. */
async function* formOf(
  boundary: string,
  parcel: readonly FoundFile[],
  fields: Readonly<Record<string, string>>,
  sent: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const head = (disposition: string, type = ''): Buffer =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n`);
  for (const [name, value] of Object.entries(fields))
    yield Buffer.concat([head(`name="${name}"`), Buffer.from(`${value}\r\n`)]);
  let bytes = 0;
  for (const { path, ref } of parcel) {
    if (/["\r\n]/.test(ref)) throw new HubError(`${ref}: rename it; a name may have no quotes and line ends.`);
    yield head(`name="file"; filename="${ref}"`, 'Content-Type: application/octet-stream\r\n');
    for await (const chunk of createReadStream(path)) {
      bytes += (chunk as Buffer).length;
      sent(bytes);
      yield chunk as Buffer;
    }
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}
