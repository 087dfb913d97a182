/** Series, rankings and search over reports in memory. */
import type {
  FoundSection,
  RankedReport,
  RankingAsk,
  RankingCensus,
  Series,
  SeriesAsk,
  SeriesPoint,
} from '../../../src/domain/aggregates';
import type { ReportFilter, Visibility } from '../../../src/domain/asking';
import { VALUE_STATUSES, type ValueStatus } from '../../../src/domain/indicators';
import type { ReportScope } from '../../../src/domain/report-draft';
import { regionByCode } from '../../../src/gazetteer/regions';
import { currentReports, meets, scoped } from './filter';
import { decimal, measureOf, partsOf, printsRatio, ratioOf } from './groups';
import type { KnownReport } from './reports';

type Reports = readonly KnownReport[];
type Indicator = Pick<Series, 'measure' | 'ratio'>;

function pointOf(reports: Reports, { measure, ratio }: Indicator): Pick<SeriesPoint, 'value' | 'status'> {
  const answer =
    ratio === null
      ? measureOf(reports, { id: measure ?? '', applicant: 'TOTAL', aggregation: 'SUM' })
      : ratioOf(reports, { id: ratio, pooling: 'POOLED', version: 1 });
  return { value: answer.value === null ? null : Number(answer.value), status: answer.status };
}

function pointsOf(reports: Reports, years: readonly number[], indicator: Indicator, alone: boolean): SeriesPoint[] {
  const formsIn = (year: number): string =>
    [...new Set(reports.filter((report) => report.year === year).map(({ form }) => form))].sort().join();
  return years.map((year, place) => {
    const those = reports.filter((report) => report.year === year);
    if (those.length === 0) return { year, value: null, status: 'NO_DATA', form: null, formBreak: false };
    const before = years
      .slice(0, place)
      .filter((each) => formsIn(each) !== '')
      .at(-1);
    const [form, another] = formsIn(year).split(',');
    return {
      year,
      ...(alone && those.length > 1 ? { value: null, status: 'NOT_ADDITIVE' as const } : pointOf(those, indicator)),
      form: another === undefined ? (form as SeriesPoint['form']) : null,
      formBreak: before !== undefined && formsIn(before) !== formsIn(year),
    };
  });
}

/** The reports that stand for a region itself: of its government in years with one, or else of the government's office. */
function ofRegion(reports: Reports, code: string): Reports {
  const region = regionByCode(code);
  const own = reports.filter((report) => report.regionCode === code && report.level === region?.level);
  return own.filter(
    ({ kind, year }) =>
      kind === 'GOVERNMENT' ||
      (kind === 'GENERAL_OFFICE' && !own.some((other) => other.year === year && other.kind === 'GOVERNMENT')),
  );
}

export type KnownSeries = Omit<Series, 'agency'> & { readonly agencyId: number | null };

export function seriesOf(all: Reports, visibility: Visibility, ask: SeriesAsk): readonly KnownSeries[] {
  const scope: ReportScope = ask.scope ?? 'OWN';
  const current = currentReports(all, visibility, {});
  const scopedReports = current.filter((report) => report.scope === scope);
  const indicators: readonly Indicator[] = [
    ...ask.measures.map((measure) => ({ measure, ratio: null })),
    ...ask.ratios.map((ratio) => ({ measure: null, ratio })),
  ];
  const seen = (id: number): boolean =>
    all.some(({ agencyId, isPublic }) => agencyId === id && (visibility === 'ALL' || isPublic));
  const subjects = [
    ...ask.agencyIds.filter(seen).map((id) => ({
      label: { agencyId: id, regionCode: null },
      reports: scopedReports.filter(({ agencyId }) => agencyId === id),
    })),
    ...ask.regionCodes.map((code) => ({
      label: { agencyId: null, regionCode: code },
      reports:
        scope === 'OWN'
          ? scopedReports.filter((report) => meets(report, { within: [code] }))
          : ofRegion(scopedReports, code),
    })),
  ];
  return subjects.flatMap(({ label, reports }) =>
    indicators.map((indicator) => ({
      ...label,
      scope,
      ...indicator,
      points: pointsOf(reports, ask.years, indicator, label.regionCode !== null && scope === 'CONSOLIDATED'),
    })),
  );
}

