import type { Page, PageAsk } from '../domain/asking';
import type { Diagnostic } from '../domain/diagnostic';
import type { Figure } from '../domain/figure';
import type { ImportItem } from '../domain/importing';
import type { ImportItemStatus, ReportKey } from '../domain/report';
import type { ReportDraft } from '../domain/report-draft';
import type { Reread } from '../domain/reviewing';
import { Bindings, type Database } from './bindings';
import type { WrittenTable } from './column-arrays';
import { type CompactDetail, compactDetail, type DraftDetail, expandDetail } from './compact-detail';
import { isUuid } from './job-store';
import { ascending, pageAtHand, pagesOf } from './keyset';
import type { Row } from './report-rows';
import type { SourceToStore } from './source-files';
import { type Write, writeTogether } from './write-together';

/** What became of an item, before it is written. `source` is the stored text that its draft was read from. */
export interface ItemOutcome {
  readonly ordinal: number;
  readonly clientRef: string;
  readonly status: ImportItemStatus;
  readonly draft: ReportDraft | null;
  readonly source: SourceToStore | null;
  readonly report: ReportKey | null;
  readonly duplicateOf: ReportKey | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly failure: string | null;
  readonly retryable: boolean;
  /** Where its importer says the document was published. */
  readonly sourceUrl?: string | null;
  /** Of a dry run that is kept: what COMMIT would have answered, when that is not the status. */
  readonly outcome?: ImportItemStatus;
  /** What reading a report again gave. */
  readonly reread?: Reread | null;
}

type DraftHead = Omit<ReportDraft, keyof DraftDetail>;

function headOf(draft: ReportDraft): DraftHead {
  const { applicationStats, reviewLitigation, proactiveDisclosure, narrative, statedCounts, ...head } = draft;
  return head;
}

const IMPORT_ITEM: WrittenTable = {
  name: 'import_item',
  columns: [
    ['job_id', 'uuid'],
    ['ordinal', 'integer'],
    ['client_ref', 'text'],
    ['status', 'text'],
    ['source_sha256', 'char(64)'],
    ['text_sha256', 'char(64)'],
    ['draft', 'json'],
    ['detail', 'json'],
    ['source_url', 'text'],
    ['diagnostics', 'json'],
    ['agency_id', 'integer'],
    ['year', 'smallint'],
    ['revision', 'integer'],
    ['duplicate_agency_id', 'integer'],
    ['duplicate_year', 'smallint'],
    ['duplicate_revision', 'integer'],
    ['failure', 'text'],
    ['retryable', 'boolean'],
    ['outcome', 'text'],
    ['reread', 'json'],
  ],
  leavesKnown: true,
};

/** Figures, sections and the address are written only when no report of the item holds them. */
function itemRow(jobId: string, item: ItemOutcome): Row {
  const { draft, source, report, duplicateOf } = item;
  const detail = draft === null || source === null || report !== null ? null : compactDetail(draft, source.text);
  return [
    jobId,
    item.ordinal,
    item.clientRef,
    item.status,
    source?.sha256 ?? null,
    source?.textSha256 ?? null,
    draft === null ? null : JSON.stringify(headOf(draft)),
    detail === null ? null : JSON.stringify(detail),
    detail === null ? null : (item.sourceUrl ?? null),
    JSON.stringify(item.diagnostics),
    report?.agencyId ?? null,
    report?.year ?? null,
    report?.revision ?? null,
    duplicateOf?.agencyId ?? null,
    duplicateOf?.year ?? null,
    duplicateOf?.revision ?? null,
    item.failure,
    item.retryable,
    item.outcome ?? null,
    item.reread ? JSON.stringify(item.reread) : null,
  ];
}

/** Writes outcomes whose sources and reports are stored. Answers false when an item had an outcome already, which then stays. */
export async function insertItems(database: Database, jobId: string, items: readonly ItemOutcome[]): Promise<boolean> {
  return (await writeTogether(database, [itemWrite(jobId, items)])) === items.length;
}

/** Outcomes to be written with their sources and reports. */
export const itemWrite = (jobId: string, items: readonly ItemOutcome[]): Write => [
  IMPORT_ITEM,
  items.map((item) => itemRow(jobId, item)),
];

/** The outcome as the importer sees it. */
export function importItemOf(jobId: string, outcome: ItemOutcome, status = outcome.status): ImportItem {
  const { ordinal, clientRef, draft, source, report, duplicateOf, diagnostics, failure, retryable } = outcome;
  return {
    jobId,
    ordinal,
    clientRef,
    status,
    outcome: outcome.status,
    draft,
    draftText: draft === null || source === null ? null : source.text,
    report,
    duplicateOf,
    diagnostics,
    failure,
    retryable,
    reread: null,
  };
}

interface ItemRow {
  readonly job_id: string;
  readonly ordinal: number;
  readonly client_ref: string;
  readonly status: ImportItemStatus;
  readonly draft: DraftHead | null;
  readonly detail: CompactDetail | null;
  readonly text: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly agency_id: number | null;
  readonly year: number | null;
  readonly revision: number | null;
  readonly duplicate_agency_id: number | null;
  readonly duplicate_year: number | null;
  readonly duplicate_revision: number | null;
  readonly failure: string | null;
  readonly retryable: boolean;
  readonly outcome: ImportItemStatus | null;
  readonly reread: Reread | null;
}

