/** Who asks, and the tokens of those who may do more than ask. */
import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Role } from '../access/viewer';
import type * as access from '../domain/access';
import { ApiToken, ApiTokenPayload, CreateApiTokenInput, Viewer } from '../schema/api-token';
import { actorOf } from './actor';
import type { RequestContext } from './context';

@Resolver()
export class TokenResolver {
  @Query(() => Viewer, { description: 'Who asks, as the hub sees them.' })
  viewer(@Ctx() { viewer }: RequestContext): Viewer {
    return viewer;
  }

  @Authorized<Role>('ADMIN')
  @Query(() => [ApiToken], { description: 'Every token that was made, revoked ones too; newest first.' })
  apiTokens(@Ctx() { tokens }: RequestContext): Promise<readonly access.ApiToken[]> {
    return tokens.list();
  }

  @Authorized<Role>('ADMIN')
  @Mutation(() => ApiTokenPayload)
  createApiToken(
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<access.MadeApiToken> {
    return context.tokens.create(input, actorOf(context).name);
  }

  @Authorized<Role>('ADMIN')
  @Mutation(() => ApiToken, { nullable: true, description: 'Ends a token at once, for good; null when there is none.' })
  revokeApiToken(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<access.ApiToken | null> {
    return context.tokens.revoke(id, actorOf(context).name);
  }
}
