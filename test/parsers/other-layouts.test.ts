import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LineCode } from '../../src/domain/statutory-form';
import { fitCells } from '../../src/parsers/fit-cells';
import type { Cell } from '../../src/parsers/lex-cells';
import { readNumber } from '../../src/parsers/read-number';
import { readSample, replaceOnce, sampleText } from '../support/sample-text';

const LIXIA = sampleText('lixia-2024');

const line = (text: string, code: LineCode): readonly (number | string)[] =>
  readSample(text).draft.applicationStats.flatMap(({ figures }) =>
    figures.filter((figure) => figure.line === code).map((figure) => figure.value ?? figure.status),
  );
const disclosure = (text: string, row: string): readonly (number | string)[] =>
  readSample(text)
    .draft.proactiveDisclosure.filter((figure) => figure.line.startsWith(`${row}.`))
    .map((figure) => figure.value ?? figure.status);
const findings = (text: string) => readSample(text).diagnostics.map(({ code, lines }) => ({ code, lines }));

test('a label that wraps into a row of blanks is that of the row before', () => {
  const row = '5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ||';
  const text = replaceOnce(
    LIXIA,
    row,
    '5.要求行政机关确认 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ||\n或重新出具已获取信息 | | | | | | | | ||',
  );
  expect(line(text, 'outcomes.notProcessed.confirmOrReissue')).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(findings(text)).toEqual([]);
});

describe('a label run together with its values', () => {
  const partlyDisclosed = '(二)部分公开(区分处理的,只计这一情形,不计其他情形) | 58 | 1 | 0 | 0 | 0 | 0 | 59 | ||';

  test('the total of the row leaves one way to part them: it is taken, and said', () => {
    const text = replaceOnce(LIXIA, partlyDisclosed, '(二)部分公开(区分处理的,只计这一情形,不计其他情形)581000059');
    expect(line(text, 'outcomes.partlyDisclosed')).toEqual([58, 1, 0, 0, 0, 0, 59]);
    expect(findings(text)).toEqual([{ code: 'LABEL_INFERRED', lines: ['outcomes.partlyDisclosed'] }]);
  });

  test('two ways to part them are no reading', () => {
    const text = replaceOnce(LIXIA, '行政规范性文件 | 2 | 0 | 8 |', '行政规范性文件208231');
    expect(disclosure(text, 'normativeDocuments')).toEqual(['ABSENT', 'ABSENT', 'ABSENT']);
    expect(findings(text).map(({ code }) => code)).toEqual(['ROW_SHORT']);
  });

  test('headings of groups run together with the label of their first line are no damage', () => {
    const text = replaceOnce(
      LIXIA,
      '三、本年度办理结果 | (一)予以公开 |',
      '三、本年度办理结果（一）予以公开 |',
    ).replace('(三)不予公开 | 1.属于国家秘密', '(三)不予公开 1.属于国家秘密');
    expect(line(text, 'outcomes.disclosed')).toEqual([29, 0, 0, 0, 0, 0, 29]);
    expect(findings(text)).toEqual([]);
  });
});

