/** POST /imports: files and archives as multipart/form-data become a job; GET /imports/<id>, or ?idempotencyKey=, says how far it is. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy';
import { importerOf, whoseJobs } from './access/importer';
import { atLeast, type Viewer } from './access/viewer';
import {
  type ImportBatch,
  type ImportJob,
  type ImportUpload,
  InvalidImportError,
  type SaidOfFiles,
} from './domain/importing';
import { IMPORT_MODES, type ImportMode } from './domain/report';
import { HttpError, sendJson } from './http-messages';
import { storable } from './imports/expand-archives';
import type { Ports } from './resolvers/context';

export const UPLOADS = '/imports';

/** Of one upload, everything around its files included. */
export interface UploadLimits {
  readonly bytes: number;
  readonly files: number;
}

export const UPLOAD_LIMITS: UploadLimits = { bytes: 2 * 2 ** 30, files: 10_000 };
const FIELD_BYTES = 10_000;
const FIELDS = ['mode', 'note', 'idempotencyKey', 'agencyName', 'regionCode', 'year', 'sourceUrl'] as const;
type Field = (typeof FIELDS)[number];

interface Target {
  readonly path: string;
  readonly search: string;
}

export async function answerUploads(
  { imports }: Ports,
  viewer: Viewer,
  request: IncomingMessage,
  response: ServerResponse,
  { path, search }: Target,
  limits: UploadLimits,
): Promise<void> {
  checkRole(viewer);
  const key = request.method === 'GET' ? new URLSearchParams(search).get('idempotencyKey') : null;
  if (path !== UPLOADS || key !== null) {
    const by = whoseJobs(viewer);
    const job = await (key === null
      ? imports.importJob(path.slice(UPLOADS.length + 1), by)
      : imports.importJobOfKey(key, modeOf(new URLSearchParams(search).get('mode')), by));
    if (job === null) throw new HttpError(404, 'NOT_FOUND', 'There is no such import job.');
    sendJson(response, 200, { job: shown(job) });
    return;
  }
  if (request.method !== 'POST')
    throw new HttpError(405, 'BAD_REQUEST', `Send files by POST ${UPLOADS}.`, { Allow: 'POST' });
  const upload = imports.beginUpload();
  try {
    const said = await receive(request, upload, limits);
    const job = await upload.commit({ ...batchOf(said), importer: importerOf(viewer) }, saidOfFiles(said));
    const look = `${UPLOADS}/${job.id}`;
    const query = `{ importJob(id: "${job.id}") { finished total done counts { failed } } }`;
    sendJson(response, 202, { job: shown(job), look, query }, { Location: look });
  } catch (error) {
    // Read to its end and thrown away: a client that is still sending would not see the answer on a closed connection.
    request.resume();
    await upload.discard();
    if (error instanceof InvalidImportError) throw new HttpError(400, 'BAD_USER_INPUT', error.message);
    throw error;
  }
}

function checkRole(viewer: Viewer): void {
  if (atLeast(viewer.role, 'EDITOR')) return;
  if (viewer.actor === null)
    throw new HttpError(401, 'UNAUTHENTICATED', 'Send the header "Authorization: Bearer <token>" of an editor.', {
      'WWW-Authenticate': 'Bearer',
    });
  throw new HttpError(403, 'FORBIDDEN', `This needs the role EDITOR; yours is ${viewer.role}.`);
}

const shown = ({
  id,
  mode,
  total,
  done,
  counts,
  createdAt,
  createdBy,
  finishedAt,
  cancelledAt,
  cancelledBy,
}: ImportJob): object => ({
  id,
  mode,
  finished: finishedAt !== null,
  total,
  done,
  counts,
  createdAt,
  createdBy,
  finishedAt,
  cancelledAt,
  cancelledBy,
});

function batchOf(said: ReadonlyMap<Field, string>): Omit<ImportBatch, 'items'> {
  return { mode: modeOf(said.get('mode')), note: said.get('note'), idempotencyKey: said.get('idempotencyKey') };
}

function modeOf(said: string | null | undefined): ImportMode {
  const mode = said ?? 'COMMIT';
  if (!IMPORT_MODES.some((known) => known === mode))
    throw new HttpError(400, 'BAD_USER_INPUT', `The field mode is ${IMPORT_MODES.join(' or ')}.`);
  return mode as ImportMode;
}

