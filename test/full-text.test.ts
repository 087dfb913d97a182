import { foldText, gramsOf, snippetOf, wordsOf } from '../src/domain/full-text';
import { createReportReader } from '../src/store/report-reader';
import { randomOf } from './support/oracle/reports';
import { fc } from './support/property';
import { importMadeUp, openTestStore } from './support/store';

test('folding keeps places: as many characters as before, letters and digits of full width made plain', () => {
  expect(foldText('ＧＤＰ增长１２％　Ａb')).toBe('gdp增长12% ab');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([...foldText(text)]).toHaveLength([...text].length);
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
  );
});

test('grams are the pairs of neighbours and the last character', () => {
  expect(gramsOf('政务公开')).toEqual(['政务', '务公', '公开', '开']);
  expect(gramsOf('𠮷野家')).toEqual(['𠮷野', '野家', '家']);
  expect(gramsOf('')).toEqual([]);
});

test.each([
  ['政务公开', ['政务公开']],
  ['  政策解读  ２０２４ ', ['政策解读', '2024']],
  ['"open data" 公开', ['open data', '公开']],
  ['公开 公开', ['公开']],
  ['“助企纾困”', ['“助企纾困”']],
  ['"', ['"']],
  [' \n', []],
])('the words of %p', (question, words) => {
  expect(wordsOf(question)).toEqual(words);
});

test('a snippet shows the first hit, marks every hit in it, and keeps the text as it is printed', () => {
  expect(snippetOf('一、ＧＤＰ\n和政务公开，政务公开。', ['政务公开', 'gdp'])).toBe(
    '一、⟦ＧＤＰ⟧ 和⟦政务公开⟧，⟦政务公开⟧。',
  );
  const long = `${'前'.repeat(100)}公开${'后'.repeat(100)}`;
  expect(snippetOf(long, ['公开'])).toBe(`…${'前'.repeat(30)}⟦公开⟧${'后'.repeat(30)}…`);
  expect(snippetOf('政务公开', ['政务', '务公'])).toBe('⟦政务⟧公开');
});

test('a text with too many pairs for the index is searched all the same', async () => {
  const store = await openTestStore();
  try {
    const random = randomOf(1);
    const hanzi = (): string => String.fromCodePoint(0x4e00 + Math.floor(random() * 20_000));
    const long = Array.from({ length: 200_000 }, hanzi).join('');
    expect(gramsOf(foldText(long))).toBeNull();
    await importMadeUp(store.imports, [
      { agencyName: '甲县教育局', narrative: `${long}政务公开` },
      { agencyName: '乙县教育局', narrative: '政务公开' },
    ]);
    const reader = createReportReader(store.dataSource, 'PUBLIC');
    const { nodes } = await reader.search('政务公开', {}, { first: 10, after: null });
    expect(nodes.map(({ report }) => report.agencyId)).toEqual([2, 1]);
    expect(await reader.countFound(long.slice(1000, 1100), {})).toBe(1);
  } finally {
    await store.close();
  }
});
