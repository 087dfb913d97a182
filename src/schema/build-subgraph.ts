/** From the annotated classes to a federation subgraph, and to the SDL that is committed and composed. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { type AuthChecker, buildSchemaSync, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';
import { listNarrowedBy } from './query-cost';

type ResolverMap = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

/** Finds an entity by its key fields; null when there is none, or none that the asker may see. */
export type ReferenceResolver<Context> = (reference: Readonly<Record<string, unknown>>, context: Context) => unknown;

export interface SubgraphParts<Context extends object> {
  // biome-ignore lint/complexity/noBannedTypes: type-graphql takes resolver classes as Function
  readonly resolvers: NonEmptyArray<Function>;
  readonly authChecker: AuthChecker<Context>;
  /** Where subscriptions take their events from. */
  readonly pubSub: PubSub;
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** Federation 2 SDL, as `_service` answers it but with descriptions. */
  readonly sdl: string;
}

/** Builds the executable subgraph; throws when a class contradicts another. */
export function buildSubgraph<Context extends object>(parts: SubgraphParts<Context>): Subgraph {
  const annotated = buildSchemaSync({
    resolvers: parts.resolvers,
    authChecker: parts.authChecker,
    pubSub: parts.pubSub,
    // The subgraph built below is what must be valid: federation's directives are unknown here.
    skipCheck: true,
    // Types say what is accepted; class-validator would look at every input a second time.
    validate: false,
  });
  const sdl = `${LINK}\n\n${printSchemaWithDirectives(annotated)}\n`;
  const resolvers = createResolversMap(annotated) as Record<string, object>;
  for (const [type, __resolveReference] of Object.entries(parts.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference };
  }
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as ResolverMap }]);
  copyFieldExtensions(annotated, schema);
  return { schema, sdl };
}

/** Schemas rebuilt from SDL lose the extensions of their fields, and with them what a field costs. */
function copyFieldExtensions(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const type of Object.values(to.getTypeMap())) {
    const original = from.getType(type.name);
    if (!isObjectType(type) || !isObjectType(original)) continue;
    for (const field of Object.values(type.getFields())) {
      field.extensions = { ...field.extensions, ...original.getFields()[field.name]?.extensions };
    }
  }
  const entities = to.getQueryType()?.getFields()._entities;
  if (entities !== undefined) entities.extensions = { complexity: listNarrowedBy('representations', 1) };
}
