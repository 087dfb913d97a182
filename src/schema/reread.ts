import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { DiagnosticCode } from '../domain/diagnostic-catalogue';
import type { ImportMode as Mode, ReportState as State } from '../domain/report';
import type * as reviewing from '../domain/reviewing';
import { ReportFilter } from './ask-inputs';
import { ImportMode, ReportState, RereadStatus } from './enums';

@ArgsType()
export class RereadReportsArguments {
  @Field(() => ReportFilter, { nullable: true, description: 'All that another reader has read unless given.' })
  readonly filter?: ReportFilter | null;
  @Field(() => ImportMode, { defaultValue: 'VALIDATE_ONLY' }) readonly mode!: Mode;
  @Field(() => String, { nullable: true, description: 'Kept with the job, and as the reason in the audit log.' })
  readonly note?: string | null;
}

@ObjectType('RereadReport', {
  simpleResolvers: true,
  description: 'What reading a stored report again gave, or would give.',
})
export class RereadReport implements Pick<reviewing.Reread, 'status' | 'reason' | 'state'> {
  @Field(() => RereadStatus) readonly status!: reviewing.RereadStatus;
  @Field(() => String, { nullable: true, description: 'Why it could not be read, for a person.' })
  readonly reason!: string | null;
  @Field(() => ReportState, { description: 'The state that it has, or would have.' }) readonly state!: State;
  @Field(() => [String], { description: 'Codes of what is found now and was not before.' })
  readonly newFindings!: readonly DiagnosticCode[];
  @Field(() => [String]) readonly goneFindings!: readonly DiagnosticCode[];
}
