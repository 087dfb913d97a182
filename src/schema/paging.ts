import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../domain/asking';

@ObjectType('PageInfo', { simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean) readonly hasNextPage!: boolean;
  @Field(() => Boolean) readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) readonly startCursor!: string | null;
  @Field(() => String, { nullable: true }) readonly endCursor!: string | null;
}

/** A page as the API answers it. The total is counted only when it is selected. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Promise<number>;
}

/** Answers a page of the store; `count` runs when totalCount is selected, and not otherwise. */
export function connectionOf<Node>(page: Page<Node>, count: () => Promise<number>): Connection<Node> {
  return { nodes: page.nodes, pageInfo: page, totalCount: count };
}

/** Makes the connection type of a node type. */
export function connectionType<Node extends object>(name: string, node: () => ClassType<Node>) {
  @ObjectType(name, { simpleResolvers: true })
  class ConnectionType implements Connection<Node> {
    @Field(() => [node()]) readonly nodes!: readonly Node[];
    @Field(() => PageInfo) readonly pageInfo!: PageInfo;
    @Field(() => Int, { description: 'Counted only when it is asked for.' })
    readonly totalCount!: () => Promise<number>;
  }
  return ConnectionType;
}
