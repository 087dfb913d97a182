/** Reading requests and writing responses of the hub's HTTP server. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that cannot become a GraphQL request; answered as it says. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Every response has these: nothing of the hub belongs into a frame, or is anything else than its type says. */
export const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Of an answer that goes on; proxies are asked not to hold it back. */
export const STREAM_HEADERS = {
  ...HEADERS,
  'Content-Type': 'text/event-stream; charset=utf-8',
  'X-Accel-Buffering': 'no',
};

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}

export function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...HEADERS, ...headers, 'Content-Length': bytes.length });
  response.end(bytes);
}

/** What a body may have, and what is said of a larger one. */
export interface BodyLimit {
  readonly bytes: number;
  readonly tooLarge: string;
}

/** Base64 of the largest document and everything around it has to fit in. */
export const ADMINISTRATORS_BODY: BodyLimit = {
  bytes: 20 * 1024 * 1024,
  tooLarge: 'The request body is larger than 20 MB; import in smaller batches.',
};

/** The public sends questions, and no documents. */
export const PUBLIC_BODY: BodyLimit = {
  bytes: 1024 * 1024,
  tooLarge:
    'The request body is larger than 1 MB; to import, send the header "Authorization: Bearer <token>", with which it may have 20 MB.',
};

function tooLarge(request: IncomingMessage, limit: BodyLimit): HttpError {
  // Read to its end and thrown away: a client that is still sending would not see the answer on a closed connection.
  request.resume();
  return new HttpError(413, 'BAD_REQUEST', limit.tooLarge);
}

/**
 * The body as text.
 * @throws HttpError 413 as soon as it is known to be over the limit, 400 when it is not UTF-8.
 */
export async function readBody(request: IncomingMessage, limit: BodyLimit): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit.bytes) throw tooLarge(request, limit);
  const bytes = await readBytes(request, limit);
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The request body is not UTF-8.');
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** By events: an iterator over a body that comes in one piece costs more than all else that is done with it. */
function readBytes(request: IncomingMessage, limit: BodyLimit): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= limit.bytes) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take);
      reject(tooLarge(request, limit));
    };
    const cutOff = (): void => reject(new Error('the request was cut off'));
    request.on('data', take);
    request.once('error', reject);
    request.once('close', cutOff);
    request.once('end', () => {
      request.off('close', cutOff);
      const [first = NOTHING, ...more] = chunks;
      resolve(more.length === 0 ? first : Buffer.concat(chunks));
    });
  });
}

const NOTHING = Buffer.alloc(0);

/**
 * The one GraphQL request of a POST.
 * @throws HttpError 400, 413 or 415 saying what to send instead.
 */
export async function readGraphqlBody(request: IncomingMessage, limit: BodyLimit): Promise<unknown> {
  const contentType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (contentType !== 'application/json') {
    throw new HttpError(
      415,
      'BAD_REQUEST',
      'Send the query as JSON, with the header "Content-Type: application/json".',
    );
  }
  const text = await readBody(request, limit);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The request body is not JSON: send {"query": "…", "variables": {…}}.');
  }
  if (Array.isArray(body)) {
    throw new HttpError(400, 'BAD_REQUEST', 'One operation a request: batches (arrays) are not accepted.');
  }
  return body;
}
