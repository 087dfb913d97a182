import { DIMENSIONS, type Dimension, type GroupKey } from '../domain/aggregates';
import { ADMIN_LEVELS } from '../domain/region';
import { AGENCY_KINDS, REPORT_SCOPES } from '../domain/report-draft';
import { FORM_VERSIONS } from '../domain/statutory-form';
import { allRegions, formerRegions, regionByCode } from '../gazetteer/regions';
import type { OrderTerm } from './keyset';
import type { Row } from './shape-rows';

/** First four digits that are no prefecture: districts of the municipalities and counties governed by a province itself. */
function withoutPrefecture(): readonly string[] {
  const counties = [...allRegions(), ...formerRegions()].filter(({ level }) => level === 'COUNTY');
  const prefixes = new Set(counties.map(({ code }) => code.slice(0, 4)));
  return [...prefixes].sort().filter((prefix) => regionByCode(`${prefix}00`) === undefined);
}

let prefixes: string | undefined;
const noPrefectures = (): string => {
  prefixes ??= withoutPrefecture()
    .map((prefix) => `'${prefix}'`)
    .join(', ');
  return prefixes;
};

/** The value of a dimension for the report of this alias; NULL where a region has no such level. */
export function dimensionSql(dimension: Dimension, report: string): string {
  const region = `${report}.region_code`;
  switch (dimension) {
    case 'YEAR':
      return `${report}.year`;
    case 'AGENCY':
      return `${report}.agency_id`;
    case 'REGION':
      return region;
    case 'PROVINCE':
      return `left(${region}, 2) || '0000'`;
    case 'PREFECTURE':
      return (
        `CASE WHEN right(${region}, 4) <> '0000' AND left(${region}, 4) NOT IN (${noPrefectures()})` +
        ` THEN left(${region}, 4) || '00' END`
      );
    case 'COUNTY':
      return `CASE WHEN right(${region}, 2) <> '00' THEN ${region}::text END`;
    case 'LEVEL':
    case 'KIND':
    case 'SCOPE':
    case 'FORM':
      return `${report}.${dimension.toLowerCase()}`;
  }
}

const WITHIN_REGION: ReadonlySet<Dimension> = new Set(['PROVINCE', 'PREFECTURE', 'COUNTY']);

/** Whether two reports are of one group of a dimension. Most agencies stay in their region, which is compared sooner than what it lies in. */
export function sameGroupSql(dimension: Dimension, one: string, other: string): string {
  const same = `(${dimensionSql(dimension, one)}) IS NOT DISTINCT FROM (${dimensionSql(dimension, other)})`;
  return WITHIN_REGION.has(dimension) ? `(${one}.region_code = ${other}.region_code OR ${same})` : same;
}

export const keyColumn = (dimension: Dimension): string => `key_${dimension.toLowerCase()}`;

/** Words are ordered as the contract lists them, not as the alphabet does. */
const WORDS: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  LEVEL: ADMIN_LEVELS,
  KIND: AGENCY_KINDS,
  SCOPE: REPORT_SCOPES,
  FORM: FORM_VERSIONS,
};

/** Orders rows that have the key columns; agencies by their number, regions by their code. */
export function dimensionOrder(
  dimension: Dimension,
  direction: OrderTerm['direction'],
  nulls: OrderTerm['nulls'],
): OrderTerm {
  const column = `grouped.${keyColumn(dimension)}`;
  const words = WORDS[dimension];
  const name = `BY ${dimension}`;
  if (words === undefined) {
    const type = dimension === 'YEAR' || dimension === 'AGENCY' ? 'bigint' : 'text';
    return { name, sql: type === 'text' ? `${column}::text` : column, type, direction, nulls };
  }
  const list = words.map((word) => `'${word}'`).join(', ');
  return { name, sql: `array_position(ARRAY[${list}], ${column})`, type: 'bigint', direction, nulls };
}

const keyField = (dimension: Dimension): string => (dimension === 'AGENCY' ? 'agencyId' : dimension.toLowerCase());
const NO_KEY = Object.fromEntries(DIMENSIONS.map((dimension) => [keyField(dimension), null]));

/** Reads the key columns of a row; null for what is no dimension of it. */
export function keyReader(groupBy: readonly Dimension[]): (row: Row) => GroupKey {
  const columns = groupBy.map((dimension) => [keyField(dimension), keyColumn(dimension)] as const);
  return (row) => {
    const key: Record<string, unknown> = { ...NO_KEY };
    for (const [field, column] of columns) key[field] = row[column] ?? null;
    return key as unknown as GroupKey;
  };
}
