import { readDocument } from '../../src/documents/read-document';
import { gbkOf } from '../support/gb18030';

const PROSE = '本单位依法公开政府信息。'.repeat(20);
const table = (value: number) =>
  `<table><tr><td>规章</td><td>0</td></tr><tr><td>规范性文件</td><td>${value}</td></tr></table>`;

/** A message of pages in GBK, as Word and Excel write it: no quotes around types, base64. */
function messageOf(...pages: readonly string[]): Buffer {
  const parts = pages.map(
    (page) =>
      `------=_NextPart_1\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n${gbkOf(page).toString('base64')}\r\n`,
  );
  return Buffer.from(
    `MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="----=_NextPart_1"\r\n\r\nThis document is a Single File Web Page.\r\n\r\n${parts.join('\r\n')}\r\n------=_NextPart_1--\r\n`,
    'latin1',
  );
}

function read(...pages: readonly string[]) {
  const result = readDocument({ bytes: messageOf(...pages) });
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

test('a report in a frame is read after the page around it, and its cells point at it', () => {
  const document = read(`<p>${PROSE}</p><iframe src="a"></iframe>`, `<p>甲</p>${table(12)}`, '<p>广告</p>');
  expect(document.text).toBe(`${PROSE}\n甲\n规章 | 0\n规范性文件 | 12`);
  const cells = document.tables.flatMap(({ rows }) => rows.flat());
  expect(cells.map(({ span }) => document.text.slice(span.start, span.end))).toEqual(['规章', '0', '规范性文件', '12']);
  expect(document.diagnostics).toEqual([]);
});

test('every sheet that Excel saved is read, once', () => {
  const frameset = '<frameset rows="*,39"><frame src="sheet001.htm"></frameset>';
  expect(read(frameset, table(1), table(2), table(2)).tables).toHaveLength(2);
});
