/** The filter of reports as a person would explain it, over reports in memory. */
import type { FigureCondition, IntRange, ReportFilter, Visibility } from '../../../src/domain/asking';
import { definitionOf, ratioOf } from '../../../src/domain/ratio-definitions';
import { REPORT_STATES, type ReportState } from '../../../src/domain/report';
import { REPORT_SCOPES, type ReportScope } from '../../../src/domain/report-draft';
import { ancestorsOf, regionByCode } from '../../../src/gazetteer/regions';
import type { KnownReport } from './reports';

function inRange(value: number, { eq, in: listed, gte, lte }: IntRange): boolean {
  return (
    (eq == null || value === eq) &&
    (!listed || listed.includes(value)) &&
    (gte == null || value >= gte) &&
    (lte == null || value <= lte)
  );
}

/** True when a number is within all bounds that are given; unknown numbers never are. */
export function within(
  value: number | null,
  { eq, gt, gte, lt, lte }: Pick<FigureCondition, 'eq' | 'gt' | 'gte' | 'lt' | 'lte'>,
): boolean {
  if (value === null) return false;
  return (
    (eq == null || value === Number(eq)) &&
    (gt == null || value > Number(gt)) &&
    (gte == null || value >= Number(gte)) &&
    (lt == null || value < Number(lt)) &&
    (lte == null || value <= Number(lte))
  );
}

function meetsFigure(report: KnownReport, condition: FigureCondition): boolean {
  if (condition.measure) return within(report.lookup(condition.measure, condition.applicant ?? 'TOTAL'), condition);
  const definition = definitionOf(condition.ratio ?? 'DISCLOSURE_RATE');
  return definition !== undefined && within(ratioOf(definition, report.lookup).value, condition);
}

function liesWithin(code: string | null, outer: string): boolean {
  const region = code === null ? undefined : regionByCode(code);
  return region !== undefined && [region, ...ancestorsOf(region)].some((each) => each.code === outer);
}

export function meets(report: KnownReport, filter: ReportFilter): boolean {
  const listed = <Word>(words: readonly Word[] | null | undefined, word: Word): boolean =>
    !words || words.includes(word);
  return (
    (!filter.year || inRange(report.year, filter.year)) &&
    listed(filter.agencyIds, String(report.agencyId)) &&
    (filter.agencyName == null || report.agencyName.includes(filter.agencyName)) &&
    (!filter.within || filter.within.some((code) => liesWithin(report.regionCode, code))) &&
    listed(filter.level, report.level) &&
    listed(filter.kind, report.kind) &&
    listed(filter.scope, report.scope) &&
    listed(filter.form, report.form) &&
    listed(filter.state, report.state) &&
    (filter.where ?? []).every((condition) => meetsFigure(report, condition)) &&
    (filter.and ?? []).every((inner) => meets(report, inner)) &&
    (!filter.or || filter.or.some((inner) => meets(report, inner))) &&
    (!filter.not || !meets(report, filter.not))
  );
}

/** True when every state but PUBLISHED is shut out by a list of the conjunction, and PUBLISHED by none. */
function asksPublishedOnly(filter: ReportFilter): boolean {
  const lists = (part: ReportFilter): readonly (readonly ReportState[])[] =>
    (part.state ? [part.state] : []).concat((part.and ?? []).flatMap(lists));
  const open = (state: ReportState): boolean => lists(filter).every((list) => list.includes(state));
  return open('PUBLISHED') && !REPORT_STATES.some((state) => state !== 'PUBLISHED' && open(state));
}

/** Reports of the revisions that stand for their years. */
export function currentReports(
  reports: readonly KnownReport[],
  visibility: Visibility,
  filter: ReportFilter,
): readonly KnownReport[] {
  const publishedOnly = asksPublishedOnly(filter);
  return reports.filter((report) => (visibility === 'PUBLIC' || publishedOnly ? report.isPublic : report.isLatest));
}

/** Every way in which the conditions on other things than the scope can turn out, tried one after the other. */
function canMeet(filter: ReportFilter, scope: ReportScope): boolean {
  let others = 0;
  const outcome = (part: ReportFilter, chosen: number): boolean => {
    const { scope: scopes, and, or, not, ...rest } = part;
    const free = Object.values(rest).some((condition) => condition != null);
    const own = free ? ((chosen >> others++) & 1) === 1 : true;
    const inner = (and ?? []).map((each) => outcome(each, chosen));
    const either = (or ?? []).map((each) => outcome(each, chosen));
    const refused = not ? outcome(not, chosen) : false;
    return (
      own && (!scopes || scopes.includes(scope)) && inner.every(Boolean) && (!or || either.some(Boolean)) && !refused
    );
  };
  for (let chosen = 0; chosen < 256; chosen += 1) {
    others = 0;
    if (outcome(filter, chosen)) return true;
  }
  return false;
}

const mentionsScope = (filter: ReportFilter): boolean => /"scope":\[/.test(JSON.stringify(filter));

/** The filter with its default scope, or null when it would mix scopes. */
export function scoped(filter: ReportFilter, apart: boolean): ReportFilter | null {
  if (!mentionsScope(filter)) return { and: [filter, { scope: ['OWN'] }] };
  return apart || REPORT_SCOPES.filter((scope) => canMeet(filter, scope)).length < 2 ? filter : null;
}
