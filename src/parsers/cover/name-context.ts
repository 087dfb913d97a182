import type { Region } from '../../domain/region';
import { regionNamesAt } from '../../gazetteer/region-names';
import { ancestorsOf, liesIn } from '../../gazetteer/regions';

/** What is known besides a name itself about where its bearer is. */
export interface NameContext {
  /** The region that the importer gave. */
  readonly home: Region | null;
  /** Regions that the document names in full; asked for only when a name needs it. */
  readonly mentioned: () => readonly Region[];
}

export const NO_CONTEXT: NameContext = { home: null, mentioned: () => [] };

/** A chain of region names at the start of a text: 山东省济南市历下区. */
export interface RegionPrefix {
  /** What the last name of the chain can mean inside those before it. */
  readonly regions: readonly Region[];
  readonly end: number;
  /** False when the last name is a short one. */
  readonly full: boolean;
}

/** 通州市 is not 通州 and 市: a short name is not followed by the unit of another division. */
const UNIT = /[省市区县旗州盟]/u;
/** 朝阳市场监督管理局 does not begin with 朝阳市. */
const WORD_ON = /^(?:市场|区域|县域)/u;

function extend(text: string, chain: RegionPrefix | null): RegionPrefix | null {
  const at = chain?.end ?? 0;
  for (const { length, regions, full } of regionNamesAt(text, at)) {
    const end = at + length;
    if (full ? WORD_ON.test(text.slice(end - 1, end + 1)) : UNIT.test(text.charAt(end))) continue;
    if (chain === null) return { regions, end, full };
    if (!full && !chain.regions.every(({ level }) => level === 'PROVINCE')) continue;
    const inside = regions.filter((region) =>
      chain.regions.some((outer) => region.code !== outer.code && liesIn(region, outer)),
    );
    if (inside.length > 0) return { regions: inside, end, full };
  }
  return null;
}

/** Reads the region names a text begins with, each lying in the one before; null when it begins with none. */
export function readRegionPrefix(text: string): RegionPrefix | null {
  let chain = extend(text, null);
  for (let longer = chain; longer !== null; longer = extend(text, longer)) chain = longer;
  return chain;
}

/** Every region that a text names in full and without doubt. */
export function regionsNamedIn(text: string): readonly Region[] {
  const found = new Set<Region>();
  for (let at = 0; at < text.length; at++) {
    if (regionNamesAt(text, at).length === 0) continue;
    const prefix = readRegionPrefix(text.slice(at, at + 40));
    if (prefix === null) continue;
    const [region, other] = prefix.regions;
    if (prefix.full && region !== undefined && other === undefined) found.add(region);
    at += prefix.end - 1;
  }
  return [...found];
}

const RANKS = ['COUNTY', 'PREFECTURE', 'PROVINCE'] as const;

function narrowByMention(regions: readonly Region[], mentioned: readonly Region[]): readonly Region[] {
  for (const rank of RANKS) {
    const codes = new Set(mentioned.filter(({ level }) => level === rank).map(({ code }) => code));
    const kept = regions.filter((region) => [region, ...ancestorsOf(region)].some(({ code }) => codes.has(code)));
    if (kept.length > 0) return kept;
  }
  return regions;
}

/** 吉林 is the province before the city in it; 西安 the city before districts of that name elsewhere. Full names are never preferred so. */
function dominant(regions: readonly Region[]): readonly Region[] {
  for (const rank of ['PROVINCE', 'PREFECTURE'] as const) {
    const kept = regions.filter(({ level }) => level === rank);
    if (kept.length > 0) return kept;
  }
  return regions;
}

/** What the name can still mean when the context is considered: one region when it is known, more when it is not. */
export function narrowRegions(prefix: RegionPrefix, context: NameContext): readonly Region[] {
  const { home } = context;
  let { regions } = prefix;
  if (regions.length > 1 && home !== null) {
    const near = regions.filter((region) => liesIn(region, home) || liesIn(home, region));
    const exact = near.filter(({ code }) => code === home.code);
    if (near.length > 0) regions = exact.length === 1 ? exact : near;
  }
  if (regions.length > 1 && !prefix.full) {
    const [outer] = regions;
    if (outer !== undefined && regions.every((region) => liesIn(region, outer))) return [outer];
  }
  if (regions.length > 1) regions = narrowByMention(regions, context.mentioned());
  return prefix.full ? regions : dominant(regions);
}
