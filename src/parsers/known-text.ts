import { ownCopy } from './own-copy';
import { looksLikeValue, looksLikeValueInRow } from './read-number';

/** Of the text of a cell so much is kept. */
export const LONGEST_CELL = 400;

/** A text of a cell, and what it may be by itself. */
export interface CellText {
  /** Without what a converter wrote into it. */
  readonly text: string;
  /** Where that begins in what is printed; -1 when it is not there in one piece. */
  readonly at: number;
  /** Of all of it, kept or not. */
  readonly length: number;
  readonly isValue: boolean;
  /** Behind another cell of its row. */
  readonly isValueInRow: boolean;
}

const MARKUP = /[<&\\]/u;
/** Line ends and spaces within a cell, and characters that are none of Markdown's own, as converters write them. */
const WRITTEN_SPACE = /<br\s*\/?>|&(?:nbsp|e[mn]sp|#160|#xa0);/giu;
/** Of the tags that Markdown leaves as they are, those that change no number: not what strikes out, raises or lowers. */
const TAG = /<\/?(?:span|font|p|div|b|strong|i|em|u|center|small|big)(?:\s[^<>]*)?>/giu;
/** What programs write for a cell that holds nothing. */
const WRITTEN_NOTHING = /^(?:nan|none|null|undefined|<na>)$/iu;
const ESCAPE = /\\(?=[!-/:-@[-`{-~])/gu;

/** The text of a cell of Markdown without what is written for the converter: `本年新收<br>政府信息`, `3621\.77`. */
function withoutMarkup(text: string): string {
  return MARKUP.test(text) ? text.replace(WRITTEN_SPACE, ' ').replace(TAG, '').replace(ESCAPE, '').trim() : text;
}

function textOf(printed: string): CellText {
  const isValue = looksLikeValue(printed);
  const text = isValue ? printed : WRITTEN_NOTHING.test(printed) ? '' : withoutMarkup(printed);
  return {
    text: text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) : text,
    at: text === printed ? 0 : printed.indexOf(text),
    length: text.length,
    isValue: isValue || (text !== printed && looksLikeValue(text)),
    isValueInRow: looksLikeValueInRow(text),
  };
}

const KNOWN = new Map<string, CellText>();
const MOST_KNOWN = 8192;
const LONGEST_KNOWN = 64;

/** The same labels recur in every report: what is known of one is found by its text again, and what is looked up later for the same string. */
export function knownText(printed: string): CellText {
  if (printed.length > LONGEST_KNOWN) return textOf(printed);
  const known = KNOWN.get(printed);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const copy = ownCopy(printed);
  const text = textOf(copy);
  KNOWN.set(copy, text);
  return text;
}
