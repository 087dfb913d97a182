import type { AgencyIdentity } from '../domain/report-draft';
import type { Database } from './bindings';
import { arrayLiteral } from './column-arrays';

/** An agency whose row this transaction holds: nobody else files a report of it meanwhile. */
export interface LockedAgency extends AgencyIdentity {
  readonly id: number;
  readonly aliases: readonly string[];
  /** The agency that this one was merged into, which is held in its place. */
  readonly mergedInto: number | null;
  /** Made by this transaction just now: nothing is stored of it. */
  readonly isNew: boolean;
}

/** An agency by its id, or by what identifies it. */
export type WantedAgency = number | AgencyIdentity;

const COLUMNS = 'id, name, aliases, region_code AS "regionCode", kind, level, merged_into AS "mergedInto"';

/** Agencies, with those that they were merged into, are held before those are made that there are not. */
const HOLD = `WITH wanted AS (SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS wanted(name, region_code, kind, level, place)),
  named AS (SELECT known.id, known.merged_into, known.name, known.region_code FROM wanted
    JOIN agency AS known ON known.name = wanted.name AND known.region_code IS NOT DISTINCT FROM wanted.region_code),
  known AS (SELECT id, merged_into FROM named UNION ALL SELECT id, merged_into FROM agency WHERE id = ANY($1::integer[])),
  held AS (SELECT ${COLUMNS} FROM agency WHERE id IN (SELECT id FROM known UNION ALL SELECT merged_into FROM known) ORDER BY id FOR NO KEY UPDATE),
  made AS (INSERT INTO agency (name, region_code, kind, level) SELECT name, region_code, kind, level FROM wanted
    WHERE NOT EXISTS (SELECT FROM named WHERE named.name = wanted.name AND named.region_code IS NOT DISTINCT FROM wanted.region_code)
    ORDER BY place ON CONFLICT DO NOTHING RETURNING ${COLUMNS})
  SELECT held.*, false AS "isNew" FROM held UNION ALL SELECT made.*, true FROM made`;

/**
 * Holds agencies until the transaction ends, and makes those that are new, in the order given; null for an id that there is not. In place of one
 * that was merged into another stands that other. Those that there are, everybody holds in one order. Two transactions that make one at
 * once get the same one: the second waits for the first. To be called in a transaction.
 */
export async function lockAgencies(
  database: Database,
  wanted: readonly WantedAgency[],
): Promise<readonly (LockedAgency | null)[]> {
  const ids = wanted.filter((agency) => typeof agency === 'number');
  const identities = wanted.filter((agency) => typeof agency !== 'number');
  const held = new HeldAgencies(await hold(database, ids, identities));
  // Merged into others, or made by others, while they were waited for.
  const survivors = held.survivors();
  const madeByOthers = identities.filter((identity) => held.find(identity) === null);
  if (survivors.length + madeByOthers.length > 0) held.add(await hold(database, survivors, madeByOthers));
  return wanted.map((agency) => {
    const found = held.find(agency);
    if (found === null && typeof agency !== 'number')
      throw new Error(`agency ${agency.name} can be neither found nor made`);
    return found;
  });
}

const identityOf = ({ name, regionCode }: AgencyIdentity): string => `${regionCode ?? ''} ${name}`;

class HeldAgencies {
  readonly #found = new Map<number | string, LockedAgency>();

  constructor(agencies: readonly LockedAgency[]) {
    this.add(agencies);
  }

  add(agencies: readonly LockedAgency[]): void {
    for (const agency of agencies) this.#found.set(agency.id, agency).set(identityOf(agency), agency);
  }

  find(wanted: WantedAgency): LockedAgency | null {
    const found = this.#found.get(typeof wanted === 'number' ? wanted : identityOf(wanted)) ?? null;
    return found === null || found.mergedInto === null ? found : this.find(found.mergedInto);
  }

  /** Agencies that stand in place of held ones and are not held themselves. */
  survivors(): readonly number[] {
    const into = [...this.#found.values()].flatMap(({ mergedInto }) => mergedInto ?? []);
    return [...new Set(into)].filter((id) => !this.#found.has(id));
  }
}

function hold(
  database: Database,
  ids: readonly number[],
  identities: readonly AgencyIdentity[],
): Promise<readonly LockedAgency[]> {
  return database.query(HOLD, [
    arrayLiteral(ids),
    arrayLiteral(identities.map(({ name }) => name)),
    arrayLiteral(identities.map(({ regionCode }) => regionCode)),
    arrayLiteral(identities.map(({ kind }) => kind)),
    arrayLiteral(identities.map(({ level }) => level)),
  ]);
}

/** Keeps spellings by which published reports call their agencies. */
export async function addAliases(
  database: Database,
  printed: readonly { readonly agency: LockedAgency; readonly name: string }[],
): Promise<void> {
  const unknown = printed.filter(({ agency, name }) => name !== agency.name && !agency.aliases.includes(name));
  if (unknown.length === 0) return;
  await database.query(
    'UPDATE agency SET aliases = array_append(aliases, printed.name)' +
      ' FROM unnest($1::integer[], $2::text[]) AS printed(id, name) WHERE agency.id = printed.id',
    [arrayLiteral(unknown.map(({ agency }) => agency.id)), arrayLiteral(unknown.map(({ name }) => name))],
  );
}
