import type { Region } from '../../domain/region';
import { type NameMatch, regionNamesAt } from '../../gazetteer/region-names';
import { ancestorsOf, liesIn } from '../../gazetteer/regions';
import { counterpartsIn, existedIn, withoutReplaced } from '../../gazetteer/regions-in-year';

/** What is known besides a name itself about where its bearer is. */
export interface NameContext {
  /** The region that the importer gave. */
  readonly home: Region | null;
  /** The year reported: places are those of that year. Null when it is not known, and for today. */
  readonly year: number | null;
  /** Regions that the document names in full; asked for only when a name needs it. */
  readonly mentioned: () => readonly Region[];
  /** True when the document has these words. */
  readonly says?: (words: string) => boolean;
}

export const NO_CONTEXT: NameContext = { home: null, year: null, mentioned: () => [] };

/** A chain of region names at the start of a text: 山东省济南市历下区. */
export interface RegionPrefix {
  /** What the last name of the chain can mean inside those before it. */
  readonly regions: readonly Region[];
  readonly end: number;
  /** False when the last name is a short one. */
  readonly full: boolean;
  /** SAME when the regions went by another name in the year, OTHER when they are what only took their place. */
  readonly renamed: 'NO' | 'SAME' | 'OTHER';
}

/** 通州市 is not 通州 and 市: a short name is not followed by the unit of another division. */
const UNIT = /[省市区县旗州盟]/u;
/** 湖北省公安厅 is not of 公安县: no name of an agency begins so. */
const RANK_ON = /^(?:[厅局委]|管理局)/u;
/** 朝阳市场监督管理局 does not begin with 朝阳市. */
const WORD_ON = /^(?:市场|区域|县域)/u;

function extend(text: string, chain: RegionPrefix | null, year: number | null): RegionPrefix | null {
  const matches = regionNamesAt(text, chain?.end ?? 0);
  if (matches.length === 0) return null;
  // 沙县区 of 2021 is not 沙县 of 2020 and 区.
  const longest = matches.find(({ full }) => full)?.length ?? 0;
  const there = (match: NameMatch): Named =>
    match.length < longest ? NOWHERE : { regions: inYear(match.regions, year), renamed: 'NO' };
  const shorter = (match: NameMatch): Named => ({ regions: inYear(match.regions, year), renamed: 'NO' });
  const elsewhen = ({ regions, full }: NameMatch): Named => (full ? counterparts(regions, year) : NOWHERE);
  return (
    extendBy(text, chain, matches, there) ??
    extendBy(text, chain, matches, elsewhen) ??
    extendBy(text, chain, matches, shorter)
  );
}

type Named = Pick<RegionPrefix, 'regions' | 'renamed'>;
const NOWHERE: Named = { regions: [], renamed: 'NO' };

function inYear(regions: readonly Region[], year: number | null): readonly Region[] {
  const there = regions.every((region) => existedIn(region, year))
    ? regions
    : regions.filter((region) => existedIn(region, year));
  return withoutReplaced(there, year);
}

/** What the bearers of a name that nothing had in the year were then. */
function counterparts(regions: readonly Region[], year: number | null): Named {
  if (regions.some((region) => existedIn(region, year))) return NOWHERE;
  const found = regions.map((region) => counterpartsIn(region, year));
  const then = [...new Set(found.flatMap((each) => each.regions))];
  return { regions: then, renamed: found.every(({ same }) => same) ? 'SAME' : 'OTHER' };
}

function extendBy(
  text: string,
  chain: RegionPrefix | null,
  matches: readonly NameMatch[],
  meaning: (match: NameMatch) => Named,
): RegionPrefix | null {
  const at = chain?.end ?? 0;
  for (const match of matches) {
    const { length, full } = match;
    const end = at + length;
    // 东乡县 is a short name with its unit.
    const hasUnit = full || UNIT.test(text.charAt(end - 1));
    if (hasUnit ? WORD_ON.test(text.slice(end - 1, end + 1)) : UNIT.test(text.charAt(end))) {
      // 黄石港市场监督管理局 is of 黄石港, if of anything, and not of 黄石.
      if (!hasUnit && WORD_ON.test(text.slice(end, end + 2))) return null;
      continue;
    }
    if (!full && chain !== null && RANK_ON.test(text.slice(end, end + 3))) continue;
    const { regions, renamed } = meaning(match);
    if (regions.length === 0) continue;
    if (chain === null) return { regions, end, full, renamed };
    if (!full && !chain.regions.every(({ level }) => level === 'PROVINCE')) continue;
    const inside = regions.filter((region) =>
      chain.regions.some((outer) => region.code !== outer.code && liesIn(region, outer)),
    );
    if (inside.length > 0) return { regions: inside, end, full, renamed };
  }
  return null;
}

/** Reads the region names a text begins with, each lying in the one before; null when it begins with none. */
export function readRegionPrefix(text: string, year: number | null = null): RegionPrefix | null {
  let chain = extend(text, null, year);
  for (let longer = chain; longer !== null; longer = extend(text, longer, year)) chain = longer;
  return chain;
}

/** Every region that a text names in full and without doubt. */
export function regionsNamedIn(text: string, year: number | null): readonly Region[] {
  const found = new Set<Region>();
  for (let at = 0; at < text.length; at++) {
    if (regionNamesAt(text, at).length === 0) continue;
    const prefix = readRegionPrefix(text.slice(at, at + 40), year);
    if (prefix === null) continue;
    const [region, other] = prefix.regions;
    // 矿区 and 城区 are words, too.
    const isWord = prefix.end === 2 && text.startsWith('区', at + 1);
    if (prefix.full && !isWord && region !== undefined && other === undefined) found.add(region);
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
