import { readSample } from '../support/sample-text';

/** Counts of the table of statistics at the end of a report on 2016. */
const counts = (...rows: readonly string[]): readonly string[] =>
  readSample(
    ['平阳县教育局2016年政府信息公开工作年度报告', '一、概述', '认真做好公开工作。', '附件：统计表', ...rows].join(
      '\n',
    ),
  ).draft.statedCounts.map(({ subject, value }) => `${subject} ${value}`);

describe('the table of statistics of reports on 2014 to 2018', () => {
  test('a blank is no number of the next row, in rows or in cells below each other', () => {
    const rows = [
      '12 | （一）收到申请数 | 件 | 30',
      '13 | 1.当面申请数 | 件 | 4',
      '14 | （二）申请办结数 | 件 |',
      '15 | 四、行政复议数量 | 件 |  ',
      '16 | 五、行政诉讼数量 | 件 | 2',
    ];
    expect(counts(...rows)).toEqual(['INTAKE 30', 'LITIGATION 2']);
    const cells = rows.flatMap((row) => row.split('|').map((cell) => cell.trim())).filter((cell) => cell !== '');
    expect(counts(...cells)).toEqual(['INTAKE 30', 'LITIGATION 2']);
  });

  test('a unit stands between label and number, or with either', () => {
    expect(counts('（一）收到申请数', '件', '30')).toEqual(['INTAKE 30']);
    expect(counts('（一）收到申请数（件）', '30')).toEqual(['INTAKE 30']);
    expect(counts('四、行政复议数量', '3件')).toEqual(['REVIEW 3']);
    expect(counts('（一）收到申请数', '30')).toEqual([]);
  });

  test('of a row with several numbers none is the count', () => {
    expect(counts('统计指标 | 单位 | 2015年 | 2016年', '（一）收到申请数 | 件 | 30 | 36')).toEqual([]);
    expect(counts('统计指标 | 单位 | 上年累计 | 本年', '（一）收到申请数 | 件 | 300 | 36')).toEqual([]);
    expect(counts('统计指标\t代码\t单位\t统计数', '（一）收到申请数\t30\t件\t36')).toEqual([]);
    expect(counts('（一）收到申请数', '件', '30', '36', '1.当面申请数', '件', '4', '5')).toEqual([]);
    expect(counts('（一）收到申请数 | 件 | 30 | — | 见说明')).toEqual(['INTAKE 30']);
  });

  test('a table of another year or agency is none of the report, and two that differ state nothing', () => {
    const table = ['统计指标 | 单位 | 统计数', '（一）收到申请数 | 件 | 30', '四、行政复议数量 | 件 | 2'];
    const other = ['统计指标 | 单位 | 统计数', '（一）收到申请数 | 件 | 36', '四、行政复议数量 | 件 | 2'];
    expect(counts(...table, '2015年度统计表', ...other)).toEqual(['INTAKE 30', 'REVIEW 2']);
    expect(counts(...table, '附件：县水利局统计表', ...other)).toEqual(['INTAKE 30', 'REVIEW 2']);
    expect(counts(...table, '2016年度统计表', ...other)).toEqual(['REVIEW 2', 'REVIEW 2']);
  });
});
