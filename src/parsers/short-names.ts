/** Whether a name is short for another: 市发改委 for 济南市发展和改革委员会. */
export function isShortFor(short: string, name: string): boolean {
  let at = -1;
  for (const character of short) {
    at = name.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}
