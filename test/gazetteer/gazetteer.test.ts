import { ADMIN_LEVELS } from '../../src/domain/region';
import { findRegions, regionNamesAt } from '../../src/gazetteer/region-names';
import {
  allRegions,
  ancestorsOf,
  childrenOf,
  isMunicipalDistrict,
  isZoneRegion,
  liesIn,
  provinces,
  regionByCode,
} from '../../src/gazetteer/regions';
import { shortNamesOf } from '../../src/gazetteer/short-names';
import { countiesWithTown } from '../../src/gazetteer/towns';

const region = (code: string) => {
  const found = regionByCode(code);
  if (found === undefined) throw new Error(`no region ${code}`);
  return found;
};
const codes = (name: string, within?: string) =>
  findRegions(name, within === undefined ? undefined : region(within)).map(({ code }) => code);

describe('regions', () => {
  test('know their full name, level and parent', () => {
    expect(regionByCode('370102')).toEqual({
      code: '370102',
      name: '历下区',
      fullName: '山东省济南市历下区',
      level: 'COUNTY',
      parentCode: '370100',
    });
    expect(region('370100')).toMatchObject({ name: '济南市', level: 'PREFECTURE', parentCode: '370000' });
    expect(region('370000')).toMatchObject({ name: '山东省', level: 'PROVINCE', parentCode: null });
    expect(regionByCode('999999')).toBeUndefined();
    expect(regionByCode('')).toBeUndefined();
  });

  test.each([
    ['110101', '110000'],
    ['500240', '500000'],
    ['429004', '420000'],
    ['429021', '420000'],
    ['469025', '460000'],
    ['659001', '650000'],
    ['419001', '410000'],
    ['441900', '440000'],
    ['370171', '370100'],
  ])('%s lies directly in %s', (code, parent) => {
    expect(region(code).parentCode).toBe(parent);
    expect(childrenOf(parent)).toContain(region(code));
  });

  test('rows that only group others are left out', () => {
    expect(allRegions().filter(({ name }) => /市辖区|^县$|行政区划/u.test(name))).toEqual([]);
    for (const code of ['110100', '429000', '370101']) expect(regionByCode(code)).toBeUndefined();
    expect(childrenOf('441900')).toEqual([]);
  });

  test('every parent exists, lies above, and lists its children once, in order', () => {
    for (const { code, parentCode, level } of allRegions()) {
      if (parentCode === null) expect(level).toBe('PROVINCE');
      else expect(ADMIN_LEVELS.indexOf(region(parentCode).level)).toBeLessThan(ADMIN_LEVELS.indexOf(level));
      const below = childrenOf(code).map((child) => child.code);
      expect(below).toEqual([...new Set(below)].sort());
    }
    expect(provinces()).toHaveLength(34);
    expect(allRegions().length).toBeGreaterThan(3200);
  });

  test('no parent has two children of one name', () => {
    for (const { code } of allRegions()) {
      const names = childrenOf(code).map(({ name }) => name);
      expect(names).toHaveLength(new Set(names).size);
    }
  });

  test('ancestors are given nearest first', () => {
    expect(ancestorsOf(region('370102')).map(({ name }) => name)).toEqual(['济南市', '山东省']);
    expect(ancestorsOf(region('110101')).map(({ name }) => name)).toEqual(['北京市']);
    expect(liesIn(region('370102'), region('370000'))).toBe(true);
    expect(liesIn(region('370102'), region('370200'))).toBe(false);
  });

  test('districts, zones and other counties are told apart', () => {
    expect(['370102', '110101', '140303'].map((code) => isMunicipalDistrict(region(code)))).toEqual([true, true, true]);
    expect(['330381', '429021', '520203', '371171', '370100'].map((code) => isMunicipalDistrict(region(code)))).toEqual(
      [false, false, false, false, false],
    );
    expect(isZoneRegion(region('370171'))).toBe(true);
    expect(isZoneRegion(region('370102'))).toBe(false);
  });
});

describe('names', () => {
  test.each([
    ['370102', ['历下']],
    ['370100', ['济南']],
    ['150000', ['内蒙古']],
    ['450000', ['广西']],
    ['650000', ['新疆']],
    ['640000', ['宁夏']],
    ['810000', ['香港']],
    ['422800', ['恩施', '恩施州']],
    ['522300', ['黔西南', '黔西南州']],
    ['652800', ['巴音郭楞', '巴音郭楞州', '巴州']],
    ['653000', ['克孜勒苏', '克孜勒苏州', '克州']],
    ['130930', ['孟村', '孟村县']],
    ['622926', ['东乡', '东乡县']],
    ['622927', ['积石山', '积石山县']],
    ['451031', ['隆林', '隆林县']],
    ['150723', ['鄂伦春', '鄂伦春旗']],
    ['150722', ['莫力达瓦', '莫力达瓦旗']],
    ['150430', ['敖汉']],
    ['150422', []],
    ['429021', ['神农架']],
    ['310115', ['浦东']],
    ['410304', ['瀍河']],
    ['130133', []],
    ['370171', []],
    ['152500', ['锡林郭勒', '锡盟']],
    ['653100', ['喀什']],
  ])('%s is also called %j', (code, names) => {
    expect(shortNamesOf(region(code))).toEqual(names);
  });

  test('one name may be that of several regions', () => {
    expect(codes('鼓楼区')).toEqual(['320106', '320302', '350102', '410204']);
    expect(codes('鼓楼区', '320100')).toEqual(['320106']);
    expect(codes('吉林')).toEqual(['220000', '220200']);
    expect(codes('历下')).toEqual(['370102']);
    expect(codes('赵')).toEqual([]);
    expect(codes('无此地')).toEqual([]);
  });

  test('names are matched in a text, longest first', () => {
    const found = regionNamesAt('济南高新技术产业开发区管委会', 0);
    expect(found.map(({ length, full }) => [length, full])).toEqual([
      [11, true],
      [2, false],
    ]);
    expect(regionNamesAt('在济南市', 1)[0]).toMatchObject({ length: 3, full: true });
    expect(regionNamesAt('济', 0)).toEqual([]);
    expect(regionNamesAt('', 5)).toEqual([]);
  });

  test('towns lead to their counties', () => {
    expect(countiesWithTown('塘下镇').map(({ code }) => code)).toContain('330381');
    expect(countiesWithTown('雄关街道').map(({ code }) => code)).toEqual(['620200']);
    expect(countiesWithTown('没有这个镇')).toEqual([]);
  });
});
