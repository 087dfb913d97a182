import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import type * as diagnostic from '../domain/diagnostic';
import { DIAGNOSTIC_CATALOGUE, type DiagnosticCode } from '../domain/diagnostic-catalogue';
import type * as quality from '../domain/quality';
import type * as model from '../domain/report';
import { PageArguments } from './arguments';
import { IntRange } from './ask-inputs';
import { ReportState, Severity } from './enums';
import { connectionType } from './paging';

@ArgsType()
export class DataQualityArguments {
  @Field(() => [ID], { nullable: true, description: 'Region codes; each takes in everything below it.' })
  readonly within?: readonly string[] | null;
  @Field(() => IntRange, { nullable: true }) readonly years?: IntRange | null;
}

@ArgsType()
export class FindingsArguments extends PageArguments {
  @Field(() => [Severity], { nullable: true }) readonly severity?: readonly diagnostic.Severity[] | null;
}

@ArgsType()
export class ReportsWithArguments extends PageArguments {
  @Field(() => String, { description: 'Of a diagnostic: CASES_TOTAL_MISMATCH.' }) readonly code!: string;
}

@ObjectType('StateCount', { simpleResolvers: true })
export class StateCount implements quality.StateCount {
  @Field(() => ReportState) readonly state!: model.ReportState;
  @Field(() => Int) readonly reports!: number;
  @Field(() => Int, { description: 'Of these, how many have corrections.' }) readonly corrected!: number;
}

@ObjectType('FindingCount', { description: 'How many reports have findings of a code.' })
export class FindingCount implements quality.FindingCount {
  @Field(() => String) readonly code!: DiagnosticCode;
  @Field(() => Severity) readonly severity!: diagnostic.Severity;
  @Field(() => Int) readonly reports!: number;
  @Field(() => Int) readonly findings!: number;
}
export const FindingCountConnection = connectionType('FindingCountConnection', () => FindingCount);

/** What a code means, and what to do about it. */
export const explanationOf = (code: DiagnosticCode) => DIAGNOSTIC_CATALOGUE[code];

@ObjectType('Coverage', {
  simpleResolvers: true,
  description: 'Of the agencies that the hub has met, which have a report for a year.',
})
export class Coverage implements quality.CoverageCounts {
  @Field(() => Int) readonly year!: number;
  @Field(() => Int) readonly known!: number;
  @Field(() => Int) readonly published!: number;
  @Field(() => Int, { description: 'With a report for the year that is not public.' }) readonly pending!: number;
  @Field(() => Int, { description: 'Without one, or with none but withdrawn ones.' }) readonly missing!: number;
  readonly scope!: quality.QualityScope;
}

@ObjectType('DataQuality', { description: 'The latest revisions, in every state, of the regions and years asked for.' })
export class DataQuality {
  readonly scope!: quality.QualityScope;
}