type KnownRank = Omit<RankedReport, 'report'> & { readonly agencyId: number };

/** Ranks and exclusions, or null when scopes would be mixed. */
export function rankingOf(
  all: Reports,
  visibility: Visibility,
  ask: RankingAsk,
): { readonly ranked: readonly KnownRank[]; readonly census: RankingCensus } | null {
  const filter = scoped(ask.filter, false);
  if (filter === null) return null;
  const peers = currentReports(all, visibility, ask.filter)
    .filter((report) => report.year === ask.year && meets(report, filter))
    .map((report) => ({ report, parts: partsOf(report, ask.ratio, ask.version) }));
  const statusOf = ({ report, parts }: (typeof peers)[number]): ValueStatus => {
    if (parts === null) return printsRatio(report, ask.ratio, ask.version) ? 'NOT_REPORTED' : 'NOT_ON_FORM';
    if (parts[1] === 0) return 'ZERO_DENOMINATOR';
    return parts[1] < ask.minimumDenominator ? 'BELOW_MINIMUM' : 'OK';
  };
  const ranked = peers
    .filter((peer) => statusOf(peer) === 'OK')
    .map(({ report, parts }) => ({ agencyId: report.agencyId, over: parts?.[0] ?? 0, under: parts?.[1] ?? 0 }));
  // Two ratios are compared as fractions, without division.
  const less = (one: (typeof ranked)[number], other: (typeof ranked)[number]): boolean =>
    BigInt(one.over) * BigInt(other.under) < BigInt(other.over) * BigInt(one.under);
  const before = (one: (typeof ranked)[number], other: (typeof ranked)[number]): boolean =>
    ask.direction === 'ASC' ? less(one, other) : less(other, one);
  const known = ranked.map((peer): KnownRank => {
    const lower = ranked.filter((other) => less(other, peer)).length;
    return {
      rank: ranked.filter((other) => before(other, peer)).length + 1,
      tied: ranked.some((other) => other !== peer && !less(other, peer) && !less(peer, other)),
      percentile: ranked.length === 1 ? 100 : (100 * lower) / (ranked.length - 1),
      agencyId: peer.agencyId,
      value: peer.over / peer.under,
      numerator: decimal(BigInt(peer.over) * 100n),
      denominator: decimal(BigInt(peer.under) * 100n),
    };
  });
  const excluded = VALUE_STATUSES.filter((status) => status !== 'OK')
    .map((status) => ({ status, count: peers.filter((peer) => statusOf(peer) === status).length }))
    .filter(({ count }) => count > 0);
  return {
    ranked: known.sort((one, other) => one.rank - other.rank || one.agencyId - other.agencyId),
    census: { ranked: known.length, excluded },
  };
}

type KnownHit = Omit<FoundSection, 'report'> & Pick<KnownReport, 'agencyId' | 'year' | 'revision'>;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Every section that has all the words. Widths and cases do not matter. */
export function hitsOf(
  all: Reports,
  visibility: Visibility,
  words: readonly string[],
  filter: ReportFilter,
): KnownHit[] {
  return currentReports(all, visibility, filter)
    .filter((report) => meets(report, filter))
    .filter(({ narrative }) => words.every((word) => folded(narrative).includes(folded(word))))
    .map(({ agencyId, year, revision, narrative }) => ({
      agencyId,
      year,
      revision,
      place: 0,
      score: [...new Set(words.map(folded))].reduce((sum, word) => sum + folded(narrative).split(word).length - 1, 0),
    }))
    .sort((one, other) => other.year - one.year || other.agencyId - one.agencyId);
}
