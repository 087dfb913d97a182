import type { Region } from '../domain/region';
import { isZoneRegion } from './regions';

/** Nationalities as they stand in the names of autonomous areas, some with and some without 族. */
const NATIONALITIES = [
  '蒙古族',
  '蒙古',
  '回族',
  '藏族',
  '维吾尔',
  '苗族',
  '彝族',
  '壮族',
  '布依族',
  '朝鲜族',
  '满族',
  '侗族',
  '瑶族',
  '白族',
  '土家族',
  '哈尼族',
  '哈萨克族',
  '哈萨克',
  '傣族',
  '黎族',
  '傈僳族',
  '佤族',
  '畲族',
  '拉祜族',
  '水族',
  '东乡族',
  '纳西族',
  '景颇族',
  '柯尔克孜',
  '土族',
  '达斡尔族',
  '仫佬族',
  '羌族',
  '布朗族',
  '撒拉族',
  '毛南族',
  '仡佬族',
  '锡伯',
  '普米族',
  '塔吉克',
  '怒族',
  '裕固族',
  '保安族',
  '独龙族',
  '各族',
] as const;

/** What some are called that is no beginning of their names, by code: 巴州 is 巴音郭楞蒙古自治州. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  152500: '锡盟',
  152900: '阿盟',
  652700: '博州',
  652800: '巴州',
  653000: '克州',
};

const AUTONOMOUS = /自治([区州县旗])$/u;
const UNIT = /(?:特别行政区|省|市|地区|盟|林区|特区|新区|区|县|旗)$/u;
/** What is left of 巴林左旗 or 东区 names no place. */
const DIRECTION = /[左右前中后东西南北]$/u;

function withoutNationalities(name: string): string {
  let rest = name;
  for (;;) {
    const people = NATIONALITIES.find((each) => rest.endsWith(each) && rest.length - each.length >= 2);
    if (people === undefined) return rest.length > 2 && rest.endsWith('族') ? rest.slice(0, -1) : rest;
    rest = rest.slice(0, -people.length);
  }
}

function stemOf(name: string): string {
  const autonomous = AUTONOMOUS.test(name);
  const stem = name.replace(autonomous ? AUTONOMOUS : UNIT, '');
  return autonomous || stem.endsWith('族') ? withoutNationalities(stem) : stem;
}

/**
 * The names a region goes by besides its own: 历下 of 历下区, 孟村 and 孟村县 of 孟村回族自治县, 恩施 and 恩施州 of
 * 恩施土家族苗族自治州. None of one character (赵县), none of development zones.
 */
export function shortNamesOf(region: Region): readonly string[] {
  if (isZoneRegion(region)) return [];
  const stem = stemOf(region.name);
  if (stem.length < 2 || stem === region.name) return [];
  const unit = AUTONOMOUS.exec(region.name)?.[1];
  if (region.name.endsWith('旗') && DIRECTION.test(stem)) return [];
  const abbreviation = ABBREVIATIONS[region.code] ?? [];
  return [stem, ...(unit === undefined || unit === '区' ? [] : [stem + unit])].concat(abbreviation);
}
