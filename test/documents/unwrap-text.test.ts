import { type DocumentContent, readDocument } from '../../src/documents/read-document';
import { readReport } from '../../src/imports/read-report';
import { sampleText } from '../support/sample-text';

const LIXIA = sampleText('lixia-2024');
const LINES = LIXIA.split('\n');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The sample as a page: a row of its tables is one of the page. */
function pageOf(lines: readonly string[]): string {
  const blocks: string[] = [];
  for (const line of lines) {
    const cells = line.split('|').map((cell) => `<td>${escaped(cell.trim())}</td>`);
    const last = blocks.at(-1);
    if (cells.length < 3) blocks.push(`<p>${escaped(line)}</p>`);
    else if (last?.startsWith('<table'))
      blocks[blocks.length - 1] = last.replace('</table>', `<tr>${cells.join('')}</tr></table>`);
    else blocks.push(`<table border="1"><tr>${cells.join('')}</tr></table>`);
  }
  return `<div class="article">${blocks.join('\n')}</div>`;
}

const PAGE = pageOf(LINES);

/** Every text of a page on its own. */
const textsOf = (page: string): readonly string[] =>
  page
    .split(/<[^<>]+>/)
    .map((text) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim())
    .filter((text) => text !== '');

const valuesOf = (content: DocumentContent) => {
  const result = readReport({ content }, {});
  if (!result.ok) throw new Error(result.message);
  const { applicationStats, reviewLitigation, proactiveDisclosure } = result.draft;
  return [
    ...applicationStats.flatMap(({ figures }) => figures),
    ...reviewLitigation.flatMap(({ figures }) => figures),
    ...proactiveDisclosure,
  ].map(({ line, value, status }) => [line, value ?? status]);
};

const EXPECTED = valuesOf({ text: PAGE });

/** A row as a program prints a list. */
const listOf = (line: string): string =>
  `[${line
    .split('|')
    .map((cell) => (cell.trim() === '' ? 'None' : `'${cell.trim()}'`))
    .join(', ')}]`;

describe('what a crawler or an interface wraps a page in is taken off', () => {
  test.each<[string, string]>([
    ['an answer in JSON', JSON.stringify({ code: 200, body: { title: '年报', content: PAGE } })],
    [
      'JSON with every character written out',
      JSON.stringify([{ html: PAGE }]).replace(
        /[\u0080-\uffff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ],
    ['JSON that holds its tables as lists', JSON.stringify({ blocks: PAGE.split(/\n/).map(tableAsLists) })],
    ['JSON that holds texts', JSON.stringify({ words: textsOf(PAGE).map((text) => ({ text, score: 0.98 })) })],
    ['JSON that holds a text parted by bars', JSON.stringify({ text: textsOf(PAGE).join('|') })],
    [
      'tags written out',
      PAGE.replaceAll('"', '\\"').replaceAll('/', '\\/').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
    ],
    ['character data of XML', `<?xml version="1.0" encoding="UTF-8"?><rss><item><![CDATA[${PAGE}]]></item></rss>`],
    ['markup that is escaped', escaped(PAGE)],
    ['the same in a page', `<html><body>${escaped(PAGE)}</body></html>`],
    ['line ends written out', textsOf(PAGE).join('\\n')],
    ['line ends and spaces written out', textsOf(PAGE).join('\\r\\n\\u3000\\xa0')],
    ['a line of texts parted by bars', textsOf(PAGE).join('|')],
    [
      'a list of texts',
      `[${textsOf(PAGE)
        .map((text) => `'${text}'`)
        .join(', ')}]`,
    ],
    ['rows printed as lists', LINES.map((line) => (line.split('|').length > 3 ? listOf(line) : line)).join('\n')],
  ])('%s', (_, text) => {
    expect(EXPECTED.filter(([, value]) => typeof value === 'number').length).toBeGreaterThan(190);
    expect(valuesOf({ text })).toEqual(EXPECTED);
  });
});

/** A table of the page as lists, and anything else as it is. */
function tableAsLists(block: string): unknown {
  if (!block.includes('<table')) return textsOf(block).join('');
  return block.split('</tr>').flatMap((row) => {
    const cells = row.split('</td>').slice(0, -1);
    return cells.length === 0 ? [] : [cells.map((cell) => textsOf(cell).join('') || null)];
  });
}

describe('what only looks wrapped stays as it is', () => {
  test.each([
    ['a path with a backslash', '报告见 C:\\new\\2024\\table.txt 一文。'],
    ['an example of markup', '<p>用 &lt;b&gt; 和 &lt;/b&gt; 标记。</p><p>正文</p>'],
    ['brackets in prose', '依据《条例》[2019]、[2021]的规定。'],
    ['JSON without any text', '{"code":404}'],
    ['a row with bars', '规章 | 0 | 0 | 0 |'],
  ])('%s', (_, text) => {
    const result = readDocument({ text });
    expect(result.ok && result.document.text).toBe(text.startsWith('<p>') ? '用 <b> 和 </b> 标记。\n正文' : text);
  });
});
