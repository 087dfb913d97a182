import type { DataSource } from 'typeorm';
import type { AggregateReader, RankedReport, RankingAsk, RankingCensus } from '../domain/aggregates';
import { withScope } from '../domain/asked-scopes';
import { InvalidAskError, type PageAsk, type Visibility } from '../domain/asking';
import { formsOfRatio } from '../domain/ratio-definitions';
import { Bindings } from './bindings';
import { FigureSql } from './figure-sql';
import { plain } from './group-columns';
import { definitionAsked, partsOf } from './group-source';
import { ascending, type OrderTerm, pageOf } from './keyset';
import { limited } from './limited';
import { REPORT_COLUMNS, reportShaper } from './report-columns';
import { currentRevisions, reportFilterSql } from './report-filter-sql';
import type { Row } from './shape-rows';

type RankingReader = Pick<AggregateReader, 'ranking' | 'rankingCensus'>;

const ORDER: readonly OrderTerm[] = [
  ascending('RANK', 'ranked.rank', 'bigint'),
  ascending('AGENCY_ID', 'ranked.agency_id', 'bigint'),
];

const REPORT = {
  select: REPORT_COLUMNS,
  joins:
    ' JOIN annual_report AS report ON report.agency_id = page.agency_id AND report.year = page.year AND report.revision = page.revision',
  orderBy: 'page.rank, page.agency_id',
} as const;

interface Peers {
  /** Every filtered peer with its parts, and whether it can be ranked, as `peer`. */
  readonly from: string;
  /** The condition that it can be, said of the parts: the database applies it to the figures before it looks the report up. */
  readonly ranked: string;
}

function peersSql(ask: RankingAsk, visibility: Visibility, bindings: Bindings): Peers {
  if (ask.minimumDenominator < 0)
    throw new InvalidAskError(`minimumDenominator is ${ask.minimumDenominator}; ask for 0 or more.`);
  const figures = new FigureSql();
  const definition = definitionAsked({ id: ask.ratio, version: ask.version });
  const { numerator, denominator, known } = partsOf(definition, figures);
  const filter = reportFilterSql(withScope(ask.filter, null), figures, bindings);
  const minimum = bindings.bind(ask.minimumDenominator, 'integer');
  const printed = formsOfRatio(definition)
    .map((form) => `'${form}'`)
    .join(', ');
  const status =
    `CASE WHEN ${known} THEN CASE WHEN ${denominator} = 0 THEN 'ZERO_DENOMINATOR'` +
    ` WHEN ${denominator} < ${minimum} THEN 'BELOW_MINIMUM' ELSE 'OK' END` +
    ` WHEN report.form IN (${printed}) THEN 'NOT_REPORTED' ELSE 'NOT_ON_FORM' END`;
  const from =
    `(SELECT report.agency_id, report.year, report.revision, ${numerator}::numeric AS numerator, ${denominator}::numeric AS denominator, ${status} AS status` +
    ` FROM annual_report AS report${figures.joins}` +
    ` WHERE ${currentRevisions(visibility, ask.filter)} AND report.year = ${bindings.bind(ask.year, 'integer')} AND ${filter}) AS peer`;
  const ranked = `peer.numerator IS NOT NULL AND peer.denominator <> 0 AND peer.denominator >= ${minimum}`;
  return { from, ranked };
}

/** Division of two numbers that a double holds exactly: equal ratios are equal, and the value is the one that is shown. */
const VALUE = 'peer.numerator::double precision / peer.denominator::double precision';

/** How many have a lower value, told from the one order that the ranks are counted in: another order would be another sort. */
const LOWER = { ASC: 'rank - 1', DESC: 'peers - rank + 1 - alike' } as const;

const STATUSES = ['OK', 'NOT_ON_FORM', 'ZERO_DENOMINATOR', 'BELOW_MINIMUM', 'NOT_REPORTED'] as const;
const CENSUS = STATUSES.map((status) => `count(*) FILTER (WHERE peer.status = '${status}') AS "${status}"`).join(', ');

export function createRankingReader(dataSource: DataSource, visibility: Visibility): RankingReader {
  const database = limited(dataSource);
  const shapeReport = reportShaper(dataSource);
  const shape = (row: Row): RankedReport => ({
    rank: Number(row.rank),
    tied: row.tied === true,
    percentile: Number(row.percentile),
    report: shapeReport(row),
    value: Number(row.value),
    numerator: plain(String(row.numerator)),
    denominator: plain(String(row.denominator)),
  });

  return {
    ranking(ask: RankingAsk, page: PageAsk) {
      const bindings = new Bindings();
      const peers = peersSql(ask, visibility, bindings);
      const order = `ORDER BY value ${ask.direction}`;
      const parts = 'peer.agency_id, peer.year, peer.revision, peer.numerator, peer.denominator';
      const from =
        `(SELECT placed.*, alike > 1 AS tied, CASE WHEN peers = 1 THEN 100 ELSE 100 * ((${LOWER[ask.direction]})::double precision / (peers - 1)) END AS percentile` +
        ` FROM (SELECT valued.*, rank() OVER (${order}) AS rank,` +
        ` count(*) OVER (${order} RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS alike, count(*) OVER () AS peers` +
        ` FROM (SELECT ${parts}, ${VALUE} AS value FROM ${peers.from} WHERE ${peers.ranked}) AS valued) AS placed) AS ranked`;
      const select = 'ranked.*';
      return pageOf({ database, select, from, conditions: [], order: ORDER, bindings, shape, lookUp: REPORT }, page);
    },

    async rankingCensus(ask: RankingAsk): Promise<RankingCensus> {
      const bindings = new Bindings();
      const [counts] = await database.query<Readonly<Record<(typeof STATUSES)[number], number>>[]>(
        `SELECT ${CENSUS} FROM ${peersSql(ask, visibility, bindings).from}`,
        bindings.values,
      );
      const countOf = (status: (typeof STATUSES)[number]): number => counts?.[status] ?? 0;
      const excluded = STATUSES.filter((status) => status !== 'OK' && countOf(status) > 0);
      return { ranked: countOf('OK'), excluded: excluded.map((status) => ({ status, count: countOf(status) })) };
    },
  };
}
