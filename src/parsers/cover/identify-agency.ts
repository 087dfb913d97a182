import type { Region } from '../../domain/region';
import type { AgencyIdentity, AgencyKind } from '../../domain/report-draft';
import { findRegions } from '../../gazetteer/region-names';
import { ancestorsOf, childrenOf, isMunicipalDistrict, isZoneRegion, liesIn } from '../../gazetteer/regions';
import { counterpartsIn, existedIn } from '../../gazetteer/regions-in-year';
import { countiesWithTown } from '../../gazetteer/towns';
import { DEPARTMENT_END, expandDepartment, INSTITUTION_END, SUBPROVINCIAL_CITIES, VERTICAL_BODY } from './agency-words';
import { identifyZone } from './identify-zone';

/**
 * The place as it stands before the name of an agency: districts after their city of the time (济南市历下区), counties, county-level cities and
 * everything above alone (瑞安市).
 */
export function placeName(region: Region): string {
  if (!isMunicipalDistrict(region)) return region.name;
  const province = ancestorsOf(region).at(-1);
  return province === undefined || province.code === region.parentCode
    ? region.fullName
    : region.fullName.slice(province.name.length);
}

export function identityOf(region: Region, organ: string, kind: AgencyKind): AgencyIdentity {
  return { name: placeName(region) + organ, regionCode: region.code, kind, level: region.level };
}

const OFFICE = /^(?:(?:人民)?政府办|府办|(?:行政公署|行署)办)(公室|公厅)?$/u;
const GOVERNMENT = /^(?:人民政府|政府|行政公署|行署)?$/u;

function identifyGovernment(region: Region, organ: string): AgencyIdentity | null {
  const government = /(?:地区|盟)$/u.test(region.name) ? '行政公署' : '人民政府';
  if (GOVERNMENT.test(organ)) return identityOf(region, government, 'GOVERNMENT');
  const office = OFFICE.exec(organ);
  if (office === null) return null;
  const grand = region.level === 'PROVINCE' || SUBPROVINCIAL_CITIES.has(region.code);
  const ending = office[1] ?? (grand ? '公厅' : '公室');
  return identityOf(region, `${government}办${ending}`, 'GENERAL_OFFICE');
}

const TOWNSHIP =
  /^(?:人民政府)?(.{1,12}?)(?:(街道)(?:办事处|办)?|(民族乡|镇|乡|苏木)(?:人民政府|政府)?)(?:党政综合办公室|党政办公室|党政办|综合办公室|办公室)?$/u;

/** A county of today as it was in a year, when it was the same. */
export function regionsThen(county: Region, year: number | null): readonly Region[] {
  if (existedIn(county, year)) return [county];
  const { regions, same } = counterpartsIn(county, year);
  return same ? regions : [];
}

/** The county of a township that is named after its prefecture or province only. */
function countyOfTown(region: Region, town: string, year: number | null): Region | null {
  if (region.level === 'COUNTY' || childrenOf(region.code).length === 0) return region;
  const counties = countiesWithTown(town)
    .flatMap((county) => regionsThen(county, year))
    .filter((county) => liesIn(county, region));
  return counties.length === 1 ? (counties[0] ?? null) : null;
}

/**
 * Governments of towns are GOVERNMENT. A street office is OTHER: by the Organic Law of Local Governments (地方组织法) it is an outpost
 * of the district's government, not a government of its own.
 */
export function identifyTownship(region: Region, organ: string, year: number | null): AgencyIdentity | null {
  const parts = TOWNSHIP.exec(organ);
  const stem = parts?.[1];
  if (parts === null || stem === undefined || /[局厅委]/u.test(stem)) return null;
  const unit = parts[2] ?? parts[3] ?? '';
  const county = countyOfTown(region, stem + unit, year);
  if (county === null) return null;
  const street = parts[2] !== undefined;
  return {
    name: `${placeName(county)}${stem}${unit}${street ? '办事处' : '人民政府'}`,
    regionCode: county.code,
    kind: street ? 'OTHER' : 'GOVERNMENT',
    level: 'TOWNSHIP',
  };
}

