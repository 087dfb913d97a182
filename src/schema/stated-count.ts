import { Field, ObjectType } from 'type-graphql';
import type * as draft from '../domain/report-draft';
import { ReportScope, StatedSubject } from './enums';
import { SourceSpan } from './figure';
import { Decimal } from './scalars';

@ObjectType('StatedCount', { simpleResolvers: true, description: 'A count that the prose of a report states.' })
export class StatedCount implements Omit<draft.StatedCount, 'span' | 'scope'> {
  @Field(() => StatedSubject) readonly subject!: draft.StatedSubject;
  @Field(() => Decimal, { description: 'Fees in yuan. Zero when the prose says that there was none.' })
  readonly value!: number;
  @Field(() => ReportScope, {
    nullable: true,
    description: 'Whose count the sentence says it is; null when it does not say.',
  })
  readonly scope!: draft.StatedCount['scope'];
  /** Located when it is selected. */
  @Field(() => SourceSpan, { description: 'Of the number, or of the words that say there was none.' })
  readonly span!: () => Promise<SourceSpan>;
}
