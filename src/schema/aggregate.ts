import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { ValueStatus as Status } from '../domain/indicators';
import type * as ratios from '../domain/ratio-definitions';
import type * as levels from '../domain/region';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import { Agency } from './agency';
import { AnnualReport } from './annual-report';
import { AdminLevel, AgencyKind, FormVersion, MeasureId, RatioId, ReportScope, ValueStatus } from './enums';
import { RatioDefinition, RatioValue } from './indicator';
import { connectionType, PageInfo } from './paging';
import { listOf } from './query-cost';
import { Region } from './region';
import { Decimal } from './scalars';
import { NarrativeSection } from './source-document';

const OPTIONAL = { nullable: true } as const;

@ObjectType('AggregateKey', { simpleResolvers: true })
export class AggregateKey {
  @Field(() => Int, OPTIONAL) readonly year!: number | null;
  @Field(() => Agency, OPTIONAL) readonly agency!: Agency | null;
  @Field(() => Region, OPTIONAL) readonly region!: Region | null;
  @Field(() => Region, OPTIONAL) readonly province!: Region | null;
  @Field(() => Region, OPTIONAL) readonly prefecture!: Region | null;
  @Field(() => Region, OPTIONAL) readonly county!: Region | null;
  @Field(() => AdminLevel, OPTIONAL) readonly level!: levels.AdminLevel | null;
  @Field(() => AgencyKind, OPTIONAL) readonly kind!: draft.AgencyKind | null;
  @Field(() => ReportScope, OPTIONAL) readonly scope!: draft.ReportScope | null;
  @Field(() => FormVersion, OPTIONAL) readonly form!: form.FormVersion | null;
}

@ObjectType('Change', { simpleResolvers: true })
export class Change {
  @Field(() => Decimal, OPTIONAL) readonly current!: string | null;
  @Field(() => Decimal, OPTIONAL) readonly previous!: string | null;
  @Field(() => Decimal, OPTIONAL) readonly absolute!: string | null;
  @Field(() => Float, OPTIONAL) readonly relative!: number | null;
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => Int) readonly comparableAgencies!: number;
}

@ObjectType('ReportAggregate', { simpleResolvers: true })
export class ReportAggregate {
  @Field(() => AggregateKey) readonly key!: AggregateKey;
  @Field(() => Int) readonly reportCount!: number;
  @Field(() => Int) readonly agencyCount!: number;
}

@ObjectType('ReportAggregateConnection', { simpleResolvers: true })
export class ReportAggregateConnection {
  @Field(() => [ReportAggregate]) readonly nodes!: readonly ReportAggregate[];
  @Field(() => PageInfo) readonly pageInfo!: PageInfo;
  @Field(() => Int) readonly totalCount!: () => Promise<number>;
  @Field(() => [String]) readonly warnings!: readonly string[];
}

@ObjectType('SeriesPoint', { simpleResolvers: true })
export class SeriesPoint {
  @Field(() => Int) readonly year!: number;
  @Field(() => Float, OPTIONAL) readonly value!: number | null;
  @Field(() => ValueStatus) readonly status!: Status;
  @Field(() => FormVersion, OPTIONAL) readonly form!: form.FormVersion | null;
  @Field(() => Boolean) readonly formBreak!: boolean;
}

@ObjectType('Series', { simpleResolvers: true })
export class Series {
  @Field(() => Agency, OPTIONAL) readonly agency!: Agency | null;
  @Field(() => Region, OPTIONAL) readonly region!: Region | null;
  @Field(() => MeasureId, OPTIONAL) readonly measure!: string | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio!: ratios.RatioId | null;
  @Field(() => [SeriesPoint], { complexity: listOf(20) }) readonly points!: readonly SeriesPoint[];
}

@ObjectType('RankedAgency', { simpleResolvers: true })
export class RankedAgency {
  @Field(() => Int) readonly rank!: number;
  @Field(() => Boolean) readonly tied!: boolean;
  @Field(() => Float) readonly percentile!: number;
  @Field(() => Agency) readonly agency!: Agency;
  @Field(() => AnnualReport) readonly report!: AnnualReport;
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
  @Field(() => [Exclusion]) readonly excluded!: readonly Exclusion[];
  @Field(() => RatioDefinition) readonly definition!: RatioDefinition;
}

@ObjectType('SearchHit', { simpleResolvers: true })
export class SearchHit {
  @Field(() => AnnualReport) readonly report!: AnnualReport;
  @Field(() => NarrativeSection) readonly section!: NarrativeSection;
  @Field(() => String) readonly snippet!: string;
  @Field(() => Float) readonly score!: number;
}

export const SearchHitConnection = connectionType('SearchHitConnection', () => SearchHit);