const BRANCH = /^(.{1,16}(?:局|委员会|委))(.{2,16})分局$/u;

/** 济南市公安局历下区分局 is in 历下区 though it is named after the city. */
function identifyBranch(region: Region, organ: string, year: number | null): AgencyIdentity | null {
  const parts = BRANCH.exec(organ);
  if (parts?.[1] === undefined || parts[2] === undefined) return null;
  const counties = findRegions(parts[2], region, year).filter(({ level }) => level === 'COUNTY');
  const [county = region, other] = counties;
  if (other !== undefined) return null;
  const name = `${placeName(region)}${expandDepartment(parts[1])}${parts[2]}分局`;
  return { name, regionCode: county.code, kind: 'DEPARTMENT', level: 'COUNTY' };
}

/** 泉州市晋江生态环境局 is in 晋江 though it is named after, and belongs to, the city. */
const OFFICE_OF_CITY = /^(.{2,6}?)(?:生态环境局|环境保护局)$/u;

function identifyOfficeOfCity(region: Region, organ: string, year: number | null): AgencyIdentity | null {
  const within = region.level === 'PREFECTURE' ? OFFICE_OF_CITY.exec(organ)?.[1] : undefined;
  if (within === undefined) return null;
  const [county, other] = findRegions(within, region, year).filter(({ level }) => level === 'COUNTY');
  if (county === undefined || other !== undefined) return null;
  return { name: placeName(region) + organ, regionCode: county.code, kind: 'DEPARTMENT', level: 'COUNTY' };
}

function identifyVertical(region: Region, organ: string, place: string): AgencyIdentity | null {
  if (!VERTICAL_BODY.test(organ)) return null;
  const name = organ === '税务局' ? `国家税务总局${placeName(region)}${organ}` : place + organ;
  return { name, regionCode: region.code, kind: 'VERTICAL', level: region.level };
}

/** Words that are in no name of an agency but often between a place and the end of a phrase. */
const NO_NAME = /[各及其的\d,、。:;《》/]|人民政府.*区管(?:理委员|委)会|公开|全市|全区|全县|部门$|^系统/u;
const LONGEST_ORGAN = 32;

function identifyDepartment(region: Region, organ: string): AgencyIdentity | null {
  if (organ.length < 2 || organ.length > LONGEST_ORGAN || NO_NAME.test(organ)) return null;
  if (DEPARTMENT_END.test(organ)) return identityOf(region, expandDepartment(organ), 'DEPARTMENT');
  return INSTITUTION_END.test(organ) ? identityOf(region, organ, 'OTHER') : null;
}

/**
 * The agency that a place and the rest of a name make: (历下区, 政府办) is 济南市历下区人民政府办公室. Null when the rest is no name of
 * an agency.
 * @param place the place as printed; names of vertical bodies keep it (上海海关)
 * @param year the year reported
 * @param certain false when the place was named by a short name, which may be part of another word (江汉 in 江汉大学)
 */
export function identifyAgency(
  region: Region,
  organ: string,
  place: string,
  certain: boolean,
  year: number | null,
): AgencyIdentity | null {
  const called = certain ? placeName(region) : place;
  if (isZoneRegion(region)) return identifyZone(region, organ, called);
  const early =
    identifyGovernment(region, organ) ??
    identifyVertical(region, organ, called) ??
    identifyBranch(region, organ, year) ??
    identifyOfficeOfCity(region, organ, year);
  if (early !== null) return early;
  const below = identifyTownship(region, organ, year) ?? identifyZone(region, organ, called);
  if (below !== null) return below;
  const department = identifyDepartment(region, organ);
  if (certain || department === null) return department;
  // 江汉大学 is not of 江汉; a fund is of its city.
  const certainKind = department.kind === 'DEPARTMENT' || /公积金(?:管理)?中心$/u.test(organ);
  return region.level !== 'COUNTY' && certainKind ? department : null;
}
