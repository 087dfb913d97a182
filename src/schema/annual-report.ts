import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { AdminLevel } from '../domain/region';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import type * as form from '../domain/statutory-form';
import { FormVersion, ReportScope, ReportState } from './enums';
import { connectionType } from './paging';
import { DateTime } from './scalars';

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
  @Field(() => DateTime) readonly importedAt!: Date;
  @Field(() => String, { description: 'Version of the reader that made the figures from the source.' })
  readonly readerVersion!: string;
  readonly agencyId!: number;
  readonly regionCode!: string | null;
  readonly level!: AdminLevel;
  readonly kind!: draft.AgencyKind;
  readonly sourceSha256!: string;
  readonly sourceUrl!: string | null;
}

export const AnnualReportConnection = connectionType('AnnualReportConnection', () => AnnualReport);
