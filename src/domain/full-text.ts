/**
 * Full text of Chinese without a dictionary: a text is indexed by every pair of neighbouring characters, so that any run of characters can be looked
 * for. Widths and cases are folded one character to one, so that places in the folded text are places in the text.
 */

/** Full-width Latin letters, digits and signs stand this far from the plain ones. */
const FULL_WIDTH = 0xfee0;

function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const plain =
    code === 0x3000 ? ' ' : code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - FULL_WIDTH) : character;
  const lower = plain.toLowerCase();
  return [...lower].length === 1 ? lower : plain;
}

/** From here to here nothing has widths or cases: radicals, kana, Han. Nearly all of a narrative. */
const PLAIN_FROM = 0x3001;
const PLAIN_TO = 0x9fff;

/** The text with full-width letters, digits and signs as plain ones, in lower case; as many code points as before. */
export function foldText(text: string): string {
  let folded = '';
  let plainFrom = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= PLAIN_FROM && code <= PLAIN_TO) continue;
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    folded += text.slice(plainFrom, at) + foldCharacter(character);
    plainFrom = at + character.length;
    at = plainFrom - 1;
  }
  return folded + text.slice(plainFrom);
}

/** More than this cannot be indexed: a text without it must be read whole. PostgreSQL takes a megabyte. */
const MAX_GRAM_BYTES = 900_000;
const MOST_BYTES_OF_A_GRAM = 8;

/** Every pair of neighbouring characters of a folded text, and its last character alone; null when there are too many. */
export function gramsOf(folded: string): readonly string[] | null {
  const grams = new Set<string>();
  let before: string | null = null;
  for (const character of folded) {
    if (before !== null) grams.add(before + character);
    before = character;
  }
  if (before !== null) grams.add(before);
  if (grams.size * MOST_BYTES_OF_A_GRAM <= MAX_GRAM_BYTES) return [...grams];
  let bytes = 0;
  for (const gram of grams) bytes += Buffer.byteLength(gram);
  return bytes > MAX_GRAM_BYTES ? null : [...grams];
}

/** The words of a question, folded: what stands between spaces, or between double quotes as a phrase. */
export function wordsOf(question: string): readonly string[] {
  const words = [...foldText(question).matchAll(/"([^"]+)"|(\S+)/gu)].map(([, phrase, word]) => phrase ?? word ?? '');
  return [...new Set(words.filter((word) => word.trim() !== ''))];
}

/** What a hit is shown within. */
export const MARKS = { before: '⟦', after: '⟧' } as const;
const AROUND = 30;

/** The surroundings of the first hit, every hit in them within ⟦ and ⟧; line breaks become spaces. The start of the text when there is no hit. */
export function snippetOf(text: string, words: readonly string[]): string {
  const characters = [...text];
  const folded = [...foldText(text)];
  const hits = words
    .map((word) => [...word])
    .flatMap((word) => placesOf(folded, word).map((start) => ({ start, end: start + word.length })))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const first = hits[0] ?? { start: 0, end: 0 };
  const from = Math.max(0, first.start - AROUND);
  const to = Math.min(characters.length, first.end + AROUND);
  let snippet = from > 0 ? '…' : '';
  let at = from;
  for (const { start, end } of hits) {
    if (start < at || end > to) continue;
    const hit = characters.slice(start, end).join('');
    snippet += `${characters.slice(at, start).join('')}${MARKS.before}${hit}${MARKS.after}`;
    at = end;
  }
  snippet += characters.slice(at, to).join('') + (to < characters.length ? '…' : '');
  return snippet.replace(/\s+/gu, ' ');
}

function placesOf(folded: readonly string[], word: readonly string[]): readonly number[] {
  const places: number[] = [];
  for (let start = 0; start + word.length <= folded.length; start += 1) {
    if (word.every((character, place) => folded[start + place] === character)) places.push(start);
  }
  return places;
}
