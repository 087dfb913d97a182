import { type Consolidation, differs, isComplete, trackOf } from '../domain/consolidation';
import { type Diagnostic, diagnose } from '../domain/diagnostic';
import { measureById } from '../domain/indicators';
import type { AnnualReport } from '../domain/report';
import type { RegionConsolidation } from '../schema/consolidation';
import type { Loaders } from './loaders';

/** As the API shows it. */
export function showConsolidation(found: Consolidation): RegionConsolidation {
  return {
    ...found,
    complete: isComplete(found),
    figures: found.figures.map((figure) => ({
      ...figure,
      own: { ...figure.own, unit: measureById(figure.measure).unit },
      differs: differs(figure, found),
    })),
  } as RegionConsolidation;
}

/**
 * CONSOLIDATION_MISMATCH of the report that stands for its region; none for any other. Found when it is asked for, since every report within the region
 * changes it.
 */
export async function consolidationFindings(report: AnnualReport, loaders: Loaders): Promise<readonly Diagnostic[]> {
  const { scope, regionCode, year } = report;
  if (scope !== 'CONSOLIDATED' || regionCode === null) return [];
  const found = await loaders.consolidation({ code: regionCode, year });
  if (found.report?.agencyId !== report.agencyId || found.report.revision !== report.revision) return [];
  const disagreeing = found.figures.filter((figure) => differs(figure, found));
  if (disagreeing.length === 0) return [];
  const detail = await loaders.detail(report);
  return disagreeing.map(({ measure, consolidated, own }) => {
    const track = trackOf(measure);
    const { lines, source } = measureById(measure);
    const figures = {
      applications: detail?.applicationFigures.TOTAL,
      review: track === null ? [] : detail?.reviewFigures[track],
      disclosure: detail?.disclosureFigures,
    }[source.table];
    return diagnose('CONSOLIDATION_MISMATCH', {
      actual: consolidated,
      expected: `${own.value}, the sum of ${own.reported} of ${found.knownAgencies} agencies`,
      lines,
      applicant: source.table === 'applications' ? 'TOTAL' : null,
      track,
      span: figures?.find(({ line }) => line === lines[0])?.span ?? null,
    });
  });
}