function shapeItem(row: ItemRow): ImportItem {
  const { draft: head, detail, text } = row;
  const draft = head === null || detail === null || text === null ? null : { ...head, ...expandDetail(detail, text) };
  return {
    jobId: row.job_id,
    ordinal: row.ordinal,
    clientRef: row.client_ref,
    status: row.status,
    outcome: row.outcome ?? row.status,
    draft,
    draftText: draft === null && row.reread === null ? null : text,
    report: keyOf(row.agency_id, row.year, row.revision),
    duplicateOf: keyOf(row.duplicate_agency_id, row.duplicate_year, row.duplicate_revision),
    diagnostics: row.diagnostics,
    failure: row.failure,
    retryable: row.retryable,
    reread: row.reread === null ? null : revived(row.reread),
  };
}

/** As it was written: JSON knows no dates. */
function revived(reread: Reread): Reread {
  const dated = (figure: Figure | undefined): Figure | undefined =>
    figure?.correction === undefined
      ? figure
      : { ...figure, correction: { ...figure.correction, at: new Date(figure.correction.at) } };
  const changes = reread.changes.map((change) => ({
    ...change,
    before: dated(change.before),
    after: dated(change.after),
  }));
  return { ...reread, changes };
}

function keyOf(agencyId: number | null, year: number | null, revision: number | null): ReportKey | null {
  return agencyId === null || year === null || revision === null ? null : { agencyId, year, revision };
}

const SELECT_ITEM =
  'item.job_id, item.ordinal, item.client_ref, item.status, item.draft, coalesce(item.detail, part.detail) AS detail, source.text,' +
  ' item.diagnostics, item.agency_id, item.year, item.revision, item.duplicate_agency_id, item.duplicate_year,' +
  ' item.duplicate_revision, item.failure, item.retryable, item.outcome, item.reread';

/** Items that are done, and those that wait for it, which nothing else is known of. */
const ITEMS = `(SELECT job_id, ordinal, client_ref, status, source_sha256, text_sha256, draft, detail, diagnostics,
    agency_id, year, revision, duplicate_agency_id, duplicate_year, duplicate_revision, failure, retryable, outcome, reread FROM import_item
  UNION ALL SELECT pending.job_id, pending.ordinal, pending.client_ref,
    CASE WHEN EXISTS (SELECT FROM import_worker AS worker WHERE worker.id = pending.claimed_by AND worker.lease_until > now())
      THEN 'RUNNING' ELSE 'QUEUED' END,
    NULL::char(64), NULL::char(64), NULL::json, NULL::json, '[]'::json,
    NULL::integer, NULL::smallint, NULL::integer, NULL::integer, NULL::smallint, NULL::integer, NULL::text, false, NULL::text, NULL::json
  FROM import_pending AS pending WHERE NOT pending.parked) AS item`;

const FROM_ITEM =
  `${ITEMS} LEFT JOIN source_document AS source` +
  ' ON source.sha256 = item.source_sha256 AND source.text_sha256 = item.text_sha256' +
  ' LEFT JOIN report_detail AS part' +
  ' ON part.agency_id = item.agency_id AND part.year = item.year AND part.revision = item.revision';

const BY_ORDINAL = ascending('ORDINAL', 'item.ordinal', 'bigint');

/** Jobs from the first parameter, and the statuses wanted, or null for all, from the second. */
const ASKED_JOBS = 'unnest($1::uuid[]) WITH ORDINALITY AS asked(job_id, place)';
const OF_ASKED_JOB = 'item.job_id = asked.job_id AND ($2::text[] IS NULL OR item.status = ANY($2))';
const NO_JOB = '00000000-0000-0000-0000-000000000000';

function bindJobs(jobIds: readonly string[], status: readonly ImportItemStatus[] | null): Bindings {
  const bindings = new Bindings();
  bindings.bind(
    jobIds.map((id) => (isUuid(id) ? id : NO_JOB)),
    'uuid[]',
  );
  bindings.bind(status, 'text[]');
  return bindings;
}

/** A page for each job, of its items in their order, those that wait to be worked included. */
export function loadItems(
  database: Database,
  jobIds: readonly string[],
  status: readonly ImportItemStatus[] | null,
  page: PageAsk,
): Promise<readonly Page<ImportItem>[]> {
  return pagesOf(
    {
      database,
      select: SELECT_ITEM,
      from: FROM_ITEM,
      conditions: [OF_ASKED_JOB],
      order: [BY_ORDINAL],
      bindings: bindJobs(jobIds, status),
      shape: (row) => shapeItem(row as unknown as ItemRow),
    },
    ASKED_JOBS,
    jobIds.length,
    page,
  );
}

/** Every item of a job that is done. */
export async function loadAllItems(database: Database, jobId: string): Promise<readonly ImportItem[]> {
  const [page] = await loadItems(database, [jobId], null, { first: 1000, after: null });
  return page?.nodes ?? [];
}

/** A page of items at hand, with the cursors of `loadItems`. */
export const pageOfItems = (items: readonly ImportItem[], page: PageAsk): Page<ImportItem> =>
  pageAtHand(items, BY_ORDINAL, ({ ordinal }) => ordinal, page);

export async function countStoredItems(
  database: Database,
  jobIds: readonly string[],
  status: readonly ImportItemStatus[] | null,
): Promise<readonly number[]> {
  const rows = await database.query<{ place: number; total: number }[]>(
    `SELECT asked.place, count(*) AS total FROM ${ASKED_JOBS} JOIN ${ITEMS} ON ${OF_ASKED_JOB} GROUP BY asked.place`,
    bindJobs(jobIds, status).values,
  );
  const totals = new Map(rows.map(({ place, total }) => [place, total]));
  return jobIds.map((_, place) => totals.get(place + 1) ?? 0);
}
