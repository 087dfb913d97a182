import { Field, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import { lineField } from './line-field';
import { Decimal, SafeInt } from './scalars';

@ObjectType('DocumentCounts', { simpleResolvers: true })
export class DocumentCounts implements model.DocumentCounts {
  @Field(() => SafeInt, { nullable: true, description: '本年制发件数: issued during the year' })
  readonly issued!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: '本年废止件数: repealed during the year' })
  readonly repealed!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: '现行有效件数: in force at its end' })
  readonly inForce!: model.Count;
}

@ObjectType('ProactiveDisclosure', {
  simpleResolvers: true,
  description: 'Table two, form of 2021. Lines of the 2019 form are in `figures` under their own names.',
})
export class ProactiveDisclosure implements Omit<model.ProactiveDisclosure, keyof model.ReportKey> {
  @Field(() => DocumentCounts, { description: '规章: rules' }) readonly rules!: DocumentCounts;
  @Field(() => DocumentCounts, { description: '行政规范性文件: normative documents' })
  readonly normativeDocuments!: DocumentCounts;
  @Field(() => SafeInt, lineField('licensing.decisions')) readonly licensingDecisions!: model.Count;
  @Field(() => SafeInt, lineField('penalties.decisions')) readonly penaltyDecisions!: model.Count;
  @Field(() => SafeInt, lineField('compulsion.decisions')) readonly compulsionDecisions!: model.Count;
  @Field(() => Decimal, { nullable: true, description: 'Yuan.' }) readonly feesCollected!: model.Count;
}
