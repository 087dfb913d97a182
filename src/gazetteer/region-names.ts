import type { Region } from '../domain/region';
import { allRegions, formerRegions, liesIn } from './regions';
import { existedIn, withoutReplaced } from './regions-in-year';
import { shortNamesOf } from './short-names';

/** A name of one or more regions at the start of a piece of text. */
export interface NameMatch {
  readonly length: number;
  /** Of any year since 2008. */
  readonly regions: readonly Region[];
  /** True for full names (济南市), false for short ones (济南). */
  readonly full: boolean;
}

interface NameIndex {
  readonly full: ReadonlyMap<string, readonly Region[]>;
  readonly short: ReadonlyMap<string, readonly Region[]>;
  /** Lengths of the names that begin with two given characters, longest first, by `headOf` them. */
  readonly lengths: ReadonlyMap<number, readonly number[]>;
}

const NONE: readonly NameMatch[] = [];

/** The two characters at a place as one number: a key that costs no string. */
function headOf(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

function add(names: Map<string, Region[]>, name: string, region: Region): void {
  const regions = names.get(name);
  if (regions === undefined) names.set(name, [region]);
  else regions.push(region);
}

/**
 * 恩施州 and 孟村县 are as good as full names. Not so 东乡县, which until 2016 was also the name of what is now 东乡区: its stem is that
 * of another county.
 */
function promoteCommonNames(full: Map<string, Region[]>, short: Map<string, Region[]>): void {
  for (const [name, [region, other]] of [...short]) {
    if (region === undefined || other !== undefined || !/[州县旗]$/u.test(name) || full.has(name)) continue;
    const stem = short.get(name.slice(0, -1)) ?? [];
    if (!stem.includes(region)) continue;
    if (region.level === 'COUNTY' && stem.some((each) => each.code !== region.code && each.level === 'COUNTY'))
      continue;
    short.delete(name);
    full.set(name, [region]);
  }
}

function indexNames(): NameIndex {
  const full = new Map<string, Region[]>();
  const short = new Map<string, Region[]>();
  for (const region of [...allRegions(), ...formerRegions()]) {
    add(full, region.name, region);
    for (const name of shortNamesOf(region)) add(short, name, region);
  }
  promoteCommonNames(full, short);
  const lengths = new Map<number, Set<number>>();
  for (const name of [...full.keys(), ...short.keys()]) {
    const head = headOf(name, 0);
    lengths.set(head, (lengths.get(head) ?? new Set()).add(name.length));
  }
  const sorted = [...lengths].map(([head, set]) => [head, [...set].sort((a, b) => b - a)] as const);
  return { full, short, lengths: new Map(sorted) };
}

let loaded: NameIndex | undefined;

function index(): NameIndex {
  loaded ??= indexNames();
  return loaded;
}

/** The region names that a text has at a place, longest first, full names before equal short ones. */
export function regionNamesAt(text: string, at: number): readonly NameMatch[] {
  const lengths = index().lengths.get(headOf(text, at));
  if (lengths === undefined) return NONE;
  const matches: NameMatch[] = [];
  for (const length of lengths) {
    if (at + length > text.length) continue;
    const name = text.slice(at, at + length);
    const full = index().full.get(name);
    if (full !== undefined) matches.push({ length, regions: full, full: true });
    const short = index().short.get(name);
    if (short !== undefined) matches.push({ length, regions: short, full: false });
  }
  return matches;
}

/** Regions of a full or short name in a year (null: today), optionally within another; full names before short ones. */
export function findRegions(name: string, within: Region | null = null, year: number | null = null): readonly Region[] {
  const named = [...(index().full.get(name) ?? []), ...(index().short.get(name) ?? [])];
  const found = withoutReplaced(
    named.filter((region) => existedIn(region, year)),
    year,
  );
  return within === null ? found : found.filter((region) => liesIn(region, within));
}
