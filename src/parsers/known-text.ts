import { looksLikeValue, looksLikeValueInRow } from './read-number';

const LONGEST_CELL = 400;

/** A text of a cell, and what it may be by itself. */
export interface CellText {
  readonly text: string;
  readonly isValue: boolean;
  /** Behind another cell of its row. */
  readonly isValueInRow: boolean;
}

const textOf = (text: string): CellText => ({
  text: text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) : text,
  isValue: looksLikeValue(text),
  isValueInRow: looksLikeValueInRow(text),
});

const KNOWN = new Map<string, CellText>();
const MOST_KNOWN = 8192;
const LONGEST_KNOWN = 64;

/** The same labels recur in every report: what is known of one is found by its text again, and what is looked up later for the same string. */
export function knownText(printed: string): CellText {
  if (printed.length > LONGEST_KNOWN) return textOf(printed);
  const known = KNOWN.get(printed);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  // A copy: a piece of a document would keep the whole of it.
  const text = textOf(Buffer.from(printed, 'utf16le').toString('utf16le'));
  KNOWN.set(text.text, text);
  return text;
}
