import type { DataSource } from 'typeorm';
import type { AgencyFilter, PageAsk, ReportReader, Visibility } from '../domain/asking';
import { codeRange } from '../domain/region';
import { Agency } from '../entities/agency';
import { anyOf } from './asked-rows';
import { Bindings } from './bindings';
import { ascending, pageOf, pagesOf } from './keyset';
import { lookups } from './lookups';
import { namedLike, withinSql } from './report-filter-sql';
import { type Row, rowShaper } from './shape-rows';

type AgencyReader = Pick<
  ReportReader,
  'agenciesById' | 'agenciesByName' | 'agencies' | 'countAgencies' | 'agenciesWithin' | 'countAgenciesWithin'
>;

/** By region and name. */
export const AGENCY_ORDER = [
  ascending('REGION_CODE', 'agency.region_code', 'text'),
  ascending('AGENCY_NAME', 'agency.name', 'text'),
  ascending('ID', 'agency.id', 'bigint'),
];

/** The regions of a list, from the first two parameters, and which agencies lie in one. */
const ASKED_REGIONS = 'unnest($1::bpchar[], $2::bpchar[]) WITH ORDINALITY AS asked(from_code, before_code, place)';
const IN_ASKED_REGION = 'agency.region_code >= asked.from_code AND agency.region_code < asked.before_code';

function bindRegions(codes: readonly string[]): Bindings {
  const bindings = new Bindings();
  const ranges = codes.map(codeRange);
  bindings.bind(
    ranges.map(({ from }) => from),
    'bpchar[]',
  );
  bindings.bind(
    ranges.map(({ before }) => before),
    'bpchar[]',
  );
  return bindings;
}

/** An agency of which nothing is published does not exist for the public. */
export const SEEN_AGENCIES: Readonly<Record<Visibility, string>> = {
  ALL: 'agency.merged_into IS NULL',
  PUBLIC: 'EXISTS (SELECT FROM annual_report AS report WHERE report.agency_id = agency.id AND report.is_public)',
};

function conditionsOf(filter: AgencyFilter, visibility: Visibility, bindings: Bindings): readonly string[] {
  const conditions = [SEEN_AGENCIES[visibility]];
  if (typeof filter.name === 'string') conditions.push(namedLike('agency', filter.name, bindings));
  if (filter.within) conditions.push(withinSql('agency.region_code', filter.within, bindings));
  if (filter.level) conditions.push(`agency.level = ANY(${bindings.bind([...filter.level], 'text[]')})`);
  if (filter.kind) conditions.push(`agency.kind = ANY(${bindings.bind([...filter.kind], 'text[]')})`);
  return conditions;
}

export function createAgencyReader(dataSource: DataSource, visibility: Visibility): AgencyReader {
  const shape = rowShaper(dataSource, Agency);
  const database = lookups(dataSource);

  return {
    async agenciesById(ids) {
      const bindings = new Bindings();
      const sql =
        'SELECT named.id AS asked_id, agency.* FROM agency AS named JOIN agency ON agency.id = coalesce(named.merged_into, named.id)' +
        ` WHERE named.id = ${anyOf(ids, 'bigint', bindings)} AND ${SEEN_AGENCIES[visibility]}`;
      const rows = await database.query<Row[]>(sql, bindings.values);
      const byId = new Map(rows.map((row) => [row.asked_id, shape(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    },

    async agenciesByName(names) {
      const bindings = new Bindings();
      // No name holds U+0000, and PostgreSQL no text with one.
      const asked = bindings.bind(
        names.filter((name) => !name.includes('\0')),
        'text[]',
      );
      const rows = await database.query<Row[]>(
        `SELECT agency.* FROM agency WHERE (agency.name = ANY(${asked}) OR agency.aliases && ${asked}) AND ${SEEN_AGENCIES[visibility]}`,
        bindings.values,
      );
      const agencies = rows.map(shape);
      return names.map((name) => {
        const official = agencies.filter((agency) => agency.name === name);
        const [found, another] =
          official.length > 0 ? official : agencies.filter(({ aliases }) => aliases.includes(name));
        return another === undefined ? (found ?? null) : null;
      });
    },

    agencies(filter: AgencyFilter, page: PageAsk) {
      const bindings = new Bindings();
      const conditions = conditionsOf(filter, visibility, bindings);
      return pageOf(
        { database: dataSource, select: 'agency.*', from: 'agency', conditions, order: AGENCY_ORDER, bindings, shape },
        page,
      );
    },

    async countAgencies(filter: AgencyFilter) {
      const bindings = new Bindings();
      const conditions = conditionsOf(filter, visibility, bindings);
      const sql = `SELECT count(*) AS total FROM agency WHERE ${conditions.join(' AND ')}`;
      const [row] = await dataSource.query<{ total: number }[]>(sql, bindings.values);
      return row?.total ?? 0;
    },

    agenciesWithin(codes, page) {
      const conditions = [IN_ASKED_REGION, SEEN_AGENCIES[visibility]];
      const bindings = bindRegions(codes);
      return pagesOf(
        { database: dataSource, select: 'agency.*', from: 'agency', conditions, order: AGENCY_ORDER, bindings, shape },
        ASKED_REGIONS,
        codes.length,
        page,
      );
    },

    async countAgenciesWithin(codes) {
      const rows = await database.query<{ place: number; total: number }[]>(
        `SELECT asked.place, count(*) AS total FROM ${ASKED_REGIONS} JOIN agency ON ${IN_ASKED_REGION}` +
          ` WHERE ${SEEN_AGENCIES[visibility]} GROUP BY asked.place`,
        bindRegions(codes).values,
      );
      const totals = new Map(rows.map(({ place, total }) => [place, total]));
      return codes.map((_, place) => totals.get(place + 1) ?? 0);
    },
  };
}
