/** GET /export/NAME.FORMAT?query=…: the lists of the API as files. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { Viewer } from './access/viewer';
import { InvalidAskError } from './domain/asking';
import type { ExportQuestion } from './export/export-question';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportPorts,
  MEDIA_TYPES,
  type OpenExport,
  openExport,
} from './export/open-export';
import { HEADERS, HttpError, PUBLIC_BODY, readGraphqlBody } from './http-messages';
import type { ErrorLog } from './mask-errors';

export const EXPORT_PATH = '/export/';

/** Each holds a connection to the database; the others of the pool are for questions. */
const MOST_EXPORTS = 3;
/** A client that takes nothing for so long has gone. */
const STALLED_MS = 60_000;

const USAGE =
  'Exports are at /export/NAME.csv, .zip (CSV and metadata), .xlsx and .metadata.json, with the question of /graphql as ?query=…&variables=…&operationName=…, or by POST as JSON.';

interface ExportAddress {
  readonly name: string;
  readonly format: ExportFormat;
}

/** @throws HttpError 404 for a path that names no file, or one of another format */
function addressIn(path: string): ExportAddress {
  const match = /^\/export\/([^/]{1,300}?)\.(csv|zip|xlsx|metadata\.json)$/.exec(path);
  const [, encoded = '', format = ''] = match ?? [];
  if (match === null || !EXPORT_FORMATS.some((each) => each === format)) throw new HttpError(404, 'NOT_FOUND', USAGE);
  try {
    return { name: decodeURIComponent(encoded), format: format as ExportFormat };
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The name of the file is not well encoded.');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function questionIn(given: Readonly<Record<string, unknown>>): ExportQuestion {
  const { query, variables, operationName } = given;
  if (typeof query !== 'string' || query.trim() === '')
    throw new HttpError(400, 'BAD_REQUEST', `There is no query. ${USAGE}`);
  if (variables != null && !isObject(variables))
    throw new HttpError(400, 'BAD_REQUEST', 'variables must be a JSON object.');
  return {
    query,
    variables: isObject(variables) ? variables : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function questionOfSearch(search: string): ExportQuestion {
  const given = new URLSearchParams(search);
  const unknown = [...given.keys()].find((key) => !['query', 'variables', 'operationName'].includes(key));
  if (unknown !== undefined) throw new HttpError(400, 'BAD_REQUEST', `There is no parameter ${unknown}. ${USAGE}`);
  const variables = given.get('variables');
  let parsed: unknown = null;
  try {
    parsed = variables ? JSON.parse(variables) : null;
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'variables is not JSON.');
  }
  return questionIn({ query: given.get('query'), variables: parsed, operationName: given.get('operationName') });
}

async function questionOf(request: IncomingMessage, search: string): Promise<ExportQuestion> {
  if (request.method === 'GET' || request.method === 'HEAD') return questionOfSearch(search);
  if (request.method !== 'POST') throw new HttpError(405, 'BAD_REQUEST', USAGE, { Allow: 'GET, HEAD, POST' });
  const body = await readGraphqlBody(request, PUBLIC_BODY);
  if (!isObject(body)) throw new HttpError(400, 'BAD_REQUEST', 'The request body must be a JSON object.');
  return questionIn(body);
}

const STATUSES: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
};

/** An error that was made to be shown, as a response; others as they are, to be masked. */
function asResponse(error: unknown): unknown {
  const cause = unwrapResolverError(error);
  if (cause instanceof InvalidAskError) return new HttpError(400, cause.code, cause.message);
  const code = cause instanceof GraphQLError ? cause.extensions.code : undefined;
  if (cause instanceof GraphQLError && typeof code === 'string')
    return new HttpError(STATUSES[code] ?? 400, code, cause.message);
  return cause;
}

function headersOf({ name, format }: ExportAddress, field: string, search: string): Record<string, string> {
  const file = `${name.replace(/[\p{Cc}"\\/:*?<>|]/gu, '_')}.${format}`;
  const plain = /^[\x20-\x7e]*$/.test(file) ? file : `${field}.${format}`;
  const encoded = encodeURIComponent(file).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const metadata = `<${EXPORT_PATH}${encodeURIComponent(name)}.metadata.json${search}>; rel="describedby"; type="application/json"`;
  return {
    'Content-Type': MEDIA_TYPES[format],
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    ...(format === 'metadata.json' || search === '' ? {} : { Link: metadata }),
  };
}

async function sendChunks({ chunks }: OpenExport, response: ServerResponse, gone: AbortSignal): Promise<void> {
  for await (const chunk of chunks) {
    gone.throwIfAborted();
    // What the client does not take is not read.
    if (!response.write(chunk))
      await once(response, 'drain', { signal: AbortSignal.any([gone, AbortSignal.timeout(STALLED_MS)]) });
  }
  response.end();
}

export interface ExportHandler {
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
    viewer: Viewer,
  ): Promise<void>;
  /** Waits until every export has given its connection back; the server no longer serves. */
  stop(): Promise<void>;
}

export function createExportHandler(parts: ExportPorts, log: ErrorLog): ExportHandler {
  const running = new Set<Promise<void>>();

  async function run(
    request: IncomingMessage,
    response: ServerResponse,
    address: ExportAddress,
    search: string,
    viewer: Viewer,
  ): Promise<void> {
    const question = await questionOf(request, search);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const opened = await openExport(question, address.format, viewer, parts, gone.signal).catch((error: unknown) => {
      throw asResponse(error);
    });
    try {
      response.writeHead(200, { ...HEADERS, ...headersOf(address, opened.field, search) });
      if (request.method === 'HEAD') response.end();
      else await sendChunks(opened, response, gone.signal);
    } catch (error) {
      // The file ends in the middle, which the client sees by the missing end of the chunks.
      if (!response.destroyed) log('export', error);
      response.destroy();
    } finally {
      await opened.close();
    }
  }

  return {
    async answer(request, response, path, search, viewer) {
      const address = addressIn(path);
      if (running.size >= MOST_EXPORTS)
        throw new HttpError(503, 'TOO_MANY_EXPORTS', `${MOST_EXPORTS} exports are under way; try again in a minute.`, {
          'Retry-After': '60',
        });
      const one = run(request, response, address, search, viewer);
      running.add(one);
      try {
        await one;
      } finally {
        running.delete(one);
      }
    },
    stop: async () => {
      await Promise.allSettled(running);
    },
  };
}