describe('columns', () => {
  const flat = (words: string): string =>
    LIXIA.replace(
      /\(本列数据的勾稽关系.*\n.*\n.*\n/u,
      () => `(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | ${words} |\n`,
    );

  test('the total in the first column is known by its heading and the row totals', () => {
    const text = flat('总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他').replace(
      /(\d+(?: \| \d+){5}) \| (\d+) \|(?= \||\n四、)/gu,
      '$2 | $1 |',
    );
    expect(text).toContain('一、本年新收政府信息公开申请数量 | 106 | 104 |');
    expect(line(text, 'received')).toEqual([104, 2, 0, 0, 0, 0, 106]);
    expect(findings(text).map(({ code }) => code)).toEqual(['COLUMNS_REORDERED']);
  });

  test('a heading that is printed twice, with two columns moved, is followed', () => {
    const words = '自然人 | 科研机构 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他 | 总计';
    const text = flat(`${words} |\n(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | ${words}`);
    expect(line(text, 'received')).toEqual([104, 0, 2, 0, 0, 0, 106]);
    expect(findings(text).map(({ code }) => code)).toEqual(['COLUMNS_REORDERED']);
  });

  test('row totals that speak against a heading in the order of the form are said', () => {
    const text = LIXIA.replace(/(\d+(?: \| \d+){5}) \| (\d+) \|(?= \||\n四、)/gu, '$2 | $1 |');
    expect(line(text, 'received')).toEqual([106, 104, 2, 0, 0, 0, 0]);
    expect(findings(text).map(({ code }) => code)).toContain('COLUMNS_REORDERED');
  });

  test('a row that fits among many that do not may have lost one cell and gained another: it is read, and said', () => {
    const cut = LIXIA.replace(/(\d+ \| \d+(?: \| \d+){4}) \| \d+ \|(?= \||\n四、)/gu, '$1 |');
    const text = replaceOnce(cut, '(一)予以公开 | 29 | 0 | 0', '(一)予以公开 | 29 | 0 | 0 | 0');
    expect(line(text, 'outcomes.disclosed')).toEqual([29, 0, 0, 0, 0, 0, 0]);
    expect(findings(text)).toContainEqual({ code: 'LABEL_INFERRED', lines: ['outcomes.disclosed'] });
  });

  test.each([
    ['not whole', '信息内容 | 本年制发件数 | 现行有效件数 |'],
    ['broken', '信息内容 | 本年制发\n件数 | 本年废止件数 | 现行有效件数 |'],
    ['gone', ''],
  ])('a heading of table two that is %s does not tell their order, which is said', (_, heading) => {
    const text = replaceOnce(LIXIA, '信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |', heading);
    expect(disclosure(text, 'normativeDocuments')).toEqual([2, 0, 8]);
    const said = findings(text).flatMap(({ code, lines }) => (code === 'LABEL_INFERRED' ? lines : []));
    expect(said).toContain('normativeDocuments.inForce');
    expect(said).not.toContain('licensing.decisions');
  });

  test('a heading of table two in other words, as many as columns, is one', () => {
    const text = replaceOnce(LIXIA, '| 本年制发件数 | 本年废止件数 | 现行有效件数 |', '| 制发 | 废止 | 有效 |');
    expect(disclosure(text, 'normativeDocuments')).toEqual([2, 0, 8]);
    expect(findings(text)).toEqual([]);
  });

  test('what is left of a cut heading is not followed, but said when it contradicts the form', () => {
    const text = flat('自然人 | 科研机构 | 商业企业 | 总计');
    expect(line(text, 'received')).toEqual([104, 2, 0, 0, 0, 0, 106]);
    expect(findings(text).map(({ code }) => code)).toEqual(['COLUMNS_REORDERED']);
  });

  test('a heading with the total first is said where no row can be added up', () => {
    const text = flat('总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他').replaceAll(
      /^(.*(?: \| \d+){6} \| )(\d+)( \|.*)$/gmu,
      '$1约$2$3',
    );
    expect(findings(text).map(({ code }) => code)).toContain('COLUMNS_REORDERED');
  });

  test('table two is read by the heading above its rows', () => {
    const text = replaceOnce(
      LIXIA,
      '本年制发件数 | 本年废止件数 | 现行有效件数',
      '现行有效件数 | 本年制发件数 | 本年废止件数',
    ).replace('行政规范性文件 | 2 | 0 | 8', '行政规范性文件 | 8 | 2 | 0');
    expect(disclosure(text, 'normativeDocuments')).toEqual([2, 0, 8]);
    expect(new Set(findings(text).map(({ code }) => code))).toEqual(new Set(['COLUMNS_REORDERED']));
  });
});

describe('table four with its tracks in another order', () => {
  const OUTCOMES = '结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |';
  const withTable = (table: string): string =>
    LIXIA.replace(/(四、政府信息公开行政复议、行政诉讼情况)[^五]*(?=五、存在的主要)/u, `$1\n${table}\n`);

  test.each([
    [
      'litigation first',
      `行政诉讼 | 行政复议 |\n未经复议直接起诉 | 复议后起诉 | ${OUTCOMES}\n${OUTCOMES} ${OUTCOMES}`,
      '4 | 0 | 2 | 6 | 12 | 5 | 0 | 3 | 2 | 10 | 8 | 0 | 2 | 0 | 10 |',
    ],
    [
      'litigation after review before the other',
      `行政复议 | 行政诉讼 |\n${OUTCOMES} 复议后起诉 | 未经复议直接起诉 |\n${OUTCOMES} ${OUTCOMES}`,
      '8 | 0 | 2 | 0 | 10 | 5 | 0 | 3 | 2 | 10 | 4 | 0 | 2 | 6 | 12 |',
    ],
  ])('is read by its heading, which is said: %s', (_, heading, row) => {
    const text = withTable(`${heading}\n${row}`);
    expect(readSample(text).draft.reviewLitigation.map(({ figures }) => figures.map(({ value }) => value))).toEqual([
      [8, 0, 2, 0, 10],
      [4, 0, 2, 6, 12],
      [5, 0, 3, 2, 10],
    ]);
    expect(findings(text).map(({ code }) => code)).toEqual(['COLUMNS_REORDERED']);
  });
});

test('a whole track that is left of a cut heading of table four in another order is said', () => {
  const table =
    '行政复议 | 行政诉讼 |\n总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 |\n10 | 8 | 0 | 2 | 0 | 12 | 4 | 0 | 2 | 6 | 10 | 5 | 0 | 3 | 2 |';
  const text = LIXIA.replace(/(四、政府信息公开行政复议、行政诉讼情况)[^五]*(?=五、存在的主要)/u, `$1\n${table}\n`);
  const said = findings(text).flatMap(({ code, lines }) => (code === 'COLUMNS_REORDERED' ? lines : []));
  expect(said).toContain('total');
});

describe('table four with an outcome a row', () => {
  const heading = '\n | 行政复议 | 未经复议直接起诉 | 复议后起诉 |\n';
  const rows = '结果维持 | 8 | 4 | 5 |\n结果纠正 | 0 | 0 | 0 |\n其他结果 | 2 | 2 | 3 |\n尚未审结 | 0 | 6 | 2 |\n';
  const withTable = (table: string): string =>
    LIXIA.replace(/(四、政府信息公开行政复议、行政诉讼情况)[^五]*(?=五、存在的主要)/u, `$1${heading}${table}`);
  const values = (text: string) =>
    readSample(text).draft.reviewLitigation.map(({ figures }) => figures.map(({ value, status }) => value ?? status));

  test('is read when it is whole', () => {
    const text = withTable(`${rows}总计 | 10 | 12 | 10 |\n`);
    expect(values(text)).toEqual([
      [8, 0, 2, 0, 10],
      [4, 0, 2, 6, 12],
      [5, 0, 3, 2, 10],
    ]);
    expect(findings(text)).toEqual([]);
  });

  test('is not read as the official table when a row has lost a cell', () => {
    const text = withTable(`${rows}总计 | 10 | 12 |\n`);
    expect(values(text).flat()).toEqual(Array(15).fill('ABSENT'));
    expect(findings(text).map(({ code }) => code)).toEqual(['ROW_SHORT']);
  });
});

describe('money', () => {
  test('the unit in the heading of the column is believed', () => {
    const text = replaceOnce(LIXIA, '单位:万元', '单位:元').replace('行政事业性收费 | 0', '行政事业性收费 | 1033879.5');
    expect(disclosure(text, 'fees')).toEqual([1033879.5]);
  });

  test.each([
    ['12.34', 12.34],
    ['12.34元', 12.34],
    ['1.5万元', 15_000],
  ])('%s in a column headed 元 is %s yuan', (printed, value) => {
    expect(readNumber(printed, 'money-yuan')).toEqual({ status: 'REPORTED', value, finding: null });
  });
});

describe('sections', () => {
  test.each([['第一部分 总体情况'], ['总体情况'], ['一、政府信息公开工作总体情况'], ['⼀、总体情况']])(
    '%s is the heading of section one',
    (heading) => {
      const { draft } = readSample(replaceOnce(LIXIA, '\n一、总体情况\n', `\n${heading}\n`));
      expect(draft.narrative[0]).toMatchObject({ ordinal: 1, heading });
    },
  );
});

test.each([
  ['carriage returns', '\r'],
  ['U+2028', '\u2028'],
])('lines parted by %s are lines', (_, end) => {
  const { draft, diagnostics } = readSample(LIXIA.replaceAll('\n', end));
  expect(line(LIXIA.replaceAll('\n', end), 'received')).toEqual([104, 2, 0, 0, 0, 0, 106]);
  expect(draft.year).toBe(2024);
  expect(diagnostics).toEqual([]);
});

describe('a document that ends with a table', () => {
  const end = (words: string): string => LIXIA.slice(0, LIXIA.indexOf(words));

  test('says so of the figures of table three: another one like it may have followed', () => {
    const [finding] = findings(end('四、政府信息公开行政复议')).filter(({ code }) => code === 'DOCUMENT_CUT');
    expect(finding?.lines).toHaveLength(25);
  });

  test('says so of the figures of table two', () => {
    const [finding] = findings(end('三、收到和处理政府信息公开申请情况')).filter(({ code }) => code === 'DOCUMENT_CUT');
    expect(finding?.lines).toContain('normativeDocuments.inForce');
  });
});

test('where a row has more cells of labels than full rows, and fewer of values, none are taken for the others', () => {
  const cells = ['0', '1', '8', '7', '16', '32'].map(
    (text): Cell => ({ kind: 'VALUE', text, start: 0, end: 0, row: null, column: null }),
  );
  const row = { label: [], values: cells, match: undefined, labelCells: 2, detached: false };
  expect(fitCells(row, 7, [{ labelCells: 1, before: 0, after: 0 }])).toBeUndefined();
  expect(fitCells(row, 7, [{ labelCells: 0, before: 1, after: 0 }])).toBeUndefined();
});

describe('what converters do to a table', () => {
  const TABLE = LIXIA.slice(LIXIA.indexOf('(本列数据的勾稽关系'), LIXIA.indexOf('四、政府信息公开行政复议'));
  const REVIEW = '8 | 0 | 2 | 0 | 10 | 4 | 0 | 2 | 6 | 12 | 5 | 0 | 3 | 2 | 10 |';
  const cells = (text: string) =>
    readSample(text).draft.applicationStats.map(({ figures }) => figures.map(({ value }) => value));
  const tracks = (text: string) =>
    readSample(text).draft.reviewLitigation.map(({ figures }) =>
      figures.map(({ value, status, inferred }) => `${value ?? status}${inferred ? ' *' : ''}`),
    );

  test('all of it in one line', () => {
    const line = TABLE.replaceAll(/[\s|]+/gu, ' ');
    expect(cells(replaceOnce(LIXIA, TABLE, `${line}\n`))).toEqual(cells(LIXIA));
  });

  test.each([
    ['line ends', (text: string) => text.replaceAll('政府信息', '政府<br>信息')],
    ['spaces', (text: string) => text.replaceAll(' | ', '&nbsp;|&nbsp;')],
    ['escapes', (text: string) => text.replaceAll(/(?<=\d)\./gu, String.raw`\.`)],
    ['tags', (text: string) => text.replaceAll(/(?<=\| )(\d+)/gu, '<span style="x">$1</span>')],
    ['quotes', (text: string) => text.replaceAll(/(?<=\| )(\d+)/gu, '"$1"')],
    ['units behind labels', (text: string) => text.replaceAll(/(?<=[\u4e00-\u9fff]) \| (?=\d)/gu, '（件） | ')],
    ['bold and italics', (text: string) => text.replaceAll(/(?<=\| )(\d+)/gu, '***$1***')],
    ['marks of text', (text: string) => text.replaceAll(/(?<=\| )(\d+)/gu, "'$1")],
    ['words for nothing', (text: string) => text.replaceAll('| ||', '| NaN | None |')],
    [
      'Tibetan labels behind',
      (text: string) => text.replaceAll(/([\u4e00-\u9fff”）)]) \| (?=\d)/gu, '$1 གཞུང་གི་ཆ་འཕྲིན། | '),
    ],
    ['Mongolian labels before', (text: string) => text.replaceAll(/(?<=^|\| )(?=\d\.|[一二四（(])/gmu, 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ')],
    [
      'Uyghur and Korean labels',
      (text: string) => text.replaceAll(/(?<=[请开请\d.])(?=[\u4e00-\u9fff])/gu, ' ئۇچۇر 정보 '),
    ],
    [
      'Zhuang and English labels',
      (text: string) =>
        text
          .replaceAll(
            /([\u4e00-\u9fff”）)]) \| (?=\d)/gu,
            '$1 1. Cingjgiuz gunghgai saenqsik (applications of “three securities, one stability”) | ',
          )
          .replaceAll(/(?<=^|\| )(?=[自商科社法])/gmu, 'Boux '),
    ],
    ['drawn lines', (text: string) => text.replaceAll('|', '│').replaceAll('\n', '\n├───┼───┤\n')],
  ])('%s of its own within cells', (_, write) => {
    expect(cells(replaceOnce(LIXIA, TABLE, write(TABLE)))).toEqual(cells(LIXIA));
  });

  test('struck-out numbers are none', () => {
    const text = replaceOnce(LIXIA, '行政规范性文件 | 2 | 0 | 8 |', '行政规范性文件 | ~~2~~ 3 | 0 | 8 |');
    expect(disclosure(text, 'normativeDocuments')).toEqual(['UNREADABLE', 0, 8]);
  });

  test('a text with digits in the place of the number is not blank', () => {
    const text = replaceOnce(LIXIA, '行政事业性收费 | 0 |', '行政事业性收费 | 约3600 | ||');
    expect(disclosure(text, 'fees')).toEqual(['UNREADABLE']);
  });

  test('a sum of the tracks beside those of table four is not a count of it', () => {
    const counts = '0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 3 | 3 | 1 | 0 | 0 | 3 | 4';
    const text = replaceOnce(LIXIA, REVIEW, `${counts} | 7 | ||`);
    const named = text.replace('行政复议 | 行政诉讼 |', '行政复议 | 行政诉讼 | 合计 |');
    expect(tracks(named).flat()).toEqual(counts.split(' | ').map((count) => `${count} *`));
    // Without its heading the 1 may be left out as well: 0 + 0 + 3 + 4 = 7.
    expect(new Set(tracks(text).flat())).toEqual(new Set(['ABSENT']));
  });

  test('numbers of the rows of table four are not counts of it', () => {
    const numbered = replaceOnce(LIXIA, REVIEW, `1 | ${REVIEW}`).replace(
      '行政复议 | 行政诉讼 |',
      '序号 | 行政复议 | 行政诉讼 |',
    );
    expect(tracks(numbered)).toEqual(tracks(LIXIA).map((track) => track.map((value) => `${value} *`)));
    expect(findings(numbered).map(({ code }) => code)).toEqual(['LABEL_INFERRED', 'LABEL_INFERRED', 'LABEL_INFERRED']);
    // Without a heading either of two noughts may be the one too many, or the number.
    const unnamed = replaceOnce(LIXIA, REVIEW, `0 | ${REVIEW}`);
    expect(new Set(tracks(unnamed).flat())).toEqual(new Set(['ABSENT']));
    expect(new Set(tracks(replaceOnce(LIXIA, REVIEW, `3 | ${REVIEW}`)).flat())).toEqual(
      new Set(tracks(LIXIA).flatMap((track) => track.map((value) => `${value} *`))),
    );
  });

  test('a sum of all tracks behind table four, or before it in reading order, is none of its outcomes', () => {
    const table = '<table><tr><td colspan="5">行政复议<td colspan="10">行政诉讼<td rowspan="3">合计</tr><tr>';
    const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'].map((word) => `<td>${word}`).join('');
    const first = outcomes.replaceAll('<td>', '<td rowspan="2">');
    const counts = [...REVIEW.matchAll(/\d+/gu), '32'].map((count) => `<td>${count}`).join('');
    const page = `<p>四、政府信息公开行政复议、行政诉讼情况</p>${table}${first}<td colspan="5">未经复议直接起诉<td colspan="5">复议后起诉</tr><tr>${outcomes}${outcomes}</tr><tr>${counts}</tr></table>`;
    expect(tracks(page)).toEqual(tracks(LIXIA).map((track) => track.map((value) => `${value} *`)));
    expect(findings(page).map(({ code }) => code)).not.toContain('COLUMNS_REORDERED');
  });

  test('labels run together with all headings of their rows', () => {
    let group = '';
    const flat = TABLE.replaceAll(
      /^(?:(?:三、本年度办理结果 \| )?(\([一-龥]\)[^|]*?)(?: \| (?=\d\.))?)?(\d\.[^|]*?)? \| (?=\d)/gmu,
      (row, name?: string, label?: string) => {
        if (name === undefined && label === undefined) return row;
        group = name ?? group;
        return `三、本年度办理结果-${group}${label === undefined ? '' : `-${label}`} | `;
      },
    );
    expect(flat).toContain('三、本年度办理结果-(五)不予处理-1.信访举报投诉类申请 | 7 |');
    expect(cells(replaceOnce(LIXIA, TABLE, flat))).toEqual(cells(LIXIA));
  });

  test('counts of table four in two cells are parted where every track adds up', () => {
    const words = REVIEW.replaceAll(/[\s|]+/gu, ' ')
      .trim()
      .split(' ');
    const glued = (all: readonly string[]) => `${all.slice(0, 5).join(' ')} | ${all.slice(5).join(' ')} |`;
    const text = replaceOnce(LIXIA, REVIEW, glued(words));
    expect(tracks(text)).toEqual(tracks(LIXIA).map((track) => track.map((value) => `${value} *`)));
    const wrong = replaceOnce(LIXIA, REVIEW, glued(['9', ...words.slice(1)]));
    expect(new Set(tracks(wrong).flat())).toEqual(new Set(['ABSENT']));
  });
});

describe('table three with fewer columns', () => {
  const TABLE = LIXIA.slice(LIXIA.indexOf('(本列数据的勾稽关系'), LIXIA.indexOf('四、政府信息公开行政复议'));
  const ROW = /^(.*?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|.*$/gmu;
  const HEADING = /^\(本列.*\n.*\n.*\n/u;
  const withRows = (heading: string, write: (label: string, counts: readonly number[]) => string): string =>
    replaceOnce(
      LIXIA,
      TABLE,
      TABLE.replace(HEADING, `${heading}\n`).replace(ROW, (_, label: string, ...counts: string[]) =>
        write(label, counts.slice(0, 7).map(Number)),
      ),
    );
  const total = (label: string, counts: readonly number[]) => `${label} | ${counts[6]} |`;

  test('of which there is only the total', () => {
    const text = withRows('事项 | 数量 |', total);
    expect(line(text, 'received')).toEqual([...Array(6).fill('ABSENT'), 106]);
    expect(line(text, 'outcomes.total')).toEqual([...Array(6).fill('ABSENT'), 105]);
    expect(findings(text).map(({ code }) => code)).not.toContain('TABLE_UNREADABLE');
  });

  test.each([
    ['自然人', [0]],
    ['自然人 | 总计', [0, 6]],
    ['自然人 | 商业企业 | 其他', [0, 1, 5]],
  ] as const)('of which there are %s alone', (heading, columns) => {
    const text = withRows(
      `事项 | ${heading} |`,
      (label, counts) => `${label} | ${columns.map((at) => counts[at]).join(' | ')} |`,
    );
    const whole = line(LIXIA, 'received');
    expect(line(text, 'received')).toEqual(
      whole.map((value, at) => ((columns as readonly number[]).includes(at) ? value : 'ABSENT')),
    );
    expect(findings(text)).toContainEqual({ code: 'LABEL_INFERRED', lines: ['received'] });
  });

  test('without a heading that names it, or where its sums do not agree, it may be any column', () => {
    expect(new Set(line(withRows('事项 | 情况 |', total), 'received'))).toEqual(new Set(['ABSENT']));
    expect(new Set(line(withRows('事项 | 自然人 | 总计 |', total), 'received'))).toEqual(new Set(['ABSENT']));
    const misprinted = replaceOnce(withRows('事项 | 数量 |', total), '予以公开 | 29 |', '予以公开 | 30 |');
    expect(new Set(line(misprinted, 'received'))).toEqual(new Set(['ABSENT']));
  });

  test('with all legal persons in one', () => {
    const groups = (label: string, counts: readonly number[]) =>
      `${label} | ${counts[0]} | ${(counts[6] ?? 0) - (counts[0] ?? 0)} | ${counts[6]} |`;
    const text = withRows('事项 | 自然人 | 法人或其他组织 | 总计 |', groups);
    expect(line(text, 'received')).toEqual([104, ...Array(5).fill('ABSENT'), 106]);
    expect(new Set(line(withRows('事项 | 总计 | 法人或其他组织 | 自然人 |', groups), 'received'))).toEqual(
      new Set(['ABSENT']),
    );
  });
});

test('a second table three with other numbers right below the first, as of the year before, is no reading of either', () => {
  const TABLE = LIXIA.slice(LIXIA.indexOf('(本列数据的勾稽关系'), LIXIA.indexOf('四、政府信息公开行政复议'));
  const before = TABLE.replace(/^(.*新收.*?) \|.*$/mu, '$1 | 80 | 0 | 0 | 0 | 0 | 0 | 80 | ||');
  const text = replaceOnce(LIXIA, TABLE, `${TABLE}2023年度收到和处理情况\n${before}`);
  expect(new Set(line(text, 'received'))).toEqual(new Set(['ABSENT']));
  expect(findings(text).map(({ code }) => code)).toContain('SEVERAL_REPORTS');
  expect(findings(replaceOnce(LIXIA, TABLE, `${TABLE}${TABLE}`))).toEqual([]);
});

test('a row with blanks in a table without a full row is read by its length where it adds up, and not where it does not', () => {
  const text = readFileSync(join(__dirname, '../fixtures/reports/linqu-water-2022/source.md'), 'utf8');
  const row = '|  | 7 | 2 |  |  |  |  | 9 |';
  expect(line(text, 'outcomes.disclosed')).toEqual([7, 2, 'BLANK', 'BLANK', 'BLANK', 'BLANK', 9]);
  const moved = replaceOnce(text, row, '|  | 2 |  |  |  |  |  | 9 |');
  expect(new Set(line(moved, 'outcomes.disclosed'))).toEqual(new Set(['ABSENT']));
});
