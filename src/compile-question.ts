/** Questions that come again and again, compiled to functions. */
import {
  type DocumentNode,
  type GraphQLInputType,
  GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

type Variables = Readonly<Record<string, unknown>>;

export interface CompiledQuestion {
  /** @param variables - as they came. @param coerced - as graphql-js makes them fit the question, all of them. */
  answer(context: unknown, variables: Variables, coerced: Variables): ReturnType<CompiledQuery['query']>;
}

/** What has been made to fit already. */
const COERCED = new GraphQLScalarType({ name: 'Coerced', parseValue: (value) => value });

/**
 * The compiler writes the types of variables out, and comes to no end with filters that hold filters: variables that are objects are handed to it ready
 * made, as scalars of a type that the schema has while it compiles.
 * @returns null where the compiler refuses
 */
export function compileQuestion(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuestion | null {
  const definitions = operation.variableDefinitions ?? [];
  const objects = definitions.filter((definition) => isObject(schema, definition));
  const simple = {
    ...operation,
    variableDefinitions: definitions.map((each) => (objects.includes(each) ? asScalar(each) : each)),
  };
  let compiling = true;
  const getType: GraphQLSchema['getType'] = (name) =>
    compiling && name === COERCED.name ? COERCED : schema.getType(name);
  const made = compileQuery(
    Object.create(schema, { getType: { value: getType } }) as GraphQLSchema,
    { ...document, definitions: document.definitions.map((each) => (each === operation ? simple : each)) },
    operation.name?.value ?? '',
  );
  compiling = false;
  if (!isCompiledQuery(made)) return null;
  const names = objects.map(({ variable }) => variable.name.value);
  return {
    answer(context, variables, coerced) {
      const given = { ...variables };
      for (const name of names) given[name] = coerced[name];
      return made.query(undefined, context, given);
    },
  };
}

/** @param definition - of a valid question, whose types the schema has */
export const typeOfVariable = (schema: GraphQLSchema, { type }: VariableDefinitionNode): GraphQLInputType =>
  typeFromAST(schema, type as never) as GraphQLInputType;

const isObject = (schema: GraphQLSchema, definition: VariableDefinitionNode): boolean =>
  !isLeafType(getNamedType(typeOfVariable(schema, definition)));

const asScalar = ({ kind, variable }: VariableDefinitionNode): VariableDefinitionNode => ({
  kind,
  variable,
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } },
});
