import type { Region } from '../../domain/region';
import { findRegions } from '../../gazetteer/region-names';
import { liesIn, regionByCode } from '../../gazetteer/regions';
import { identifyWithin, levelIn } from './identify-zone';
import { type NameContext, readRegionPrefix } from './name-context';
import type { NameReading } from './name-reading';

const NAME =
  /^(?:中国\((?<official>[^()]{2,6})\)自由贸易试验区|(?:中国)?(?<short>.{2,4}?)[省市]?(?:自贸(?:试验)?区|自由贸易试验区))(?:(?<area>[^局厅办及、()]{2,12}?)片区)?(?<organ>[^()]*)$/u;

/** Areas of free trade zones that are not called after where they lie. */
const AREAS: ReadonlyMap<string, string> = new Map([
  ['川南临港', '510500'],
  ['金义', '330700'],
  ['雄安', '130000'],
  ['大兴机场', '131000'],
  ['前海蛇口', '440300'],
  ['横琴新区', '440400'],
]);

/** Where an area of the zone of a province lies; null when neither its name nor the importer says it. */
function placeOf(province: Region, area: string | undefined, { home, year }: NameContext): Region | null {
  const isCity = province.name.endsWith('市');
  if (area === undefined || isCity) return province;
  const code = AREAS.get(area);
  if (code !== undefined) return regionByCode(code) ?? null;
  const inside = (readRegionPrefix(area, year)?.regions ?? []).filter((region) => liesIn(region, province));
  const outer = inside.find((region) => inside.every((each) => liesIn(each, region)));
  if (outer !== undefined) return outer;
  return home !== null && home !== province && liesIn(home, province) ? home : null;
}

/**
 * The agency of a free trade zone or of an area of one: 中国(福建)自由贸易试验区厦门片区管理委员会 lies in 厦门. One whose place is not known is a candidate. Null
 * when the name has no such zone in it.
 */
export function readFreeTradeZone(printed: string, context: NameContext): NameReading | null {
  if (!printed.includes('自贸') && !printed.includes('自由贸易')) return null;
  const { official, short, area, organ = '' } = NAME.exec(printed)?.groups ?? {};
  const provinceName = official ?? short;
  if (provinceName === undefined) return null;
  const province = findRegions(provinceName.replace(/[省市]$/u, '')).find(({ level }) => level === 'PROVINCE');
  if (province === undefined) return null;
  const name = `中国(${provinceName})自由贸易试验区${area === undefined ? '' : `${area}片区`}`;
  const place = placeOf(province, area, context);
  const { code, level } =
    place === null ? { code: province.code, level: province.level } : { code: place.code, level: levelIn(place) };
  const identity = identifyWithin({ name, regionCode: code, level }, organ);
  if (identity === null) return null;
  return place === null
    ? { identity: null, candidates: [identity.name], complete: false }
    : { identity, candidates: [], complete: true };
}
