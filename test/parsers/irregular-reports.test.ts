import type { Figure } from '../../src/domain/figure';
import { APPLICANTS, type Applicant, type LineCode } from '../../src/domain/statutory-form';
import { readReport } from '../../src/imports/read-report';
import { fc } from '../support/property';
import { readSample, replaceOnce, sampleText } from '../support/sample-text';

const LIXIA = sampleText('lixia-2024');
const intact = readSample(LIXIA).draft;

/** Values (or what stands in their place) of one line of table three, by column. */
function line(text: string, code: LineCode): readonly (number | string)[] {
  return readSample(text).draft.applicationStats.map(({ figures }) => {
    const figure = figures.find((other) => other.line === code);
    return figure?.value ?? figure?.status ?? 'NO SUCH LINE';
  });
}

const figureOf = (text: string, applicant: Applicant, code: LineCode): Figure | undefined =>
  readSample(text)
    .draft.applicationStats.find((stats) => stats.applicant === applicant)
    ?.figures.find((figure) => figure.line === code);

const codes = (text: string): readonly string[] => readSample(text).diagnostics.map(({ code }) => code);
const figuresOf = (text: string) =>
  readSample(text).draft.applicationStats.map(({ figures }) => figures.map(({ value, status }) => value ?? status));
const intactFigures = intact.applicationStats.map(({ figures }) => figures.map(({ value }) => value));

/** Table three of the sample, from its heading to its last line. */
const TABLE = LIXIA.slice(LIXIA.indexOf('(本列数据的勾稽关系'), LIXIA.indexOf('四、政府信息公开行政复议'));
const withTable = (change: (table: string) => string): string => replaceOnce(LIXIA, TABLE, change(TABLE));

