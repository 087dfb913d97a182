import { findRegions } from '../../src/gazetteer/region-names';
import { allRegions, datesOf, formerRegions, regionByCode } from '../../src/gazetteer/regions';
import { counterpartsIn, existedIn, regionIn } from '../../src/gazetteer/regions-in-year';

const codesOf = (name: string, year: number | null) => findRegions(name, null, year).map(({ code }) => code);
const only = (name: string, year: number) => {
  const [region, other] = findRegions(name, null, year);
  if (region === undefined || other !== undefined) throw new Error(`${name} ${year}`);
  return region;
};

describe('divisions by year', () => {
  test.each([
    ['崇文区', 2009, ['110103']],
    ['崇文区', 2011, []],
    ['南汇区', 2008, ['310119']],
    ['卢湾区', 2010, ['310103']],
    ['闸北区', 2014, ['310108']],
    ['下城区', 2020, ['330103']],
    ['临平区', 2021, ['330113']],
    ['临平区', 2020, []],
    ['即墨市', 2016, ['370282']],
    ['即墨区', 2018, ['370215']],
    ['莱芜市', 2017, ['371200']],
    ['莱芜区', 2019, ['370116']],
    ['襄樊市', 2009, ['420600']],
    ['襄阳市', 2011, ['420600']],
    ['襄阳区', 2009, ['420607']],
    ['芜湖县', 2019, ['340221']],
    ['庐江县', 2010, ['341421']],
    ['庐江县', 2011, ['340124']],
    ['巢湖市', 2010, ['341400']],
    ['巢湖市', 2012, ['340181']],
    ['吉利区', 2020, ['410306']],
    ['铜仁地区', 2010, ['522200']],
    ['新星市', 2020, []],
    ['新星市', 2021, ['659011']],
  ])('%s in %d is %j', (name, year, codes) => {
    expect(codesOf(name, year)).toEqual(codes);
  });

  test('a name says nothing of today when its bearer is gone', () => {
    expect(codesOf('崇文区', null)).toEqual([]);
    expect(regionByCode('110103')).toMatchObject({ name: '崇文区', fullName: '北京市崇文区' });
  });

  test('a division lay in what was there', () => {
    expect(only('襄阳区', 2009).fullName).toBe('湖北省襄樊市襄阳区');
    expect(only('襄城区', 2009).fullName).toBe('湖北省襄樊市襄城区');
    expect(only('襄城区', 2012).fullName).toBe('湖北省襄阳市襄城区');
    expect(only('居巢区', 2010).fullName).toBe('安徽省巢湖市居巢区');
    expect(regionIn('420600', 2009)?.name).toBe('襄樊市');
    expect(regionIn('420600', null)?.name).toBe('襄阳市');
  });

  test.each([
    ['即墨市', 2010, 2020, ['370215'], true],
    ['即墨区', 2020, 2010, ['370282'], true],
    ['芜湖县', 2010, 2022, ['340210'], true],
    ['襄樊市', 2009, 2015, ['420600'], true],
    ['毕节地区', 2009, 2015, ['520500'], true],
    ['下城区', 2010, 2022, ['330105'], false],
    ['崇文区', 2009, 2012, ['110101'], false],
    ['孟津区', 2022, 2019, ['410306', '410322'], false],
    ['莱芜市', 2010, 2020, ['370116', '370117'], false],
  ])('%s of %d was in %d %j', (name, year, other, codes, same) => {
    const found = counterpartsIn(only(name, year), other);
    expect([found.regions.map(({ code }) => code).sort(), found.same]).toEqual([codes, same]);
  });

  test('every division that ended has a parent that is known, a year, and none of its successors is missing', () => {
    for (const region of formerRegions()) {
      const dates = datesOf(region);
      expect(dates?.until).toBeGreaterThanOrEqual(2008);
      if (region.parentCode !== null) expect(regionByCode(region.parentCode)).toBeDefined();
      for (const code of dates?.successors ?? []) expect(regionByCode(code)).toBeDefined();
      expect(existedIn(region, null)).toBe(false);
      for (const each of counterpartsIn(region, null).regions) expect(allRegions()).toContain(each);
    }
  });
});
