/**
 * Writes a text once for the same two pieces. Statements are looked up by their texts, which are long: of the same text it is known already by
 * what, of an equal one that has to be found out. To be used where pieces are few, as those without values are.
 */
export function rememberedText(write: (one: string, other: string) => string): (one: string, other: string) => string {
  const texts = new Map<string, Map<string, string>>();
  return (one, other) => {
    const ofOne = texts.get(one) ?? new Map<string, string>();
    const known = ofOne.get(other);
    if (known !== undefined) return known;
    const written = write(one, other);
    texts.set(one, ofOne.set(other, written));
    return written;
  };
}
