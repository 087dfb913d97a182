/** The HTTP server: GraphQL at /graphql, the page for queries at /, and /healthz, /readyz and /metrics for those who run it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { trace } from '@opentelemetry/api';
import type { SelectionSetNode } from 'graphql';
import type { DataSource } from 'typeorm';
import { createTokenService } from './access/api-tokens';
import { CredentialsError, createIdentify, type Identify, type VerifyJwt } from './access/identify';
import { OidcError } from './access/verify-jwt';
import type { Viewer } from './access/viewer';
import { createExportHandler, EXPORT_PATH, type ExportHandler } from './export-handler';
import { ADMINISTRATORS_BODY, HttpError, PUBLIC_BODY, readGraphqlBody, send, sendJson } from './http-messages';
import type { IdeHandler } from './ide/ide';
import { createForeignReader } from './imports/foreign-reader';
import { createImportService } from './imports/import-service';
import { readReportWith } from './imports/read-report';
import { createReadingThreads } from './imports/reading-threads';
import { type ErrorLog, maskErrors, maskedError } from './mask-errors';
import { createMetrics, type Metrics } from './metrics';
import { addressOf, createRateGuard, isLocal, NO_LIMITS, type RateGuard, type RateLimits } from './rate-limits';
import { currentRequest, notesOf, type RequestLine, withinRequest } from './request-log';
import { createContext, type Ports, type RequestContext } from './resolvers/context';
import { hubSubgraph } from './resolvers/subgraph';
import { createReviewDesk } from './review/review-desk';
import { limitCost, limitShape, limitVariables, QUERY_LIMITS } from './schema/query-limits';
import { createQualityReader } from './store/quality-reader';
import { createReportReader } from './store/report-reader';
import { openSnapshot } from './store/snapshot';

const ENDPOINT = '/graphql';

export interface ServerParts {
  readonly dataSource: DataSource;
  readonly adminToken: string;
  /** Knows the tokens of an identity provider; none when left out. */
  readonly verifyJwt?: VerifyJwt | undefined;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Makes the page for queries, given the path of the endpoint. */
  readonly ide: (endpoint: string) => IdeHandler;
  /** Hears of errors on our side; the console when left out. */
  readonly log?: ErrorLog;
  /** Hears of every request when it is answered. */
  readonly requestLog?: (line: RequestLine) => void;
  /** None unless said. */
  readonly rateLimits?: RateLimits;
  /** How many proxies of our own stand before the hub; none unless said. */
  readonly trustProxy?: number;
  /** Measures the process, too: for one hub in it. */
  readonly measureProcess?: boolean;
}

export interface RunningServer {
  /** Base URL, e.g. http://127.0.0.1:4000 */
  readonly url: string;
  /** Takes no new connections and finishes the requests under way, within ten seconds. */
  stop(): Promise<void>;
}

/** Ends what a hub that stopped has left half done, and starts to serve. Rejects with the error of listening when the address cannot be used. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const log: ErrorLog = parts.log ?? ((reference, error) => console.error(`✗ reference ${reference}:`, error));
  // Longer than the proxies and gateways before it keep a connection, so that they do not send on one just closed.
  const http = createServer({ keepAliveTimeout: 65_000 });
  const { dataSource } = parts;
  const foreign = createForeignReader();
  const reading = createReadingThreads(readReportWith(foreign));
  const metrics = createMetrics(dataSource, { ofProcess: parts.measureProcess ?? false });
  const ports: Ports = {
    readerFor: (visibility) => createReportReader(dataSource, visibility),
    imports: createImportService(dataSource, {
      foreign,
      read: reading.read,
      observer: metrics,
      onError: (error) => log('import', error),
    }),
    tokens: createTokenService(dataSource),
    reviews: createReviewDesk(dataSource),
    quality: createQualityReader(dataSource),
  };
  await ports.imports.endAbandonedJobs();
  const apollo = createApollo(http, log, metrics);
  await apollo.start();
  const exports = createExportHandler(
    { schema: hubSubgraph().schema, ports, openSnapshot: (visibility) => openSnapshot(dataSource, visibility) },
    log,
  );
  http.on('request', createHandler(parts, ports, apollo, exports, log, metrics));
  const stop = async (): Promise<void> => {
    await apollo.stop();
    await reading.stop();
    await exports.stop();
    await foreign.stop();
  };
  try {
    await listen(http, parts);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(http), stop };
}

function createApollo(httpServer: Server, log: ErrorLog, metrics: Metrics): ApolloServer<RequestContext> {
  const { schema } = hubSubgraph();
  return new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: maskErrors(log),
    parseOptions: { maxTokens: QUERY_LIMITS.tokens },
    validationRules: [limitShape],
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        requestDidStart: async () => ({
          didResolveOperation: async ({ request: { variables, operationName }, document }) => {
            limitVariables(variables);
            limitCost(schema, document, variables, operationName);
          },
          executionDidStart: async ({ operation }) => {
            const asked = rootFieldsOf(operation);
            const begun = performance.now();
            const span = trace.getTracer('ogi-hub').startSpan(asked);
            const notes = currentRequest();
            if (notes !== undefined) notes.operation = asked;
            return {
              executionDidEnd: async (error) => {
                metrics.asked(asked, error === undefined, (performance.now() - begun) / 1000);
                span.end();
              },
            };
          },
        }),
      },
    ],
  });
}

/** `annualReports`, or `several`: there are as many as the schema has fields. */
function rootFieldsOf({ selectionSet }: { readonly selectionSet: SelectionSetNode }): string {
  const [first, second] = selectionSet.selections;
  return first?.kind === 'Field' && second === undefined ? first.name.value : 'several';
}

