import { fc } from '../support/property';
import { cellsOf, readText, silentlyWrong } from '../support/read-cells';
import { renderTable } from '../support/render-report';
import { type PrintedTables, printTables } from '../support/report-tables';
import { type SyntheticReport, syntheticReport } from '../support/synthetic-report';

const [own, other] = fc
  .sample(syntheticReport({ withGaps: false }), { numRuns: 40, seed: 20_240_131 })
  .filter(({ form, agencyName }) => form === 'FORM_2021' && agencyName === '平阳县教育局');
if (own === undefined || other === undefined) throw new Error('no reports were drawn');
const TABLES = printTables(own);
const OTHERS = printTables({ ...other, applicationsForm: own.applicationsForm ?? own.form });

type Parts = Readonly<Record<keyof PrintedTables, readonly string[]>> & { readonly end?: readonly string[] };

const table = (tables: PrintedTables, name: keyof PrintedTables): string => renderTable(tables[name], 'row-bars');
const PARTS: Parts = {
  disclosure: [table(TABLES, 'disclosure')],
  applications: [table(TABLES, 'applications')],
  review: [table(TABLES, 'review')],
};

const documentOf = ({ agencyName, year }: SyntheticReport, parts: Parts): string =>
  [
    `${agencyName}${year}年政府信息公开工作年度报告`,
    `统计期限为${year}年1月1日至${year}年12月31日。`,
    '一、总体情况',
    '坚持公开。',
    '二、主动公开政府信息情况',
    ...parts.disclosure,
    '三、收到和处理政府信息公开申请情况',
    ...parts.applications,
    '四、政府信息公开行政复议、行政诉讼情况',
    ...parts.review,
    '五、存在的主要问题及改进情况',
    '加强学习。',
    ...(parts.end ?? []),
  ].join('\n');

/** Reads a report with these parts, without a figure that is wrong in silence; how many figures of table two, three and four were read. */
function figuresRead(parts: Partial<Parts>): readonly number[] {
  const read = readText(documentOf(own as SyntheticReport, { ...PARTS, ...parts }));
  expect(silentlyWrong(own as SyntheticReport, read)).toEqual([]);
  const reported = [...cellsOf(read)].filter(([, { status }]) => status === 'REPORTED').map(([, { column }]) => column);
  const ofReview = (column: string): boolean => /REVIEW|LITIGATION/u.test(column);
  return [
    reported.filter((column) => column === '').length,
    reported.filter((column) => column !== '' && !ofReview(column)).length,
    reported.filter(ofReview).length,
  ];
}

const ALL = [10, 175, 15];

describe('tables of other reports in the place of its own', () => {
  test.each([`附：${own.year - 1}年情况`, `${own.year - 1}年度统计表`])('of another year: %s', (caption) => {
    expect(figuresRead({ disclosure: [caption, table(OTHERS, 'disclosure')] })).toEqual([0, ...ALL.slice(1)]);
    expect(figuresRead({ applications: [caption, table(OTHERS, 'applications')] })).toEqual([ALL[0], 0, ALL[2]]);
    expect(figuresRead({ review: ['今年未发生。', caption, table(OTHERS, 'review')] })).toEqual([
      ...ALL.slice(0, 2),
      0,
    ]);
  });

  test("it is said why a table is not the report's own", () => {
    const caption = `${own.year - 1}年度统计表`;
    const read = readText(documentOf(own, { ...PARTS, applications: [caption, table(OTHERS, 'applications')] }));
    const said = read.diagnostics.filter(({ code }) => code === 'YEAR_CONTRADICTED');
    expect(said).toMatchObject([{ expected: String(own.year), actual: caption }]);
    expect(read.draft.year).toBe(own.year);
  });

  test.each(['附件：县水利局政府信息公开情况', '附表1：下属单位情况'])('of another agency: %s', (caption) => {
    const end = [caption, table(OTHERS, 'review')];
    expect(figuresRead({ review: ['未发生。'], end })).toEqual([...ALL.slice(0, 2), 0]);
  });

  test('what names the year reported, its date or the agency itself is its own', () => {
    const captions = [
      `${own.year}年度统计表`,
      `${own.year - 1}年和${own.year}年情况`,
      `${own.year + 1}年1月20日`,
      '附件：县教育局政府信息公开情况',
      '附表：行政复议、行政诉讼情况',
    ];
    for (const caption of captions) expect(figuresRead({ review: [caption, table(TABLES, 'review')] })).toEqual(ALL);
  });

  test('an agency is known by its short name and its long one', () => {
    const captions = ['附件：教育局政府信息公开情况', '附件：浙江省温州市平阳县教育局政府信息公开情况'];
    for (const caption of captions) expect(figuresRead({ review: [caption, table(TABLES, 'review')] })).toEqual(ALL);
  });

  test('the office of a government annexes the report of the government', () => {
    const end = ['附件：平阳县人民政府办公室政府信息公开情况', table(TABLES, 'review')];
    const text = documentOf({ ...own, agencyName: '平阳县人民政府' }, { ...PARTS, review: [], end });
    const review = [...cellsOf(readText(text))].filter(([, { column }]) => column === 'REVIEW');
    expect(review.map(([, { status }]) => status)).toEqual(Array(5).fill('REPORTED'));
  });

  test('an annex within a section ends with it', () => {
    const disclosure = [table(TABLES, 'disclosure'), '附：下属单位情况', table(OTHERS, 'disclosure')];
    expect(figuresRead({ disclosure }).slice(1)).toEqual(ALL.slice(1));
  });

  test('an annex is not read in the place of tables that are damaged', () => {
    const cut = table(TABLES, 'applications').split('\n').slice(0, 9).join('\n');
    const end = ['附件：县水利局政府信息公开情况', table(OTHERS, 'disclosure'), table(OTHERS, 'applications')];
    const [, applications = 0] = figuresRead({ applications: [cut], end });
    expect(applications).toBeLessThan(60);
  });

  test('behind another table three, table four may be that of the other report', () => {
    const end = ['附', table(OTHERS, 'disclosure'), table(OTHERS, 'applications'), table(OTHERS, 'review')];
    figuresRead({ review: ['见附表。'], end });
  });
});
