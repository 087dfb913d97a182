import { Directive, Field, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import type * as form from '../domain/statutory-form';
import { Applicant } from './enums';
import { groupField, lineField } from './line-field';
import { SafeInt } from './scalars';

@ObjectType('WithheldOutcomes', { simpleResolvers: true })
export class WithheldOutcomes implements model.WithheldOutcomes {
  @Field(() => SafeInt, lineField('outcomes.withheld.stateSecrets')) readonly stateSecrets!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.prohibitedByLaw')) readonly prohibitedByLaw!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.securityOrStability')) readonly securityOrStability!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.thirdPartyInterests')) readonly thirdPartyInterests!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.internalAffairs')) readonly internalAffairs!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.deliberativeProcess')) readonly deliberativeProcess!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.enforcementCaseFiles'))
  readonly enforcementCaseFiles!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.withheld.enquiryProcedure')) readonly enquiryProcedure!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'Sum of the eight; null when one of them is not known.' })
  readonly total!: model.Count;
}

@ObjectType('UnavailableOutcomes', { simpleResolvers: true })
export class UnavailableOutcomes implements model.UnavailableOutcomes {
  @Field(() => SafeInt, lineField('outcomes.unavailable.notHeld')) readonly notHeld!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.unavailable.creationRequired')) readonly creationRequired!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.unavailable.stillUnclear')) readonly stillUnclear!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'Sum of the three; null when one of them is not known.' })
  readonly total!: model.Count;
}

@ObjectType('NotProcessedOutcomes', { simpleResolvers: true })
export class NotProcessedOutcomes implements model.NotProcessedOutcomes {
  @Field(() => SafeInt, lineField('outcomes.notProcessed.petitionOrComplaint'))
  readonly petitionOrComplaint!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.notProcessed.duplicate')) readonly duplicate!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.notProcessed.publishedWorks')) readonly publishedWorks!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.notProcessed.vexatious')) readonly vexatious!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.notProcessed.confirmOrReissue')) readonly confirmOrReissue!: model.Count;
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
  @Field(() => SafeInt, lineField('outcomes.closedOtherwise.feeUnpaid')) readonly feeUnpaid!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.closedOtherwise.other')) readonly other!: model.Count;
  @Field(() => SafeInt, { nullable: true, description: 'As printed where the report prints one line, else the sum.' })
  readonly total!: model.Count;
}

@ObjectType('ApplicationOutcomes', {
  simpleResolvers: true,
  description:
    'Null is not zero: `figures` says why a number is not known, and what was printed where one was corrected.',
})
export class ApplicationOutcomes implements model.ApplicationOutcomes {
  @Field(() => SafeInt, lineField('outcomes.disclosed')) readonly disclosed!: model.Count;
  @Field(() => SafeInt, lineField('outcomes.partlyDisclosed')) readonly partlyDisclosed!: model.Count;
  @Field(() => WithheldOutcomes, groupField('withheld')) readonly withheld!: WithheldOutcomes;
  @Field(() => UnavailableOutcomes, groupField('unavailable')) readonly unavailable!: UnavailableOutcomes;
  @Field(() => NotProcessedOutcomes, groupField('notProcessed')) readonly notProcessed!: NotProcessedOutcomes;
  @Field(() => ClosedOtherwiseOutcomes, groupField('closedOtherwise'))
  readonly closedOtherwise!: ClosedOtherwiseOutcomes;
  @Field(() => SafeInt, { nullable: true, description: '（七）总计 as printed.' }) readonly total!: model.Count;
}

@ObjectType('ApplicationStats', {
  simpleResolvers: true,
  description: 'Table three: what became of applications, one object per kind of applicant.',
})
@Directive('@key(fields: "id")')
export class ApplicationStats implements model.ApplicationStats {
  @Field(() => Applicant) readonly applicant!: form.Applicant;
  @Field(() => SafeInt, lineField('received')) readonly received!: model.Count;
  @Field(() => SafeInt, lineField('broughtForward')) readonly broughtForward!: model.Count;
  @Field(() => ApplicationOutcomes, { description: '三、本年度办理结果: what became of them' })
  readonly outcomes!: ApplicationOutcomes;
  @Field(() => SafeInt, lineField('carriedForward')) readonly carriedForward!: model.Count;
  readonly agencyId!: number;
  readonly year!: number;
  readonly revision!: number;
}
