import type { Diagnostic } from '../domain/diagnostic';
import type { ReportKey, ReportState } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import type { FormVersion } from '../domain/statutory-form';
import { regionNamesAt } from '../gazetteer/region-names';
import { addAliases, type LockedAgency } from './agency-store';
import type { Database } from './bindings';
import { arrayLiteral, KEY_COLUMNS, type WrittenTable } from './column-arrays';
import { compactDetail } from './compact-detail';
import { correctionRows, type Decision, decisionRow, REPORT_CORRECTION, REPORT_DECISION } from './correction-rows';
import { overTimeDiagnosticRows, ownDiagnosticRows, REPORT_DIAGNOSTIC } from './diagnostic-rows';
import { NARRATIVE_SECTION, narrativeRows } from './narrative-rows';
import {
  type Comparisons,
  compareNeighbours,
  currentOf,
  type NeighbourCheck,
  replaceFindingsOverTime,
  revisionsAround,
  type StoredAround,
  type StoredRevision,
} from './neighbour-store';
import {
  APPLICATION_STATS,
  applicationRows,
  disclosureRows,
  keyCells,
  PROACTIVE_DISCLOSURE,
  REVIEW_LITIGATION,
  type Row,
  reviewRows,
} from './report-rows';

import { foldNowAndThen, listedWrite, takeOut } from './rollup-store';
import { insertSourceFiles, type SourceFileToStore } from './source-files';
import { type Write, writeTogether } from './write-together';

/** A text and the bytes it was made of. */
export interface SourceToStore {
  /** What it was read from, to be kept. */
  readonly file?: SourceFileToStore | undefined;
  readonly sha256: string;
  readonly textSha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly text: string;
}

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

/**
 * Writes what was placed. Findings over time, of the report and of the year after, are made anew, so that it does not matter in which order reports
 * arrive.
 * @param sources - of the reports, if they are not stored yet
 * @param others - what belongs to the reports besides
 * @returns how many rows were written of the last of the others
 */
export async function writeReports(
  database: Database,
  { revisions: found }: Filing,
  sources: readonly SourceToStore[] = [],
  others: readonly Write[] = [],
): Promise<number> {
  const revisions = [...found.keys()];
  const published = revisions.filter(({ isPublic }) => isPublic).map(({ key }) => key);
  const revised = revisions.filter(({ earlier }) => earlier.length > 0);
  // Sent in this order, and not waited for one by one.
  const [, , , written] = await Promise.all([
    takeOut(
      database,
      revised.flatMap(({ key, isPublic, earlier }) => (isPublic && earlier.some((one) => one.isPublic) ? [key] : [])),
    ),
    retireRevisions(database, revised),
    insertSourceFiles(database, sources),
    writeTogether(database, [sourceWrite(sources), ...reportWrites(found), listedWrite(published), ...others]),
    replaceFindingsOverTime(
      database,
      [...found.values()].flatMap(({ ofNext }) => ofNext),
    ),
    addAliases(database, revisions.flatMap(printedName)),
    foldNowAndThen(database, published.length),
  ]);
  return written;
}

/** Files reports of agencies that differ, whose sources are stored. */
export async function fileReports(
  database: Database,
  reports: readonly ReportToFile[],
  check: NeighbourCheck,
): Promise<readonly Filed[]> {
  const filing = await placeReports(database, reports, await storedAround(database, reports), check);
  await writeReports(database, filing);
  return filing.filed;
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

/** 市政府 and 教育局 are what many agencies are called: a name without a place is no alias, unless its bearer is in none. */
const printedName = ({ report: { agency, draft }, isPublic }: Revision) => {
  const name = draft.agency?.printed ?? '';
  const says = agency.regionCode === null || regionNamesAt(name, 0).length > 0 || /兵团|^第.{1,2}师/u.test(name);
  return isPublic && name !== '' && says ? [{ agency, name }] : [];
};

/** Makes room for new latest revisions and, where those are published, for new public ones. */
async function retireRevisions(database: Database, revised: readonly Revision[]): Promise<void> {
  if (revised.length === 0) return;
  await database.query(
    'UPDATE annual_report AS report SET is_latest = false, is_public = report.is_public AND NOT revised.by_public' +
      ' FROM unnest($1::integer[], $2::integer[], $3::boolean[]) AS revised(agency_id, year, by_public)' +
      ' WHERE report.agency_id = revised.agency_id AND report.year = revised.year AND (report.is_latest OR report.is_public)',
    [
      arrayLiteral(revised.map(({ key }) => key.agencyId)),
      arrayLiteral(revised.map(({ key }) => key.year)),
      arrayLiteral(revised.map(({ isPublic }) => isPublic)),
    ],
  );
}

const SOURCE_DOCUMENT: WrittenTable = {
  name: 'source_document',
  columns: [
    ['sha256', 'char(64)'],
    ['text_sha256', 'char(64)'],
    ['media_type', 'text'],
    ['bytes', 'integer'],
    ['text', 'text'],
  ],
  leavesKnown: true,
};
/** Texts in one order for everybody; the same one of the same bytes is there once. */
export function sourceWrite(sources: readonly SourceToStore[]): Write {
  const rows = sources
    .toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1))
    .map(({ sha256, textSha256, mediaType, bytes, text }) => [sha256, textSha256, mediaType, bytes, text]);
  return [SOURCE_DOCUMENT, rows];
}

