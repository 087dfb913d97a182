/** Why a question is not executed, as one who asks is told it. */
import { GraphQLError } from 'graphql';

export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });

/** Which of several operations is asked for, or which at all, cannot be told. */
export const unnamedOperation = (): GraphQLError =>
  new GraphQLError(
    'Name one of the operations of the query in operationName; it may be left out when there is only one.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
