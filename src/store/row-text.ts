import type { Count } from '../domain/report';
import { safeInteger } from '../domain/stored-number';

/** A word, then counts. */
export type RowOfCounts = readonly [string, ...Count[]];

const [COMMA, ZERO, NINE, CLOSING] = [44, 48, 57, 41];
/** So many digits are exact. */
const EXACT = 15;

/**
 * Reads rows as PostgreSQL writes them, put together by semicolons: `(TOTAL,12,,3);(…)`. In one pass, since a page of reports has thousands of counts.
 * @throws Error for what is no integer that JS holds exactly
 */
export function rowsOfCounts(text: string): readonly RowOfCounts[] {
  const rows: RowOfCounts[] = [];
  let at = 0;
  while (at < text.length) {
    const comma = text.indexOf(',', at);
    const row: [string, ...Count[]] = [text.slice(at + 1, comma)];
    at = comma;
    while (text.charCodeAt(at) === COMMA) {
      const from = at + 1;
      let count = 0;
      let digit = text.charCodeAt(++at);
      for (; digit >= ZERO && digit <= NINE; digit = text.charCodeAt(++at)) count = count * 10 + digit - ZERO;
      const isPlain = (digit === COMMA || digit === CLOSING) && at - from <= EXACT;
      if (!isPlain) at = endOfCell(text, from);
      if (at === from) row.push(null);
      else row.push(isPlain ? count : safeInteger(text.slice(from, at)));
    }
    rows.push(row);
    at += 2;
  }
  return rows;
}

function endOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== COMMA && text.charCodeAt(at) !== CLOSING) at += 1;
  return at;
}
