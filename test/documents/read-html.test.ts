import { readDocument } from '../../src/documents/read-document';
import type { SourceDocument } from '../../src/domain/source-document';

/** The page's document; every span is checked on the way. */
function pageOf(html: string): SourceDocument {
  const result = readDocument({ text: html, mediaType: 'text/html' });
  if (!result.ok) throw new Error(result.message);
  const { document } = result;
  expect(document.mediaType).toBe('text/html');
  for (const table of document.tables) {
    for (const cell of table.rows.flat()) {
      expect(document.text.slice(cell.span.start, cell.span.end)).toBe(cell.text);
      expect(cell.span.start).toBeGreaterThanOrEqual(table.span.start);
      expect(cell.span.end).toBeLessThanOrEqual(table.span.end);
    }
  }
  return document;
}

const textOf = (html: string) => pageOf(html).text;

/** Cells of each table as `text@row,column` with `+rowspan×colspan` where it spans. */
const tablesOf = (html: string) =>
  pageOf(html).tables.map(({ rows }) =>
    rows.map((row) =>
      row.map(({ text, row, column, rowspan, colspan }) => {
        const spans = rowspan === 1 && colspan === 1 ? '' : `+${rowspan}×${colspan}`;
        return `${text}@${row},${column}${spans}`;
      }),
    ),
  );

const rowsOf = (html: string) => pageOf(html).tables.map(({ rows }) => rows.map((row) => row.map(({ text }) => text)));

