import { readDocument } from '../../src/documents/read-document';
import { writeDocxBody } from '../support/write-docx';
import { writeZip } from '../support/write-zip';

function read(body: string) {
  const result = readDocument({ bytes: writeDocxBody(body) });
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const p = (...runs: string[]) => `<w:p>${runs.join('')}</w:p>`;
const t = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(t(text))}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;

test.each([
  ['two runs for one number', p(t('1'), t('2')), '12'],
  ['tabs and breaks', p(t('甲'), '<w:r><w:tab/></w:r>', t('乙'), '<w:r><w:br/></w:r>', t('丙')), '甲\t乙\n丙'],
  ['struck-out text', p(t('12', '<w:strike/>'), t('13')), '13'],
  ['a raised note', p(t('12'), t('1', '<w:vertAlign w:val="superscript"/>'), t('3')), '12^1^3'],
  [
    'a mark deleted between paragraphs',
    `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${t('甲')}</w:p>${p(t('乙'))}`,
    '甲乙',
  ],
  [
    'content controls and links',
    `<w:sdt><w:sdtContent>${p(`<w:hyperlink>${t('甲')}</w:hyperlink>`)}</w:sdtContent></w:sdt>`,
    '甲',
  ],
  [
    'no words that a content control asks with',
    `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p(t('单击此处输入'))}</w:sdtContent></w:sdt>${p(t('甲'))}`,
    '甲',
  ],
  [
    'characters by their codes',
    p(t('1'), '<w:r><w:sym w:font="宋体" w:char="0032"/><w:sym w:char="0000"/></w:r>'),
    '12',
  ],
  [
    'how a character is pronounced',
    p('<w:r><w:ruby><w:rt>', t('pin'), '</w:rt><w:rubyBase>', t('拼'), '</w:rubyBase></w:ruby></w:r>'),
    '拼',
  ],
  [
    'the result of a field, and nothing of one in its code',
    p(
      field('begin'),
      t('IF', '').replaceAll('w:t>', 'w:instrText>'),
      field('begin'),
      field('separate'),
      t('7'),
      field('end'),
      field('separate'),
      t('乙'),
      field('end'),
      t('丙'),
    ),
    '乙丙',
  ],
  ['what follows a field that is broken off', p(field('begin'), t('甲')) + p(t('乙')), '乙'],
  ['the result of a formula', p(`<w:fldSimple w:instr="=SUM(ABOVE)">${t('12')}</w:fldSimple>`), '12'],
  [
    'a note, a comment and a bookmark',
    p(
      t('1'),
      '<w:r><w:footnoteReference w:id="1"/></w:r><w:bookmarkStart/>',
      t('2'),
      '<w:r><w:commentReference w:id="0"/></w:r>',
    ),
    '12',
  ],
  ['what was moved', p(`<w:moveFrom>${t('旧')}</w:moveFrom><w:moveTo>${t('新')}</w:moveTo>`), '新'],
  ['entities', p(t('甲&amp;乙&#x4E19;')), '甲&乙丙'],
  [
    'a text box, once, after its paragraph',
    p(
      t('甲'),
      `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p(t('盒'))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p(t('盒'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`,
      t('乙'),
    ),
    '甲乙\n盒',
  ],
])('%s', (_, body, text) => {
  expect(read(body).text).toBe(text);
});

test('merged cells stand where they begin, with their extent', () => {
  const table = `<w:tbl>${row(cell('组', '<w:vMerge w:val="restart"/>'), cell('宽', '<w:gridSpan w:val="2"/>'))}${row(
    cell('', '<w:vMerge/>'),
    cell('1'),
    cell('2'),
  )}${row(cell('末'), cell('3'), cell('4'))}</w:tbl>`;
  const { text, tables } = read(table);
  expect(text).toBe('组 | 宽\n1 | 2\n末 | 3 | 4');
  expect(tables[0]?.rows.map((cells) => cells.map((c) => [c.text, c.column, c.rowspan, c.colspan]))).toEqual([
    [
      ['组', 0, 2, 1],
      ['宽', 1, 1, 2],
    ],
    [
      ['1', 1, 1, 1],
      ['2', 2, 1, 1],
    ],
    [
      ['末', 0, 1, 1],
      ['3', 1, 1, 1],
      ['4', 2, 1, 1],
    ],
  ]);
});

test('a cell that continues nothing is a cell of its own, and columns left out are counted', () => {
  const table = `<w:tbl>${row(cell('甲'), cell('乙'))}${row('<w:trPr><w:gridBefore w:val="1"/></w:trPr>', cell('丙', '<w:vMerge/>'))}</w:tbl>`;
  expect(read(table).tables[0]?.rows.map((cells) => cells.map((c) => [c.text, c.column]))).toEqual([
    [
      ['甲', 0],
      ['乙', 1],
    ],
    [['丙', 1]],
  ]);
});

test('a document of another name is found by its relationship', () => {
  const xml = (name: string) => `<w:document xmlns:w="w"><w:body>${p(t(name))}</w:body></w:document>`;
  const bytes = writeZip([
    {
      path: '_rels/.rels',
      content:
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>',
    },
    { path: 'word/document.xml', content: xml('旧') },
    { path: 'word/document2.xml', content: xml('新') },
  ]);
  expect(readDocument({ bytes })).toMatchObject({ ok: true, document: { text: '新' } });
});

test('a flipped bit in stored content is damage, never another number', () => {
  const bytes = writeZip([
    { path: 'word/document.xml', content: `<w:document>${p(t('12'))}</w:document>`, stored: true },
  ]);
  bytes[bytes.indexOf('12')] = 0x39;
  expect(readDocument({ bytes, filename: '报告.docx' })).toEqual({
    ok: false,
    code: 'DAMAGED_DOCUMENT',
    message: '报告.docx is damaged: word/document.xml in it fails its checksum. Import a whole copy of the file.',
  });
});

test.each([
  [
    'a table in a table, on and on',
    `${'<w:tbl><w:tr><w:tc>'.repeat(60)}${p(t('深'))}${'</w:tc></w:tr></w:tbl>'.repeat(60)}${p(t('浅'))}`,
    '浅',
  ],
])('%s', (_, body, text) => {
  expect(read(body).text).toContain(text);
});

test('elements nested without end are refused', () => {
  expect(readDocument({ bytes: writeDocxBody('<w:sdt>'.repeat(5000)) })).toMatchObject({
    ok: false,
    code: 'LIMIT_EXCEEDED',
  });
});

test('a page put whole into an empty document is its text', () => {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const bytes = writeZip([
    {
      path: '_rels/.rels',
      content: `<Relationships><Relationship Id="r1" Type="${relation}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      path: 'word/_rels/document.xml.rels',
      content: `<Relationships><Relationship Id="r2" Type="${relation}/aFChunk" Target="page.html"/></Relationships>`,
    },
    {
      path: 'word/document.xml',
      content: '<w:document xmlns:w="w" xmlns:r="r"><w:body><w:altChunk r:id="r2"/></w:body></w:document>',
    },
    { path: 'word/page.html', content: '<meta charset="utf-8"><p>甲</p><table><tr><td>乙</td><td>1</td></tr></table>' },
  ]);
  expect(readDocument({ bytes })).toMatchObject({ ok: true, document: { text: '甲\n乙 | 1' } });
});
