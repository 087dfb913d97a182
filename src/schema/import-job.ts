import { Field, ID, Int, ObjectType } from 'type-graphql';
import type * as importing from '../domain/importing';
import type * as model from '../domain/report';
import { ImportItemStatus, ImportMode, JobKind } from './enums';
import { connectionType } from './paging';
import { DateTime } from './scalars';

@ObjectType('ImportCounts', { simpleResolvers: true })
export class ImportCounts implements importing.ImportCounts {
  @Field(() => Int) readonly valid!: number;
  @Field(() => Int) readonly created!: number;
  @Field(() => Int) readonly revised!: number;
  @Field(() => Int) readonly duplicate!: number;
  @Field(() => Int) readonly inReview!: number;
  @Field(() => Int) readonly quarantined!: number;
  @Field(() => Int) readonly failed!: number;
  @Field(() => Int, { description: 'Not begun.' }) readonly queued!: number;
  @Field(() => Int, { description: 'With a worker.' }) readonly running!: number;
}

@ObjectType('ImportJob', { simpleResolvers: true })
export class ImportJob implements importing.ImportJob {
  @Field(() => ID) readonly id!: string;
  @Field(() => JobKind, {
    description: 'What its items are: imported documents, or stored reports that are read again.',
  })
  readonly kind!: model.JobKind;
  @Field(() => ImportMode) readonly mode!: model.ImportMode;
  @Field(() => Boolean, { description: 'Worked in the background; otherwise answered when all was done.' })
  readonly queued!: boolean;
  @Field(() => String, { nullable: true }) readonly note!: string | null;
  @Field(() => DateTime) readonly createdAt!: Date;
  @Field(() => String, { nullable: true, description: 'As the audit log names them; null when the hub did.' })
  readonly createdBy!: string | null;
  @Field(() => DateTime, { nullable: true }) readonly finishedAt!: Date | null;
  @Field(() => DateTime, { nullable: true }) readonly cancelledAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'As the audit log names them.' })
  readonly cancelledBy!: string | null;
  @Field(() => Int) readonly total!: number;
  @Field(() => Int) readonly done!: number;
  @Field(() => ImportCounts) readonly counts!: ImportCounts;
  @Field(() => String) readonly parserVersion!: string;
}

@ObjectType('ImportItem', { simpleResolvers: true })
export class ImportItem
  implements Pick<importing.ImportItem, 'clientRef' | 'status' | 'outcome' | 'failure' | 'retryable'>
{
  @Field(() => String) readonly clientRef!: string;
  @Field(() => ImportItemStatus) readonly status!: model.ImportItemStatus;
  @Field(() => ImportItemStatus, { description: 'What COMMIT answers, or would answer.' })
  readonly outcome!: model.ImportItemStatus;
  @Field(() => String, { nullable: true, description: 'Why the item failed; null unless status is FAILED.' })
  readonly failure!: string | null;
  @Field(() => Boolean, { description: 'True when the same item may succeed if it is tried again unchanged.' })
  readonly retryable!: boolean;
}

export const ImportItemConnection = connectionType('ImportItemConnection', () => ImportItem);
export const ImportJobConnection = connectionType('ImportJobConnection', () => ImportJob);
