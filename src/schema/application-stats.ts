import { Directive, Field, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import type * as form from '../domain/statutory-form';
import { Applicant } from './enums';
import { SafeInt } from './scalars';

const UNKNOWN = { nullable: true } as const;

@ObjectType('WithheldOutcomes', { simpleResolvers: true })
export class WithheldOutcomes implements model.WithheldOutcomes {
  @Field(() => SafeInt, UNKNOWN) readonly stateSecrets!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly prohibitedByLaw!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly securityOrStability!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly thirdPartyInterests!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly internalAffairs!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly deliberativeProcess!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly enforcementCaseFiles!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly enquiryProcedure!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'Sum of the eight; null when one of them is not known.' })
  readonly total!: model.Count;
}

@ObjectType('UnavailableOutcomes', { simpleResolvers: true })
export class UnavailableOutcomes implements model.UnavailableOutcomes {
  @Field(() => SafeInt, UNKNOWN) readonly notHeld!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly creationRequired!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly stillUnclear!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'Sum of the three; null when one of them is not known.' })
  readonly total!: model.Count;
}

@ObjectType('NotProcessedOutcomes', { simpleResolvers: true })
export class NotProcessedOutcomes implements model.NotProcessedOutcomes {
  @Field(() => SafeInt, UNKNOWN) readonly petitionOrComplaint!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly duplicate!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly publishedWorks!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly vexatious!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly confirmOrReissue!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'Sum of the five; null when one of them is not known.' })
  readonly total!: model.Count;
}

@ObjectType('ClosedOtherwiseOutcomes', { simpleResolvers: true })
export class ClosedOtherwiseOutcomes implements model.ClosedOtherwiseOutcomes {
  @Field(() => SafeInt, {
    nullable: true,
    description: 'The three lines stand on FORM_2021 only; FORM_2019 prints the total alone.',
  })
  readonly clarificationLapsed!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly feeUnpaid!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly other!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'As printed where the report prints one line, else the sum.' })
  readonly total!: model.Count;
}

@ObjectType('ApplicationOutcomes', { simpleResolvers: true })
export class ApplicationOutcomes implements model.ApplicationOutcomes {
  @Field(() => SafeInt, UNKNOWN) readonly disclosed!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly partlyDisclosed!: model.Count;
  @Field(() => WithheldOutcomes) readonly withheld!: WithheldOutcomes;
  @Field(() => UnavailableOutcomes) readonly unavailable!: UnavailableOutcomes;
  @Field(() => NotProcessedOutcomes) readonly notProcessed!: NotProcessedOutcomes;
  @Field(() => ClosedOtherwiseOutcomes) readonly closedOtherwise!: ClosedOtherwiseOutcomes;
  @Field(() => SafeInt, { nullable: true, description: '（七）总计 as printed.' }) readonly total!: model.Count;
}

@ObjectType('ApplicationStats', {
  simpleResolvers: true,
  description: 'Table three: what became of applications, one object per kind of applicant.',
})
@Directive('@key(fields: "id")')
export class ApplicationStats implements model.ApplicationStats {
  @Field(() => Applicant) readonly applicant!: form.Applicant;
  @Field(() => SafeInt, UNKNOWN) readonly received!: model.Count;
  @Field(() => SafeInt, UNKNOWN) readonly broughtForward!: model.Count;
  @Field(() => ApplicationOutcomes) readonly outcomes!: ApplicationOutcomes;
  @Field(() => SafeInt, UNKNOWN) readonly carriedForward!: model.Count;
  readonly agencyId!: number;
  readonly year!: number;
  readonly revision!: number;
}
