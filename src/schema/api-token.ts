import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type * as access from '../domain/access';
import { Role } from './enums';
import { DateTime } from './scalars';

const OPTIONAL = { nullable: true } as const;

@ObjectType('ApiToken', { simpleResolvers: true, description: 'A token without what is secret of it.' })
export class ApiToken implements access.ApiToken {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String, { description: 'How the token begins.' }) readonly prefix!: string;
  @Field(() => Role) readonly role!: access.Role;
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the regions that it is bound to; null when it is bound to none, and reaches all.',
  })
  readonly regions!: readonly string[] | null;
  @Field(() => DateTime) readonly createdAt!: Date;
  @Field(() => String) readonly createdBy!: string;
  @Field(() => DateTime, OPTIONAL) readonly expiresAt!: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'To the minute.' }) readonly lastUsedAt!: Date | null;
  @Field(() => DateTime, OPTIONAL) readonly revokedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'As the audit log names them.' })
  readonly revokedBy!: string | null;
}

@ObjectType('ApiTokenPayload', { simpleResolvers: true })
export class ApiTokenPayload implements access.MadeApiToken {
  @Field(() => String, { description: 'Shown this once: only a hash of it is kept.' }) readonly token!: string;
  @Field(() => ApiToken) readonly apiToken!: ApiToken;
}

@InputType('CreateApiTokenInput')
export class CreateApiTokenInput implements access.NewApiToken {
  @Field(() => String, { description: 'Whose it is: the audit log names its holder so.' }) readonly name!: string;
  @Field(() => Role) readonly role!: access.Role;
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the regions that an EDITOR or a REVIEWER is bound to, and all within; left out for all.',
  })
  readonly regions?: readonly string[] | null;
  @Field(() => DateTime, { nullable: true, description: 'Left out for never.' }) readonly expiresAt?: Date | null;
}

@ObjectType('Viewer', { simpleResolvers: true, description: 'Who asks.' })
export class Viewer {
  @Field(() => Role) readonly role!: access.Role;
  @Field(() => String, { nullable: true, description: 'As the audit log names them; null for the public.' })
  readonly actor!: string | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the regions that they are bound to; null when they are bound to none, and reach all.',
  })
  readonly regions!: readonly string[] | null;
}
