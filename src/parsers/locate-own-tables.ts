import type { Diagnostic } from '../domain/diagnostic';
import { isOfAnotherReport, type Reporting, startOfAnnex } from './captions';
import type { Cell } from './lex-cells';
import { type LocatedTables, locateTables, type Zone } from './locate-tables';

/** The tables of the report: without those of another year or agency that stand in the place of its own. */
export function locateOwnTables(
  cells: readonly Cell[],
  reporting: Reporting,
  diagnostics: readonly Diagnostic[],
): LocatedTables {
  const zones = locateTables(cells);
  const annex = startOfAnnex(cells, reporting) ?? cells.length;
  const before = annex < cells.length ? locateTables(cells.slice(0, annex)) : zones;
  // Which year is the report's own is then not sure.
  if (diagnostics.some(({ code }) => code === 'YEAR_CONTRADICTED')) return zones;
  const own = (table: 'disclosure' | 'applications' | 'review'): Zone | null => {
    const { [table]: located } = zones;
    const zone = located !== null && located.start >= annex ? before[table] : located;
    return zone !== null && isOfAnotherReport(cells, zone, reporting) ? null : zone;
  };
  const isOne = zones.another === null || (zones.applications?.start ?? 0) >= annex;
  const applications = isOne ? own('applications') : zones.applications;
  return { ...zones, applications, disclosure: own('disclosure'), review: own('review') };
}
