import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentContent, readDocument } from '../../src/documents/read-document';
import { fc } from '../support/property';

const SAMPLES = join(__dirname, '../../samples');

/** A report page as agencies publish it: layout tables around, a cell's text in paragraphs and spans. */
function pageFrom(report: string): string {
  const lines = report.split('\n').map((line) => {
    const cells = line.split('|').map((cell) => `<td class=x rowspan="1"><p><span>${cell.trim()}</span></p></td>`);
    return cells.length > 2
      ? `<table border="1"><tbody><tr>${cells.join('')}</tr></tbody></table>`
      : `<p>&nbsp;${line}</p>`;
  });
  return `<!DOCTYPE html><html><head><title>报告</title></head><body><table><tr><td hidden>x</td><td>${lines.join('\n')}</td><td>侧栏</td></tr></table></body></html>`;
}

const REPORTS = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(SAMPLES, name), 'utf8'));
const PAGES = REPORTS.map(pageFrom);

/** Whatever the content: it is read with exact spans on a true grid, or refused with a reason. */
function expectSound(content: DocumentContent): void {
  const result = readDocument(content);
  if (!result.ok) {
    expect(result.message).not.toBe('');
    return;
  }
  const { text, tables } = result.document;
  expect(text.trim()).not.toBe('');
  expect(text).not.toMatch(/[\0\p{Surrogate}]/u);
  let lastStart = 0;
  for (const { span, rows } of tables) {
    if (span.start < lastStart) throw new Error('tables out of order');
    lastStart = span.start;
    let at = span.start;
    rows.forEach((row, index) => {
      let column = -1;
      for (const cell of row) {
        if (text.slice(cell.span.start, cell.span.end) !== cell.text) throw new Error(`wrong span of ${cell.text}`);
        if (cell.text !== cell.text.trim()) throw new Error(`untrimmed ${cell.text}`);
        if (cell.span.start < at || cell.span.end > span.end) throw new Error('cells out of order');
        at = cell.span.end;
        if (cell.row !== index || cell.column <= column) throw new Error('cells out of place');
        column = cell.column;
        if (cell.rowspan < 1 || cell.row + cell.rowspan > rows.length || cell.colspan < 1)
          throw new Error('wrong extent');
      }
    });
  }
}

const TAGS = [
  '<table>',
  '</table>',
  '<tr>',
  '</tr>',
  '<td>',
  '</td>',
  '<th rowspan=2>',
  '<td colspan=3 rowspan=0>',
  '<td hidden>',
  '<tbody>',
  '</tbody>',
  '<thead>',
  '<caption>',
  '</caption>',
  '<p>',
  '</p>',
  '<div style="display:none">',
  '</div>',
  '<span>',
  '</span>',
  '<b>',
  '</b>',
  '<br>',
  '<ul><li>',
  '<li>',
  '</ul>',
  '<h1>',
  '</h2>',
  '<select>',
  '</select>',
  '<pre>',
  '</pre>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<title>',
  '</title>',
  '<form>',
  '&nbsp;',
  '&#',
  '&lt',
  '\n',
  ' ',
  '\u3000',
  '12',
  '规章',
  '政府',
  '\ud800',
  '\0',
  '|',
];

describe('any content', () => {
  test('of arbitrary bytes and text is read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectSound({ bytes })));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) =>
        expectSound({ text, mediaType: 'text/html' }),
      ),
    );
  });

  test('of tags in any order is read with exact spans', () => {
    const soup = fc.array(fc.constantFrom(...TAGS), { maxLength: 60 }).map((parts) => `<html>${parts.join('')}`);
    fc.assert(
      fc.property(soup, (text) => expectSound({ text })),
      { numRuns: 250 },
    );
  });

  test('of the sample reports as pages, cut, spliced and repeated, is read with exact spans', () => {
    const page = fc.constantFrom(...PAGES);
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(page, page, at, at, fc.constantFrom(...TAGS), fc.nat(3), (one, other, from, to, tag, times) => {
        const head = one.slice(0, Math.floor(from * one.length));
        const tail = other.slice(Math.floor(to * other.length));
        expectSound({ text: head + tag.repeat(times) + tail });
        expectSound({ bytes: Buffer.from(head + tail).subarray(times) });
      }),
      { numRuns: 25 },
    );
  });

  test('sample reports as pages keep every cell of every row', () => {
    REPORTS.forEach((report, index) => {
      const result = readDocument({ text: PAGES[index] ?? '' });
      if (!result.ok) throw new Error(result.message);
      const rows = report.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
      const expected = rows.filter((cells) => cells.length > 2 && cells.some((cell) => cell !== ''));
      const inner = result.document.tables.slice(1);
      expect(inner.map((table) => table.rows[0]?.map(({ text }) => text))).toEqual(expected);
    });
  });

  test.each([
    '<',
    '<table>',
    '<tr><td>x',
    '<td rowspan=99999 colspan=99999>a',
    '<div>',
    '<b></i>',
    '&#',
    '<!--',
    '<title>',
    '<a b="',
    '<ul><li>',
    '一 \n',
  ])('of a page with a megabyte of %j comes to an end', (part) => {
    expectSound({ text: `<html><body>${part.repeat(Math.ceil(1_000_000 / part.length))}` });
  });

  test.each(['<', '| --- ', '---', '# ', ' \n', '\ud800', '<meta charset=', '<?xml ', 'MIME-Version:\n', '%'])(
    'of text with a megabyte of %j comes to an end',
    (part) => {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      expectSound({ text });
      expectSound({ bytes: Buffer.from(text) });
    },
  );

  test('nested a hundred thousand deep does not exhaust the stack', () => {
    expectSound({ text: `${'<table><td>a<td>'.repeat(100_000)}${'</table>'.repeat(100_000)}尾` });
  });
});
