/** The printable characters of ASCII, and one number for none: eight of them still make an exact number. */
const RADIX = 96;
const LONGEST = 8;
const BEFORE_FIRST = 0x1f;

/** Finds what is meant by the name that stands in a range of a text. */
export type NameTable<Meaning> = (text: string, start: number, end: number) => Meaning | undefined;

/** A number for each name, capital letters as small ones; -1 for what is longer or has other characters. */
function keyOf(text: string, start: number, end: number): number {
  if (end - start > LONGEST) return -1;
  let key = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code <= BEFORE_FIRST || code > 0x7e) return -1;
    key = key * RADIX + (code >= 0x41 && code <= 0x5a ? code + 0x20 : code) - BEFORE_FIRST;
  }
  return key;
}

/** Names that are found where they stand: a page has thousands of tags, and a string for each would cost more than all else that is done with them. */
export function makeNameTable<Meaning>(names: Iterable<readonly [name: string, meaning: Meaning]>): NameTable<Meaning> {
  const table = new Map<number, Meaning>();
  for (const [name, meaning] of names) {
    const key = keyOf(name, 0, name.length);
    if (key !== -1) table.set(key, meaning);
  }
  return (text, start, end) => table.get(keyOf(text, start, end));
}
