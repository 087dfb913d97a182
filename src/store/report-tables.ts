import type { DataSource } from 'typeorm';
import type { ReportReader, Visibility } from '../domain/asking';
import type { Figure } from '../domain/figure';
import type { ReportDetail, ReportKey, StoredDiagnostic } from '../domain/report';
import { APPLICANTS, REVIEW_TRACKS } from '../domain/statutory-form';
import { ApplicationStats } from '../entities/application-stats';
import { ProactiveDisclosure } from '../entities/proactive-disclosure';
import { ReportDiagnostic } from '../entities/report-diagnostic';
import { ReviewLitigation } from '../entities/review-litigation';
import { SourceDocument } from '../entities/source-document';
import { askedRows } from './asked-rows';
import { Bindings } from './bindings';
import { type CompactDetail, expandDetail } from './compact-detail';
import { CORRECTIONS_OF_REPORT, type StoredCorrection, withCorrections } from './correction-rows';
import { groupBy } from './group-by';
import { lookups } from './lookups';
import { ORIGIN_COLUMNS, originShaper } from './report-columns';
import { SEEN_REVISIONS } from './report-pages';
import { type Row, rowShaper } from './shape-rows';

type ReportTables = Pick<
  ReportReader,
  'origins' | 'applicationStats' | 'reviewLitigation' | 'proactiveDisclosure' | 'details' | 'diagnostics' | 'sourcesOf'
>;

const keyOf = ({ agencyId, year, revision }: ReportKey): string => `${agencyId}/${year}/${revision}`;

/** The revisions asked for that the asker may see, as `report`. */
const joinReports = (visibility: Visibility): string =>
  ' AS asked(agency_id, year, revision, place) JOIN annual_report AS report ON report.agency_id = asked.agency_id AND report.year = asked.year' +
  ` AND report.revision = asked.revision AND ${SEEN_REVISIONS[visibility]}`;

const partOfReport = (table: string): string =>
  ` JOIN ${table} AS part ON part.agency_id = report.agency_id AND part.year = report.year AND part.revision = report.revision`;

const KEY_OF_REPORT = 'report.agency_id AS "agencyId", report.year, report.revision';
const JOIN_SOURCE =
  ' JOIN source_document AS source ON source.sha256 = report.source_sha256 AND source.text_sha256 = report.text_sha256';

interface DetailRow extends ReportKey {
  readonly detail: CompactDetail;
  readonly text: string;
  readonly corrections: readonly StoredCorrection[] | null;
}

function shapeDetail({ detail, text, corrections, ...key }: DetailRow): ReportDetail {
  const { applicationStats, reviewLitigation, proactiveDisclosure, narrative, statedCounts } = withCorrections(
    expandDetail(detail, text),
    corrections,
  );
  return {
    key,
    applicationFigures: recordOf(APPLICANTS, (applicant) =>
      applicationStats.find((stats) => stats.applicant === applicant),
    ),
    reviewFigures: recordOf(REVIEW_TRACKS, (track) => reviewLitigation.find((review) => review.track === track)),
    disclosureFigures: proactiveDisclosure,
    narrative: narrative.map(({ ordinal, heading, text: words }) => ({ ordinal, heading, text: words })),
    statedCounts,
    text,
  };
}

function recordOf<Word extends string>(
  words: readonly Word[],
  blockOf: (word: Word) => { readonly figures: readonly Figure[] } | undefined,
): Readonly<Record<Word, readonly Figure[]>> {
  const entries = words.map((word) => [word, blockOf(word)?.figures ?? []] as const);
  return Object.fromEntries(entries) as Record<Word, readonly Figure[]>;
}

function shapeDiagnostic(row: ReportDiagnostic): StoredDiagnostic {
  const { code, severity, expected, actual, lines, applicant, track, span, related } = row;
  return { code, severity, expected, actual, lines, applicant, track, span, related };
}

