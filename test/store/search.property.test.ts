/** Search against texts that are looked through one by one: any run of characters is found wherever it stands, and nowhere else. */
import { snippetOf, wordsOf } from '../../src/domain/full-text';
import { createReportReader } from '../../src/store/report-reader';
import { fc, PROPERTY_SEED as seed } from '../support/property';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

/** Han of one and two units, letters of all widths and cases, digits, marks of SQL, of tsquery and of the query itself, spaces of all kinds. */
const ALPHABET = [
  ...'政务公开开信息依法𠮷𡘙',
  ...'aAbBzZｅＥµΣσςßİıÅé',
  ...'0129０１９',
  ...'，。、；：？！（）《》“”—…·％％%,.;:?!()<>-_/\\\'"`&|*@#$^~=+[]{}',
  ' ',
  '\t',
  '\n',
  '\u3000',
  '\u00a0',
];
const text = fc.array(fc.constantFrom(...ALPHABET), { maxLength: 60 }).map((characters) => characters.join(''));

/** Widths and cases, one character to one; written anew for the test. */
function alike(character: string): string {
  const narrow = /^[！-～]$/u.test(character) ? character.normalize('NFKC') : character.replace('\u3000', ' ');
  const lower = narrow.toLocaleLowerCase('en');
  return [...lower].length === 1 ? lower : narrow;
}
const folded = (of: string): string => Array.from(of, alike).join('');

let store: TestStore;
const texts: string[] = [];
beforeAll(async () => {
  store = await openTestStore();
  texts.push(...fc.sample(text, { numRuns: 120, seed }), 'İstanbul 与 ΣΑΣ', '𠮷野家𠮷', '开'.repeat(50));
  for (let start = 0; start < texts.length; start += 50)
    await importMadeUp(
      store.imports,
      texts.slice(start, start + 50).map((narrative, place) => ({ agencyName: `甲${start + place}局`, narrative })),
    );
});
afterAll(() => store.close());

/** A piece of a text that is there, in other widths and cases, or something that may be nowhere. */
const sought = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.nat(3)) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...ALPHABET), { minLength: 1, maxLength: 3 }) },
);

function pieceOf(asked: readonly (number | string)[]): string {
  if (asked.length !== 4 || typeof asked[0] !== 'number') return asked.join('');
  const [which = 0, from = 0, length = 1, how = 0] = asked as readonly number[];
  const characters = [...(texts[which % texts.length] ?? '')];
  const start = characters.length === 0 ? 0 : from % characters.length;
  const piece = characters.slice(start, start + length).join('');
  const wide = (of: string): string =>
    of.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
  return how === 0 ? piece : how === 1 ? piece.toUpperCase() : how === 2 ? piece.toLowerCase() : wide(piece);
}

test('every text with all the words is found, no other is, and its snippet shows where', async () => {
  const reader = createReportReader(store.dataSource, 'PUBLIC');
  let hits = 0;
  const property = fc.asyncProperty(
    fc.array(sought, { minLength: 1, maxLength: 2 }),
    fc.boolean(),
    async (asked, phrase) => {
      const words = asked.map(pieceOf);
      const question = words.map((word) => (phrase && !/["＂]/.test(word) ? `"${word}"` : word)).join(' ');
      const parsed = wordsOf(question);
      if (parsed.length === 0 || parsed.length > 10) return;
      const expected = texts.filter((each) => parsed.every((word) => folded(each).includes(folded(word))));
      const found = await reader.search(question, {}, { first: 200, after: null });
      const names = found.nodes.map(({ report }) => report.agencyId);
      expect(new Set(names).size).toBe(names.length);
      const details = await reader.details(found.nodes.map(({ report }) => report));
      const shown = details.map((detail, at) => detail?.narrative[found.nodes[at]?.place ?? 0]?.text ?? '');
      expect([...shown].sort()).toEqual([...expected].sort());
      for (const each of shown) {
        const snippet = snippetOf(each, parsed);
        const marked = [...snippet.matchAll(/⟦([^⟧]*)⟧/gu)].map(([, hit = '']) => folded(hit));
        expect(marked.length).toBeGreaterThan(0);
        for (const hit of marked) expect(parsed.map((word) => folded(word).replace(/\s+/gu, ' '))).toContain(hit);
      }
      hits += shown.length;
    },
  );
  await fc.assert(property, { numRuns: 250, seed });
  expect(hits).toBeGreaterThan(300);
});
