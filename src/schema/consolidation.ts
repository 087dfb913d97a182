import { Field, Int, ObjectType } from 'type-graphql';
import type * as model from '../domain/consolidation';
import type { AnnualReport as Report } from '../domain/report';
import { AnnualReport } from './annual-report';
import { MeasureId } from './enums';
import { MeasureValue } from './indicator';
import { listOf } from './query-cost';
import { Decimal } from './scalars';

@ObjectType('ConsolidatedFigure', { simpleResolvers: true })
export class ConsolidatedFigure {
  @Field(() => MeasureId) readonly measure!: string;
  @Field(() => Decimal, { nullable: true, description: 'As the report on the region prints it.' })
  readonly consolidated!: string | null;
  @Field(() => MeasureValue, { description: 'The sum over the agencies within the region, lower regions included.' })
  readonly own!: MeasureValue;
  @Field(() => Boolean, {
    description:
      'Every known agency is there and the sum is another number, or some are missing and the sum is more than the whole.',
  })
  readonly differs!: boolean;
}

@ObjectType('RegionConsolidation', {
  simpleResolvers: true,
  description: 'The report on a whole region beside the sum of the OWN reports within it. The two are never added.',
})
export class RegionConsolidation {
  @Field(() => Int) readonly year!: number;
  @Field(() => AnnualReport, {
    nullable: true,
    description:
      "The CONSOLIDATED report of the region's government, or else of the government's office; null when there is none, or several.",
  })
  readonly report!: Report | null;
  @Field(() => Int, { description: 'How many such reports there are: of several none is chosen.' })
  readonly reports!: number;
  @Field(() => Int, { description: 'Agencies within that have an OWN report on the year.' })
  readonly ownReports!: number;
  @Field(() => Int, {
    description: 'Agencies within that have an OWN report on any year; those that never had one are not known.',
  })
  readonly knownAgencies!: number;
  @Field(() => Boolean, { description: 'Every known agency has an OWN report on the year.' })
  readonly complete!: boolean;
  @Field(() => [ConsolidatedFigure], {
    description: 'Every line of the form for all applicants; empty without a report on the region.',
    complexity: listOf(70),
  })
  readonly figures!: readonly (model.ConsolidatedFigure & { readonly differs: boolean })[];
}