function saidOfFiles(said: ReadonlyMap<Field, string>): SaidOfFiles {
  const year = said.get('year');
  if (year !== undefined && !/^\d{4}$/.test(year))
    throw new HttpError(400, 'BAD_USER_INPUT', 'The field year has four digits.');
  const texts = (['agencyName', 'regionCode', 'sourceUrl'] as const).flatMap((name) => {
    const text = said.get(name);
    return text === undefined ? [] : [[name, storable(text)] as const];
  });
  return { ...Object.fromEntries(texts), ...(year === undefined ? {} : { year: Number(year) }) };
}

const sizeOf = (bytes: number): string =>
  bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MB` : `${bytes / 2 ** 30} GB`;

const tooLarge = (limits: UploadLimits): HttpError =>
  new HttpError(
    413,
    'BAD_REQUEST',
    `An upload may have ${sizeOf(limits.bytes)} and ${limits.files} files; send several, or files in a ZIP archive.`,
  );

/** Hands the files over as they come, one after the other, and answers the fields. */
async function receive(
  request: IncomingMessage,
  upload: ImportUpload,
  limits: UploadLimits,
): Promise<ReadonlyMap<Field, string>> {
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) throw tooLarge(limits);
  const said = new Map<Field, string>();
  const busboy = openBusboy(request, limits);
  let failure: unknown;
  let files: Promise<void> = Promise.resolve();
  const open = new Set<BusboyFileStream>();
  const fail = (error: unknown): void => {
    failure ??= error;
    busboy.destroy(error instanceof Error ? error : undefined);
  };
  busboy.on('file', (_field, content: BusboyFileStream, filename, _encoding, mediaType) => {
    // An error of the whole is told by the pipeline.
    content.on('error', () => {});
    open.add(content);
    content.once('close', () => open.delete(content));
    files = files
      .then(() => upload.addFile({ filename: filename || 'file', mediaType: declared(mediaType), content }))
      .catch(fail);
  });
  busboy.on('field', (name, value, _nameTruncated, truncated) => {
    const field = FIELDS.find((known) => known === name);
    if (field === undefined)
      fail(
        new HttpError(400, 'BAD_USER_INPUT', `There is no field ${name}; there are ${FIELDS.join(', ')}, and files.`),
      );
    else if (truncated) fail(new HttpError(413, 'BAD_REQUEST', `The field ${field} is too long.`));
    else if (said.has(field))
      fail(new HttpError(400, 'BAD_USER_INPUT', `The field ${field} is there twice; send it once.`));
    else said.set(field, value);
  });
  busboy.on('filesLimit', () => fail(tooLarge(limits)));
  try {
    // What is left of a refused upload is read and thrown away, for which the request has to live on.
    await pipeline(request.iterator({ destroyOnReturn: false }), meter(limits), busboy, { end: true });
  } catch (error) {
    failure ??= request.destroyed && !request.complete ? error : badForm(error);
    // Nothing else ends the file that was just coming, and whoever keeps it would wait for more of it.
    for (const content of open) content.destroy(error instanceof Error ? error : undefined);
  }
  await files;
  if (failure !== undefined) throw failure;
  return said;
}

function openBusboy(request: IncomingMessage, limits: UploadLimits): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      preservePath: true,
      limits: { files: limits.files, fields: FIELDS.length, fieldSize: FIELD_BYTES, fieldNameSize: 100 },
    });
  } catch {
    throw new HttpError(
      415,
      'BAD_REQUEST',
      'Send the files as multipart/form-data, as `curl -F file=@report.docx` does.',
    );
  }
}

function badForm(error: unknown): unknown {
  if (error instanceof HttpError || !(error instanceof Error) || 'query' in error) return error;
  return new HttpError(400, 'BAD_REQUEST', `The upload is no whole multipart/form-data: ${error.message}.`);
}

/** A type that says nothing is left to the content. */
const declared = (mediaType: string): string | null => (mediaType === 'application/octet-stream' ? null : mediaType);

function meter(limits: UploadLimits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limits.bytes) done(tooLarge(limits));
      else done(null, chunk);
    },
  });
}
