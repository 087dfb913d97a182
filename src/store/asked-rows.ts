import type { Bindings } from './bindings';

/**
 * What is asked for, as a table with the column `place` last, which counts from 1. A row asked for alone is written as values: of arrays the server
 * believes that they are long, and plans the statement anew each time for how long they are, which takes longer than to run it.
 * @param columns - each a list as long as the others
 */
export function askedRows(
  columns: readonly (readonly unknown[])[],
  types: readonly string[],
  bindings: Bindings,
): string {
  const alone = columns[0]?.length === 1;
  const bound = columns.map((values, place) => {
    const type = types[place] ?? '';
    return alone ? bindings.bind(values[0], type) : bindings.bind(values, `${type}[]`);
  });
  return alone ? `(VALUES (${bound.join(', ')}, 1))` : `unnest(${bound.join(', ')}) WITH ORDINALITY`;
}

/** What a column has to equal to be among the values; of one alone as above. */
export function anyOf(values: readonly unknown[], type: string, bindings: Bindings): string {
  return values.length === 1 ? bindings.bind(values[0], type) : `ANY(${bindings.bind(values, `${type}[]`)})`;
}
