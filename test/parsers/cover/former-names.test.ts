import { readCover } from '../../../src/parsers/read-cover';

const coverOf = (text: string, regionCode?: string) =>
  readCover(
    {
      text: `${text}\n一、总体情况\n落实条例要求。\n`,
      mediaType: 'text/plain',
      tables: [],
      pageTitles: [],
      diagnostics: [],
    },
    regionCode === undefined ? {} : { regionCode },
  );

describe('agencies of divisions that were renamed, raised or dissolved', () => {
  test.each([
    ['北京市崇文区教育局2009年政府信息公开年度报告', '北京市崇文区教育局', '110103'],
    ['北京市宣武区人民政府2008年政府信息公开年度报告', '北京市宣武区人民政府', '110104'],
    ['上海市南汇区人民政府2008年政府信息公开年度报告', '上海市南汇区人民政府', '310119'],
    ['上海市卢湾区民政局2010年政府信息公开年度报告', '上海市卢湾区民政局', '310103'],
    ['上海市闸北区人民政府2014年政府信息公开工作年度报告', '上海市闸北区人民政府', '310108'],
    ['上海市静安区人民政府2014年政府信息公开工作年度报告', '上海市静安区人民政府', '310106'],
    ['杭州市下城区教育局2019年政府信息公开工作年度报告', '杭州市下城区教育局', '330103'],
    ['下城区教育局2019年政府信息公开工作年度报告', '杭州市下城区教育局', '330103'],
    ['杭州市钱塘区教育局2021年政府信息公开工作年度报告', '杭州市钱塘区教育局', '330114'],
    ['莱芜市人民政府办公厅2016年政府信息公开工作年度报告', '莱芜市人民政府办公厅', '371200'],
    ['莱芜市莱城区教育局2016年政府信息公开工作年度报告', '莱芜市莱城区教育局', '371202'],
    ['济南市莱芜区教育局2019年政府信息公开工作年度报告', '济南市莱芜区教育局', '370116'],
    ['襄樊市教育局2009年政府信息公开年度报告', '襄樊市教育局', '420600'],
    ['襄樊市襄城区人民政府2009年政府信息公开年度报告', '襄樊市襄城区人民政府', '420602'],
    ['襄阳市襄城区人民政府2019年政府信息公开年度报告', '襄阳市襄城区人民政府', '420602'],
    ['青岛市公安局即墨分局2012年政府信息公开年度报告', '青岛市公安局即墨分局', '370282'],
    ['即墨市教育局2016年政府信息公开工作年度报告', '即墨市教育局', '370282'],
    ['芜湖县人民政府2019年政府信息公开工作年度报告', '芜湖县人民政府', '340221'],
    ['繁昌区财政局2021年政府信息公开工作年度报告', '芜湖市繁昌区财政局', '340212'],
    ['洛阳市吉利区人民政府2020年政府信息公开工作年度报告', '洛阳市吉利区人民政府', '410306'],
    ['庐江县教育局2010年政府信息公开年度报告', '庐江县教育局', '341421'],
    ['庐江县教育局2011年政府信息公开年度报告', '庐江县教育局', '340124'],
    ['毕节地区行署办公室2010年政府信息公开年度报告', '毕节地区行政公署办公室', '522400'],
    ['东乡县教育局2015年政府信息公开工作年度报告', '东乡县教育局', '361029'],
  ])('%s', (title, name, regionCode) => {
    const { agency, diagnostics } = coverOf(title);
    expect([agency?.name ?? null, agency?.regionCode ?? null]).toEqual([name, regionCode]);
    expect(diagnostics).toEqual([]);
  });

  test('a name of another year is that of the same agency in the year reported, and that is said', () => {
    const { agency, diagnostics } = coverOf('青岛市即墨区教育局2012年政府信息公开工作年度报告');
    expect([agency?.name, agency?.regionCode, agency?.printed]).toEqual([
      '即墨市教育局',
      '370282',
      '青岛市即墨区教育局',
    ]);
    expect(diagnostics.map(({ code, severity, actual, expected }) => [code, severity, actual, expected])).toEqual([
      ['AGENCY_RENAMED', 'INFO', '青岛市即墨区教育局', '即墨市教育局'],
    ]);
  });

  test('what took the place of a dissolved division is a candidate and no more', () => {
    const { agency, agencyCandidates, diagnostics } = coverOf('杭州市下城区教育局2022年政府信息公开工作年度报告');
    expect([agency, agencyCandidates]).toEqual([null, ['杭州市拱墅区教育局']]);
    expect(diagnostics).toMatchObject([{ code: 'AGENCY_UNRESOLVED', actual: '杭州市拱墅区教育局' }]);
    expect(coverOf('莱芜市教育局2021年政府信息公开工作年度报告').agencyCandidates).toEqual([
      '济南市莱芜区教育局',
      '济南市钢城区教育局',
    ]);
  });

  test('a hint of the region may be the code of another year', () => {
    for (const code of ['370215', '370282']) {
      expect(coverOf('市教育局2012年政府信息公开工作年度报告', code).agency?.name).toBe('即墨市教育局');
    }
  });
});
