import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** What is asked, and of which variables its cost depends. */
interface Remembered {
  readonly deciding: readonly string[];
  readonly costs: Map<string, number>;
}

/** Costs kept of one document, and how long the values of its variables may be: whoever asks for all pages asks by few lengths. */
const MOST_KEPT = 50;
const LONGEST_KEY = 1_000;

const documents = new WeakMap<DocumentNode, Remembered>();

function variablesWithin(node: ASTNode): readonly string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}

/** Variables that lists may take their lengths from, and directives whether a field is there. */
function decidingVariables(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const take = (nodes: readonly ASTNode[] | undefined): void => {
    for (const name of (nodes ?? []).flatMap(variablesWithin)) names.add(name);
  };
  const enter = (node: ASTNode): void => {
    if (node.kind === Kind.DIRECTIVE) take(node.arguments);
    if (node.kind === Kind.FIELD && types.getFieldDef()?.extensions.complexity !== undefined) take(node.arguments);
  };
  visit(document, visitWithTypeInfo(types, { enter }));
  return [...names].sort();
}

function remember(schema: GraphQLSchema, document: DocumentNode): Remembered {
  const remembered = { deciding: decidingVariables(schema, document), costs: new Map() };
  documents.set(document, remembered);
  return remembered;
}

/**
 * The cost of a query, worked out once for each document and the variables that decide on it: that takes longer than to answer some of them.
 * Documents are known by identity.
 * @param fits - whether the variables are known to fit; else that is found out. @param workOut - also says what is wrong with the variables, which is never remembered
 */
export function rememberedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
  operationName: string | undefined,
  workOut: () => number,
  fits: boolean,
): number {
  const known = documents.get(document) ?? remember(schema, document);
  const values = known.deciding.filter((name) => name in variables).map((name) => [name, variables[name]]);
  const key = JSON.stringify([operationName ?? null, values]);
  const cost = known.costs.get(key);
  if (cost !== undefined && (fits || doFit(schema, document, variables, operationName))) return cost;
  const found = workOut();
  if (key.length > LONGEST_KEY) return found;
  if (known.costs.size >= MOST_KEPT) known.costs.clear();
  known.costs.set(key, found);
  return found;
}

function doFit(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
  operationName: string | undefined,
): boolean {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables).errors === undefined;
}
