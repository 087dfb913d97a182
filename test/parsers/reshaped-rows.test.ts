import { readSample, sampleText } from '../support/sample-text';

const LIXIA = sampleText('lixia-2024');
const intact = readSample(LIXIA).draft.applicationStats.map(({ figures }) => figures.map(({ value }) => value));
const ROW = /^(.*?)((?: \| \d+){7})((?: \|)?[ |]*)$/gmu;
const HEADING = /\(本列数据的勾稽关系.*\n.*\n.*\n/u;
const NAMES = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];

/** The sample with other columns in table three, under a heading of one row. */
function withColumns(names: readonly string[], change: (values: readonly string[]) => readonly string[]): string {
  const [before = '', table = '', after = ''] = LIXIA.split(/(?=\(本列数据的勾稽关系)|(?=四、政府信息公开行政复议、)/u);
  const rows = table
    .replace(
      HEADING,
      () => `(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | ${names.join(' | ')} |\n`,
    )
    .replace(
      ROW,
      (_, label: string, values: string) => `${label} | ${change(values.split(' | ').slice(1)).join(' | ')} |`,
    );
  return before + rows + after;
}

const read = (text: string) => {
  const { draft, diagnostics } = readSample(text);
  return {
    figures: draft.applicationStats.map(({ figures }) => figures.map(({ value }) => value)),
    inferred: draft.applicationStats.every(({ figures }) =>
      figures.every(({ status, inferred }) => status !== 'REPORTED' || inferred),
    ),
    codes: new Set(diagnostics.map(({ code }) => code)),
  };
};
const legal = (values: readonly string[]): string =>
  String(values.slice(1, 6).reduce((sum, each) => sum + Number(each), 0));

test.each<[string, readonly string[], (values: readonly string[]) => readonly string[]]>([
  ['behind the total', [...NAMES, '上年'], (values) => [...values, '5']],
  [
    'of a subtotal',
    [...NAMES.slice(0, 6), '小计', '总计'],
    (values) => [...values.slice(0, 6), legal(values), ...values.slice(6)],
  ],
  ['before the others', ['上年', ...NAMES], (values) => ['7', ...values]],
])('a column %s that is none of the form is left out where the totals tell, which is said', (_, names, change) => {
  const { figures, inferred, codes } = read(withColumns(names, change));
  expect(figures).toEqual(intact);
  expect(inferred).toBe(true);
  expect(codes).toEqual(new Set(['LABEL_INFERRED', 'ROW_SHORT']));
});

test.each([
  ['the total', 6, [...NAMES.slice(0, 6)]],
  ['the total, though the heading names it', 6, NAMES],
  ['a kind of applicants', 2, NAMES.toSpliced(2, 1)],
] as const)('without %s the other columns are read, which is said', (_, lost, names) => {
  const { figures, inferred, codes } = read(withColumns(names, (values) => values.toSpliced(lost, 1)));
  expect(figures).toEqual(intact.map((column, at) => (at === lost ? column.map(() => null) : column)));
  expect(inferred).toBe(true);
  expect(codes).toContain('ROW_SHORT');
});

test('nothing is read where two columns may be the one that is none of the form', () => {
  const { figures } = read(withColumns([...NAMES, ''], (values) => [...values.slice(0, 6), '0', '9']));
  expect(figures[0]?.[0]).toBe(null);
});

test('nothing is read where rows of six say neither what is lost nor the heading does', () => {
  const { figures } = read(withColumns(NAMES, (values) => values.toSpliced(2, 1)));
  expect(figures.flat().every((value) => value === null)).toBe(true);
});

describe('table three in two halves', () => {
  const [before = '', table = '', after = ''] = LIXIA.split(/(?=\(本列数据的勾稽关系)|(?=四、政府信息公开行政复议、)/u);
  const half = (from: number, to: number, heading = NAMES.slice(from, to)): string =>
    table
      .replace(HEADING, () => `项目 | ${heading.join(' | ')} |\n`)
      .replace(
        ROW,
        (_, label: string, values: string) =>
          `${label} | ${values
            .split(' | ')
            .slice(1 + from, 1 + to)
            .join(' | ')} |`,
      );

  test.each([1, 3, 5])('one below the other, %s columns in the first', (cut) => {
    const { figures, codes } = read(`${before}${half(0, cut)}续表\n${half(cut, 7)}${after}`);
    expect(figures).toEqual(intact);
    expect(codes).toEqual(new Set());
  });

  test('one beside the other, labels and all', () => {
    const rows = table
      .replace(HEADING, () => `项目 | ${NAMES.slice(0, 3).join(' | ')} | 项目 | ${NAMES.slice(3).join(' | ')} |\n`)
      .replace(ROW, (_, label: string, values: string) => {
        const cells = values.split(' | ').slice(1);
        return `${label} | ${cells.slice(0, 3).join(' | ')} | ${label.split(' | ').at(-1)} | ${cells.slice(3).join(' | ')} |`;
      });
    const { figures, codes } = read(before + rows + after);
    expect(figures).toEqual(intact);
    expect(codes).toEqual(new Set());
  });

  test('a row that the second half has lost is read in part, which is said', () => {
    const { figures, codes } = read(`${before}${half(0, 3)}${half(3, 7).replace(/^四、结转.*$/mu, '')}${after}`);
    expect(figures.map((column) => column.at(-1))).toEqual([
      ...intact.slice(0, 3).map((column) => column.at(-1)),
      null,
      null,
      null,
      null,
    ]);
    expect(codes).toContain('ROW_SHORT');
  });

  test('halves that do not name every column once are two tables', () => {
    const { figures, codes } = read(
      `${before}${half(0, 3)}${half(3, 7, ['法律服务机构', '社会公益组织', '其他', '总计'])}${after}`,
    );
    expect(figures.flat().every((value) => value === null)).toBe(true);
    expect(codes).toContain('SEVERAL_REPORTS');
  });
});
