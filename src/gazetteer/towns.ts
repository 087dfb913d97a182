import type { Region } from '../domain/region';
import { loadTowns } from './load-divisions';
import { regionByCode } from './regions';

function indexTowns(): ReadonlyMap<string, readonly string[]> {
  const counties = new Map<string, string[]>();
  for (const { code, name } of loadTowns()) {
    const known = counties.get(name);
    if (known === undefined) counties.set(name, [code]);
    else if (!known.includes(code)) known.push(code);
  }
  return counties;
}

let loaded: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * Counties that have a township of this name (塘下镇, 景山街道). Reads 41 thousand names on first use, so ask only when a
 * township is named without its county.
 */
export function countiesWithTown(name: string): readonly Region[] {
  loaded ??= indexTowns();
  return (loaded.get(name) ?? []).flatMap((code) => regionByCode(code) ?? regionByCode(`${code.slice(0, 4)}00`) ?? []);
}
