import type { Diagnostic } from '../domain/diagnostic';
import type { ReportKey, ReportState } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import type { FormVersion } from '../domain/statutory-form';
import type { LockedAgency } from './agency-store';
import type { Database } from './bindings';
import type { Decision } from './correction-rows';
import {
  type Comparisons,
  compareNeighbours,
  currentOf,
  type NeighbourCheck,
  revisionsAround,
  type StoredAround,
  type StoredRevision,
} from './neighbour-store';
import type { SourceToStore } from './source-files';

/** A report that was read and decided upon, ready to be filed under an agency whose row the transaction holds. */
export interface ReportToFile {
  readonly agency: LockedAgency;
  readonly draft: ReportDraft & { readonly year: number; readonly form: FormVersion };
  readonly diagnostics: readonly Diagnostic[];
  readonly state: ReportState;
  readonly source: SourceToStore;
  readonly sourceUrl: string | null;
  readonly readerVersion: string;
  /** The decision that the state comes from, if not from the rule of publication. */
  readonly decision?: Decision;
  /** When the document came in, when that was earlier: a correction of it is no import. */
  readonly importedAt?: Date;
}

export type Filed =
  | { readonly duplicateOf: ReportKey }
  | {
      readonly key: ReportKey;
      /** True when the agency-year had a report before. */
      readonly revised: boolean;
      readonly findingsOverTime: readonly Diagnostic[];
    };

/** A report with its place among the revisions of its agency-year. */
export interface Revision {
  readonly key: ReportKey;
  readonly report: ReportToFile;
  readonly isPublic: boolean;
  /** What the agency-year has already, oldest first. */
  readonly earlier: readonly StoredRevision[];
  readonly previous: StoredRevision | null;
  readonly next: readonly StoredRevision[];
}

/** Where each report belongs, with what comparing it with its neighbours gave; nothing of it is written. */
export interface Filing {
  /** In the order of the reports. */
  readonly filed: readonly Filed[];
  readonly revisions: ReadonlyMap<Revision, Comparisons>;
}

/** What is stored of the agencies of reports, of the years of these and of those before and after. */
export const storedAround = (
  database: Database,
  reports: readonly Pick<ReportToFile, 'agency' | 'draft'>[],
): Promise<StoredAround> => {
  const asked = reports.filter(({ agency }) => !agency.isNew);
  return revisionsAround(
    database,
    asked.map(({ agency, draft }) => ({ agencyId: agency.id, year: draft.year })),
  );
};

/**
 * Finds the places of reports of agencies that differ. The same content read by the same reader to the same scope is a duplicate of the first
 * such revision. Otherwise a report becomes the latest revision and, when it is published, the public one.
 */
export async function placeReports(
  database: Database,
  reports: readonly ReportToFile[],
  around: StoredAround,
  check: NeighbourCheck,
): Promise<Filing> {
  const placed = reports.map((report) => placeOf(report, around(report.agency.id)));
  const revisions = placed.filter((place) => 'report' in place);
  const compared = await compareNeighbours(
    database,
    revisions.map(({ report: { draft }, isPublic, previous, next }) => ({ figures: draft, isPublic, previous, next })),
    check,
  );
  const found = new Map(revisions.map((revision, place) => [revision, compared[place] as Comparisons]));
  return { filed: placed.map((place) => filedOf(place, found)), revisions: found };
}

type Place = Revision | { readonly duplicateOf: ReportKey };

function placeOf(report: ReportToFile, around: readonly StoredRevision[]): Place {
  const { agency, draft } = report;
  const { year } = draft;
  const earlier = around.filter((revision) => revision.year === year);
  const same = report.importedAt === undefined && earlier.find((revision) => isSameReading(revision, report));
  if (same) return { duplicateOf: { agencyId: agency.id, year, revision: same.revision } };
  const isPublic = report.state === 'PUBLISHED';
  const becomesCurrent = isPublic || (report.state !== 'WITHDRAWN' && !earlier.some((revision) => revision.isPublic));
  return {
    key: { agencyId: agency.id, year, revision: (earlier.at(-1)?.revision ?? 0) + 1 },
    report,
    isPublic,
    earlier,
    previous: currentOf(around.filter((revision) => revision.year === year - 1)),
    next: becomesCurrent ? around.filter((revision) => revision.year === year + 1) : [],
  };
}

function isSameReading(revision: StoredRevision, { source, readerVersion, draft }: ReportToFile): boolean {
  return (
    revision.sourceSha256 === source.sha256 &&
    revision.textSha256 === source.textSha256 &&
    revision.readerVersion === readerVersion &&
    revision.scope === draft.scope
  );
}

function filedOf(place: Place, found: ReadonlyMap<Revision, Comparisons>): Filed {
  if ('duplicateOf' in place) return place;
  const findingsOverTime = found.get(place)?.overTime.findings ?? [];
  return { key: place.key, revised: place.earlier.length > 0, findingsOverTime };
}
