const CLAUSE_ENDS = '，,；;';

/** The words of a sentence that state a count, from `place` to `end`. */
export interface Statement {
  readonly sentence: string;
  readonly place: number;
  readonly end: number;
  /** From the clause that holds the words back to the beginning, nearest first; each up to its end, that of the words itself up to theirs. */
  readonly clauses: readonly string[];
}

export function statementAt(sentence: string, place: number, end: number): Statement {
  const clauses: string[] = [];
  let to = end;
  for (let from = place; from >= 0; from--) {
    if (from > 0 && !CLAUSE_ENDS.includes(sentence.charAt(from - 1))) continue;
    clauses.push(sentence.slice(from, to));
    to = from;
  }
  return { sentence, place, end, clauses };
}
