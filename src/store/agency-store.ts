import type { AgencyIdentity } from '../domain/report-draft';
import { Bindings, type Database } from './bindings';

/** An agency whose row this transaction holds: nobody else files a report of it meanwhile. */
export interface LockedAgency extends AgencyIdentity {
  readonly id: number;
  readonly aliases: readonly string[];
}

const COLUMNS = 'id, name, aliases, region_code AS "regionCode", kind, level';

/** Null when there is no agency of this id. To be called in a transaction. */
export async function lockAgencyById(database: Database, id: number): Promise<LockedAgency | null> {
  const rows = await database.query<LockedAgency[]>(`SELECT ${COLUMNS} FROM agency WHERE id = $1 FOR NO KEY UPDATE`, [
    id,
  ]);
  return rows[0] ?? null;
}

/**
 * The agency of this name and region, made if it is new. Two transactions that make it at once get the same one: the second waits for the
 * first. To be called in a transaction.
 */
export async function lockAgency(database: Database, identity: AgencyIdentity): Promise<LockedAgency> {
  const { name, regionCode, kind, level } = identity;
  const found = await findLocked(database, identity);
  if (found !== null) return found;
  const [made] = await database.query<LockedAgency[]>(
    `INSERT INTO agency (name, region_code, kind, level) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [name, regionCode, kind, level],
  );
  const agency = made ?? (await findLocked(database, identity));
  if (agency === null) throw new Error(`agency ${name} can be neither found nor made`);
  return agency;
}

async function findLocked(database: Database, { name, regionCode }: AgencyIdentity): Promise<LockedAgency | null> {
  const bindings = new Bindings();
  const here = regionCode === null ? 'region_code IS NULL' : `region_code = ${bindings.bind(regionCode, 'char(6)')}`;
  const rows = await database.query<LockedAgency[]>(
    `SELECT ${COLUMNS} FROM agency WHERE name = ${bindings.bind(name, 'text')} AND ${here} FOR NO KEY UPDATE`,
    bindings.values,
  );
  return rows[0] ?? null;
}

/** Keeps a spelling by which a published report calls its agency. */
export async function addAlias(database: Database, agency: LockedAgency, printed: string): Promise<void> {
  if (printed === agency.name || agency.aliases.includes(printed)) return;
  await database.query('UPDATE agency SET aliases = array_append(aliases, $2) WHERE id = $1', [agency.id, printed]);
}
