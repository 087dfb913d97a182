import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import { FormVersion, ReportScope, ReportState } from './enums';
import { connectionType } from './paging';

@ObjectType('AnnualReport', { simpleResolvers: true })
@Directive('@key(fields: "id")')
export class AnnualReport implements model.AnnualReport {
  @Field(() => Int) readonly year!: number;
  @Field(() => ReportScope) readonly scope!: draft.ReportScope;
  @Field(() => FormVersion) readonly form!: form.FormVersion;
  @Field(() => ReportState) readonly state!: model.ReportState;
  @Field(() => Int, { description: 'Counts from 1; a changed document of the same agency and year makes the next.' })
  readonly revision!: number;
  @Field(() => String, { nullable: true }) readonly title!: string | null;
  readonly agencyId!: number;
  readonly regionCode!: string | null;
}

export const AnnualReportConnection = connectionType('AnnualReportConnection', () => AnnualReport);