describe('layouts of table three', () => {
  test('one cell a line, without any bars', () => {
    expect(figuresOf(withTable((table) => table.replace(/ *\|[ |]*/gu, '\n')))).toEqual(intactFigures);
  });

  test('two dashes for nought, one cell a line', () => {
    const dashed = withTable((table) => table.replace(/ *\|[ |]*/gu, '\n').replace(/^0$/gmu, '--'));
    expect(figuresOf(dashed)).toEqual(
      intact.applicationStats.map(({ figures }) =>
        figures.map(({ value }) => (value === 0 ? 'NOT_APPLICABLE' : value)),
      ),
    );
  });

  test('groups repeated in every row, parted by spaces', () => {
    let groups: readonly string[] = [];
    const repeated = withTable((table) =>
      table.replace(/^(.*?)((?: \| -?\d+){7}).*$/gmu, (_, labels: string, values: string) => {
        const own = labels.split('|').map((label) => label.trim().replaceAll(' ', ''));
        groups = own.length > 1 ? own.slice(0, -1) : /^\d/u.test(own[0] ?? '') ? groups : [];
        return [...groups, own[own.length - 1], ...values.split('|').slice(1)].map((cell) => cell?.trim()).join('  ');
      }),
    );
    expect(figuresOf(repeated)).toEqual(intactFigures);
  });

  test('labels of groups spelt one character a line, their 无 too', () => {
    const spelt = withTable((table) =>
      table.replace(/ *\|[ |]*/gu, '\n').replace('(四)无法提供', () => '(\n四\n)\n无\n法\n提\n供'),
    );
    expect(spelt).toContain('\n无\n');
    expect(figuresOf(spelt)).toEqual(intactFigures);
  });

  test('labels spelt one character a line', () => {
    const spelt = withTable((table) =>
      table
        .replace(
          /(\d\.)?([\p{Script=Han}（）()、“”，]+)/gu,
          (_, number: string | undefined, label: string) => (number ?? '') + [...label].join('\n'),
        )
        .replace(/ *\|[ |]*/gu, '\n'),
    );
    const { draft } = readSample(spelt);
    const exact = draft.applicationStats[0]?.figures.filter(({ status }) => status === 'REPORTED');
    expect(exact?.length).toBeGreaterThan(20);
    for (const [index, { figures }] of draft.applicationStats.entries()) {
      for (const [at, figure] of figures.entries())
        if (figure.status === 'REPORTED') expect(figure.value).toBe(intactFigures[index]?.[at]);
    }
  });

  test('numbers printed before their label, a row a line', () => {
    const turned = withTable((table) =>
      table.replace(
        /^(?:.*\| )?([^|\n]+?) \| (\d+(?: \| \d+){6}) \|[ |]*$/gmu,
        (_, label: string, values: string) => `${values} | ${label} |`,
      ),
    );
    expect(turned).toContain('104 | 2 | 0 | 0 | 0 | 0 | 106 | 一、本年新收');
    expect(figuresOf(turned)).toEqual(intactFigures);
  });

  test('numbers printed before their label, a cell a line: the totals decide, and it is said', () => {
    const lines = [...TABLE.matchAll(/([^|\n]+?) \| (\d+(?: \| \d+){6})/gu)].flatMap(([, label, values]) => [
      ...(values ?? '').split(' | '),
      label ?? '',
    ]);
    const text = withTable(() => `申请人情况\n自然人\n${lines.join('\n')}\n`);
    expect(figuresOf(text)).toEqual(intactFigures);
    expect(figureOf(text, 'TOTAL', 'received')).toMatchObject({ value: 106, inferred: true });
    expect(codes(text)).toContain('LABEL_INFERRED');
  });

  test('a label wrapped over two lines', () => {
    const text = replaceOnce(
      LIXIA,
      '5.要求行政机关确认或重新出具已获取信息 |',
      '5.要求行政机关确认或重新\n出具已获取信息 |',
    );
    expect(figuresOf(text)).toEqual(intactFigures);
    expect(codes(text)).toEqual([]);
  });

  test.each([
    ['left out where row and columns add up so', '104\n2\n5\n0\n0\n0\n0\n106', [104, 2, 0, 0, 0, 0, 106]],
    ['not guessed where they do not', '104\n2\n5\n0\n0\n0\n0\n105', Array(7).fill('ABSENT')],
    ['known by its words', '104\n2\nPage 3 of 7\n0\n0\n0\n0\n106', [104, 2, 0, 0, 0, 0, 106]],
  ])('the number of a page among the cells of a row, one a line, is %s', (_, cells, expected) => {
    const lines = (table: string): string =>
      table
        .split(/[|\n]/u)
        .flatMap((cell) => (cell.trim() === '' ? [] : [cell.trim()]))
        .join('\n');
    const text = withTable((table) => `${lines(table)}\n`);
    expect(figuresOf(text)).toEqual(intactFigures);
    expect(line(replaceOnce(text, '104\n2\n0\n0\n0\n0\n106', cells), 'received')).toEqual(expected);
  });

  test('page numbers and a repeated heading in the middle', () => {
    const heading = TABLE.slice(0, TABLE.indexOf('一、本年新收'));
    const text = replaceOnce(LIXIA, '(五)不予处理 | 1.信访', `— 5 —\n${heading}(五)不予处理 | 1.信访`);
    expect(figuresOf(text)).toEqual(intactFigures);
  });
});