function createHandler(
  parts: ServerParts,
  ports: Ports,
  apollo: ApolloServer<RequestContext>,
  exports: ExportHandler,
  log: ErrorLog,
  metrics: Metrics,
) {
  const { dataSource } = parts;
  const ide = parts.ide(ENDPOINT);
  const { adminToken, verifyJwt } = parts;
  const identify = createIdentify({ adminToken, tokens: ports.tokens, verifyJwt });
  const guard = createRateGuard(parts.rateLimits ?? NO_LIMITS);
  const proxies = parts.trustProxy ?? 0;
  const viewer = (request: IncomingMessage) => viewerFor(request, identify, guard, proxies);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, search } = targetOf(request);
    if (path === ENDPOINT) return answerGraphql(apollo, ports, await viewer(request), request, response, search);
    if (path.startsWith(EXPORT_PATH)) return exports.answer(request, response, path, search, await viewer(request));
    if (path === '/healthz') return answerHealth(dataSource, response);
    if (path === '/readyz') return answerReadiness(dataSource, response);
    if (path === '/metrics') return answerMetrics(metrics, identify, request, response);
    if (ide(request, response)) return;
    throw new HttpError(404, 'NOT_FOUND', `There is nothing here; GraphQL is at ${ENDPOINT}.`);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    const notes = notesOf(request);
    const begun = performance.now();
    response.setHeader('X-Request-Id', notes.requestId);
    response.once('close', () => {
      const ms = performance.now() - begun;
      const { statusCode: status } = response;
      metrics.answered(status, ms / 1000);
      const { path } = targetOf(request);
      parts.requestLog?.({
        ...notes,
        method: request.method ?? '',
        path,
        status,
        ms: Math.round(ms),
        address: addressOf(request, proxies),
      });
    });
    withinRequest(notes, () => answer(request, response).catch((error: unknown) => sendError(response, error, log)));
  };
}

function targetOf(request: IncomingMessage): { readonly path: string; readonly search: string } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, search: '' } : { path: url.slice(0, mark), search: url.slice(mark) };
}

/** Refused before the body is read: an import with a wrong token need not be uploaded. */
async function viewerFor(
  request: IncomingMessage,
  identify: Identify,
  guard: RateGuard,
  proxies: number,
): Promise<Viewer> {
  const address = addressOf(request, proxies);
  const viewer = await identified(request, identify).catch(async (error: unknown) => {
    if (error instanceof HttpError && error.status === 401) await guard.suspect(address);
    throw error;
  });
  await guard.admit(viewer, address);
  const notes = currentRequest();
  if (notes !== undefined) notes.actor = viewer.actor;
  return viewer;
}

async function identified(request: IncomingMessage, identify: Identify): Promise<Viewer> {
  try {
    return await identify(request.headers.authorization);
  } catch (error) {
    if (error instanceof OidcError)
      throw new HttpError(503, 'SERVICE_UNAVAILABLE', `Signing in is not possible now: ${error.message}.`);
    if (!(error instanceof CredentialsError)) throw error;
    throw new HttpError(401, 'UNAUTHENTICATED', error.message, { 'WWW-Authenticate': 'Bearer' });
  }
}

async function answerGraphql(
  apollo: ApolloServer<RequestContext>,
  ports: Ports,
  viewer: Viewer,
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): Promise<void> {
  const method = request.method ?? 'GET';
  if (method !== 'POST' && method !== 'GET') {
    throw new HttpError(405, 'BAD_REQUEST', 'GraphQL is asked by POST or GET.', { Allow: 'GET, POST' });
  }
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const limit = viewer.actor !== null ? ADMINISTRATORS_BODY : PUBLIC_BODY;
  const body = method === 'POST' ? await readGraphqlBody(request, limit) : undefined;
  const answered = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search, body },
    context: async () => createContext(ports, viewer),
  });
  if (answered.body.kind !== 'complete') throw new Error('answers in parts are not in use');
  send(response, answered.status ?? 200, answered.body.string, Object.fromEntries(answered.headers));
}

async function answerHealth(dataSource: DataSource, response: ServerResponse): Promise<void> {
  const reached = await dataSource.query('SELECT 1').then(
    () => true,
    () => false,
  );
  sendJson(response, reached ? 200 : 503, { status: reached ? 'ok' : 'database unreachable' });
}

/** Whether to send requests here: the database answers, and has the tables of this version. */
async function answerReadiness(dataSource: DataSource, response: ServerResponse): Promise<void> {
  const wanting = await dataSource.showMigrations().catch(() => null);
  const status = wanting === null ? 'database unreachable' : wanting ? 'migrations are wanting' : 'ready';
  sendJson(response, status === 'ready' ? 200 : 503, { status });
}

/** For this machine, and for holders of any token: how many import what is not for everybody. */
async function answerMetrics(
  metrics: Metrics,
  identify: Identify,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocal(request) && (await identified(request, identify)).actor === null)
    throw new HttpError(401, 'UNAUTHENTICATED', 'Metrics are shown to this machine, and to holders of a token.', {
      'WWW-Authenticate': 'Bearer',
    });
  const { contentType, text } = await metrics.show();
  send(response, 200, text, { 'Content-Type': contentType });
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
  sendJson(response, 500, { errors: [maskedError(error, log)] });
}

function listen(http: Server, { host, port }: ServerParts): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

function urlOf(http: Server): string {
  const { address, family, port } = http.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
