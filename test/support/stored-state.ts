import type { DataSource } from 'typeorm';

/** Tables of what is known; those of the queue are empty in the end. */
const TABLES = [
  'annual_report',
  'application_stats',
  'review_litigation',
  'proactive_disclosure',
  'report_detail',
  'narrative_section',
  'report_diagnostic',
];

/**
 * Everything that is stored, with agencies by name, since their numbers are those in which they came, and without the times at which it was
 * stored. Outcomes of jobs by the reference of the item.
 */
export async function storedState(
  dataSource: DataSource,
  { outcomes = true }: { readonly outcomes?: boolean } = {},
): Promise<Readonly<Record<string, readonly string[]>>> {
  const state: Record<string, readonly string[]> = {};
  const select = async (name: string, sql: string): Promise<void> => {
    const rows = await dataSource.query<{ row: string }[]>(sql);
    state[name] = rows.map(({ row }) => row).toSorted();
  };
  await select('agency', "SELECT (to_jsonb(agency) - 'id')::text AS row FROM agency");
  await select(
    'source_document',
    "SELECT (to_jsonb(source) - 'imported_at')::text AS row FROM source_document AS source",
  );
  for (const table of TABLES)
    await select(
      table,
      `SELECT (to_jsonb(part) - '{agency_id,imported_at}'::text[] || jsonb_build_object('agency', agency.name))::text AS row
        FROM ${table} AS part JOIN agency ON agency.id = part.agency_id`,
    );
  if (outcomes)
    await select(
      'import_item',
      `SELECT (to_jsonb(item) - '{job_id,agency_id,duplicate_agency_id}'::text[]
         || jsonb_build_object('agency', agency.name, 'duplicate', duplicate.name))::text AS row
        FROM import_item AS item LEFT JOIN agency ON agency.id = item.agency_id
        LEFT JOIN agency AS duplicate ON duplicate.id = item.duplicate_agency_id`,
    );
  return state;
}
