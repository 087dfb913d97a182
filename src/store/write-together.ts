import type { Database } from './bindings';
import { columnArrays, insertSql, type WrittenTable } from './column-arrays';
import type { Row } from './report-rows';

/** Rows for a table. */
export type Write = readonly [table: WrittenTable, rows: readonly Row[]];

const statements = new Map<string, string>();

function statementOf(tables: readonly WrittenTable[]): string {
  const key = tables.map(({ name }) => name).join();
  let sql = statements.get(key);
  if (sql === undefined) {
    sql = sqlOf(tables);
    statements.set(key, sql);
  }
  return sql;
}

function sqlOf(tables: readonly WrittenTable[]): string {
  let first = 1;
  const parts = tables.map((table, place) => {
    const insert = insertSql(table, first);
    first += table.columns.length;
    return `${table.name}_rows AS (${insert}${place === tables.length - 1 ? ' RETURNING 1' : ''})`;
  });
  return `WITH ${parts.join(', ')} SELECT count(*) AS written FROM ${tables.at(-1)?.name}_rows`;
}

/**
 * Writes rows of several tables, always the same ones whether there are rows or not, by one statement and in one trip; foreign keys are checked when
 * it ends. Answers how many rows the last table was given.
 */
export async function writeTogether(database: Database, writes: readonly Write[]): Promise<number> {
  const [answer] = await database.query<{ written: number }[]>(
    statementOf(writes.map(([table]) => table)),
    writes.flatMap(([table, rows]) => columnArrays(table, rows)),
  );
  return answer?.written ?? 0;
}
