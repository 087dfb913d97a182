import { regionNamesAt } from '../gazetteer/region-names';
import { addAliases } from './agency-store';
import type { Database } from './bindings';
import { arrayLiteral } from './column-arrays';
import { type NeighbourCheck, replaceFindingsOverTime } from './neighbour-store';
import { type Filed, type Filing, placeReports, type ReportToFile, type Revision, storedAround } from './place-reports';
import { reportWrites, sourceWrite } from './report-writes';
import { foldNowAndThen, listedWrite, takeOut } from './rollup-store';
import { insertSourceFiles, type SourceToStore } from './source-files';
import { type Write, writeTogether } from './write-together';

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

/** Stores texts, and files to keep. */
export async function insertSources(database: Database, sources: readonly SourceToStore[]): Promise<void> {
  if (sources.length > 0)
    await Promise.all([writeTogether(database, [sourceWrite(sources)]), insertSourceFiles(database, sources)]);
}
