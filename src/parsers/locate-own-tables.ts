import { type Diagnostic, diagnose } from '../domain/diagnostic';
import { captionOfAnother, type Reporting, startOfAnnex } from './captions';
import type { Cell } from './lex-cells';
import { type LocatedTables, locateTables, type Zone } from './locate-tables';

/** The tables of the report: without those of another year or agency that stand in the place of its own, which is said. */
export function locateOwnTables(
  cells: readonly Cell[],
  reporting: Reporting,
  diagnostics: Diagnostic[],
): LocatedTables {
  const zones = locateTables(cells);
  const annex = startOfAnnex(cells, reporting) ?? cells.length;
  const before = annex < cells.length ? locateTables(cells.slice(0, annex)) : zones;
  // Which year is the report's own is then not sure.
  if (diagnostics.some(({ code }) => code === 'YEAR_CONTRADICTED')) return zones;
  const own = (table: 'disclosure' | 'applications' | 'review'): Zone | null => {
    const { [table]: located } = zones;
    const zone = located !== null && located.start >= annex ? before[table] : located;
    const other = zone === null ? null : captionOfAnother(cells, zone, reporting);
    if (other === null) return zone;
    diagnostics.push(contradiction(other, reporting));
    return null;
  };
  const isOne = zones.another === null || (zones.applications?.start ?? 0) >= annex;
  const applications = isOne ? own('applications') : zones.applications;
  return { ...zones, applications, disclosure: own('disclosure'), review: own('review') };
}

function contradiction(
  { of, caption: { text, start, end } }: NonNullable<ReturnType<typeof captionOfAnother>>,
  { agency, year }: Reporting,
): Diagnostic {
  const span = { start, end };
  return of === 'YEAR'
    ? diagnose('YEAR_CONTRADICTED', { expected: String(year), actual: text, span })
    : diagnose('AGENCY_CONTRADICTED', { expected: agency?.name ?? null, actual: text, span });
}
