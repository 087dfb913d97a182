import { isNativeError } from 'node:util/types';
import { QueryFailedError } from 'typeorm';

/** The five characters by which PostgreSQL names an error; undefined when it is none of its errors. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Serialization failure and deadlock: the database asks to try the transaction again. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlStateOf(error) ?? '');
}

const ATTEMPTS = 3;

/** Does work that is a transaction, or begins with one, again after a conflict; three times at most. */
export async function againAfterConflict<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
    }
  }
}

/** Connection lost, conflict, out of resources, lock not available, shut down by an operator, system error. */
const PASSING_CLASSES = ['08', '40', '53', '55', '57', '58'];

/** True when the same statements may succeed later. A query that fails without an answer of the database has lost its connection. */
export function mayPass(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return PASSING_CLASSES.includes(state.slice(0, 2));
  return (
    error instanceof QueryFailedError ||
    (isNativeError(error) && ('syscall' in error || error instanceof AggregateError))
  );
}
