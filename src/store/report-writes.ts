import { KEY_COLUMNS, type WrittenTable } from './column-arrays';
import { compactDetail } from './compact-detail';
import { correctionRows, decisionRow, REPORT_CORRECTION, REPORT_DECISION } from './correction-rows';
import { overTimeDiagnosticRows, ownDiagnosticRows, REPORT_DIAGNOSTIC } from './diagnostic-rows';
import { NARRATIVE_SECTION, narrativeRows } from './narrative-rows';
import type { Comparisons } from './neighbour-store';
import type { Revision } from './place-reports';
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
import type { SourceToStore } from './source-files';
import type { Write } from './write-together';

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
