import { readReport } from '../../src/imports/read-report';
import { gbkOf } from '../support/gb18030';
import { fc } from '../support/property';
import { cellsOf, printedCells, readText, silentlyWrong } from '../support/read-cells';
import { renderReport } from '../support/render-report';
import { printTables } from '../support/report-tables';
import { syntheticReport } from '../support/synthetic-report';

const [report] = fc.sample(syntheticReport({ withGaps: false }), { numRuns: 1, seed: 20_240_131 });
if (report === undefined) throw new Error('no report was drawn');
const PAGE = renderReport(report, printTables(report), 'html');

/** Everything the report prints was read, and nothing else. */
function expectWhole(page: string | Uint8Array): void {
  const result = typeof page === 'string' ? readText(page) : readReport({ content: { bytes: page } }, {});
  if (!result.ok) throw new Error(result.message);
  expect(silentlyWrong(report as NonNullable<typeof report>, result)).toEqual([]);
  const read = [...cellsOf(result)].map(([place, { value }]) => [place, value]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(printedCells(report as NonNullable<typeof report>)));
  expect(result.draft).toMatchObject({ year: report?.year, agency: { name: report?.agencyName } });
}

describe('a report as a web page', () => {
  test('inside layout tables, with a menu, a sidebar and a footer around it', () => {
    const page = PAGE.replace(
      /<body>(.*)<\/body>/su,
      '<body><div>首页 | 新闻 | 政务公开</div><table width="100%"><tr><td width="180"><ul><li>机构职能</li><li>政策文件</li></ul></td><td><div class="TRS_Editor">$1</div></td></tr></table><div>主办：某某办公室 备案号12345678</div></body>',
    );
    expectWhole(page);
  });

  test('that a script of 微信公众号 brings into sight, and what no script does', () => {
    const within = (style: string) =>
      PAGE.replace(/<body>(.*)<\/body>/su, `<body><div style="${style}">$1</div></body>`);
    expectWhole(within('visibility: hidden; opacity: 0; '));
    expect(() => readText(within('visibility: hidden'))).toThrow('without visible text');
  });

  test('with an index table of the site above the report', () => {
    expectWhole(
      PAGE.replace(
        '<body>',
        '<body><table><tr><td>索引号</td><td>11370102/2025-00012</td><td>发布日期</td><td>2025-01-20</td></tr></table>',
      ),
    );
  });

  test('with spans that split single characters, and empty paragraphs of Word', () => {
    expectWhole(
      PAGE.replace(
        /<span>([^<&]+)<\/span>/gu,
        (_, text: string) =>
          `${[...text].map((character) => `<span lang=ZH-CN style='font-size:10.5pt'>${character}</span>`).join('')}<o:p></o:p>`,
      ),
    );
  });

  test('with line breaks and blanks inside the cells', () => {
    expectWhole(PAGE.replace(/<p><span>([^<&]*)<\/span><\/p>/gu, '\n  <p>\n    <span>$1</span>&nbsp;\n  </p>\n'));
  });

  test('with cells and rows that are never closed, in capitals', () => {
    expectWhole(
      PAGE.replace(/<\/(?:td|tr|tbody|p|span)>/gu, '').replace(
        /<(td|tr)/gu,
        (_, tag: string) => `<${tag.toUpperCase()}`,
      ),
    );
  });

  test('in GB18030, stated in the page', () => {
    expectWhole(gbkOf(PAGE.replace('charset="utf-8"', 'charset="gb2312"')));
  });

  test('three layout tables deep, with the counters of the site below', () => {
    expectWhole(
      PAGE.replace(
        /<body>(.*)<\/body>/su,
        `${'<table><tr><td><ul><li>机构职能</li></ul></td><td>'.repeat(3)}$1${'</td></tr></table>'.repeat(3)}<p>您是第 <b>1234567</b> 位访问者</p><ul><li>相关报告</li><li>2023-01-20</li></ul>`,
      ),
    );
  });

  test('that shows every table again for narrow screens', () => {
    expectWhole(PAGE.replaceAll(/<table.*?<\/table>/gsu, (table) => `<div>${table}</div><div>${table}</div>`));
  });

  test('with several lines of the form in one row, and all of table three in one', () => {
    const { applications } = printTables(report as NonNullable<typeof report>);
    const lines = applications.rows.slice(3).map((row) => row.slice(-8).map(({ text }) => text));
    const rowOf = (some: readonly (readonly string[])[]) =>
      `<tr>${[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `<td>${some.map((line) => `<p>${line[at]}</p>`).join('')}</td>`).join('')}</tr>`;
    const heading = `<tr>${['项目', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'].map((name) => `<td>${name}</td>`).join('')}</tr>`;
    for (const cuts of [[lines.length], [2, 6, 7, lines.length]]) {
      const rows = cuts.map((end, at) => rowOf(lines.slice(cuts[at - 1] ?? 0, end)));
      const [before = '', , after = ''] = PAGE.split(
        /<table[^>]*>(?=(?:(?!<\/table>).)*勾稽关系).*?<\/table>/su,
      ).toSpliced(1, 0, '');
      expectWhole(`${before}<table>${heading}${rows.join('')}</table>${after}`);
    }
  });

  test('with rows of several lines of which one has lost a number is read without them', () => {
    const { applications } = printTables(report as NonNullable<typeof report>);
    const lines = applications.rows.slice(3, 5).map((row) => row.slice(-8).map(({ text }) => text));
    const cell = (at: number) => `<td>${lines.map((line) => line[at]).join('<br>')}</td>`;
    const row = `<tr>${[0, 1, 2, 3, 4, 5, 6].map(cell).join('')}<td>${lines[0]?.[7]}</td></tr>`;
    const rows = [...PAGE.matchAll(/<tr>.*?<\/tr>/gsu)].map(([text]) => text);
    const [first = '', second = ''] = ['本年新收', '上年结转'].map((words) =>
      rows.find((text) => text.includes(words)),
    );
    const read = readText(PAGE.replace(second, '').replace(first, row));
    expect(silentlyWrong(report as NonNullable<typeof report>, read)).toEqual([]);
    expect(cellsOf(read).get('received@TOTAL')?.value ?? null).toBe(null);
  });

  test('with blanks in every row where nothing happened', () => {
    const page = PAGE.replace(/(<td[^>]*>)(?:<p><span>)?0(?:<\/span><\/p>)?<\/td>/gu, '$1&nbsp;</td>');
    const known = printedCells(report as NonNullable<typeof report>);
    expect(page).not.toBe(PAGE);
    for (const [place, { value }] of cellsOf(readText(page)))
      expect([place, value]).toEqual([place, known.get(place) === 0 ? null : known.get(place)]);
  });
});

describe('a page with two reports', () => {
  const other = renderReport({ ...report, year: 2018 + (report.year % 2) }, printTables(report), 'html');

  test('is read as the first, and says so', () => {
    const { draft, diagnostics } = readText(PAGE.replace('</body>', other.replace(/^.*<body>/su, '')));
    expect(draft).toMatchObject({ year: report.year, agency: { name: report.agencyName } });
    expect(diagnostics.map(({ code }) => code)).toContain('SEVERAL_REPORTS');
  });

  test('does not take the tables of the second for those that the first has as pictures', () => {
    const pictured = PAGE.replace(/<table.*<\/table>/su, '<img src="tables.png">');
    const { draft } = readText(pictured.replace('</body>', other.replace(/^.*<body>/su, '')));
    expect(draft.year).toBe(report.year);
    expect(
      draft.applicationStats.flatMap(({ figures }) => figures.filter(({ status }) => status === 'REPORTED')),
    ).toEqual([]);
  });
});
