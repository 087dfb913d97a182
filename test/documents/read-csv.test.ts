import { readDocument } from '../../src/documents/read-document';
import { gbkOf } from '../support/gb18030';
import { writeMhtml } from '../support/write-mhtml';

function read(content: string | Uint8Array) {
  const result = readDocument(typeof content === 'string' ? { text: content } : { bytes: content });
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

describe('comma-separated values', () => {
  test('quotes hold commas, quotes and line ends', () => {
    const { text, mediaType, tables } = read('标题,,\n"甲,乙","1,234","5"\n"说""好""\n了",2,="007"\n丙,,3\n');
    expect(mediaType).toBe('text/csv');
    expect(text).toBe('标题\n甲,乙 | 1,234 | 5\n说"好" 了 | 2 | 007\n丙 |  | 3');
    expect(tables[0]?.rows.map((row) => row.map(({ column }) => column))).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  test('a quote that is never closed takes the rest, and no more', () => {
    expect(read('甲,1,2\n乙,3,4\n丙,5,6\n"丁,7\n8,9').text).toContain('丙 | 5 | 6');
  });

  test.each([
    ['numbers with commas in a table of bars', '| 甲 | 1,234,567 | 2,345,678 |\n'.repeat(4)],
    ['prose with a comma', '收费1,234,567元。\n\n报告如下。\n第一。\n第二。'],
  ])('is told from %s', (_, text) => {
    expect(read(text).mediaType).not.toBe('text/csv');
  });
});

describe('a web page in one file', () => {
  const page = `<html><head><title>报告</title></head><body><p>${'政府信息公开。'.repeat(40)}</p><table><tr><td>甲<td>=12</table></body></html>`;

  test.each([
    ['quoted-printable', 'utf-8', Buffer.from(page)],
    ['base64', 'gb2312', gbkOf(page)],
    ['8bit', 'gbk', gbkOf(page)],
  ] as const)('%s in %s', (encoding, charset, bytes) => {
    const document = read(writeMhtml(bytes, encoding, charset));
    expect(document).toMatchObject({ mediaType: 'multipart/related', pageTitles: ['报告'], diagnostics: [] });
    expect(document.text).toMatch(/^政府信息公开。.*\n甲 \| =12$/);
  });

  test('a charset that is stated wrongly is said', () => {
    expect(read(writeMhtml(gbkOf(page), 'base64', 'utf-8')).diagnostics).toMatchObject([
      { code: 'ENCODING_GUESSED', expected: 'utf-8', actual: 'gb18030' },
    ]);
  });

  test('without a page it is refused', () => {
    const bytes = Buffer.from(
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\n\r\n',
    );
    expect(readDocument({ bytes })).toMatchObject({ ok: false, code: 'DAMAGED_DOCUMENT' });
  });
});
