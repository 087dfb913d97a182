import type { ReadingHints } from '../../../src/domain/report-draft';
import { readCover } from '../../../src/parsers/read-cover';

const AGENCY = '济南市教育局';
const LAW = '根据《中华人民共和国政府信息公开条例》的要求编制本报告。';
const REST = '一、总体情况\n我局认真贯彻落实《条例》，扎实推进政府信息公开工作。\n二、主动公开政府信息情况\n';

const yearOf = (text: string, hints: ReadingHints = {}): number | null =>
  readCover({ text, tables: [], pageTitles: [], mediaType: 'text/plain', diagnostics: [] }, hints).year;

describe('the year of a report', () => {
  test.each([
    [`2023${AGENCY}政府信息公开工作年度报告`, 2023],
    [`${AGENCY}政府信息公开工作年度报告 2020`, 2020],
    [`${AGENCY}政府信息公开工作年度报告-2020年`, 2020],
    [`【2020】${AGENCY}政府信息公开工作年度报告`, 2020],
    [`${AGENCY}二O一一年政府信息公开工作年度报告`, 2011],
    [`${AGENCY}政府信息公开工作年度报告\n（2023）`, 2023],
    [`${AGENCY}\n2023年度\n政府信息公开工作\n年度报告\n二〇二四年一月`, 2023],
    [`${AGENCY}2023年政府信息公开工作总结及2024年工作计划`, 2023],
    [`政府信息公开年报\n2019 | 2020 | 2021 | 2022\n${AGENCY}2021年政府信息公开工作年度报告`, 2021],
    [`上一篇：${AGENCY}2019年政府信息公开工作年度报告\n${AGENCY}2020年政府信息公开工作年度报告`, 2020],
    // of two years, of none, of a date
    [`${AGENCY}2019年至2020年政府信息公开工作年度报告`, null],
    [`${AGENCY}2019-2020年政府信息公开工作年度报告`, null],
    [`${AGENCY}2019、2020年政府信息公开工作年度报告`, null],
    [`${AGENCY}政府信息公开工作年度报告（2024年1月）`, null],
    [`${AGENCY}政府信息公开工作年度报告\n成文日期：2024年1月20日`, null],
  ])('%j is on %s', (title, year) => {
    expect(yearOf(`${title}\n${LAW}\n${REST}`)).toBe(year);
  });

  test.each([
    ['统计期限自2008年5月1日起至2008年12月31日止。', 2008],
    ['统计期限自2018年1月1日至2019年12月31日。', null],
    ['报告期为1月1日至12月31日。', null],
    ['根据2019年修订的《条例》编制2023年度报告。', 2023],
    ['根据2008年5月1日起施行的《条例》，现将2010年工作报告如下：', 2010],
    ['为做好2024年工作，现将上年情况报告如下。', null],
  ])('where the title has none, %j is of %s', (sentence, year) => {
    expect(yearOf(`${AGENCY}政府信息公开工作年度报告\n${sentence}\n${REST}`)).toBe(year);
  });

  test.each([
    ['2022年、2023年政府信息公开年报.docx', null],
    ['20240125.docx', null],
    ['2023年度报告.docx', 2023],
  ])('a file called %s is of %s', (filename, year) => {
    expect(yearOf(`${AGENCY}政府信息公开工作年度报告\n${LAW}\n${REST}`, { filename })).toBe(year);
  });
});
