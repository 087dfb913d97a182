import type { DataSource } from 'typeorm';
import type { AggregateReader, Series, SeriesAsk, SeriesPoint } from '../domain/aggregates';
import { InvalidAskError, type Visibility } from '../domain/asking';
import type { ValueStatus } from '../domain/indicators';
import { codeRange, type Region } from '../domain/region';
import type { Agency } from '../domain/report';
import type { ReportScope } from '../domain/report-draft';
import type { FormVersion } from '../domain/statutory-form';
import { regionByCode } from '../gazetteer/regions';
import { createAgencyReader } from './agency-reader';
import { Bindings } from './bindings';
import { FigureSql } from './figure-sql';
import { formsOf, GroupColumns } from './group-columns';
import { type GroupSource, reportsAsSource, rollupsAsSource } from './group-source';
import { limited } from './limited';
import { checkRegionCodes, currentRevisions } from './report-filter-sql';
import type { Row } from './shape-rows';

const PUBLIC = currentRevisions('PUBLIC');
const MAX_YEARS = 50;
const MAX_SUBJECTS = 100;
const MAX_POINTS = 10_000;

interface Value {
  readonly value: number | null;
  readonly status: ValueStatus;
}
/** Reads one indicator from a row of a subject and year. */
type ReadValue = (row: Row) => Value;

/** The values of every subject and year that has reports. */
interface SeriesRows {
  readonly read: readonly ReadValue[];
  readonly rowOf: (subject: string | number, year: number) => Row | undefined;
}

function checkSize({ agencyIds, regionCodes, measures, ratios, years }: SeriesAsk): void {
  const subjects = agencyIds.length + regionCodes.length;
  const indicators = measures.length + ratios.length;
  if (indicators === 0) throw new InvalidAskError('A series needs at least one of measures and ratios.');
  if (years.length > MAX_YEARS) throw new InvalidAskError(`A series may have ${MAX_YEARS} years at most.`);
  if (subjects > MAX_SUBJECTS)
    throw new InvalidAskError(`Series may be of ${MAX_SUBJECTS} agencies and regions at most.`);
  if (subjects * indicators * years.length > MAX_POINTS)
    throw new InvalidAskError(`Series may have ${MAX_POINTS} points at most; ask for fewer of them at once.`);
}

function regionsAsked({ regionCodes, scope }: SeriesAsk): readonly Region[] {
  if (regionCodes.length > 0 && scope !== 'OWN' && scope !== 'CONSOLIDATED')
    throw new InvalidAskError(
      'A series of a region needs scope: OWN adds up the reports of the agencies within, CONSOLIDATED takes the report of the region itself.',
    );
  checkRegionCodes(regionCodes);
  return [...new Set(regionCodes)].flatMap((code) => regionByCode(code) ?? []);
}

function pointsOf(years: readonly number[], rowOf: (year: number) => Row | undefined, read: ReadValue): SeriesPoint[] {
  let formsBefore: string | null = null;
  return years.map((year) => {
    const row = rowOf(year);
    if (row === undefined) return { year, value: null, status: 'NO_DATA', form: null, formBreak: false };
    const forms = formsOf(row);
    const formBreak = formsBefore !== null && formsBefore !== forms.join();
    formsBefore = forms.join();
    const form: FormVersion | null = forms.length === 1 ? (forms[0] ?? null) : null;
    return { year, ...read(row), form, formBreak };
  });
}

/** What is added up: SQL that has `report`, the column that names whose it is, and which of it counts. */
interface Subjects {
  readonly subject: string;
  readonly from: (bindings: Bindings, source: GroupSource) => string;
  readonly only: string;
  readonly source: (figures: FigureSql) => GroupSource;
}

const ofAgencies = (ids: readonly number[], current: string): Subjects => ({
  subject: 'report.agency_id',
  only: current,
  source: reportsAsSource,
  from: (bindings) =>
    `unnest(${bindings.bind(ids, 'bigint[]')}) AS asked(agency_id) JOIN annual_report AS report ON report.agency_id = asked.agency_id`,
});

/** Rollups know what the public sees of a region. */
const withinRegions = (regions: readonly Region[], current: string): Subjects => ({
  subject: 'asked.code',
  only: current === PUBLIC ? 'true' : current,
  source: (figures) => (current === PUBLIC ? rollupsAsSource(figures, 'REGION', true) : reportsAsSource(figures)),
  from: (bindings, { rows }) => {
    const ranges = regions.map(({ code }) => codeRange(code));
    const bind = (codes: readonly string[]): string => bindings.bind(codes, 'text[]');
    const asked = `unnest(${bind(ranges.map(({ from }) => from))}, ${bind(ranges.map(({ before }) => before))}) AS asked(code, before)`;
    if (current !== PUBLIC)
      return `${asked} JOIN ${rows} ON report.region_code >= asked.code::char(6) AND report.region_code < asked.before::char(6)`;
    // Said once more of every range: what is joined to two kinds of rows cannot be looked up in an index, what is compared with values can.
    const within = ranges.map(({ from, before }) => {
      const [first, end] = [from, before].map((code) => bindings.bind(code, 'char(6)'));
      return `(report.place >= ${first} AND report.place < ${end})`;
    });
    return (
      `${asked} JOIN (SELECT * FROM ${rows} WHERE ${within.join(' OR ')}) AS report` +
      ' ON report.place >= asked.code::char(6) AND report.place < asked.before::char(6)'
    );
  },
});

