import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type * as levels from '../domain/region';
import type * as model from '../domain/report';
import type * as kinds from '../domain/report-draft';
import { AdminLevel, AgencyKind } from './enums';
import { connectionType } from './paging';

@ObjectType('Agency', { simpleResolvers: true })
@Directive('@key(fields: "id")')
export class Agency implements model.Agency {
  @Field(() => ID) readonly id!: number;
  @Field(() => String, { description: 'Official full name: 济南市历下区人民政府办公室.' }) readonly name!: string;
  @Field(() => [String]) readonly aliases!: readonly string[];
  @Field(() => AgencyKind) readonly kind!: kinds.AgencyKind;
  @Field(() => AdminLevel) readonly level!: levels.AdminLevel;
  readonly regionCode!: string | null;
}

export const AgencyConnection = connectionType('AgencyConnection', () => Agency);
