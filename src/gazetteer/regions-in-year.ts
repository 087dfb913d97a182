import type { Region } from '../domain/region';
import { datesOf, formerRegions, regionsOfCode } from './regions';

/**
 * Regions by year: which division there was, and what became of it. A year is that of a report; in the year of a change, old and new name are
 * both right. Null stands for today.
 */

/** True when a report on this year may be one of this division. */
export function existedIn(region: Region, year: number | null): boolean {
  const dates = datesOf(region);
  if (dates === undefined) return true;
  const { since, until } = dates;
  return year === null ? until === null : (since ?? year) <= year && year <= (until ?? year);
}

/** The division of a code as it was in a year; of two in the year of a change, the later. */
export function regionIn(code: string, year: number | null): Region | undefined {
  const regions = regionsOfCode(code);
  return regions.findLast((region) => existedIn(region, year)) ?? regions.at(-1);
}

/** The divisions whose area a division became part of. */
function successorsOf(region: Region): readonly Region[] {
  const { until, successors } = datesOf(region) ?? { until: null, successors: [] };
  if (until === null) return [];
  const codes = successors.length > 0 ? successors : [region.code];
  const found = codes.flatMap((code) =>
    regionsOfCode(code)
      .filter((each) => each !== region && existedIn(each, until))
      .slice(-1),
  );
  if (found.length > 0 || region.level !== 'PREFECTURE') return found;
  return formerRegions().flatMap((each) =>
    each.parentCode === region.code && datesOf(each)?.until === until ? successorsOf(each) : [],
  );
}

function predecessorsOf(region: Region): readonly Region[] {
  const since = datesOf(region)?.since ?? null;
  if (since === null) return [];
  return formerRegions().filter((each) => datesOf(each)?.until === since && successorsOf(each).includes(region));
}

/** One division under another name or rank: nothing else became part of it, and nothing of it part of another. */
function isRenamed(before: Region, after: Region): boolean {
  const [heir, other] = successorsOf(before);
  const [origin, second] = predecessorsOf(after);
  return (
    heir === after &&
    origin === before &&
    other === undefined &&
    second === undefined &&
    before.level === after.level &&
    before.parentCode === after.parentCode
  );
}

/** What a division of another year was, or became, in a year. */
export interface Counterparts {
  readonly regions: readonly Region[];
  /** True when the one region is the same division under another name or rank, so that its agencies are the same. */
  readonly same: boolean;
}

const MOST_STEPS = 4;

/** The divisions of a year that have the area of one that was not there in it. */
export function counterpartsIn(region: Region, year: number | null): Counterparts {
  const { until } = datesOf(region) ?? { until: null };
  const later = until !== null && (year === null || until < year);
  let regions: readonly Region[] = [region];
  let same = true;
  for (let steps = 0; steps < MOST_STEPS && !regions.every((each) => existedIn(each, year)); steps++) {
    const next = regions.flatMap((each) =>
      existedIn(each, year) ? [each] : later ? successorsOf(each) : predecessorsOf(each),
    );
    const [from] = regions;
    const [to] = next;
    same &&= from !== undefined && to !== undefined && (later ? isRenamed(from, to) : isRenamed(to, from));
    regions = [...new Set(next)];
  }
  const there = regions.filter((each) => existedIn(each, year));
  return { regions: there, same: same && there.length === 1 };
}

/** Of regions of one name in the year of a change, those that began then rather than those that ended. */
export function withoutReplaced(regions: readonly Region[], year: number | null): readonly Region[] {
  if (year === null || regions.length < 2) return regions;
  const begun = regions.filter((region) => datesOf(region)?.since === year);
  if (begun.length === 0) return regions;
  return regions.filter(
    (region) =>
      datesOf(region)?.until !== year ||
      !begun.some(({ name, code }) => name === region.name && code.slice(0, 2) === region.code.slice(0, 2)),
  );
}
