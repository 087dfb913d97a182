import { codesOf } from './character-codes';

/** Finds what is meant by the name that stands in a range of a text, given as codes; capital letters are as small ones. */
export type NameTable<Meaning> = (codes: Uint16Array, start: number, end: number) => Meaning | undefined;

const smallLetter = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

/** A number for what stands in a range, which other names may have, too. */
function numberOf(codes: Uint16Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = (Math.imul(number, 31) + smallLetter(codes[at] ?? 0)) | 0;
  return number;
}

function isNamed(name: Uint16Array, codes: Uint16Array, start: number, end: number): boolean {
  if (end - start !== name.length) return false;
  for (let at = 0; at < name.length; at++) if (smallLetter(codes[start + at] ?? 0) !== name[at]) return false;
  return true;
}

/**
 * Names that are found where they stand: a page has thousands of tags, and a string for each would cost more than all else that is done with them. Of two
 * names with the same number only the first is found.
 *
 * @param names in small letters of ASCII
 */
export function makeNameTable<Meaning>(names: Iterable<readonly [name: string, meaning: Meaning]>): NameTable<Meaning> {
  const table = new Map<number, { readonly name: Uint16Array; readonly meaning: Meaning }>();
  for (const [name, meaning] of names) {
    const codes = codesOf(name);
    const number = numberOf(codes, 0, codes.length);
    if (!table.has(number)) table.set(number, { name: codes, meaning });
  }
  return (codes, start, end) => {
    const found = table.get(numberOf(codes, start, end));
    return found !== undefined && isNamed(found.name, codes, start, end) ? found.meaning : undefined;
  };
}