describe('text of a page', () => {
  test('blocks stand on lines of their own, br is a line end, inline elements join without a space', () => {
    expect(textOf('<div>一、总体情况<p>第一段<br>第二行</p><ul><li>甲<li>乙</ul>尾</div>')).toBe(
      '一、总体情况\n第一段\n第二行\n甲\n乙\n尾',
    );
    expect(textOf('<p><span>商</span><b>业</b><font color=red>企</font><o:p>业</o:p></p>')).toBe('商业企业');
    expect(textOf('<p><st1:chsdate><span>2</span><span>0</span></st1:chsdate><span>24</span>年</p>')).toBe('2024年');
  });

  test('white space collapses as in browsers: nothing between wide characters that a line end of the markup parts', () => {
    expect(textOf('<p>  a \n\t b  </p>')).toBe('a b');
    expect(textOf('<p>信息\n  公开<span>\r\n</span>申请 数量 20\n24</p>')).toBe('信息公开申请 数量 20 24');
    expect(textOf('<p>a<b> b </b> c</p>')).toBe('a b c');
    expect(textOf('<p>\u3000\u3000本年\u3000度&nbsp;&nbsp;x&ensp;y</p>')).toBe('\u3000\u3000本年\u3000度  x\u2002y');
    expect(textOf('<p>1\u200b2&shy;3&#xfeff;4</p>')).toBe('1234');
    expect(textOf('<p>&nbsp;\n </p><p>x</p>')).toBe('x');
  });

  test('preformatted text keeps its lines and spaces', () => {
    expect(textOf('<div>a</div><pre>\n一  二\n\n三\t四</pre>b')).toBe('a\n一  二\n三\t四\nb');
    expect(textOf('<p style="white-space: pre-line">一  二\n三</p>')).toBe('一 二\n三');
  });

  test('character references are decoded', () => {
    expect(textOf('<p>&lt;&amp;&#20108;&#x4e00;&middot;&quot;&copy 5 &unknown; &#0; AT&T</p>')).toBe(
      '<&二一·"© 5 &unknown; \ufffd AT&T',
    );
  });

  test.each([
    ['script', '<script>var a="<p>1</p>";</script>'],
    ['style', '<style>p{color:red}</style>'],
    ['noscript', '<noscript><p>1</p></noscript>'],
    ['template', '<template><p>1</p></template>'],
    ['comment', '<!-- <p>1</p> -->'],
    ['conditional comment', '<!--[if gte mso 9]><xml><w:View>1</w:View></xml><![endif]-->'],
    ['title', '<title>1</title>'],
    ['hidden attribute', '<p hidden>1</p>'],
    ['display: none', '<div style="color:red; DISPLAY : none"><div>1</div>1</div>'],
    ['visibility', '<div style="visibility:hidden">1</div>'],
    ['mso-hide', "<span style='mso-hide:all'>1</span>"],
    ['input', '<input type="hidden" value="1"><input type="text" value="1">'],
    ['form controls', '<select><option>1<option selected>1</select><textarea>1</textarea><button>1</button>'],
    ['struck-out text', '<s>1</s><del>1</del><span style="text-decoration:line-through">1</span>'],
    ['ruby text', '<ruby><rp>(</rp><rt>1</rt></ruby>'],
    ['table', '<table style="display:none"><tr><td>1<td>1</table>'],
    ['unclosed paragraph', '<p style="display:none">1'],
  ])('what is not seen is left out: %s', (_, hidden) => {
    expect(textOf(`<div>甲${hidden}<div>乙</div></div>`)).toBe('甲\n乙');
  });

  test('what screen readers skip is seen; of several declarations the last counts', () => {
    expect(textOf('<p aria-hidden="true">甲</p><p style="display:none;display:block">乙</p>')).toBe('甲\n乙');
  });

  test('a hidden element ends with the cell it was left open in', () => {
    expect(rowsOf('<table><tr><td>1<span style="display:none">x<td>2</td></tr></table>')).toEqual([[['1', '2']]]);
  });

  test('conditional markup that browsers show is shown', () => {
    expect(textOf('<p><![if !supportLists]><span>1.</span><![endif]>甲</p>')).toBe('1.甲');
  });

  test('a raised or lowered digit does not become part of the number before it', () => {
    expect(textOf('<p>12<sup>1</sup>3<sub>4</sub>，m<sup>2</sup></p>')).toBe('12^1 3_4，m2');
  });

  test.each([
    ['raised by its style', '12<span style="vertical-align: super; font-size: 8px">1</span>', '12^1'],
    ['that leads to a note of the page', '12<a href="#note1">1</a>', '12^1'],
    ['raised before it', '<sup>1</sup>12', '1 12'],
    ['transparent', '<span style="opacity: 0">7</span>12', '7 12'],
    ['transparent in a decimal', '<span style="opacity: 0.5">7</span>12', '712'],
    ['without colour', '12<i style="color:transparent">7</i>', '12 7'],
    ['without size', '<span style="font-size:0px">7</span>12', '7 12'],
    ['of no width', '<span style="display:inline-block; width: 0; overflow: hidden">7</span>12', '7 12'],
    ['of a whole width', '<span style="width: 100px">7</span>12', '712'],
    ['out of the page', '<span style="position:absolute;left:-9999px">7</span>12', '7 12'],
    ['for screen readers', '<span class="note sr-only">7</span>12', '12'],
    ['in the place of an object', '<object data="a.swf">7</object>12', '12'],
  ])('a digit is none of the number beside it: %s', (_, markup, text) => {
    expect(textOf(`<p>${markup}</p>`)).toBe(text);
  });

  test('style elements hide lines of text and rows by their classes', () => {
    const page = (sheet: string, markup: string) => textOf(`<style>${sheet}</style><p>${markup}</p>`);
    expect(page('.old{display:none}', '<span class="new old">7</span>12')).toBe('12');
    expect(page('a, span.old { text-decoration: line-through }', '<span class="old">7</span>12')).toBe('12');
    expect(page('td .old{display:none}', '<span class="old">7</span>12')).toBe('7 12');
    expect(page('/* .old{display:none} */ .old{color:red}', '<span class="old">7</span>12')).toBe('712');
    expect(page('@media print { .a{color:red} .old{display:none} } .b{color:red}', '<i class="old">7</i>12')).toBe(
      '712',
    );
    expect(page('.old{display:none} .old{display:inline}', '<span class="old">7</span>12')).toBe('712');
    // A script may show what is no line of text.
    expect(page('.tab{display:none}', '</p><div class="tab">12</div>')).toBe('12');
    expect(rowsOf('<style>.old{display:none}</style><table><tr class="old"><td>7<td>8<tr><td>1<td>2</table>')).toEqual([
      [['1', '2']],
    ]);
  });

  test('text with tables and no other markup has its lines from line ends', () => {
    expect(textOf('# 报告\n一、总体情况\n<table><tr><td>甲\n乙</td><td>1</td></tr>\n</table>\n六、其他')).toBe(
      '# 报告\n一、总体情况\n甲乙 | 1\n六、其他',
    );
  });

  test('titles come from the title element and from title-like meta elements only', () => {
    const { pageTitles, text } = pageOf(
      '<head><title> 某县政府办\n2024年报告&nbsp;</title><meta name="ArticleTitle" content="2024年&quot;报告&quot;">' +
        '<META NAME=SiteName CONTENT=某县人民政府><meta property="og:title" content="某县政府办 2024年报告">' +
        '<meta name="keywords" content="2019年"></head><body><svg><title>图标</title></svg>正文</body>',
    );
    expect(pageTitles).toEqual(['某县政府办 2024年报告', '2024年"报告"', '某县人民政府']);
    expect(text).toBe('正文');
  });
});

