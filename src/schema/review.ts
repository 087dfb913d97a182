import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ReportScope as Scope } from '../domain/report-draft';
import type * as reviewing from '../domain/reviewing';
import type * as form from '../domain/statutory-form';
import { AnnualReport } from './annual-report';
import { PageArguments } from './arguments';
import { Applicant, AuditAction, ReportScope, ReviewDecision, ReviewTrack } from './enums';
import { connectionType } from './paging';
import { DateTime, Decimal } from './scalars';

@InputType('ReviewReportInput')
export class ReviewReportInput {
  @Field(() => ID) readonly reportId!: string;
  @Field(() => Int) readonly expectedRevision!: number;
  @Field(() => ReviewDecision) readonly decision!: reviewing.ReviewDecision;
  @Field(() => String) readonly reason!: string;
}

@InputType('FigureCorrection')
export class FigureCorrection implements reviewing.CorrectionAsk {
  @Field(() => String) readonly line!: string;
  @Field(() => Applicant, { nullable: true }) readonly applicant?: form.Applicant | null;
  @Field(() => ReviewTrack, { nullable: true }) readonly track?: form.ReviewTrack | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'The right number, of money in yuan; null when no number is known. Left out only with withdraw.',
  })
  readonly value?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Takes the correction away again: what is printed counts.',
  })
  readonly withdraw?: boolean | null;
}

@InputType('CorrectFiguresInput', {
  description: 'The printed figure is kept; the correction stands beside it, with who and why.',
})
export class CorrectFiguresInput {
  @Field(() => ID) readonly reportId!: string;
  @Field(() => Int) readonly expectedRevision!: number;
  @Field(() => [FigureCorrection]) readonly corrections!: readonly FigureCorrection[];
  @Field(() => String) readonly reason!: string;
}

@ObjectType('ReviewPayload', { simpleResolvers: true })
export class ReviewPayload {
  @Field(() => AnnualReport, { nullable: true }) readonly report!: AnnualReport | null;
  @Field(() => Boolean, {
    description: 'True when the revision was no longer the expected one; nothing was changed.',
  })
  readonly conflict!: boolean;
}

@InputType('FileReportInput', {
  description:
    'What is to be filed, either an item of an import (jobId and clientRef) or a report (reportId and expectedRevision), and where: the agency by id or by name.',
})
export class FileReportInput {
  @Field(() => ID, { nullable: true }) readonly jobId?: string | null;
  @Field(() => String, { nullable: true }) readonly clientRef?: string | null;
  @Field(() => ID, { nullable: true }) readonly reportId?: string | null;
  @Field(() => Int, { nullable: true }) readonly expectedRevision?: number | null;
  @Field(() => ID, { nullable: true }) readonly agencyId?: string | null;
  @Field(() => String, { nullable: true, description: 'A new agency is made when there is none of the name.' })
  readonly agencyName?: string | null;
  @Field(() => ID, { nullable: true, description: 'Region of the agency that is named.' })
  readonly regionCode?: string | null;
  @Field(() => Int) readonly year!: number;
  @Field(() => ReportScope, { nullable: true }) readonly scope?: Scope | null;
  @Field(() => String) readonly reason!: string;
}

@ObjectType('AuditChange', { simpleResolvers: true })
export class AuditChange implements reviewing.AuditChange {
  @Field(() => String, { description: 'state, revision, agency, job, token, or a cell: received@TOTAL.' })
  readonly what!: string;
  @Field(() => String, { nullable: true }) readonly before!: string | null;
  @Field(() => String, { nullable: true }) readonly after!: string | null;
}

@ObjectType('AuditEntry', { simpleResolvers: true, description: 'Who changed what, when and why.' })
export class AuditEntry implements reviewing.AuditEntry {
  @Field(() => ID) readonly id!: number;
  @Field(() => DateTime) readonly at!: Date;
  @Field(() => String) readonly actor!: string;
  @Field(() => AuditAction) readonly action!: reviewing.AuditAction;
  @Field(() => String) readonly reason!: string;
  @Field(() => [AuditChange]) readonly changes!: readonly AuditChange[];
  readonly agencyId!: number | null;
  readonly year!: number | null;
  readonly revision!: number | null;
}

export const AuditEntryConnection = connectionType('AuditEntryConnection', () => AuditEntry);

@ArgsType()
export class AuditLogArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'All revisions of the agency and year.' })
  readonly reportId?: string | null;
  @Field(() => ID, { nullable: true }) readonly agencyId?: string | null;
  @Field(() => String, { nullable: true, description: 'As entries name them, or the name of their token alone.' })
  readonly actor?: string | null;
  @Field(() => [AuditAction], { nullable: true }) readonly action?: readonly reviewing.AuditAction[] | null;
  @Field(() => DateTime, { nullable: true, description: 'Not before this moment.' }) readonly from?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Before this moment.' }) readonly before?: Date | null;
}
