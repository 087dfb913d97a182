/** Apollo Server as the hub runs it: what a question may cost, what is shown of errors, what is measured. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
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
import { GraphQLError, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Viewer } from './access/viewer';
import { ADMINISTRATORS_BODY, HttpError, PUBLIC_BODY, readGraphqlBody, send } from './http-messages';
import { createKnownQuestions, type KnownQuestions, writeAnswer } from './known-questions';
import { type ErrorLog, maskErrors } from './mask-errors';
import type { Metrics } from './metrics';
import { badRequest, unnamedOperation } from './refusals';
import { currentRequest, notesOf, type RequestNotes, withinRequest } from './request-log';
import { createContext, type Ports, type RequestContext } from './resolvers/context';
import { hubSubgraph } from './resolvers/subgraph';
import { limitCost, limitShape, limitVariables, QUERY_LIMITS } from './schema/query-limits';

const STREAMED = 'A subscription is answered by WebSocket, or as server-sent events: send Accept: text/event-stream.';

/** What answers queries and mutations. */
export interface GraphqlServer {
  /** To be started, and stopped with the server of HTTP, whose requests it lets come to their end. */
  readonly apollo: ApolloServer<RequestContext>;
  readonly known: KnownQuestions;
  /** Measures an answer that is begun, until it is called. @param notes - of its request */
  readonly measure: (operation: OperationDefinitionNode, notes: RequestNotes | undefined) => (ok: boolean) => void;
  readonly formatError: ReturnType<typeof maskErrors>;
}

export function createGraphqlServer(httpServer: Server, log: ErrorLog, metrics: Metrics): GraphqlServer {
  const { schema } = hubSubgraph();
  const known = createKnownQuestions(schema);
  const formatError = maskErrors(log);
  const tracer = trace.getTracer('ogi-hub');
  const measure: GraphqlServer['measure'] = (operation, notes) => {
    const asked = rootFieldsOf(operation);
    const begun = performance.now();
    const span = tracer.startSpan(asked);
    if (notes !== undefined) notes.operation = asked;
    return (ok) => {
      metrics.asked(asked, ok, (performance.now() - begun) / 1000);
      span.end();
    };
  };
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError,
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
          didResolveOperation: async ({ request: { variables, operationName }, source, document, operation }) => {
            const checked = refusing(() => {
              if (!operation) throw unnamedOperation();
              if (operation.operation === 'subscription') throw badRequest(STREAMED);
              limitVariables(variables);
              limitCost(schema, document, variables, operationName);
              return operation;
            });
            known.learn({ document, operation: checked, operationName }, source);
          },
          executionDidStart: async ({ operation }) => {
            const ended = measure(operation, currentRequest());
            return { executionDidEnd: async (error) => ended(error === undefined) };
          },
        }),
      },
    ],
  });
  return { apollo, known, measure, formatError };
}

/** What is refused before it is executed is the asker's to mend, as what the parser refuses is; Apollo Server takes it for a failure of ours. */
function refusing<Checked>(check: () => Checked): Checked {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status: 400 } } });
  }
}

/** `annualReports`, or `several`: there are as many as the schema has fields. */
function rootFieldsOf({ selectionSet }: { readonly selectionSet: SelectionSetNode }): string {
  const [first, second] = selectionSet.selections;
  return first?.kind === 'Field' && second === undefined ? first.name.value : 'several';
}

/** Answers a query or a mutation; nothing of the body is read before the asker is known. */
export async function answerGraphql(
  server: GraphqlServer,
  ports: Ports,
  viewer: Viewer,
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): Promise<void> {
  const { known, measure, formatError } = server;
  const method = request.method ?? 'GET';
  if (method !== 'POST' && method !== 'GET') {
    throw new HttpError(405, 'BAD_REQUEST', 'GraphQL is asked by POST or GET.', { Allow: 'GET, POST' });
  }
  const limit = viewer.actor !== null ? ADMINISTRATORS_BODY : PUBLIC_BODY;
  const body = method === 'POST' ? await readGraphqlBody(request, limit) : undefined;
  const asking = known.find(body, request.headers.accept);
  const context = createContext(ports, viewer);
  const notes = notesOf(request);
  if (asking === null)
    return withinRequest(notes, () => answerByApollo(server, context, request, response, { search, body }));
  const ended = measure(asking.operation, notes);
  let sent = false;
  try {
    const answer = await asking.answer(context);
    const write = (): string => writeAnswer(answer, formatError);
    // What is masked is logged.
    const text = answer.errors === undefined ? write() : await withinRequest(notes, write);
    send(response, 200, text, { 'content-type': asking.contentType });
    sent = true;
  } finally {
    // The asker need not wait for it.
    ended(sent);
  }
}

async function answerByApollo(
  { apollo, known }: GraphqlServer,
  context: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  { search, body }: { readonly search: string; readonly body: unknown },
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const answered = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method ?? 'GET', headers, search, body },
    context: async () => context,
  });
  if (answered.body.kind !== 'complete') throw new Error('answers in parts are not in use');
  const type = answered.headers.get('content-type');
  if (type !== undefined && answered.status === undefined) known.learnType(request.headers.accept, type);
  send(response, answered.status ?? 200, answered.body.string, Object.fromEntries(answered.headers));
}
