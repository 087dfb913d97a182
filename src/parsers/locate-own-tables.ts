import type { Diagnostic } from '../domain/diagnostic';
import { contradictionAbove, startOfAnnex } from './captions';
import type { Cell } from './lex-cells';
import { type LocatedTables, locateTables, type Zone } from './locate-tables';
import type { Reporting } from './reporting';

/** The tables of the report: without those of another year or agency that stand in the place of its own, which is said. */
export function locateOwnTables(
  cells: readonly Cell[],
  reporting: Reporting,
  diagnostics: Diagnostic[],
): LocatedTables {
  const zones = locateTables(cells);
  // Which year is the report's own is then not sure.
  if (diagnostics.some(({ code }) => code === 'YEAR_CONTRADICTED')) return zones;
  const annex = startOfAnnex(cells, reporting) ?? cells.length;
  const before = annex < cells.length ? locateTables(cells.slice(0, annex)) : zones;
  const own = (table: 'disclosure' | 'applications' | 'review'): Zone | null => {
    const { [table]: located } = zones;
    const zone = located !== null && located.start >= annex ? before[table] : located;
    const contradiction = zone === null ? null : contradictionAbove(cells, zone, reporting);
    if (contradiction === null) return zone;
    diagnostics.push(contradiction);
    return null;
  };
  const isOne = zones.another === null || (zones.applications?.start ?? 0) >= annex;
  const applications = isOne ? own('applications') : zones.applications;
  return { ...zones, applications, disclosure: own('disclosure'), review: own('review') };
}
