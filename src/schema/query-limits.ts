/** What a query may be, checked before anything of it runs. Each refusal says what was asked, what is allowed, and what to do. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { rememberedCost } from './cost-memory';

export const QUERY_LIMITS = {
  /** Words and signs of the query text; refused by the parser. */
  tokens: 2_000,
  /** Fields within fields. */
  depth: 12,
  aliases: 50,
  directives: 50,
  /** `__schema`, which answers the whole schema each time, and `__type`. */
  schemas: 1,
  types: 5,
  /** Aliases within them: each could answer the whole schema once more. */
  introspectionAliases: 5,
  /** Fields and fragments selected, a fragment counted wherever it is spread. */
  selections: 5_000,
  /** Values in the variables, lists and objects counted too: two thousand items to import have 24,000. */
  variables: 25_000,
  /** Lists and objects within each other in the variables. */
  variableDepth: 30,
  /** Fields in the answer, long texts counting as many: a page of 25 reports with every figure and its place in the source, or 100 with every count. */
  cost: 100_000,
} as const;

interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly schemas: number;
  readonly types: number;
  readonly introspectionAliases: number;
  readonly selections: number;
}

const NOTHING: Shape = {
  depth: 0,
  aliases: 0,
  directives: 0,
  schemas: 0,
  types: 0,
  introspectionAliases: 0,
  selections: 0,
};

/** Introspection nests deeply by nature; graphql-js bounds it by a rule of its own. */
const INTROSPECTION = new Set(['__schema', '__type']);

const FINDINGS: Readonly<Record<keyof Shape, (measured: number) => string>> = {
  depth: (measured) => `is ${measured} levels deep`,
  aliases: (measured) => `has ${measured} aliases`,
  directives: (measured) => `has ${measured} directives`,
  schemas: (measured) => `asks for __schema ${measured} times`,
  types: (measured) => `asks for __type ${measured} times`,
  introspectionAliases: (measured) => `has ${measured} aliases within __schema and __type`,
  selections: (measured) => `selects ${measured} times, with its fragments put in`,
};

const MEASURES = Object.keys(FINDINGS) as readonly (keyof Shape)[];

const sumOf = (one: Shape, other: Shape): Shape => ({
  depth: Math.max(one.depth, other.depth),
  aliases: one.aliases + other.aliases,
  directives: one.directives + other.directives,
  schemas: one.schemas + other.schemas,
  types: one.types + other.types,
  introspectionAliases: one.introspectionAliases + other.introspectionAliases,
  selections: one.selections + other.selections,
});

/** Refuses queries that are too deep, or too wide by aliases, directives, introspection or fragments of fragments. Looks at every fragment once. */
export const limitShape: ValidationRule = (context) => {
  const fragments = new Map<string, Shape>();

  const ofSet = (set: SelectionSetNode | undefined): Shape => {
    let shape = NOTHING;
    for (const selection of set?.selections ?? []) {
      const itself = { ...NOTHING, directives: selection.directives?.length ?? 0, selections: 1 };
      shape = sumOf(sumOf(shape, itself), ofSelection(selection));
    }
    return shape;
  };

  const ofSelection = (selection: SelectionNode): Shape => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    const within = ofSet(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return within;
    const name = selection.name.value;
    const introspects = INTROSPECTION.has(name);
    return {
      ...within,
      depth: introspects ? 1 : within.depth + 1,
      aliases: within.aliases + (selection.alias === undefined ? 0 : 1),
      schemas: within.schemas + (name === '__schema' ? 1 : 0),
      types: within.types + (name === '__type' ? 1 : 0),
      introspectionAliases: introspects ? within.aliases : within.introspectionAliases,
    };
  };

  const ofFragment = (name: string): Shape => {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    // Stands in while the fragment is looked at, so that a circle ends; another rule refuses it.
    fragments.set(name, NOTHING);
    const shape = ofSet(context.getFragment(name)?.selectionSet);
    fragments.set(name, shape);
    return shape;
  };

  return {
    OperationDefinition(operation) {
      const shape = ofSet(operation.selectionSet);
      for (const measure of MEASURES) {
        if (shape[measure] <= QUERY_LIMITS[measure]) continue;
        const found = FINDINGS[measure](shape[measure]);
        const message = `The query ${found}; the limit is ${QUERY_LIMITS[measure]}. Ask in several queries.`;
        context.reportError(new GraphQLError(message, { nodes: operation }));
      }
    },
  };
};

/**
 * Refuses variables that would take long to be looked at.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function limitVariables(variables: Readonly<Record<string, unknown>> | undefined): void {
  let level: readonly unknown[] = Object.values(variables ?? {});
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (count > QUERY_LIMITS.variables) {
      throw refusal(`The variables have over ${QUERY_LIMITS.variables} values. Ask in several queries.`);
    }
    if (depth > QUERY_LIMITS.variableDepth) {
      throw refusal(`The variables are over ${QUERY_LIMITS.variableDepth} levels deep. Ask for less at once.`);
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}

/**
 * Refuses a valid query whose answer could be too large, by the lengths of its lists.
 * @param fits - whether it is known that the variables fit the query
 * @throws GraphQLError BAD_USER_INPUT, also when the variables do not fit the query.
 */
export function limitCost(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Record<string, unknown> | undefined,
  operationName: string | undefined,
  fits = false,
): void {
  const cost = costOf(schema, query, variables, operationName, fits);
  if (cost <= QUERY_LIMITS.cost) return;
  throw refusal(
    `The answer could have ${cost} fields, long texts counting as many; at most ${QUERY_LIMITS.cost} are allowed. Ask for shorter pages (first), fewer fields and texts or fewer nested lists.`,
  );
}

function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Record<string, unknown> | undefined,
  operationName: string | undefined,
  fits: boolean,
): number {
  const workOut = (): number =>
    getComplexity({
      schema,
      query,
      estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
      ...(variables === undefined ? {} : { variables }),
      ...(operationName === undefined ? {} : { operationName }),
    });
  try {
    return rememberedCost(schema, query, variables ?? {}, operationName, workOut, fits);
  } catch (error) {
    // All it throws are findings about the query, without a code.
    if (error instanceof GraphQLError) throw refusal(error.message);
    throw error;
  }
}

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
