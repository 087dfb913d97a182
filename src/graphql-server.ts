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
import { GraphQLError, type SelectionSetNode } from 'graphql';
import type { Viewer } from './access/viewer';
import { ADMINISTRATORS_BODY, HttpError, PUBLIC_BODY, readGraphqlBody, send } from './http-messages';
import { type ErrorLog, maskErrors } from './mask-errors';
import type { Metrics } from './metrics';
import { currentRequest } from './request-log';
import { createContext, type Ports, type RequestContext } from './resolvers/context';
import { hubSubgraph } from './resolvers/subgraph';
import { limitCost, limitShape, limitVariables, QUERY_LIMITS } from './schema/query-limits';

const STREAMED = 'A subscription is answered by WebSocket, or as server-sent events: send Accept: text/event-stream.';

/** To be started, and stopped with the server of HTTP, whose requests it lets come to their end. */
export function createApollo(httpServer: Server, log: ErrorLog, metrics: Metrics): ApolloServer<RequestContext> {
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
          didResolveOperation: async ({ request: { variables, operationName }, document, operation }) => {
            if (operation?.operation === 'subscription')
              throw new GraphQLError(STREAMED, { extensions: { code: 'BAD_REQUEST' } });
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

/** Answers a query or a mutation; nothing of the body is read before the asker is known. */
export async function answerGraphql(
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
