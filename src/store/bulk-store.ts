import { lockAgencies } from './agency-store';
import type { Comparisons } from './neighbour-store';
import type { ReportToFile, Revision } from './place-reports';
import { reportWrites, sourceWrite } from './report-writes';
import { foldNowAndThen, listedWrite } from './rollup-store';
import type { Session } from './session';
import { insertSourceFiles } from './source-files';
import { writeTogether } from './write-together';

/** A report that is the first of its agency and year. */
export type FirstReport = Omit<ReportToFile, 'agency'>;

/** Folding costs nearly the same for ten times as many, and whoever fills a store can wait for an answer a little longer. */
const MOST_LISTED = 4000;

const NOTHING_FOUND: Comparisons = { overTime: { findings: [], forPublic: true }, ofNext: [] };

/**
 * The bulk path, for filling a store: files reports of agencies that differ in one transaction, with everything that an import writes of them.
 * None of these agency-years may have a report, and years are not compared.
 */
export function fileFirstReports(session: Session, reports: readonly FirstReport[]): Promise<void> {
  return session.transaction(async (transaction) => {
    const agencies = await lockAgencies(transaction, reports.map(identityOf));
    const revisions = reports.map((report, place): [Revision, Comparisons] => {
      const agency = agencies[place] ?? null;
      if (agency === null) throw new Error('an agency was neither found nor made');
      const key = { agencyId: agency.id, year: report.draft.year, revision: 1 };
      const isPublic = report.state === 'PUBLISHED';
      return [{ key, report: { ...report, agency }, isPublic, earlier: [], previous: null, next: [] }, NOTHING_FOUND];
    });
    const published = revisions.flatMap(([{ key, isPublic }]) => (isPublic ? [key] : []));
    const sources = reports.map(({ source }) => source);
    await Promise.all([
      insertSourceFiles(transaction, sources),
      writeTogether(transaction, [sourceWrite(sources), ...reportWrites(new Map(revisions)), listedWrite(published)]),
      foldNowAndThen(transaction, published.length, MOST_LISTED),
    ]);
  });
}

function identityOf({ draft }: FirstReport) {
  if (draft.agency === null) throw new Error('a report without an agency cannot be filed');
  return draft.agency;
}
