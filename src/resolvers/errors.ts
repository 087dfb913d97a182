/** The errors that resolvers answer on purpose. Everything else that is thrown is masked by src/server. */
import { GraphQLError } from 'graphql';

/** The question is wrong; the message says how and what to ask instead. */
export const badUserInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

export const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });

/** Known, but not allowed to; the message says what is needed. */
export const forbidden = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
