import type { Page, PageAsk } from '../domain/asking';
import type { ImportJob } from '../domain/importing';
import type { ReportKey, ReportState } from '../domain/report';
import type { AuditChange, AuditEntry, AuditFilter } from '../domain/reviewing';
import { Bindings, type Database } from './bindings';
import type { WrittenTable } from './column-arrays';
import { type OrderTerm, pageOf } from './keyset';
import { withinSql } from './report-filter-sql';
import type { Write } from './write-together';

/** What is written down of a change; the database adds when. */
export type AuditNote = Omit<AuditEntry, 'id' | 'at'>;

const INSERT =
  'INSERT INTO audit_entry (actor, action, reason, agency_id, year, revision, changes) VALUES ($1, $2, $3, $4, $5, $6, $7)';

/** Writes down a change, to be called in its transaction. */
export async function insertAuditEntry(database: Database, note: AuditNote): Promise<void> {
  const { actor, action, reason, agencyId, year, revision, changes } = note;
  await database.query(INSERT, [actor, action, reason, agencyId, year, revision, JSON.stringify(changes)]);
}

/** Why jobs and tokens are changed is not asked for. */
const REASONS = { CANCEL: 'Cancelled.', RETRY: 'Tried again.', ISSUE: 'Issued.', REVOKE: 'Revoked.' } as const;

/** Notes a change of a job or a token, which belong to no report. */
export const noteApart = (actor: string, action: keyof typeof REASONS, changes: readonly AuditChange[]): AuditNote => ({
  actor,
  action,
  reason: REASONS[action],
  agencyId: null,
  year: null,
  revision: null,
  changes,
});

/** A revision that an item of an import has brought. */
export interface BroughtRevision extends ReportKey {
  readonly clientRef: string;
  readonly state: ReportState;
}

const AUDIT_ENTRY: WrittenTable = {
  name: 'audit_entry',
  columns: [
    ['actor', 'text'],
    ['action', 'text'],
    ['reason', 'text'],
    ['agency_id', 'integer'],
    ['year', 'smallint'],
    ['revision', 'integer'],
    ['changes', 'json'],
  ],
};

/** What is written down of an import is its importer's doing. */
export type ImportingJob = Pick<ImportJob, 'id' | 'note'> & { readonly importedBy: string | null };

/** What an import has brought, to be written with it. */
export const importEntries = ({ id, note, importedBy }: ImportingJob, brought: readonly BroughtRevision[]): Write => [
  AUDIT_ENTRY,
  brought.map(({ agencyId, year, revision, state, clientRef }) => {
    const changes = [
      { what: 'revision', before: revision === 1 ? null : String(revision - 1), after: String(revision) },
      { what: 'state', before: null, after: state },
      { what: 'item', before: null, after: `${id}/${clientRef}` },
    ];
    const [actor, reason] = [importedBy ?? 'hub', note ?? 'Imported.'];
    return [actor, 'IMPORT', reason, agencyId, year, revision, JSON.stringify(changes)];
  }),
];

const LATEST_FIRST: readonly OrderTerm[] = [
  { name: 'ID', sql: 'entry.id', type: 'bigint', direction: 'DESC', nulls: 'LAST' },
];
const FROM = 'audit_entry AS entry LEFT JOIN agency ON agency.id = entry.agency_id';

/** An agency goes by its own id and by those of the agencies that were merged into it. */
function conditionsOf(filter: AuditFilter, bindings: Bindings): readonly string[] {
  const { agencyId, year, actor, action, from, before, regions } = filter;
  const conditions: string[] = [];
  if (typeof agencyId === 'number') {
    const asked = bindings.bind(agencyId, 'integer');
    const survivor = `(SELECT coalesce(named.merged_into, named.id) FROM agency AS named WHERE named.id = ${asked})`;
    conditions.push(
      `entry.agency_id IN (SELECT named.id FROM agency AS named WHERE coalesce(named.merged_into, named.id) = ${survivor})`,
    );
  }
  if (typeof year === 'number') conditions.push(`entry.year = ${bindings.bind(year, 'integer')}`);
  if (typeof actor === 'string') {
    const asked = bindings.bindText(actor);
    conditions.push(`(entry.actor = ${asked} OR starts_with(entry.actor, ${asked} || ' ('))`);
  }
  if (action) conditions.push(`entry.action = ANY(${bindings.bind([...action], 'text[]')})`);
  if (from) conditions.push(`entry.at >= ${bindings.bind(from.toISOString(), 'timestamptz')}`);
  if (before) conditions.push(`entry.at < ${bindings.bind(before.toISOString(), 'timestamptz')}`);
  if (regions !== null) conditions.push(withinSql('agency.region_code', regions, bindings));
  return conditions;
}

/** Changes, latest first. */
export function loadAuditEntries(database: Database, filter: AuditFilter, page: PageAsk): Promise<Page<AuditEntry>> {
  const bindings = new Bindings();
  const conditions = conditionsOf(filter, bindings);
  const select =
    'entry.id, entry.at, entry.actor, entry.action, entry.reason, entry.agency_id AS "agencyId", entry.year, entry.revision, entry.changes';
  return pageOf(
    {
      database,
      select,
      from: FROM,
      conditions,
      order: LATEST_FIRST,
      bindings,
      shape: (row) => row as unknown as AuditEntry,
    },
    page,
  );
}

export async function countAuditEntries(database: Database, filter: AuditFilter): Promise<number> {
  const bindings = new Bindings();
  const conditions = conditionsOf(filter, bindings);
  const where = conditions.length === 0 ? 'true' : conditions.join(' AND ');
  const [row] = await database.query<{ total: number }[]>(
    `SELECT count(*) AS total FROM ${FROM} WHERE ${where}`,
    bindings.values,
  );
  return row?.total ?? 0;
}
