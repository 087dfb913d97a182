import { Column } from 'typeorm';
import type * as domain from '../domain/report';
import { CountColumn } from './columns';

export class Withheld implements domain.WithheldOutcomes {
  @CountColumn()
  readonly stateSecrets!: domain.Count;

  @CountColumn()
  readonly prohibitedByLaw!: domain.Count;

  @CountColumn()
  readonly securityOrStability!: domain.Count;

  @CountColumn()
  readonly thirdPartyInterests!: domain.Count;

  @CountColumn()
  readonly internalAffairs!: domain.Count;

  @CountColumn()
  readonly deliberativeProcess!: domain.Count;

  @CountColumn()
  readonly enforcementCaseFiles!: domain.Count;

  @CountColumn()
  readonly enquiryProcedure!: domain.Count;

  @CountColumn()
  readonly total!: domain.Count;
}

export class Unavailable implements domain.UnavailableOutcomes {
  @CountColumn()
  readonly notHeld!: domain.Count;

  @CountColumn()
  readonly creationRequired!: domain.Count;

  @CountColumn()
  readonly stillUnclear!: domain.Count;

  @CountColumn()
  readonly total!: domain.Count;
}

export class NotProcessed implements domain.NotProcessedOutcomes {
  @CountColumn()
  readonly petitionOrComplaint!: domain.Count;

  @CountColumn()
  readonly duplicate!: domain.Count;

  @CountColumn()
  readonly publishedWorks!: domain.Count;

  @CountColumn()
  readonly vexatious!: domain.Count;

  @CountColumn()
  readonly confirmOrReissue!: domain.Count;

  @CountColumn()
  readonly total!: domain.Count;
}

export class ClosedOtherwise implements domain.ClosedOtherwiseOutcomes {
  @CountColumn()
  readonly clarificationLapsed!: domain.Count;

  @CountColumn()
  readonly feeUnpaid!: domain.Count;

  @CountColumn()
  readonly other!: domain.Count;

  @CountColumn()
  readonly total!: domain.Count;
}

/** 本年度办理结果. The property path of a count is its line code, which names its column too. */
export class Outcomes implements domain.ApplicationOutcomes {
  @CountColumn()
  readonly disclosed!: domain.Count;

  @CountColumn()
  readonly partlyDisclosed!: domain.Count;

  @Column(() => Withheld)
  readonly withheld!: Withheld;

  @Column(() => Unavailable)
  readonly unavailable!: Unavailable;

  @Column(() => NotProcessed)
  readonly notProcessed!: NotProcessed;

  @Column(() => ClosedOtherwise)
  readonly closedOtherwise!: ClosedOtherwise;

  @CountColumn()
  readonly total!: domain.Count;
}