describe('tables of a page', () => {
  test('a row is a line, and each cell knows where it stands', () => {
    const { text, tables } = pageOf(
      '<p>前</p><table><tr><th>规章</th><td>0</td></tr><tr><td><p>规范性</p><p>文件</p></td><td>&nbsp;</td></tr></table>后',
    );
    expect(text).toBe('前\n规章 | 0\n规范性 文件 | \n后');
    expect(tables).toHaveLength(1);
    const [table] = tables;
    expect(text.slice(table?.span.start, table?.span.end)).toBe('规章 | 0\n规范性 文件 | ');
    expect(table?.rows[1]?.[1]).toEqual({
      text: '',
      span: { start: 18, end: 18 },
      row: 1,
      column: 1,
      rowspan: 1,
      colspan: 1,
    });
  });

  test('cells take the first slot that no cell above reaches into', () => {
    expect(
      tablesOf('<table><tr><td rowspan=2 colspan=2>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f<td>g<td>h</table>'),
    ).toEqual([[['a@0,0+2×2', 'b@0,2', 'c@0,3+3×1'], ['d@1,2'], ['e@2,0', 'f@2,1', 'g@2,2', 'h@2,4']]]);
  });

  test('spans end with the row group; rowspan 0 reaches to its end; absurd and unreadable spans are tamed', () => {
    expect(
      tablesOf(
        '<table><thead><tr><td rowspan=9>a<td colspan=99999>b</thead><tbody><tr><td rowspan=0>c<td>d<tr><td>e</tbody>' +
          '<tr><td colspan="x">f<td rowspan="-1" colspan="0">g</table>',
      ),
    ).toEqual([[['a@0,0', 'b@0,1'], ['c@1,0+2×1', 'd@1,1'], ['e@2,1'], ['f@3,0', 'g@3,1']]]);
    expect(tablesOf('<table><tr><td colspan=99999>标题<tr><td>a<td>b<td>c</table>')).toEqual([
      [['标题@0,0+1×3'], ['a@1,0', 'b@1,1', 'c@1,2']],
    ]);
  });

  test.each([
    ['no end tags', '<table><tr><td>a<td>b<tr><td>c<td>d</table>'],
    ['cells outside rows', '<table><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></table>'],
    ['inline elements left open', '<table><tr><td><font><b>a<td><span>b</tr><tr><td><i>c</td><td>d</table>'],
    [
      'stray end tags',
      '<table><tr><td>a</div></span></td></td><td>b</p></td></tr></tbody><tr><td>c<td>d</table></table>',
    ],
    ['cells without a table', '<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>'],
    ['form between', '<table><form><tr><td>a<td>b</form><tr><td>c<td>d</table>'],
    ['colgroup and thead', '<table><colgroup><col><col></colgroup><thead><tr><td>a<td>b<tbody><tr><td>c<td>d</table>'],
    [
      'hidden cells and rows',
      '<table><tr><td>a<td style="display:none">x<td>b<tr hidden><td>y<td>z<tr><td>c<td>d</table>',
    ],
    ['mixed td and th', '<TABLE><TR><TH>a</TD><TD>b</TH></TR><TR><TD>c<TH>d</TABLE>'],
  ])('broken markup is understood as browsers do: %s', (_, html) => {
    expect(rowsOf(html)).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ]);
  });

  test('a table directly in a row ends the table around it', () => {
    expect(rowsOf('<table><tr><td>a<td>b</td><table><tr><td>c<td>d</table>')).toEqual([[['a', 'b']], [['c', 'd']]]);
  });

  test('content of a table outside its cells goes before it, the caption too', () => {
    expect(textOf('<table><caption>表三</caption>散<tr><td>a<td>b</tr>落</table>')).toBe('表三\n散\n落\na | b');
  });

  test('a cell without room is no cell, one that is only invisible is an empty cell', () => {
    expect(rowsOf('<table><tr><td>a<td style="visibility:hidden">x<td>b</table>')).toEqual([[['a', '', 'b']]]);
  });

  test('a count in a field of a form is seen, in a cell; words that ask for something are not', () => {
    const field = (attributes: string) => `<input ${attributes}>`;
    const page = `${field('value="5"')}<table><tr><td>规章<td>${field('type="text" value="12" readonly')}<td>3${field('value="4"')}<td>${field('type="hidden" value="9"')}<td>${field('value="请输入"')}<td>${field('style="display:none" value="7"')}<td><textarea rows="1">8</textarea></table>`;
    expect(rowsOf(page)).toEqual([[['规章', '12', '3 4', '', '', '', '8']]]);
    expect(textOf(page)).not.toContain('5');
  });

  test('tables of one column or without text are layout', () => {
    const page = pageOf(
      '<table><tr><td><table><tr><td><h1>标题</h1>来源：某局</td></tr><tr><td>' +
        '<table><tr><td>a</td><td>b</td></tr></table></td></tr></table></td></tr></table><table><tr><td>&nbsp;<td></table>',
    );
    expect(page.text).toBe('标题\n来源：某局\na | b');
    expect(page.tables).toHaveLength(1);
  });

  test('a number wrapped in a table of its own is the content of its cell', () => {
    expect(rowsOf('<table><tr><td>规章<td><table><tr><td><p>12</p></table></table>')).toEqual([[['规章', '12']]]);
  });

  test('a nested table is one of its own, and the cell around it keeps its other text', () => {
    const html = '<table><tr><td>甲<td>乙<table><tr><td>1<td>2<tr><td>3<td>4</table>丙<td>丁</table>';
    expect(textOf(html)).toBe('甲\n乙\n1 | 2\n3 | 4\n丙\n丁');
    expect(rowsOf(html)).toEqual([
      [['甲', '乙', '丁']],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ]);
  });

  test('a page laid out with tables keeps its paragraphs on lines and its report tables whole', () => {
    const prose = '本机关坚持以公开为常态、不公开为例外，全面推进决策、执行、管理、服务、结果公开。'.repeat(2);
    const page = pageOf(
      `<table width=1000><tr><td><table><tr><td>首页<td>政务公开</table><tr><td><table><tr><td>&nbsp;<td>
       <p>一、总体情况</p><p>${prose}</p><p>二、主动公开</p><table border=1><tr><td>规章<td>1</table><p>三、收到和处理</p>
       <td>侧栏</table></table>`,
    );
    expect(page.text).toBe(`首页 | 政务公开\n一、总体情况\n${prose}\n二、主动公开\n规章 | 1\n三、收到和处理\n侧栏`);
    expect(page.tables.at(-1)?.rows.map((row) => row.map(({ text }) => text))).toEqual([['规章', '1']]);
  });

  test('prose in a cell without nested tables is lines too, and the text of the cell', () => {
    const prose = '政府信息公开工作稳步推进。'.repeat(12);
    const { text, tables } = pageOf(`<table><tr><td>栏目<td><p>一、总体情况<p>\u3000${prose}<p>完</table>`);
    expect(text).toBe(`栏目\n一、总体情况\n\u3000${prose}\n完`);
    expect(tables[0]?.rows[0]?.[1]?.text).toBe(`一、总体情况\n\u3000${prose}\n完`);
  });

  test('a label spelt one character a line stays one cell', () => {
    expect(textOf('<table><tr><td>不<br>予<br>公<br>开<td>0</table>')).toBe('不 予 公 开 | 0');
  });
});

test('what Word saves for itself is not seen: conditional comments, revisions, hidden runs, comments on the text', () => {
  const page = `<!--[if gte mso 9]><xml><o:Words>12</o:Words></xml><![endif]--><p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]><span lang=EN-US>1</span><del><span>7</span></del><span\nlang=EN-US>2<o:p></o:p></span><span style='display:none;mso-hide:all'>9</span></p><div style='mso-element:comment-list'><div style='mso-element:comment'><p>应为88</p></div></div>`;
  expect(textOf(page)).toBe('一、12');
});
