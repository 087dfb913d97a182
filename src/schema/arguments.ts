/** Arguments of the lists and of the questions about groups of reports. */
import { ArgsType, Field, ID, Int } from 'type-graphql';
import type * as groups from '../domain/aggregates';
import type * as ratios from '../domain/ratio-definitions';
import type * as levels from '../domain/region';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import { AggregateOrder, HavingCondition, IntRange, ReportFilter, ReportOrder } from './ask-inputs';
import {
  AdminLevel,
  AgencyKind,
  Aggregation,
  Applicant,
  Dimension,
  ImportItemStatus,
  MeasureId,
  Pooling,
  RatioId,
  ReportScope,
  SortDirection,
} from './enums';

const OPTIONAL = { nullable: true } as const;
const FIRST = 'How many at most: 1 to 100.';
const AFTER = 'endCursor of the page before, of the same list in the same order.';

/** `first` and `after`, 20 a page unless asked otherwise. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: FIRST }) readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER }) readonly after?: string | null;
}

@ArgsType()
export class AgenciesArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Part of the name or of an alias.' })
  readonly name?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Region codes; each takes in everything below it.' })
  readonly within?: readonly string[] | null;
  @Field(() => [AdminLevel], OPTIONAL) readonly level?: readonly levels.AdminLevel[] | null;
  @Field(() => [AgencyKind], OPTIONAL) readonly kind?: readonly draft.AgencyKind[] | null;
}

@ArgsType()
export class AnnualReportsArguments extends PageArguments {
  @Field(() => ReportFilter, OPTIONAL) readonly filter?: ReportFilter | null;
  @Field(() => [ReportOrder], OPTIONAL) readonly orderBy?: readonly ReportOrder[] | null;
}

@ArgsType()
export class ImportItemsArguments {
  @Field(() => [ImportItemStatus], OPTIONAL) readonly status?: readonly model.ImportItemStatus[] | null;
  @Field(() => Int, { nullable: true, defaultValue: 50, description: FIRST }) readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER }) readonly after?: string | null;
}

@ArgsType()
export class ReportAggregatesArguments {
  @Field(() => ReportFilter, OPTIONAL) readonly filter?: ReportFilter | null;
  @Field(() => [Dimension], { defaultValue: [] }) readonly groupBy!: readonly groups.Dimension[];
  @Field(() => [HavingCondition], OPTIONAL) readonly having?: readonly HavingCondition[] | null;
  @Field(() => [AggregateOrder], OPTIONAL) readonly orderBy?: readonly AggregateOrder[] | null;
  @Field(() => Int, { nullable: true, defaultValue: 100, description: FIRST }) readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER }) readonly after?: string | null;
}

@ArgsType()
export class SeriesArguments {
  @Field(() => [ID], OPTIONAL) readonly agencyIds?: readonly string[] | null;
  @Field(() => [ID], OPTIONAL) readonly regionCodes?: readonly string[] | null;
  @Field(() => [MeasureId], OPTIONAL) readonly measures?: readonly string[] | null;
  @Field(() => [RatioId], OPTIONAL) readonly ratios?: readonly ratios.RatioId[] | null;
  @Field(() => IntRange, { description: 'Bounded: eq, in, or gte with lte; 50 years at most.' })
  readonly years!: IntRange;
  @Field(() => ReportScope, {
    nullable: true,
    description:
      'OWN unless said; a region needs it: OWN adds up the reports of the agencies within, CONSOLIDATED takes the report of the region itself.',
  })
  readonly scope?: draft.ReportScope | null;
}

@ArgsType()
export class RankingArguments {
  @Field(() => RatioId) readonly ratio!: ratios.RatioId;
  @Field(() => Int) readonly year!: number;
  @Field(() => ReportFilter, OPTIONAL) readonly filter?: ReportFilter | null;
  @Field(() => SortDirection, { defaultValue: 'DESC' }) readonly direction!: SortDirection;
  @Field(() => Int, { defaultValue: 30 }) readonly minimumDenominator!: number;
  @Field(() => Int, OPTIONAL) readonly definitionVersion?: number | null;
  @Field(() => Int, { nullable: true, defaultValue: 50, description: FIRST }) readonly first?: number | null;
  @Field(() => String, { nullable: true, description: AFTER }) readonly after?: string | null;
}

@ArgsType()
export class SearchArguments extends PageArguments {
  @Field(() => String, {
    description:
      'Words between spaces, all of which a section must have; a phrase with spaces stands between double quotes.',
  })
  readonly text!: string;
  @Field(() => ReportFilter, OPTIONAL) readonly filter?: ReportFilter | null;
}

@ArgsType()
export class AggregateMeasureArguments {
  @Field(() => MeasureId) readonly id!: string;
  @Field(() => Applicant, { defaultValue: 'TOTAL' }) readonly applicant!: form.Applicant;
  @Field(() => Aggregation, { defaultValue: 'SUM' }) readonly aggregation!: groups.Aggregation;
}

@ArgsType()
export class AggregateRatioArguments {
  @Field(() => RatioId) readonly id!: ratios.RatioId;
  @Field(() => Pooling, { defaultValue: 'POOLED' }) readonly pooling!: groups.Pooling;
  @Field(() => Int, OPTIONAL) readonly definitionVersion?: number | null;
}

@ArgsType()
export class AggregateChangeArguments {
  @Field(() => MeasureId, OPTIONAL) readonly measure?: string | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio?: ratios.RatioId | null;
  @Field(() => Int, { defaultValue: 1 }) readonly yearsBack!: number;
}