/**
 * The consolidated report of a region is that of its government, or else of the government's office; agencies of towns have the code of their county
 * and another level.
 */
const ofRegions = (regions: readonly Region[], current: string): Subjects => ({
  subject: 'report.region_code',
  only: `${current} AND report.precedence = 1`,
  source: reportsAsSource,
  from: (bindings) => {
    const codes = bindings.bind(
      regions.map(({ code }) => code),
      'text[]',
    );
    const levels = bindings.bind(
      regions.map(({ level }) => level),
      'text[]',
    );
    return (
      "(SELECT report.*, rank() OVER (PARTITION BY report.region_code, report.year ORDER BY report.kind = 'GOVERNMENT' DESC) AS precedence" +
      ` FROM unnest(${codes}, ${levels}) AS asked(code, level)` +
      ' JOIN annual_report AS report ON report.region_code = asked.code::char(6) AND report.level = asked.level' +
      ` WHERE ${current} AND report.scope = 'CONSOLIDATED' AND report.kind IN ('GOVERNMENT', 'GENERAL_OFFICE')) AS report`
    );
  },
});

export function createSeriesReader(dataSource: DataSource, visibility: Visibility): Pick<AggregateReader, 'series'> {
  const database = limited(dataSource);
  const current = currentRevisions(visibility);

  async function rowsOf(
    { subject, from, only, source: sourceOf }: Subjects,
    { measures, ratios, years }: SeriesAsk,
    scope: ReportScope,
  ): Promise<SeriesRows> {
    const bindings = new Bindings();
    const figures = new FigureSql();
    const source = sourceOf(figures);
    const columns = new GroupColumns(source);
    const read = [
      ...measures.map((id) => columns.measure({ id, applicant: 'TOTAL', aggregation: 'SUM' })),
      ...ratios.map((id) => columns.ratio({ id, pooling: 'POOLED', version: 1 })),
    ].map((readAnswer) => (row: Row) => {
      const { value, status } = readAnswer(row);
      return { value: value === null ? null : Number(value), status };
    });
    const select = [`${subject} AS subject`, 'report.year', ...columns.select].join(', ');
    const rows = await database.query<(Row & { subject: string | number; year: number })[]>(
      `SELECT ${select} FROM ${from(bindings, source)}${source.joins}` +
        ` WHERE ${only} AND report.scope = ${bindings.bind(scope, 'text')}` +
        ` AND report.year = ANY(${bindings.bind(years, 'integer[]')}) GROUP BY 1, 2 HAVING ${source.reports} > 0`,
      bindings.values,
    );
    const byPlace = new Map(rows.map((row) => [`${row.subject}/${row.year}`, row]));
    return { read, rowOf: (of, year) => byPlace.get(`${of}/${year}`) };
  }

  const agencyReader = createAgencyReader(dataSource, visibility);
  /** Each agency once, also when it is asked for by the id of one that was merged into it as well: its reports would count twice. */
  const agenciesSeen = async (ids: readonly number[]): Promise<readonly Agency[]> => {
    const seen = (await agencyReader.agenciesById(ids)).flatMap((agency) => agency ?? []);
    return [...new Map(seen.map((agency) => [agency.id, agency])).values()];
  };

  return {
    async series(ask) {
      checkSize(ask);
      const regions = regionsAsked(ask);
      const scope = ask.scope ?? 'OWN';
      const agencies = ask.agencyIds.length === 0 ? [] : await agenciesSeen(ask.agencyIds);
      const ids = agencies.map(({ id }) => id);
      const consolidated = scope === 'CONSOLIDATED';
      const ofThem = agencies.length === 0 ? null : await rowsOf(ofAgencies(ids, current), ask, scope);
      const inRegions =
        regions.length === 0
          ? null
          : await rowsOf(consolidated ? ofRegions(regions, current) : withinRegions(regions, current), ask, scope);
      return [
        ...seriesOf(
          ask,
          scope,
          ofThem,
          agencies,
          ({ id }) => id,
          (agency) => ({ agency, regionCode: null }),
        ),
        ...seriesOf(
          ask,
          scope,
          consolidated && inRegions !== null ? notAdded(inRegions) : inRegions,
          regions,
          ({ code }) => code,
          ({ code }) => ({ agency: null, regionCode: code }),
        ),
      ];
    },
  };
}

/** Several consolidated reports of one region and year contradict each other; none of them is the region's, and they are not added. */
const notAdded = ({ read, rowOf }: SeriesRows): SeriesRows => ({
  read: read.map(
    (one) => (row) => (Number(row.report_count) > 1 ? { value: null, status: 'NOT_ADDITIVE' as const } : one(row)),
  ),
  rowOf,
});

function seriesOf<Subject>(
  { measures, ratios, years }: SeriesAsk,
  scope: ReportScope,
  rows: SeriesRows | null,
  subjects: readonly Subject[],
  nameOf: (subject: Subject) => string | number,
  labelOf: (subject: Subject) => Pick<Series, 'agency' | 'regionCode'>,
): readonly Series[] {
  if (rows === null) return [];
  const indicators = [
    ...measures.map((measure) => ({ measure, ratio: null })),
    ...ratios.map((ratio) => ({ measure: null, ratio })),
  ];
  return subjects.flatMap((subject) =>
    indicators.map((indicator, place) => {
      const read = rows.read[place];
      if (read === undefined) throw new Error('an indicator is not read');
      const points = pointsOf(years, (year) => rows.rowOf(nameOf(subject), year), read);
      return { ...labelOf(subject), scope, ...indicator, points };
    }),
  );
}
