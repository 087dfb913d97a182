/** Questions that were answered before, word for word: parsed, valid and within their limits, they are answered without all that is done to find that out. */
import {
  coerceInputValue,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuestion, compileQuestion, typeOfVariable } from './compile-question';
import type { RequestContext } from './resolvers/context';
import { limitCost, limitVariables } from './schema/query-limits';
import { keepLatest } from './store/keep-latest';

type Variables = Record<string, unknown>;

/** How many questions are known, and how long they may be: programs ask few, again and again. */
const MOST_KNOWN = 500;
const LONGEST = 10_000;
const MOST_ACCEPTED = 50;
/** So often a question is answered before it is compiled, which takes as long as to answer it some five times. */
export const BEFORE_COMPILED = 10;
/** How long a question may be that is compiled, and all that are at a time: a thousand characters can become a megabyte of code. */
const LONGEST_COMPILED = 6000;
const MOST_COMPILED = 90_000;

interface KnownQuestion {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
}

interface Kept extends KnownQuestion {
  readonly variables: readonly VariableOf[];
  answered: number;
  /** Characters. */
  readonly length: number;
}

interface VariableOf {
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** A known question with its variables, which fit it and make it cost no more than is allowed. */
export interface Asking {
  readonly operation: OperationDefinitionNode;
  /** Of the answer. */
  readonly contentType: string;
  answer(context: RequestContext): ExecutionResult | Promise<ExecutionResult>;
}

export interface KnownQuestions {
  /** Takes note of a valid question that is about to be answered. */
  learn(question: KnownQuestion, source: string): void;
  /** Takes note of what type an answer had for whoever accepts this. */
  learnType(accept: string | undefined, contentType: string): void;
  /** Null for whatever is not known, or refused: Apollo Server finds out what is to be said to it. */
  find(body: unknown, accept: string | undefined): Asking | null;
}

export function createKnownQuestions(schema: GraphQLSchema): KnownQuestions {
  const questions = new Map<string, Kept>();
  /** Null where the compiler refuses. */
  const compiled = new Map<Kept, CompiledQuestion | null>();
  const types = new Map<string, string>();

  const compiledFor = (question: Kept, variables: Variables): CompiledQuestion | null => {
    const { document, operation, length } = question;
    // The compiler takes a variable that is left out for null, whatever stands in its place.
    const isWhole = question.variables.every(({ name }) => variables[name] !== undefined);
    if (length > LONGEST_COMPILED || !isWhole || question.answered <= BEFORE_COMPILED) return null;
    const query = compiled.get(question);
    const made = query === undefined ? compileQuestion(schema, document, operation) : query;
    compiled.delete(question);
    compiled.set(question, made);
    if (query === undefined) forgetOldest();
    return made;
  };

  const forgetOldest = (): void => {
    let characters = 0;
    for (const question of [...compiled.keys()].reverse()) {
      characters += question.length;
      if (characters > MOST_COMPILED) compiled.delete(question);
    }
  };

  const execution = (question: Kept, variables: Variables, coerced: Variables) => (context: RequestContext) => {
    const { document, operationName } = question;
    question.answered += 1;
    const query = compiledFor(question, variables);
    return query === null
      ? execute({ schema, document, contextValue: context, variableValues: variables, operationName })
      : query.answer(context, variables, coerced);
  };

  return {
    learn(question, source) {
      // A mutation that fails half way must not be done again, and takes longer than all this.
      if (question.operation.operation !== 'query' || source.length > LONGEST) return;
      const key = keyOf(source, question.operationName);
      if (questions.has(key)) return;
      const variables = variablesOf(schema, question.operation);
      keepLatest(questions, key, { ...question, variables, answered: 0, length: source.length }, MOST_KNOWN);
    },

    learnType(accept = '', contentType) {
      keepLatest(types, accept, contentType, MOST_ACCEPTED);
    },

    find(body, accept = '') {
      const contentType = types.get(accept);
      const asked = contentType === undefined ? null : askedBy(body);
      if (asked === null || contentType === undefined) return null;
      const { query, variables, operationName } = asked;
      const key = keyOf(query, operationName);
      const question = questions.get(key);
      const coerced = question === undefined ? null : fitted(schema, question, variables);
      if (question === undefined || coerced === null) return null;
      keepLatest(questions, key, question, MOST_KNOWN);
      return { operation: question.operation, contentType, answer: execution(question, variables, coerced) };
    },
  };
}

const keyOf = (source: string, operationName: string | undefined): string => `${operationName ?? ''}\n${source}`;

interface Asked {
  readonly query: string;
  readonly variables: Variables;
  readonly operationName: string | undefined;
}

/** The request of a body that says nothing unusual. */
function askedBy(body: unknown): Asked | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || 'extensions' in body) return null;
  const { query, variables, operationName } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string' || Array.isArray(variables)) return null;
  // An empty name is not no name.
  if (operationName === '') return null;
  if (typeof (variables ?? {}) !== 'object' || typeof (operationName ?? '-') !== 'string') return null;
  return {
    query,
    variables: (variables ?? {}) as Variables,
    operationName: (operationName ?? undefined) as string | undefined,
  };
}

const variablesOf = (schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode) =>
  variableDefinitions.map((definition) => ({
    name: definition.variable.name.value,
    type: typeOfVariable(schema, definition),
  }));

/**
 * The variables as the question takes them; undefined when they do not fit. Where all are given, what graphql-js finds out of the question each time is
 * known.
 */
function coercedBy(schema: GraphQLSchema, question: Kept, given: Variables): Variables | undefined {
  if (question.variables.some(({ name }) => given[name] == null))
    return getVariableValues(schema, question.operation.variableDefinitions ?? [], given).coerced;
  let fits = true;
  const misfit = (): void => {
    fits = false;
  };
  const coerced: Variables = {};
  for (const { name, type } of question.variables) coerced[name] = coerceInputValue(given[name], type, misfit);
  return fits ? coerced : undefined;
}

/** The variables as the question takes them; null when they do not fit, or make it cost too much. */
function fitted(schema: GraphQLSchema, question: Kept, variables: Variables): Variables | null {
  const { document, operationName } = question;
  try {
    limitVariables(variables);
    const coerced = coercedBy(schema, question, variables);
    if (coerced !== undefined) limitCost(schema, document, variables, operationName, true);
    return coerced ?? null;
  } catch {
    return null;
  }
}

/** An answer as Apollo Server writes it down. */
export function writeAnswer(
  { data, errors }: ExecutionResult,
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
): string {
  const shown = errors?.map((error) => {
    const formatted = error.toJSON();
    return format({ ...formatted, extensions: { code: 'INTERNAL_SERVER_ERROR', ...formatted.extensions } }, error);
  });
  return `${JSON.stringify({ errors: shown, data })}\n`;
}
