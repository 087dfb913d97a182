/** From the annotated classes to a federation subgraph, and to the SDL that is committed and composed. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isIntrospectionType,
  isObjectType,
  parse,
} from 'graphql';
import { type AuthChecker, buildSchemaSync, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';
import { listNarrowedBy } from './query-cost';
import { SafeInt } from './scalars';

type ResolverMap = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

/** Finds an entity by its key fields; null when there is none, or none that the asker may see. */
export type ReferenceResolver<Context> = (reference: Readonly<Record<string, unknown>>, context: Context) => unknown;

export interface SubgraphParts<Context extends object> {
  // biome-ignore lint/complexity/noBannedTypes: type-graphql takes resolver classes as Function
  readonly resolvers: NonEmptyArray<Function>;
  readonly authChecker: AuthChecker<Context>;
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** Federation 2 SDL, as `_service` answers it but with descriptions. */
  readonly sdl: string;
}

/** type-graphql asks for one wherever there are subscriptions; those of the hub make their own events. */
const UNUSED_EVENTS: PubSub = {
  publish: () => {},
  subscribe: () => {
    throw new Error('nothing is published here');
  },
};

/** Builds the executable subgraph; throws when a class contradicts another. */
export function buildSubgraph<Context extends object>(parts: SubgraphParts<Context>): Subgraph {
  const annotated = buildSchemaSync({
    resolvers: parts.resolvers,
    authChecker: parts.authChecker,
    pubSub: UNUSED_EVENTS,
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
  nameDefaultResolvers(schema);
  guardEntities(schema, new Set(Object.keys(parts.references)));
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
}

/**
 * Objects may hold functions that make a part of them when it is selected, and compiled questions call only what is named as a resolver. The counts of
 * tables, which are most of many an answer, are never functions; one would be refused as no number.
 */
function nameDefaultResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (getNamedType(field.type) !== schema.getType(SafeInt.name)) field.resolve ??= defaultFieldResolver;
    }
  }
}

/** Says what a representation lacks, before federation throws at it, and what the entities asked for may cost. */
function guardEntities(schema: GraphQLSchema, types: ReadonlySet<string>): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  const resolve = entities?.resolve;
  if (entities === undefined || resolve === undefined) throw new Error('the subgraph has no entities');
  entities.extensions = { complexity: listNarrowedBy('representations', 1) };
  entities.resolve = (source, args: { readonly representations: readonly unknown[] }, context, info) => {
    for (const representation of args.representations) {
      const type = (representation as { readonly __typename?: unknown } | null)?.__typename;
      if (typeof type === 'string' && types.has(type)) continue;
      const message = `A representation has the __typename ${JSON.stringify(type)}; entities are ${[...types].join(', ')}.`;
      throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return resolve(source, args, context, info);
  };
}
