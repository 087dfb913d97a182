import { readDocument } from '../../src/documents/read-document';
import { writeZip } from '../support/write-zip';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const level = (ilvl: number, format: string, pattern: string, start = 1) =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`;
const outline = (id: number, ...levels: string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const list = (id: number, of: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;

const NUMBERING = `<w:numbering>${outline(
  0,
  level(0, 'chineseCounting', '%1、'),
  level(1, 'japaneseCounting', '（%2）'),
  level(2, 'decimal', '%3.'),
)}${outline(1, level(0, 'bullet', '●'))}${list(1, 0)}${list(2, 1)}${list(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>')}</w:numbering>`;
const STYLES =
  '<w:styles><w:style w:styleId="章"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="章甲"><w:basedOn w:val="章"/></w:style></w:styles>';

function read(body: string): string {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const bytes = writeZip([
    {
      path: '_rels/.rels',
      content: `<Relationships>${relation('a', 'officeDocument', 'word/document.xml')}</Relationships>`,
    },
    { path: 'word/document.xml', content: `<w:document><w:body>${body}</w:body></w:document>` },
    {
      path: 'word/_rels/document.xml.rels',
      content: `<Relationships>${relation('b', 'numbering', 'numbering.xml')}${relation('c', 'styles', 'styles.xml')}</Relationships>`,
    },
    { path: 'word/numbering.xml', content: NUMBERING },
    { path: 'word/styles.xml', content: STYLES },
  ]);
  const result = readDocument({ bytes });
  if (!result.ok) throw new Error(result.message);
  return result.document.text;
}

const p = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const numbered = (text: string, id: number, ilvl = 0) =>
  p(text, `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${id}"/></w:numPr>`);
const styled = (text: string, style: string, more = '') => p(text, `<w:pStyle w:val="${style}"/>${more}`);

test('headings have the numbers that Word shows', () => {
  const body = [
    numbered('概述', 1),
    numbered('机构', 1, 1),
    numbered('制度', 1, 1),
    numbered('2011年', 1, 2),
    p('文'),
    styled('主动公开', '章'),
    numbered('范围', 1, 1),
    styled('依申请公开', '章甲'),
    styled('附表', '章', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    numbered('点', 2),
    numbered('续', 3),
    numbered('末', 3),
  ];
  expect(read(body.join(''))).toBe(
    '一、概述\n（一）机构\n（二）制度\n1. 2011年\n文\n二、主动公开\n（一）范围\n三、依申请公开\n附表\n点\n九、续\n十、末',
  );
});

test('a deleted paragraph takes no number, and figures in cells get none', () => {
  const deleted =
    '<w:p><w:pPr><w:pStyle w:val="章"/><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:t>旧</w:t></w:r></w:del></w:p>';
  const cell = (content: string) => `<w:tc>${content}</w:tc>`;
  const table = `<w:tbl><w:tr>${cell(p('甲'))}${cell(styled('12', '章'))}</w:tr></w:tbl>`;
  expect(read(deleted + styled('新', '章') + table)).toBe('一、新\n甲 | 12');
});
