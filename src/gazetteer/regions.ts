import type { AdminLevel, Region } from '../domain/region';
import { type Division, loadDivisions } from './load-divisions';

interface RegionIndex {
  readonly byCode: ReadonlyMap<string, Region>;
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
  return { byCode, children, provinces };
}

let loaded: RegionIndex | undefined;

function index(): RegionIndex {
  loaded ??= indexRegions(loadDivisions());
  return loaded;
}

/** The division of a six-digit code; undefined for codes that are not, or not any more, in the gazetteer. */
export function regionByCode(code: string): Region | undefined {
  return index().byCode.get(code);
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
