/**
 * Ids of the API. An agency's is its number; a report's is `12-2024` for the revision that is current for the asker and `12-2024@1` for a given one;
 * a column of table three and a track of table four add their name: `12-2024:TOTAL`. Reading answers null for what can be no id.
 */
import type { ReportReference } from '../domain/asking';
import type { ReportKey } from '../domain/report';
import { readStoredNumber } from '../domain/stored-number';

const REPORT = /^([^@]*)-(\d{4})(?:@(.*))?$/;

export const readAgencyId = readStoredNumber;

export function readReportId(id: string): ReportReference | null {
  const [, agency, year, revision] = REPORT.exec(id) ?? [];
  const agencyId = readStoredNumber(agency ?? '');
  const pinned = revision === undefined ? null : readStoredNumber(revision);
  if (agencyId === null || (revision !== undefined && pinned === null)) return null;
  return { agencyId, year: Number(year), revision: pinned };
}

/** The id of a part of a report, split: `12-2024:TOTAL` → report 12-2024, part TOTAL. */
export function readPartId(id: string): { readonly report: ReportReference; readonly part: string } | null {
  const colon = id.indexOf(':');
  const report = colon === -1 ? null : readReportId(id.slice(0, colon));
  return report === null ? null : { report, part: id.slice(colon + 1) };
}

export const writeReportId = ({ agencyId, year, revision }: ReportReference): string =>
  revision === null ? `${agencyId}-${year}` : `${agencyId}-${year}@${revision}`;

export const writePartId = (reportId: string, part: string): string => `${reportId}:${part}`;

/** The reference to the current revision of the agency-year of a report. */
export const currentOf = ({ agencyId, year }: ReportKey | ReportReference): ReportReference => ({
  agencyId,
  year,
  revision: null,
});
