import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { RequestContext } from '../resolvers/context';
import { limitCost, limitShape, limitVariables, QUERY_LIMITS } from '../schema/query-limits';
import { type Asked, Selections } from './selections';

/** A question as it is sent to /graphql. */
export interface ExportQuestion {
  readonly query: string;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
}

/** A question that was found to be right, with its one root field. */
export interface CheckedQuestion extends ExportQuestion {
  readonly root: Asked;
  /** Answers the root field, with other arguments and selections than it was asked with. @throws what a resolver threw */
  answer(root: Asked, context: RequestContext): Promise<unknown>;
}

const refusal = (message: string, code = 'BAD_USER_INPUT'): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: QUERY_LIMITS.tokens });
  } catch (error) {
    throw refusal((error as Error).message, 'GRAPHQL_PARSE_FAILED');
  }
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation?.operation === 'query') return operation;
  throw refusal('An export needs one query: send a single one, or name it by operationName.');
}

/**
 * Checks a question as /graphql does, by the same rules and limits.
 * @throws GraphQLError saying what is wrong
 */
export function checkQuestion(schema: GraphQLSchema, question: ExportQuestion): CheckedQuestion {
  const { query, variables, operationName } = question;
  const document = parsed(query);
  const [finding] = validate(schema, document, [...specifiedRules, limitShape]);
  if (finding !== undefined) throw refusal(finding.message, 'GRAPHQL_VALIDATION_FAILED');
  limitVariables(variables);
  const operation = operationOf(document, operationName);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  if (errors?.[0] !== undefined) throw refusal(errors[0].message);
  limitCost(schema, document, variables, operationName);
  const queryType = schema.getQueryType();
  if (!queryType) throw new Error('the schema has no queries');
  const roots = new Selections(document, coerced ?? {})
    .under(queryType, [operation.selectionSet])
    .filter(({ fieldName }) => !fieldName.startsWith('_'));
  const [root] = roots;
  if (root === undefined || roots.length > 1)
    throw refusal(`An export is of one field, and the query asks for ${roots.length}; export them apart.`);
  return {
    ...question,
    root,
    answer: async (asked, context) => {
      const definition: OperationDefinitionNode = {
        ...operation,
        selectionSet: { kind: Kind.SELECTION_SET, selections: [asked.toField()] },
      };
      const result = await execute({
        schema,
        document: { kind: Kind.DOCUMENT, definitions: [definition] },
        contextValue: context,
        variableValues: variables ?? {},
      });
      return answerOf(result, asked.responseName);
    },
  };
}

/** A row with a hole where something went wrong is no row: the first error ends the export. */
function answerOf({ data, errors }: ExecutionResult, name: string): unknown {
  const [error] = errors ?? [];
  if (error !== undefined) throw error;
  return data?.[name];
}
