import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type * as domain from '../domain/report';
import { AnnualReport } from './annual-report';
import { CountColumn, YuanColumn } from './columns';

export class DocumentCounts implements domain.DocumentCounts {
  @CountColumn()
  readonly issued!: domain.Count;

  @CountColumn()
  readonly repealed!: domain.Count;

  @CountColumn()
  readonly inForce!: domain.Count;
}

export class DocumentCounts2019 {
  @CountColumn()
  readonly made!: domain.Count;

  @CountColumn()
  readonly newlyDisclosed!: domain.Count;

  @CountColumn()
  readonly totalDisclosed!: domain.Count;
}

export class ServiceCounts2019 {
  @CountColumn()
  readonly items!: domain.Count;

  @CountColumn()
  readonly change!: domain.Count;

  @CountColumn()
  readonly decisions!: domain.Count;
}

export class FeeCounts2019 {
  @CountColumn()
  readonly items!: domain.Count;

  @CountColumn()
  readonly change!: domain.Count;
}

export class Procurement2019 {
  @CountColumn()
  readonly projects!: domain.Count;

  @YuanColumn()
  readonly amount!: domain.Count;
}

/** Table two. Lines of FORM_2019 stand in columns of their own: they count other things than those of FORM_2021. */
@Entity('proactive_disclosure')
@ForeignKey(() => AnnualReport, ['agencyId', 'year', 'revision'], ['agencyId', 'year', 'revision'], {
  name: 'proactive_disclosure_report',
  onDelete: 'CASCADE',
  onUpdate: 'CASCADE',
})
@Index('proactive_disclosure_year', [
  ...['year', 'agencyId', 'revision', 'rules.issued', 'rules.repealed', 'rules.inForce'],
  ...['normativeDocuments.issued', 'normativeDocuments.repealed', 'normativeDocuments.inForce'],
  ...['licensingDecisions', 'penaltyDecisions', 'compulsionDecisions', 'feesCollected'],
])
export class ProactiveDisclosure implements domain.ProactiveDisclosure {
  @PrimaryColumn({ type: 'integer' })
  readonly agencyId!: number;

  @PrimaryColumn({ type: 'smallint' })
  readonly year!: number;

  @PrimaryColumn({ type: 'integer' })
  readonly revision!: number;

  @Column(() => DocumentCounts)
  readonly rules!: DocumentCounts;

  @Column(() => DocumentCounts)
  readonly normativeDocuments!: DocumentCounts;

  @CountColumn()
  readonly licensingDecisions!: domain.Count;

  @CountColumn({ name: 'penalties.decisions' })
  readonly penaltyDecisions!: domain.Count;

  @CountColumn()
  readonly compulsionDecisions!: domain.Count;

  @YuanColumn()
  readonly feesCollected!: domain.Count;

  @Column(() => DocumentCounts2019)
  readonly rules2019!: DocumentCounts2019;

  @Column(() => DocumentCounts2019)
  readonly normativeDocuments2019!: DocumentCounts2019;

  @Column(() => ServiceCounts2019)
  readonly licensing2019!: ServiceCounts2019;

  @Column(() => ServiceCounts2019)
  readonly otherServices2019!: ServiceCounts2019;

  @Column(() => ServiceCounts2019)
  readonly penalties2019!: ServiceCounts2019;

  @Column(() => ServiceCounts2019)
  readonly compulsion2019!: ServiceCounts2019;

  @Column(() => FeeCounts2019)
  readonly fees2019!: FeeCounts2019;

  @Column(() => Procurement2019)
  readonly procurement2019!: Procurement2019;
}
