/** Reviewing by administrators: in the contract, answered NOT_IMPLEMENTED until decisions can be kept. */

import { Arg, Authorized, ID, Mutation, Resolver } from 'type-graphql';
import type { Role } from '../access/viewer';
import { Agency } from '../schema/agency';
import { CorrectFiguresInput, ReviewPayload, ReviewReportInput } from '../schema/review';
import { notImplemented } from './errors';

@Resolver()
export class ReviewResolver {
  @Authorized<Role>('REVIEWER')
  @Mutation(() => ReviewPayload)
  reviewReport(@Arg('input', () => ReviewReportInput) _input: ReviewReportInput): never {
    throw notImplemented('reviewReport');
  }

  @Authorized<Role>('EDITOR')
  @Mutation(() => ReviewPayload)
  correctFigures(@Arg('input', () => CorrectFiguresInput) _input: CorrectFiguresInput): never {
    throw notImplemented('correctFigures');
  }

  @Authorized<Role>('ADMIN')
  @Mutation(() => Agency)
  mergeAgencies(
    @Arg('from', () => ID) _from: string,
    @Arg('into', () => ID) _into: string,
    @Arg('reason', () => String) _reason: string,
  ): never {
    throw notImplemented('mergeAgencies');
  }
}