describe('damaged rows', () => {
  test('a lost row is absent and shifts no other', () => {
    const text = replaceOnce(LIXIA, '2.重复申请 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | ||\n', '');
    expect(line(text, 'outcomes.notProcessed.duplicate')).toEqual(APPLICANTS.map(() => 'ABSENT'));
    expect(line(text, 'outcomes.notProcessed.petitionOrComplaint')[0]).toBe(7);
    expect(line(text, 'outcomes.notProcessed.publishedWorks')[0]).toBe(0);
    expect(codes(text)).toEqual(['LINE_ABSENT']);
  });

  test('a lost cell makes its row unknown where no sum tells, and no other', () => {
    const text = replaceOnce(LIXIA, '1.信访举报投诉类申请 | 7 | 0 | 0', '1.信访举报投诉类申请 | 7 | 0');
    const unknown = Array(5).fill('ABSENT');
    expect(line(text, 'outcomes.notProcessed.petitionOrComplaint')).toEqual([7, ...unknown, 7]);
    expect(line(text, 'outcomes.notProcessed.duplicate')).toEqual([2, 0, 0, 0, 0, 0, 2]);
    expect(readSample(text).diagnostics).toMatchObject([
      { code: 'LABEL_INFERRED', lines: ['outcomes.notProcessed.petitionOrComplaint'] },
      {
        code: 'ROW_SHORT',
        lines: ['outcomes.notProcessed.petitionOrComplaint'],
        actual: '6 cells',
        expected: '7 cells',
      },
    ]);
  });

  test('two rows without labels where three are missing fit equally well: none is read', () => {
    const text = LIXIA.replace('6.属于四类过程性信息 | ', '| ')
      .replace('7.属于行政执法案卷 | ', '| ')
      .replace(/8\.属于行政查询事项.*\n/u, '');
    expect(line(text, 'outcomes.withheld.deliberativeProcess')[0]).toBe('ABSENT');
    expect(line(text, 'outcomes.withheld.enforcementCaseFiles')[0]).toBe('ABSENT');
    expect(line(text, 'outcomes.unavailable.notHeld')[0]).toBe(4);
    expect(codes(text)).toContain('ROW_AMBIGUOUS');
  });

  test('a repeated row with other numbers: neither is believed', () => {
    const row = '2.重复申请 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | ||\n';
    expect(line(replaceOnce(LIXIA, row, row + row), 'outcomes.notProcessed.duplicate')[0]).toBe(2);
    const other = replaceOnce(LIXIA, row, row + row.replaceAll('2 |', '3 |'));
    expect(line(other, 'outcomes.notProcessed.duplicate')[0]).toBe('ABSENT');
    expect(codes(other)).toContain('ROW_AMBIGUOUS');
  });

  test('a damaged label is recognised by likeness, and it is said', () => {
    const text = replaceOnce(LIXIA, '2.其他法律行政法规禁止公开', '2.其他法律行政止公开');
    expect(line(text, 'outcomes.withheld.prohibitedByLaw')[0]).toBe(0);
    expect(readSample(text).diagnostics).toMatchObject([
      { code: 'LABEL_DAMAGED', actual: '2.其他法律行政止公开', lines: ['outcomes.withheld.prohibitedByLaw'] },
    ]);
  });

  test('Traditional characters, radicals and spaces inside labels are no damage', () => {
    const text = LIXIA.replace('1.属于国家秘密', '1.屬於國家秘密')
      .replace('7.属于行政执法案卷', '7.属于⾏政执法案卷')
      .replace('2.重复申请', '2. 重 复 申 请');
    expect(figuresOf(text)).toEqual(intactFigures);
    expect(codes(text)).toEqual([]);
  });

  test('the document is cut in mid-table', () => {
    const text = LIXIA.slice(0, LIXIA.indexOf('3.补正后'));
    expect(line(text, 'outcomes.unavailable.creationRequired')[6]).toBe(0);
    expect(line(text, 'outcomes.total')[6]).toBe('ABSENT');
    expect(codes(text)).toEqual(expect.arrayContaining(['LINE_ABSENT', 'SECTION_MISSING']));
  });
});