export function createReportTables(dataSource: DataSource, visibility: Visibility): ReportTables {
  const database = lookups(dataSource);
  const reports = joinReports(visibility);
  const shapeOrigin = originShaper(dataSource);
  const shapeStats = rowShaper(dataSource, ApplicationStats);
  const shapeReview = rowShaper(dataSource, ReviewLitigation);
  const shapeDisclosure = rowShaper(dataSource, ProactiveDisclosure);
  const shapeFinding = rowShaper(dataSource, ReportDiagnostic);
  const shapeSource = rowShaper(dataSource, SourceDocument);

  const rowsOf = <Rows>(
    keys: readonly ReportKey[],
    select: string,
    from: string,
    ...more: unknown[]
  ): Promise<Rows> => {
    const bindings = new Bindings();
    const asked = askedRows(
      [keys.map(({ agencyId }) => agencyId), keys.map(({ year }) => year), keys.map(({ revision }) => revision)],
      ['integer', 'integer', 'integer'],
      bindings,
    );
    return database.query<Rows>(`SELECT ${select} FROM ${asked}${reports}${from}`, [...bindings.values, ...more]);
  };

  return {
    async origins(keys) {
      const rows = await rowsOf<(Row & ReportKey)[]>(keys, `${KEY_OF_REPORT}, ${ORIGIN_COLUMNS}`, '');
      const byKey = new Map(rows.map((row) => [keyOf(row), shapeOrigin(row)]));
      return keys.map((key) => byKey.get(keyOf(key)) ?? null);
    },

    async applicationStats(keys, applicants) {
      const from = partOfReport('application_stats');
      const rows = applicants
        ? await rowsOf<Row[]>(keys, 'part.*', `${from} AND part.applicant = ANY($4::text[])`, applicants)
        : await rowsOf<Row[]>(keys, 'part.*', from);
      const byKey = groupBy(rows.map(shapeStats), keyOf);
      return keys.map((key) => inOrder(byKey.get(keyOf(key)) ?? [], APPLICANTS, ({ applicant }) => applicant));
    },

    async reviewLitigation(keys) {
      const rows = await rowsOf<Row[]>(keys, 'part.*', partOfReport('review_litigation'));
      const byKey = groupBy(rows.map(shapeReview), keyOf);
      return keys.map((key) => inOrder(byKey.get(keyOf(key)) ?? [], REVIEW_TRACKS, ({ track }) => track));
    },

    async proactiveDisclosure(keys) {
      const rows = await rowsOf<Row[]>(keys, 'part.*', partOfReport('proactive_disclosure'));
      const byKey = new Map(rows.map(shapeDisclosure).map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(keyOf(key)) ?? null);
    },

    async details(keys) {
      const select = `${KEY_OF_REPORT}, part.detail, source.text, ${CORRECTIONS_OF_REPORT}`;
      const rows = await rowsOf<DetailRow[]>(keys, select, partOfReport('report_detail') + JOIN_SOURCE);
      const byKey = new Map(rows.map(shapeDetail).map((detail) => [keyOf(detail.key), detail]));
      return keys.map((key) => byKey.get(keyOf(key)) ?? null);
    },

    async diagnostics(keys) {
      const from = partOfReport('report_diagnostic') + (visibility === 'PUBLIC' ? ' AND part.for_public' : '');
      const rows = await rowsOf<Row[]>(keys, 'part.*', `${from} ORDER BY part.over_time, part.ordinal`);
      const byKey = groupBy(rows.map(shapeFinding), keyOf);
      return keys.map((key) => (byKey.get(keyOf(key)) ?? []).map(shapeDiagnostic));
    },

    async sourcesOf(keys) {
      const rows = await rowsOf<(Row & ReportKey)[]>(keys, `${KEY_OF_REPORT}, source.*`, JOIN_SOURCE);
      const byKey = new Map(rows.map((row) => [keyOf(row), shapeSource(row)]));
      return keys.map((key) => byKey.get(keyOf(key)) ?? null);
    },
  };
}

function inOrder<Part, Word>(
  parts: readonly Part[],
  words: readonly Word[],
  wordOf: (part: Part) => Word,
): readonly Part[] {
  return parts.toSorted((one, other) => words.indexOf(wordOf(one)) - words.indexOf(wordOf(other)));
}
