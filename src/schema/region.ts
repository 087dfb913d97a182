import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type * as model from '../domain/region';
import { AdminLevel } from './enums';

@ObjectType('Region', { simpleResolvers: true })
@Directive('@key(fields: "code")')
export class Region implements model.Region {
  @Field(() => ID, { description: 'Six-digit GB/T 2260 code.' }) readonly code!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String, { description: 'With every ancestor: 山东省济南市历下区.' }) readonly fullName!: string;
  @Field(() => AdminLevel) readonly level!: model.AdminLevel;
  readonly parentCode!: string | null;
}
