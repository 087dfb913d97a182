/** Which request is answered by what. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DataSource } from 'typeorm';
import type { CrossOrigin } from './cross-origin';
import { EXPORT_PATH, type ExportHandler } from './export-handler';
import { answerGraphql, type GraphqlServer } from './graphql-server';
import { HttpError, PUBLIC_BODY, readGraphqlBody, send, sendJson } from './http-messages';
import type { IdeHandler } from './ide/ide';
import type { Doorkeeper } from './identify-request';
import { type ErrorLog, maskedError } from './mask-errors';
import type { Metrics } from './metrics';
import { notesOf, type RequestLine, withinRequest } from './request-log';
import type { Ports } from './resolvers/context';
import type { Subscriptions } from './subscriptions';
import { answerUploads, UPLOADS, type UploadLimits } from './upload-route';

export const ENDPOINT = '/graphql';

export interface HandlerParts {
  readonly dataSource: DataSource;
  readonly ports: Ports;
  readonly graphql: GraphqlServer;
  readonly exporting: ExportHandler;
  readonly subscriptions: Subscriptions;
  readonly ide: IdeHandler;
  readonly door: Doorkeeper;
  readonly metrics: Metrics;
  readonly log: ErrorLog;
  readonly requestLog: ((line: RequestLine) => void) | undefined;
  readonly crossOrigin: CrossOrigin;
  readonly uploadLimits: UploadLimits;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers every request, measures it, and has it written down. */
export function createHandler(parts: HandlerParts): Handler {
  const { door, metrics, requestLog, log, crossOrigin } = parts;
  return (request, response) => {
    const notes = notesOf(request);
    const begun = performance.now();
    // Of a connection that is cut off it cannot be told any more.
    const address = door.addressOf(request);
    response.setHeader('X-Request-Id', notes.requestId);
    response.once('close', () => {
      const ms = performance.now() - begun;
      const { statusCode: status } = response;
      metrics.answered(status, ms / 1000);
      const { path } = targetOf(request);
      requestLog?.({ ...notes, method: request.method ?? '', path, status, ms: Math.round(ms), address });
    });
    if (crossOrigin(request, response)) return;
    answer(parts, request, response).catch((error: unknown) =>
      withinRequest(notes, () => sendError(response, error, log)),
    );
  };
}

async function answer(parts: HandlerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { ports, graphql, door } = parts;
  const { path, search } = targetOf(request);
  // It says itself which request it answers.
  if (path === ENDPOINT && !acceptsEvents(request))
    return answerGraphql(graphql, ports, await door.admit(request), request, response, search);
  return withinRequest(notesOf(request), () => answerOthers(parts, request, response));
}

async function answerOthers(parts: HandlerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { dataSource, ports, exporting, ide, door, metrics, uploadLimits } = parts;
  const { path, search } = targetOf(request);
  if (path === ENDPOINT) return answerEvents(parts, request, response, search);
  if (path === UPLOADS || path.startsWith(`${UPLOADS}/`))
    return answerUploads(ports, await door.admit(request), request, response, { path, search }, uploadLimits);
  if (path.startsWith(EXPORT_PATH)) return exporting.answer(request, response, path, search, await door.admit(request));
  if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
  if (path === '/readyz') return answerReadiness(dataSource, response);
  if (path === '/metrics') {
    await door.admitToMetrics(request);
    const { contentType, text } = await metrics.show();
    return send(response, 200, text, { 'Content-Type': contentType });
  }
  if (ide(request, response)) return;
  throw new HttpError(404, 'NOT_FOUND', `There is nothing here; GraphQL is at ${ENDPOINT}.`);
}

function targetOf(request: IncomingMessage): { readonly path: string; readonly search: string } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, search: '' } : { path: url.slice(0, mark), search: url.slice(mark) };
}

async function answerEvents(
  { subscriptions, door }: HandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): Promise<void> {
  const viewer = await door.admit(request);
  const asked = request.method === 'POST' ? await readGraphqlBody(request, PUBLIC_BODY) : askedByAddress(search);
  return subscriptions.answerEvents(asked, viewer, response);
}

/** Apollo Client names the type among others; only who asks for it alone wants a stream. */
const acceptsEvents = ({ headers }: IncomingMessage): boolean =>
  headers.accept?.split(';', 1)[0]?.trim().toLowerCase() === 'text/event-stream';

function askedByAddress(search: string): unknown {
  const { variables, ...asked } = Object.fromEntries(new URLSearchParams(search));
  try {
    return { ...asked, variables: variables === undefined ? undefined : JSON.parse(variables) };
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The variables are not JSON.');
  }
}

/** Whether to send requests here: the database answers, and has the tables of this version. */
async function answerReadiness(dataSource: DataSource, response: ServerResponse): Promise<void> {
  const wanting = await dataSource.showMigrations().catch(() => null);
  const status = wanting === null ? 'database unreachable' : wanting ? 'migrations are wanting' : 'ready';
  sendJson(response, status === 'ready' ? 200 : 503, { status });
}

/** Nothing that goes wrong in a request goes further than its response. */
function sendError(response: ServerResponse, error: unknown, log: ErrorLog): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof HttpError) {
    const { status, code, message, headers } = error;
    sendJson(response, status, { errors: [{ message, extensions: { code } }] }, headers);
    return;
  }
  const told = maskedError(error, log);
  const passes = told.extensions?.code === 'SERVICE_UNAVAILABLE';
  sendJson(response, passes ? 503 : 500, { errors: [told] }, passes ? { 'Retry-After': '5' } : {});
}
