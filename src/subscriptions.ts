/** Subscriptions, by WebSocket (graphql-ws) and by server-sent events, both at the endpoint of GraphQL. Queries and mutations are asked by POST. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Viewer } from './access/viewer';
import { HttpError, STREAM_HEADERS } from './http-messages';
import type { Doorkeeper } from './identify-request';
import { type ErrorLog, maskErrors } from './mask-errors';
import { badRequest, unnamedOperation } from './refusals';
import { createContext, type Ports } from './resolvers/context';
import { hubSubgraph } from './resolvers/subgraph';
import { limitCost, limitShape, limitVariables, QUERY_LIMITS } from './schema/query-limits';

export interface SubscriptionParts {
  readonly http: Server;
  /** Where WebSockets are taken. */
  readonly path: string;
  readonly ports: Ports;
  /** Who sends a request, or has said it in the first message of a WebSocket. */
  readonly admit: Doorkeeper['admit'];
  readonly log: ErrorLog;
}

export interface Subscriptions {
  /** Answers a request that accepts text/event-stream. */
  answerEvents(body: unknown, viewer: Viewer, response: ServerResponse): Promise<void>;
  /** Ends every subscription, and says so to its client. */
  stop(): Promise<void>;
}

/** Subscriptions of one connection at a time. */
const MOST_SUBSCRIPTIONS = 50;
const MESSAGE_BYTES = 1 << 20;
const KEEP_ALIVE_MS = 12_000;
const CLOSING_MS = 500;

export function createSubscriptions(parts: SubscriptionParts): Subscriptions {
  const sockets = takeWebSockets(parts);
  const streams = new Set<() => Promise<void>>();
  return {
    answerEvents: (body, viewer, response) => answerEvents(parts, streams, body, viewer, response),
    stop: async () => {
      await Promise.all([sockets.stop(), ...[...streams].map((end) => end())]);
    },
  };
}

interface Asked {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** As graphql-ws hands them on, too. */
interface Result {
  readonly data?: ExecutionResult['data'] | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}

/** The subscription asked for, checked as any question is. @throws GraphQLError */
function prepare({ ports }: SubscriptionParts, asked: Asked, viewer: Viewer): ExecutionArgs | readonly GraphQLError[] {
  const { schema } = hubSubgraph();
  if (typeof asked.query !== 'string') return [badRequest('Send {"query": "subscription …", "variables": {…}}.')];
  const operationName = typeof asked.operationName === 'string' ? asked.operationName : undefined;
  const variables = (asked.variables ?? undefined) as Record<string, unknown> | undefined;
  try {
    const document = parse(asked.query, { maxTokens: QUERY_LIMITS.tokens });
    const wrong = validate(schema, document, [...specifiedRules, limitShape]);
    if (wrong.length > 0) return wrong.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, operationName);
    if (!operation) return [unnamedOperation()];
    if (operation.operation !== 'subscription')
      return [badRequest('Only subscriptions are answered here; send queries and mutations by POST.')];
    limitVariables(variables);
    limitCost(schema, document, variables, operationName);
    return { schema, document, variableValues: variables, operationName, contextValue: createContext(ports, viewer) };
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

/** What graphql-js finds has no code, without which an error is taken for a failure of ours; those of Apollo Server. */
function coded({ message, nodes, source, positions, extensions }: GraphQLError, code: string): GraphQLError {
  const place = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, extensions: { code, ...extensions } });
}

const formatted = (log: ErrorLog, errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] =>
  errors.map((error) => maskErrors(log)(error.toJSON(), error));

function withMaskedErrors(log: ErrorLog, { data = null, errors }: Result): FormattedExecutionResult {
  return errors === undefined ? { data } : { data, errors: formatted(log, errors) };
}

function takeWebSockets(parts: SubscriptionParts): { stop(): Promise<void> } {
  const { http, path, log } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES });
  const server = useServer(
    {
      schema: hubSubgraph().schema,
      onConnect: async (context) => {
        const { viewer, refusal } = await admitted(parts, context);
        // The library would say no more than that it is forbidden.
        if (viewer === null) context.extra.socket.close(CloseCode.Forbidden, closeReason(refusal.message));
        return viewer !== null;
      },
      onSubscribe: async (context, _id, payload) => {
        if (Object.keys(context.subscriptions).length > MOST_SUBSCRIPTIONS)
          return [badRequest(`A connection may have ${MOST_SUBSCRIPTIONS} subscriptions at a time.`)];
        // Anew, for a connection may outlive a token.
        const { viewer, refusal } = await admitted(parts, context);
        return viewer === null ? [refusal] : prepare(parts, payload, viewer);
      },
      onNext: (_context, _id, _payload, _args, result) => withMaskedErrors(log, result),
      onError: (_context, _id, _payload, errors) => formatted(log, errors as readonly GraphQLError[]),
    },
    sockets,
    KEEP_ALIVE_MS,
  );
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?', 1)[0] !== path) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  return {
    stop: async () => {
      const impatient = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, CLOSING_MS);
      await server.dispose();
      clearTimeout(impatient);
    },
  };
}

/** Of which a WebSocket takes 123 bytes. */
function closeReason(message: string): string {
  let reason = message;
  while (Buffer.byteLength(reason) > 123) reason = reason.slice(0, -1);
  return reason;
}

/** What graphql-ws knows of a connection, as far as it tells who is there. */
interface SocketContext {
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  readonly extra: { readonly request: IncomingMessage };
}

type Admitted =
  | { readonly viewer: Viewer; readonly refusal: null }
  | { readonly viewer: null; readonly refusal: GraphQLError };

async function admitted({ admit }: SubscriptionParts, { connectionParams, extra }: SocketContext): Promise<Admitted> {
  const { Authorization, authorization } = connectionParams ?? {};
  const said = Authorization ?? authorization;
  try {
    return { viewer: await admit(extra.request, typeof said === 'string' ? said : undefined), refusal: null };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return { viewer: null, refusal: new GraphQLError(error.message, { extensions: { code: error.code } }) };
  }
}

/** One subscription a request, as the distinct connections of the protocol "GraphQL over Server-Sent Events". */
async function answerEvents(
  parts: SubscriptionParts,
  streams: Set<() => Promise<void>>,
  body: unknown,
  viewer: Viewer,
  response: ServerResponse,
): Promise<void> {
  const prepared = prepare(parts, (body ?? {}) as Asked, viewer);
  if (!('schema' in prepared)) {
    const [first] = formatted(parts.log, prepared);
    throw new HttpError(400, String(first?.extensions?.code ?? 'BAD_REQUEST'), first?.message ?? '');
  }
  const results = await subscribe(prepared);
  response.writeHead(200, STREAM_HEADERS);
  const tell = (event: string, data: string): void => void response.write(`event: ${event}\ndata: ${data}\n\n`);
  const next = (result: ExecutionResult): void => tell('next', JSON.stringify(withMaskedErrors(parts.log, result)));
  if (!(Symbol.asyncIterator in results)) {
    next(results);
    tell('complete', '');
    response.end();
    return;
  }
  // Proxies close what is silent for long.
  const alive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  let ended = false;
  const end = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    clearInterval(alive);
    streams.delete(end);
    if (!response.destroyed) {
      tell('complete', '');
      response.end();
    }
    await results.return?.(undefined);
  };
  streams.add(end);
  response.once('close', () => void end());
  try {
    for await (const result of results) {
      if (ended) break;
      next(result);
    }
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (!ended) next({ errors: [new GraphQLError(failure.message, { originalError: failure })] });
  }
  await end();
}
