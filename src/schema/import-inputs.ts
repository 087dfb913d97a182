import { Field, ID, InputType, Int } from 'type-graphql';
import type * as importing from '../domain/importing';
import type * as model from '../domain/report';
import type * as draft from '../domain/report-draft';
import { ImportMode, ReportScope } from './enums';

const OPTIONAL = { nullable: true } as const;

@InputType('ImportItemInput', {
  description: 'Exactly one of text and contentBase64. A ZIP archive becomes one item for each file in it.',
})
export class ImportItemInput implements importing.ImportItemInput {
  @Field(() => String) readonly clientRef!: string;
  @Field(() => String, OPTIONAL) readonly text?: string | null;
  @Field(() => String, OPTIONAL) readonly contentBase64?: string | null;
  @Field(() => String, OPTIONAL) readonly filename?: string | null;
  @Field(() => String, OPTIONAL) readonly mediaType?: string | null;
  @Field(() => String, {
    ...OPTIONAL,
    description: 'Where it was published: an address of the web, of no scheme but http and https.',
  })
  readonly sourceUrl?: string | null;
  @Field(() => String, OPTIONAL) readonly agencyName?: string | null;
  @Field(() => ID, OPTIONAL) readonly agencyId?: string | null;
  @Field(() => ID, OPTIONAL) readonly regionCode?: string | null;
  @Field(() => Int, OPTIONAL) readonly year?: number | null;
  @Field(() => ReportScope, OPTIONAL) readonly scope?: draft.ReportScope | null;
}

@InputType('ImportReportsInput')
export class ImportReportsInput implements importing.ImportBatch {
  @Field(() => [ImportItemInput]) readonly items!: readonly ImportItemInput[];
  @Field(() => ImportMode, { defaultValue: 'COMMIT' }) readonly mode!: model.ImportMode;
  @Field(() => String, OPTIONAL) readonly idempotencyKey?: string | null;
  @Field(() => String, OPTIONAL) readonly note?: string | null;
}
