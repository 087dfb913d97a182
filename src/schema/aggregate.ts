import { Field, Float, Int, ObjectType } from 'type-graphql';
import type * as groups from '../domain/aggregates';
import type { ValueStatus as Status } from '../domain/indicators';
import type * as ratios from '../domain/ratio-definitions';
import type * as levels from '../domain/region';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import { Agency } from './agency';
import { AnnualReport } from './annual-report';
import type { AggregateChangeArguments, AggregateMeasureArguments, AggregateRatioArguments } from './arguments';
import { AdminLevel, AgencyKind, FormVersion, MeasureId, RatioId, ReportScope, ValueStatus } from './enums';
import { type MeasureValue, RatioDefinition, RatioValue } from './indicator';
import { connectionType, PageInfo } from './paging';
import { listOf } from './query-cost';
import { Region } from './region';
import { Decimal } from './scalars';
import { NarrativeSection } from './source-document';

const OPTIONAL = { nullable: true } as const;

@ObjectType('AggregateKey', {
  simpleResolvers: true,
  description: 'Null for what is no dimension of the question, and where the region of the reports has no such level.',
})
export class AggregateKey {
  @Field(() => Int, OPTIONAL) readonly year!: number | null;
  @Field(() => AdminLevel, OPTIONAL) readonly level!: levels.AdminLevel | null;
  @Field(() => AgencyKind, OPTIONAL) readonly kind!: draft.AgencyKind | null;
  @Field(() => ReportScope, OPTIONAL) readonly scope!: draft.ReportScope | null;
  @Field(() => FormVersion, OPTIONAL) readonly form!: form.FormVersion | null;
}

@ObjectType('Change', {
  simpleResolvers: true,
  description:
    'Over the agencies that know the figure in both years. A ratio is pooled over them; its absolute change is a difference of ratios. Null relative: the earlier value is zero.',
})
export class Change {
  @Field(() => Decimal, OPTIONAL) readonly current!: string | null;
  @Field(() => Decimal, OPTIONAL) readonly previous!: string | null;
  @Field(() => Decimal, OPTIONAL) readonly absolute!: string | null;
  @Field(() => Float, OPTIONAL) readonly relative!: number | null;
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => Int, { description: 'How many agencies stand behind both values; the others are left out.' })
  readonly comparableAgencies!: number;
}

/** Answers to the fields with arguments, made with the group itself. */
export interface GroupAnswers {
  measure(asked: AggregateMeasureArguments): MeasureValue;
  ratio(asked: AggregateRatioArguments): RatioValue;
  change(asked: AggregateChangeArguments): Change;
}

@ObjectType('ReportAggregate', { simpleResolvers: true })
export class ReportAggregate {
  readonly answers!: GroupAnswers;
  @Field(() => AggregateKey) readonly key!: groups.GroupKey;
  @Field(() => Int) readonly reportCount!: number;
  /** Known when it is selected. */
  @Field(() => Int) readonly agencyCount!: number | null;
}

@ObjectType('ReportAggregateConnection', { simpleResolvers: true })
export class ReportAggregateConnection {
  @Field(() => [ReportAggregate]) readonly nodes!: readonly ReportAggregate[];
  @Field(() => PageInfo) readonly pageInfo!: PageInfo;
  @Field(() => Int) readonly totalCount!: () => Promise<number>;
  @Field(() => [String], { description: 'What the groups leave out or take in that the question did not say.' })
  readonly warnings!: () => Promise<readonly string[]>;
}

@ObjectType('SeriesPoint', { simpleResolvers: true })
export class SeriesPoint {
  @Field(() => Int) readonly year!: number;
  @Field(() => Float, OPTIONAL) readonly value!: number | null;
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => FormVersion, { nullable: true, description: 'Null also where reports of several forms were added.' })
  readonly form!: form.FormVersion | null;
  @Field(() => Boolean, { description: 'The form is another one than at the point before that has reports.' })
  readonly formBreak!: boolean;
}

@ObjectType('Series', { simpleResolvers: true })
export class Series {
  @Field(() => Agency, OPTIONAL) readonly agency!: Agency | null;
  @Field(() => Region, OPTIONAL) readonly region!: Region | null;
  @Field(() => ReportScope, { description: 'OWN unless another one was asked for; of a region OWN is a sum.' })
  readonly scope!: draft.ReportScope;
  @Field(() => MeasureId, OPTIONAL) readonly measure!: string | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio!: ratios.RatioId | null;
  @Field(() => [String], { description: 'Years whose report the scope leaves out, when none was asked for.' })
  readonly warnings!: () => Promise<readonly string[]> | readonly string[];
  @Field(() => [SeriesPoint], { complexity: listOf(20) }) readonly points!: readonly SeriesPoint[];
}

@ObjectType('RankedAgency', { simpleResolvers: true })
export class RankedAgency {
  @Field(() => Int) readonly rank!: number;
  @Field(() => Boolean) readonly tied!: boolean;
  @Field(() => Float, {
    description:
      'Of 100 other ranked peers, how many have a lower value, whatever the direction; 100 for one without peers.',
  })
  readonly percentile!: number;
  @Field(() => Agency) readonly agency!: () => Promise<Agency | null>;
  @Field(() => AnnualReport) readonly report!: model.AnnualReport;
  @Field(() => RatioValue) readonly value!: RatioValue;
}

@ObjectType('Exclusion', { simpleResolvers: true })
export class Exclusion {
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => Int) readonly count!: number;
}

@ObjectType('RankingConnection', { simpleResolvers: true })
export class RankingConnection {
  @Field(() => [RankedAgency]) readonly nodes!: readonly RankedAgency[];
  @Field(() => PageInfo) readonly pageInfo!: PageInfo;
  @Field(() => Int) readonly totalCount!: () => Promise<number>;
  @Field(() => [Exclusion], { description: 'Filtered peers that are not ranked, by the reason why.' })
  readonly excluded!: () => Promise<readonly Exclusion[]>;
  @Field(() => RatioDefinition) readonly definition!: RatioDefinition;
  @Field(() => [String], { description: 'What the ranking leaves out or takes in that the question did not say.' })
  readonly warnings!: () => Promise<readonly string[]>;
}

@ObjectType('SearchHit', { simpleResolvers: true })
export class SearchHit {
  @Field(() => AnnualReport) readonly report!: model.AnnualReport;
  @Field(() => NarrativeSection) readonly section!: () => Promise<NarrativeSection>;
  @Field(() => String, { description: 'The first hit and what stands around it; hits are within ⟦ and ⟧.' })
  readonly snippet!: () => Promise<string>;
  @Field(() => Float, { description: 'How often the words occur in the section.' }) readonly score!: number;
}

export const SearchHitConnection = connectionType('SearchHitConnection', () => SearchHit);
