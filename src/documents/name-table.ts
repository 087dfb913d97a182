/** Finds what is meant by the name that stands in a range of a text; capital letters are as small ones. */
export type NameTable<Meaning> = (text: string, start: number, end: number) => Meaning | undefined;

const smallLetter = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

/** A number for what stands in a range, which other names may have, too. */
function numberOf(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = (Math.imul(number, 31) + smallLetter(text.charCodeAt(at))) | 0;
  return number;
}

function isNamed(name: string, text: string, start: number, end: number): boolean {
  if (end - start !== name.length) return false;
  for (let at = 0; at < name.length; at++) {
    if (smallLetter(text.charCodeAt(start + at)) !== name.charCodeAt(at)) return false;
  }
  return true;
}

/**
 * Names that are found where they stand: a page has thousands of tags, and a string for each would cost more than all else that is done with them. Of two
 * names with the same number only the first is found.
 *
 * @param names in small letters of ASCII
 */
export function makeNameTable<Meaning>(names: Iterable<readonly [name: string, meaning: Meaning]>): NameTable<Meaning> {
  const table = new Map<number, { readonly name: string; readonly meaning: Meaning }>();
  for (const [name, meaning] of names) {
    const number = numberOf(name, 0, name.length);
    if (!table.has(number)) table.set(number, { name, meaning });
  }
  return (text, start, end) => {
    const found = table.get(numberOf(text, start, end));
    return found !== undefined && isNamed(found.name, text, start, end) ? found.meaning : undefined;
  };
}
