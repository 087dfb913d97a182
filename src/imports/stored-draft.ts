import type { ReportDraft } from '../domain/report-draft';
import type { FormVersion } from '../domain/statutory-form';
import type { LockedAgency } from '../store/agency-store';
import type { ReportToFile } from '../store/place-reports';
import type { StoredReport } from '../store/stored-reports';

/** What is stored of a report as a draft of the agency. */
export function draftOfStored(report: StoredReport, agency: LockedAgency): ReportToFile['draft'] {
  const { year, scope, title, form, applicationStats, reviewLitigation, proactiveDisclosure, narrative, statedCounts } =
    report;
  const { name, regionCode, kind, level } = agency;
  return {
    agency: { name, regionCode, kind, level, printed: name, span: null },
    agencyCandidates: [],
    year,
    scope,
    scopeSpan: null,
    form,
    title,
    applicationStats,
    reviewLitigation,
    proactiveDisclosure,
    narrative,
    statedCounts,
  };
}

/** A draft that says all that filing needs. */
export type FilableDraft = ReportDraft & { readonly year: number; readonly form: FormVersion };
