import fc from 'fast-check';
import { allRegions, isZoneRegion } from '../src/gazetteer/regions';
import { existedIn } from '../src/gazetteer/regions-in-year';
import { LAYOUTS, type Layout, renderReport } from '../test/support/render-report';
import { printTables } from '../test/support/report-tables';
import { type SyntheticReport, syntheticReport } from '../test/support/synthetic-report';

export interface SyntheticDocument {
  readonly layout: Layout;
  readonly report: SyntheticReport;
  readonly text: string;
}

/** So many documents that add up, in every layout in turn; equal for equal seeds. */
export function syntheticSet(size: number, seed: number): readonly SyntheticDocument[] {
  return fc
    .sample(syntheticReport({ withGaps: false }), { numRuns: size, seed })
    .map((report, at) => written(report, at));
}

/** The same, each of another agency: none is a revision of another. */
export function distinctSet(size: number, seed: number): readonly SyntheticDocument[] {
  // Development zones have no people's government; a division of later years is no place of a report before.
  const counties = allRegions().filter(
    (region) => region.level === 'COUNTY' && !isZoneRegion(region) && existedIn(region, 2019),
  );
  // No offices of governments: the samples, which are there from the start, are theirs.
  const organs = ['教育局', '财政局', '民政局'];
  const names = organs.flatMap((organ) => counties.map(({ fullName }) => fullName + organ));
  if (size > names.length) throw new Error(`there are only ${names.length} agencies to write reports of`);
  return fc
    .sample(syntheticReport({ withGaps: false }), { numRuns: size, seed })
    .map((report, at) => written({ ...report, agencyName: names[at] ?? report.agencyName }, at));
}

function written(report: SyntheticReport, at: number): SyntheticDocument {
  const layout = LAYOUTS[at % LAYOUTS.length] as Layout;
  return { layout, report, text: renderReport(report, printTables(report), layout) };
}