/** Stores texts, and files to keep. */
export async function insertSources(database: Database, sources: readonly SourceToStore[]): Promise<void> {
  if (sources.length > 0)
    await Promise.all([writeTogether(database, [sourceWrite(sources)]), insertSourceFiles(database, sources)]);
}

const ANNUAL_REPORT: WrittenTable = {
  name: 'annual_report',
  columns: [
    ...KEY_COLUMNS,
    ['scope', 'text'],
    ['form', 'text'],
    ['state', 'text'],
    ['title', 'text'],
    ['region_code', 'char(6)'],
    ['level', 'text'],
    ['kind', 'text'],
    ['source_sha256', 'char(64)'],
    ['text_sha256', 'char(64)'],
    ['source_url', 'text'],
    ['reader_version', 'text'],
    ['imported_at', 'timestamptz(3)'],
    ['is_latest', 'boolean'],
    ['is_public', 'boolean'],
  ],
};

function reportRow({ key, report, isPublic }: Revision): Row {
  const { agency, draft, source, state, sourceUrl, readerVersion } = report;
  return [
    ...keyCells(key),
    draft.scope,
    draft.form,
    state,
    draft.title,
    agency.regionCode,
    agency.level,
    agency.kind,
    source.sha256,
    source.textSha256,
    sourceUrl,
    readerVersion,
    (report.importedAt ?? new Date()).toISOString(),
    true,
    isPublic,
  ];
}

const REPORT_DETAIL: WrittenTable = { name: 'report_detail', columns: [...KEY_COLUMNS, ['detail', 'json']] };

type RowsOf = (revision: Revision, found: Comparisons) => readonly Row[];

/** What a report consists of, and its rows in each table. */
const TABLES: readonly (readonly [WrittenTable, RowsOf])[] = [
  [ANNUAL_REPORT, (revision) => [reportRow(revision)]],
  [APPLICATION_STATS, ({ report, key }) => applicationRows(report.draft, key)],
  [REVIEW_LITIGATION, ({ report, key }) => reviewRows(report.draft, key)],
  [PROACTIVE_DISCLOSURE, ({ report, key }) => disclosureRows(report.draft, key)],
  [
    REPORT_DETAIL,
    ({ report, key }) => [[...keyCells(key), JSON.stringify(compactDetail(report.draft, report.source.text))]],
  ],
  [NARRATIVE_SECTION, ({ report, key }) => narrativeRows(report.draft.narrative, key)],
  [
    REPORT_DIAGNOSTIC,
    ({ report, key }, { overTime }) => [
      ...ownDiagnosticRows(report.diagnostics, key),
      ...overTimeDiagnosticRows(overTime, key),
    ],
  ],
  // What reviewers said of it.
  [REPORT_CORRECTION, ({ report, key }) => correctionRows(report.draft, key)],
  [REPORT_DECISION, ({ report, key }) => (report.decision === undefined ? [] : [decisionRow(report.decision, key)])],
];

/** The rows of reports in all of their tables. */
export const reportWrites = (revisions: ReadonlyMap<Revision, Comparisons>): readonly Write[] =>
  TABLES.map(([table, rowsOf]) => [table, [...revisions].flatMap(([revision, found]) => rowsOf(revision, found))]);
