import { Field, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import { Decimal, SafeInt } from './scalars';

@ObjectType('DocumentCounts', { simpleResolvers: true })
export class DocumentCounts implements model.DocumentCounts {
  @Field(() => SafeInt, { nullable: true }) readonly issued!: model.Count;
  @Field(() => SafeInt, { nullable: true }) readonly repealed!: model.Count;
  @Field(() => SafeInt, { nullable: true }) readonly inForce!: model.Count;
}

@ObjectType('ProactiveDisclosure', {
  simpleResolvers: true,
  description: 'Table two, form of 2021. Lines of the 2019 form are in `figures` under their own names.',
})
export class ProactiveDisclosure implements Omit<model.ProactiveDisclosure, keyof model.ReportKey> {
  @Field(() => DocumentCounts) readonly rules!: DocumentCounts;
  @Field(() => DocumentCounts) readonly normativeDocuments!: DocumentCounts;
  @Field(() => SafeInt, { nullable: true }) readonly licensingDecisions!: model.Count;
  @Field(() => SafeInt, { nullable: true }) readonly penaltyDecisions!: model.Count;
  @Field(() => SafeInt, { nullable: true }) readonly compulsionDecisions!: model.Count;
  @Field(() => Decimal, { nullable: true, description: 'Yuan.' }) readonly feesCollected!: model.Count;
}
