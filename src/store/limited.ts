import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { InvalidAskError } from '../domain/asking';
import type { Database } from './bindings';
import { onConnection } from './pool';
import { isRepeated, makeRoom, type Told, tellOn } from './prepared';
import { sqlStateOf } from './store-error';
import { createTrials } from './trials';

/** What a question across reports may take, milliseconds. */
const MOST_MS = 3000;
const CANCELLED = '57014';

interface Limits {
  readonly mostMs?: number;
  /**
   * How what is asked again and again is planned: ANEW for the values of each time; ONCE for each connection, for statements that take longer to
   * plan than to run, whatever their parameters; TRIED once, as long as that is about as fast as anew.
   */
  readonly plans?: 'ANEW' | 'ONCE' | 'TRIED';
}

/**
 * Questions whose cost nobody can tell beforehand: the database gives one up that takes too long, so that it does not take from others.
 * @throws InvalidAskError then
 */
export function limited(dataSource: DataSource, { mostMs = MOST_MS, plans = 'ANEW' }: Limits = {}): Database {
  // A snapshot is in a transaction already, and what exports read of it they read for as long as somebody takes it.
  const { heldLists }: Database = dataSource;
  if (heldLists !== undefined) return dataSource;
  const trials = createTrials();

  const tellLimited = async <Rows>(client: ClientBase, told: Omit<Told, 'limits'>, most = mostMs): Promise<Rows> => {
    if (told.kept) await makeRoom(client, told.sql);
    return tellOn<Rows>(dataSource, client, { ...told, limits: { mostMs: most, anyValues: told.kept } });
  };

  const inTime = async <Rows>(client: ClientBase, sql: string, parameters: unknown[]): Promise<Rows> => {
    if (plans !== 'TRIED') {
      const kept = plans === 'ONCE' && isRepeated(sql);
      return tellLimited<Rows>(client, { sql, parameters, kept });
    }
    const trial = trials.of(sql);
    const most = trial.mostMs();
    if (most !== null) {
      try {
        return await trial.kept(() =>
          tellLimited<Rows>(client, { sql, parameters, kept: true }, Math.min(most, mostMs)),
        );
      } catch (error) {
        if (sqlStateOf(error) !== CANCELLED) throw error;
      }
    }
    return trial.anew(() => tellLimited<Rows>(client, { sql, parameters, kept: false }));
  };

  return {
    async query<Rows>(sql: string, parameters: unknown[] = []): Promise<Rows> {
      try {
        return await onConnection(dataSource, (client) => inTime<Rows>(client, sql, parameters));
      } catch (error) {
        if (sqlStateOf(error) !== CANCELLED) throw error;
        throw new InvalidAskError(
          `The question took more than ${mostMs / 1000} seconds and was given up; ask of fewer years, regions or agencies, or for less of them at once.`,
        );
      }
    },
  };
}