describe('columns', () => {
  const swap = (text: string): string =>
    withTable((table) =>
      table
        .replace('商业企业 | 科研机构', '科研机构 | 商业企业')
        .replace(/(\| \d+) \| (\d+) \| (\d+)((?: \| \d+){4} )/gu, '$1 | $3 | $2$4'),
    ).slice(0, text.length);

  test('a whole heading that states another order is followed, and it is said', () => {
    const text = swap(LIXIA);
    expect(text).toContain('104 | 0 | 2 |');
    expect(line(text, 'received')).toEqual([104, 2, 0, 0, 0, 0, 106]);
    expect(codes(text)).toEqual(['COLUMNS_REORDERED']);
  });

  test('a cut heading is not followed', () => {
    const text = replaceOnce(LIXIA, '商业企业 | 科研机构 | 社会公益组织', '科研机构 | 社会公益组织');
    expect(line(text, 'received')).toEqual([104, 2, 0, 0, 0, 0, 106]);
  });
});

describe('forms', () => {
  test('one 其他处理 line on the form of 2021 is kept as one line', () => {
    const text = withTable((table) =>
      table
        .replace(/\(六\)其他处理 \|.*\n/u, '(六)其他处理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 | ||\n')
        .replace(/2\.申请人逾期未按.*\n/u, '')
        .replace(/3\.其他 \|.*\n/u, ''),
    );
    expect(line(text, 'outcomes.closedOtherwise.total')).toEqual([3, 0, 0, 0, 0, 0, 3]);
    expect(line(text, 'outcomes.closedOtherwise.other')[0]).toBe('NO SUCH LINE');
    expect(readSample(text).draft.form).toBe('FORM_2021');
    expect(codes(text)).toEqual(['FORM_CONTRADICTED']);
  });

  test('a report without any table is not one of zeros', () => {
    const text = LIXIA.slice(0, LIXIA.indexOf('第二十条'));
    const { draft, diagnostics } = readSample(text);
    expect(
      draft.applicationStats
        .flatMap(({ figures }) => figures.map(({ status }) => status))
        .every((status) => status === 'ABSENT'),
    ).toBe(true);
    expect(diagnostics.find(({ code }) => code === 'TABLE_UNREADABLE')?.severity).toBe('BLOCKER');
  });

  test('a report on a year before 2019 has no statutory tables, and none are missed', () => {
    const { draft, diagnostics } = readSample(
      '平阳县人民政府办公室2012年政府信息公开工作年度报告\n本报告统计期限为2012年1月1日至2012年12月31日。\n一、概述\n2012年，我办共收到政府信息公开申请12件。\n',
    );
    expect(draft).toMatchObject({ form: 'PRE_2019', year: 2012, applicationStats: [] });
    expect(diagnostics.filter(({ severity }) => severity === 'BLOCKER')).toEqual([]);
  });
});

describe('any input at all', () => {
  const read = (content: { text: string } | { bytes: Uint8Array }) => readReport({ content }, {});

  test('never throws, and every span is in the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '一、总体情况',
        '| 0 |',
        '\n',
        '结果维持',
        '其他',
        '<table><tr><td>',
        '(七)总计 | 1 |',
        '2024年',
        '规章000',
        '\u0000',
        '|||||',
      ),
      fc.nat({ max: LIXIA.length }).map((at) => LIXIA.slice(at, at + 200)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const result = read({ text: pieces.join('') });
        if (!result.ok) {
          expect(result.message.length).toBeGreaterThan(10);
          return;
        }
        for (const { span } of result.diagnostics) {
          if (span !== null)
            expect(0 <= span.start && span.start <= span.end && span.end <= result.document.text.length).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  test.each([
    ['a table repeated without end', TABLE.repeat(Math.ceil(1_000_000 / TABLE.length))],
    ['nothing but cells', '0 |\n'.repeat(250_000)],
    ['nothing but one label', '其他\n'.repeat(330_000)],
    ['nothing but headings', '一、总体情况\n'.repeat(140_000)],
    ['one label, a character a line', '结\n果\n维\n持\n'.repeat(120_000)],
  ])('a megabyte of %s comes to an end', (_, text) => {
    expect(read({ text }).ok).toBe(true);
  });
});
