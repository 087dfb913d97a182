import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import type { ImportMode as Mode, ReportKey, ReportState as State } from '../domain/report';
import type * as reviewing from '../domain/reviewing';
import { PageArguments } from './arguments';
import { ReportFilter } from './ask-inputs';
import { ImportMode, ReportState, RereadStatus } from './enums';
import { FigureDifference } from './figure';
import { connectionType } from './paging';

@ArgsType()
export class RereadReportsArguments extends PageArguments {
  @Field(() => ReportFilter, { nullable: true }) readonly filter?: ReportFilter | null;
  @Field(() => ImportMode, { defaultValue: 'VALIDATE_ONLY' }) readonly mode!: Mode;
}

@ObjectType('RereadReport', {
  simpleResolvers: true,
  description: 'What reading the stored source of a report again gave, or would give.',
})
export class RereadReport {
  @Field(() => RereadStatus) readonly status!: reviewing.RereadStatus;
  @Field(() => String, { nullable: true }) readonly reason!: string | null;
  @Field(() => ReportState, { description: 'The state that it has, or would have.' }) readonly state!: State;
  @Field(() => [FigureDifference], { description: 'The cells that are read otherwise, in the order of the form.' })
  readonly changes!: readonly FigureDifference[];
  @Field(() => [String], { description: 'Codes of what is found now and was not before.' })
  readonly newFindings!: readonly DiagnosticCode[];
  @Field(() => [String]) readonly goneFindings!: readonly DiagnosticCode[];
  readonly key!: ReportKey;
  readonly made!: ReportKey | null;
}

export const RereadReportConnection = connectionType('RereadReportConnection', () => RereadReport);
