import type { AdminLevel, Region } from '../domain/region';
import { type DatedDivision, type Division, loadDatedDivisions, loadDivisions } from './load-divisions';

interface RegionIndex {
  readonly byCode: ReadonlyMap<string, Region>;
  /** Those that ended, by code, the earliest first. */
  readonly former: ReadonlyMap<string, readonly Region[]>;
  /** Of every region that began or ended since 2008. */
  readonly dated: ReadonlyMap<Region, DatedDivision>;
  readonly children: ReadonlyMap<string, readonly Region[]>;
  readonly provinces: readonly Region[];
}

function levelOf(code: string): AdminLevel {
  if (code.endsWith('0000')) return 'PROVINCE';
  return code.endsWith('00') ? 'PREFECTURE' : 'COUNTY';
}

function parentOf(code: string, known: ReadonlyMap<string, Region>): Region | null {
  const prefecture = known.get(`${code.slice(0, 4)}00`);
  if (prefecture !== undefined && prefecture.code !== code) return prefecture;
  const province = known.get(`${code.slice(0, 2)}0000`);
  return province === undefined || province.code === code ? null : province;
}

function indexRegions(divisions: readonly Division[]): RegionIndex {
  const byCode = new Map<string, Region>();
  const children = new Map<string, Region[]>();
  const provinces: Region[] = [];
  for (const { code, name } of divisions) {
    const parent = parentOf(code, byCode);
    const fullName = `${parent?.fullName ?? ''}${name}`;
    const region: Region = { code, name, fullName, level: levelOf(code), parentCode: parent?.code ?? null };
    byCode.set(code, region);
    if (parent === null) provinces.push(region);
    else children.set(parent.code, [...(children.get(parent.code) ?? []), region]);
  }
  return { byCode, children, provinces, ...indexDated(byCode) };
}

/** Regions that ended lie in what was there at the time: 襄阳区 in 襄樊市. */
function indexDated(current: ReadonlyMap<string, Region>): Pick<RegionIndex, 'former' | 'dated'> {
  const former = new Map<string, Region[]>();
  const dated = new Map<Region, DatedDivision>();
  const ends = (region: Region): number => dated.get(region)?.until ?? 0;
  const divisions = [...loadDatedDivisions()].sort((a, b) => Number(a.until) - Number(b.until));
  const prefecturesFirst = [true, false].flatMap((outer) =>
    divisions.filter(({ code }) => code.endsWith('00') === outer),
  );
  for (const division of prefecturesFirst) {
    const { code, name, until } = division;
    if (until === null) {
      const region = current.get(code);
      if (region !== undefined) dated.set(region, division);
      continue;
    }
    const around = code.endsWith('00') ? [] : (former.get(`${code.slice(0, 4)}00`) ?? []);
    const parent = around.find((outer) => ends(outer) >= until) ?? parentOf(code, current);
    const fullName = `${parent?.fullName ?? ''}${name}`;
    const region: Region = { code, name, fullName, level: levelOf(code), parentCode: parent?.code ?? null };
    dated.set(region, division);
    former.set(code, [...(former.get(code) ?? []), region]);
  }
  return { former, dated };
}

let loaded: RegionIndex | undefined;

function index(): RegionIndex {
  loaded ??= indexRegions(loadDivisions());
  return loaded;
}

/** The division of a six-digit code as it is today, or as it last was; undefined for codes that were none since 2008. */
export function regionByCode(code: string): Region | undefined {
  return index().byCode.get(code) ?? index().former.get(code)?.at(-1);
}

/** The divisions that had a code since 2008, the earliest first. */
export function regionsOfCode(code: string): readonly Region[] {
  const current = index().byCode.get(code);
  return [...(index().former.get(code) ?? []), ...(current === undefined ? [] : [current])];
}

/** When a region began and ended; undefined for those that have been there since before 2008. */
export function datesOf(region: Region): DatedDivision | undefined {
  return index().dated.get(region);
}

/** The divisions directly below, by code; none below counties. */
export function childrenOf(code: string): readonly Region[] {
  return index().children.get(code) ?? [];
}

/** All divisions of province level, by code. */
export function provinces(): readonly Region[] {
  return index().provinces;
}

/** Every division there is, by code. */
export function allRegions(): readonly Region[] {
  return [...index().byCode.values()];
}

/** Divisions that were there in 2008 or later, and are not today. */
export function formerRegions(): readonly Region[] {
  return [...index().former.values()].flat();
}

/** The divisions above, nearest first. */
export function ancestorsOf(region: Region): readonly Region[] {
  const above: Region[] = [];
  for (let at: Region | undefined = region; at !== undefined && at.parentCode !== null; ) {
    at = regionByCode(at.parentCode);
    if (at !== undefined) above.push(at);
  }
  return above;
}

/** True when a region is, or lies in, another. */
export function liesIn(region: Region, outer: Region): boolean {
  return region.code === outer.code || ancestorsOf(region).some(({ code }) => code === outer.code);
}

/** True for the development zones that the statistical bureau numbers like counties (NN71–NN79). */
export function isZoneRegion(region: Region): boolean {
  return region.level === 'COUNTY' && region.code.charAt(4) === '7';
}

/** True for districts of a city: their full names begin with the city's. */
export function isMunicipalDistrict(region: Region): boolean {
  if (region.level !== 'COUNTY' || isZoneRegion(region) || !/(?<![林特])区$/u.test(region.name)) return false;
  return region.parentCode !== null && (regionByCode(region.parentCode)?.name.endsWith('市') ?? false);
}
