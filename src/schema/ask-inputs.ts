import { Field, ID, InputType, Int } from 'type-graphql';
import type * as groups from '../domain/aggregates';
import type * as asking from '../domain/asking';
import type * as ratios from '../domain/ratio-definitions';
import type * as levels from '../domain/region';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import {
  AdminLevel,
  AgencyKind,
  Aggregation,
  Applicant,
  Dimension,
  FormVersion,
  MeasureId,
  Nulls,
  RatioId,
  ReportOrderField,
  ReportScope,
  ReportState,
  SortDirection,
} from './enums';
import { Decimal } from './scalars';

const OPTIONAL = { nullable: true } as const;
const TOTAL_BY_DEFAULT = { nullable: true, defaultValue: 'TOTAL' } as const;
const SUM_BY_DEFAULT = { nullable: true, defaultValue: 'SUM' } as const;

@InputType('IntRange')
export class IntRange implements asking.IntRange {
  @Field(() => Int, OPTIONAL) readonly eq?: number | null;
  @Field(() => [Int], OPTIONAL) readonly in?: readonly number[] | null;
  @Field(() => Int, OPTIONAL) readonly gte?: number | null;
  @Field(() => Int, OPTIONAL) readonly lte?: number | null;
}

/** The bounds that every condition on a number has. */
@InputType({ description: 'Bounds of a number; all that are given must hold.' })
abstract class Bounds {
  @Field(() => Decimal, OPTIONAL) readonly eq?: string | null;
  @Field(() => Decimal, OPTIONAL) readonly gt?: string | null;
  @Field(() => Decimal, OPTIONAL) readonly gte?: string | null;
  @Field(() => Decimal, OPTIONAL) readonly lt?: string | null;
  @Field(() => Decimal, OPTIONAL) readonly lte?: string | null;
}

@InputType('FigureCondition', {
  description: 'Conditions on figures: received ≥ 100, withheld share > 30 %. Exactly one of measure and ratio.',
})
export class FigureCondition extends Bounds implements asking.FigureCondition {
  @Field(() => MeasureId, { nullable: true, description: 'Without bounds the figure has to be known.' })
  readonly measure?: string | null;
  @Field(() => Applicant, TOTAL_BY_DEFAULT) readonly applicant?: form.Applicant | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio?: ratios.RatioId | null;
}

@InputType('ReportFilter')
export class ReportFilter implements asking.ReportFilter {
  @Field(() => IntRange, OPTIONAL) readonly year?: IntRange | null;
  @Field(() => [ID], OPTIONAL) readonly agencyIds?: readonly string[] | null;
  @Field(() => String, { nullable: true, description: 'Part of the name or of an alias.' })
  readonly agencyName?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Region codes; each takes in everything below it.' })
  readonly within?: readonly string[] | null;
  @Field(() => [AdminLevel], OPTIONAL) readonly level?: readonly levels.AdminLevel[] | null;
  @Field(() => [AgencyKind], OPTIONAL) readonly kind?: readonly draft.AgencyKind[] | null;
  @Field(() => [ReportScope], OPTIONAL) readonly scope?: readonly draft.ReportScope[] | null;
  @Field(() => [FormVersion], OPTIONAL) readonly form?: readonly form.FormVersion[] | null;
  @Field(() => [ReportState], {
    nullable: true,
    description:
      'Narrows what the asker may see; without the right to review that is PUBLISHED alone. At the top level or within `and` only.',
  })
  readonly state?: readonly model.ReportState[] | null;
  @Field(() => [FigureCondition], OPTIONAL) readonly where?: readonly FigureCondition[] | null;
  @Field(() => [ReportFilter], OPTIONAL) readonly and?: readonly ReportFilter[] | null;
  @Field(() => [ReportFilter], OPTIONAL) readonly or?: readonly ReportFilter[] | null;
  @Field(() => ReportFilter, OPTIONAL) readonly not?: ReportFilter | null;
}

@InputType('ReportOrder', { description: 'Exactly one of field, measure and ratio.' })
export class ReportOrder implements asking.ReportOrder {
  @Field(() => ReportOrderField, OPTIONAL) readonly field?: asking.ReportOrderField | null;
  @Field(() => MeasureId, OPTIONAL) readonly measure?: string | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio?: ratios.RatioId | null;
  @Field(() => SortDirection, { defaultValue: 'ASC' }) readonly direction!: SortDirection;
  @Field(() => Nulls, { defaultValue: 'LAST' }) readonly nulls!: Nulls;
}

@InputType('HavingCondition')
export class HavingCondition extends Bounds implements groups.GroupCondition {
  @Field(() => MeasureId, OPTIONAL) readonly measure?: string | null;
  @Field(() => Applicant, TOTAL_BY_DEFAULT) readonly applicant?: form.Applicant | null;
  @Field(() => Aggregation, SUM_BY_DEFAULT) readonly aggregation?: groups.Aggregation | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio?: ratios.RatioId | null;
  @Field(() => Boolean, OPTIONAL) readonly reportCount?: boolean | null;
}

@InputType('AggregateOrder')
export class AggregateOrder implements groups.GroupOrder {
  @Field(() => Dimension, OPTIONAL) readonly dimension?: groups.Dimension | null;
  @Field(() => MeasureId, OPTIONAL) readonly measure?: string | null;
  @Field(() => Applicant, TOTAL_BY_DEFAULT) readonly applicant?: form.Applicant | null;
  @Field(() => Aggregation, SUM_BY_DEFAULT) readonly aggregation?: groups.Aggregation | null;
  @Field(() => RatioId, OPTIONAL) readonly ratio?: ratios.RatioId | null;
  @Field(() => Boolean, OPTIONAL) readonly reportCount?: boolean | null;
  @Field(() => SortDirection, { defaultValue: 'ASC' }) readonly direction!: SortDirection;
  @Field(() => Nulls, { defaultValue: 'LAST' }) readonly nulls!: Nulls;
}
