/** The HTTP server: GraphQL at /graphql, the page for queries at /, and /healthz. */
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
import type { DataSource } from 'typeorm';
import { type Viewer, viewerOf } from './access/viewer';
import { ADMINISTRATORS_BODY, HttpError, PUBLIC_BODY, readGraphqlBody, send, sendJson } from './http-messages';
import type { IdeHandler } from './ide/ide';
import { createForeignReader } from './imports/foreign-reader';
import { createImportService } from './imports/import-service';
import { type ErrorLog, maskErrors, maskedError } from './mask-errors';
import { createContext, type Ports, type RequestContext } from './resolvers/context';
import { hubSubgraph } from './resolvers/subgraph';
import { limitCost, limitShape, limitVariables, QUERY_LIMITS } from './schema/query-limits';
import { createReportReader } from './store/report-reader';
import { createSubscriptions, type Subscriptions } from './subscriptions';
import { answerUploads, UPLOADS } from './upload-route';

const ENDPOINT = '/graphql';

export interface ServerParts {
  readonly dataSource: DataSource;
  readonly adminToken: string;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Makes the page for queries, given the path of the endpoint. */
  readonly ide: (endpoint: string) => IdeHandler;
  /** Works the queued jobs; when left out, others have to (`runWorker`). */
  readonly worker?: JobWorker;
  /** Hears of errors on our side; the console when left out. */
  readonly log?: ErrorLog;
}

/** Workers that the server has beside it. */
export interface JobWorker {
  /** There may be something to do. */
  wake(): void;
  stop(): Promise<void>;
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
  // A large upload takes its time.
  const http = createServer({ keepAliveTimeout: 65_000, requestTimeout: 3_600_000 });
  const { dataSource } = parts;
  const foreign = createForeignReader();
  const ports: Ports = {
    readerFor: (visibility) => createReportReader(dataSource, visibility),
    imports: createImportService(dataSource, {
      foreign,
      onError: (error) => log('import', error),
      onQueued: () => parts.worker?.wake(),
    }),
  };
  await ports.imports.endAbandonedJobs();
  const apollo = createApollo(http, log);
  await apollo.start();
  const identify = (authorization: string | undefined) => viewerOf(authorization, parts.adminToken);
  const subscriptions = createSubscriptions({ http, path: ENDPOINT, ports, identify, log });
  http.on('request', createHandler(parts, ports, apollo, subscriptions, log));
  const stop = async (): Promise<void> => {
    await subscriptions.stop();
    await apollo.stop();
    await parts.worker?.stop();
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

function createApollo(httpServer: Server, log: ErrorLog): ApolloServer<RequestContext> {
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
        }),
      },
    ],
  });
}

function createHandler(
  parts: ServerParts,
  ports: Ports,
  apollo: ApolloServer<RequestContext>,
  subscriptions: Subscriptions,
  log: ErrorLog,
) {
  const { dataSource } = parts;
  const ide = parts.ide(ENDPOINT);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, search } = addressOf(request);
    if (path === ENDPOINT && acceptsEvents(request)) {
      const viewer = viewerFor(request, parts.adminToken);
      const asked = request.method === 'POST' ? await readGraphqlBody(request, PUBLIC_BODY) : askedByAddress(search);
      return subscriptions.answerEvents(asked, viewer, response);
    }
    if (path === ENDPOINT)
      return answerGraphql(apollo, ports, viewerFor(request, parts.adminToken), request, response, search);
    if (path === UPLOADS || path.startsWith(`${UPLOADS}/`))
      return answerUploads(ports, viewerFor(request, parts.adminToken), request, response, path);
    if (path === '/healthz') return answerHealth(dataSource, response);
    if (ide(request, response)) return;
    throw new HttpError(404, 'NOT_FOUND', `There is nothing here; GraphQL is at ${ENDPOINT}.`);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => sendError(response, error, log));
  };
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

function addressOf(request: IncomingMessage): { readonly path: string; readonly search: string } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, search: '' } : { path: url.slice(0, mark), search: url.slice(mark) };
}

/** Refused before the body is read: an import with a wrong token need not be uploaded. */
function viewerFor(request: IncomingMessage, adminToken: string): Viewer {
  const viewer = viewerOf(request.headers.authorization, adminToken);
  if (viewer !== null) return viewer;
  throw new HttpError(401, 'UNAUTHENTICATED', 'The administrator token is wrong; send none to ask as the public.', {
    'WWW-Authenticate': 'Bearer',
  });
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
