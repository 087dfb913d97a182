import type { AdminLevel, Region } from '../../domain/region';
import type { AgencyIdentity, AgencyKind } from '../../domain/report-draft';
import { type KnownZone, knownZoneAt } from '../../gazetteer/known-zones';
import { ancestorsOf, childrenOf, isMunicipalDistrict, isZoneRegion, liesIn } from '../../gazetteer/regions';
import { shortNamesOf } from '../../gazetteer/short-names';
import { DEPARTMENT_END, expandDepartment, expandZoneWord, ZONE_WORDS } from './agency-words';

/** A development zone: what agencies of it are named after, and where it is. */
export interface Zone {
  readonly name: string;
  readonly regionCode: string;
  readonly level: AdminLevel;
  /** What governs it, where that is no 管理委员会. */
  readonly committee?: string;
}

const ZONE = new RegExp(`^(.{0,14}?)(${ZONE_WORDS.join('|')})(.*)$`, 'u');
const COMMITTEE = /^(?:党工委、?)?(开发建设)?(?:管理委员会|管委会|管委(?!会))/u;
/** 沣东新城管理委员会 of 西咸新区 */
const ZONE_WITHIN = /^[^局厅办及、]{1,8}(?:区|新城|园)(?:管理委员会|管委会)$/u;
const OFFICE = /^(?:党政)?(?:综合)?办公?室?$/u;
const TOWN = /^(.{1,10}?)(?:街道(?:办事处|办)?|(镇|乡)(?:人民政府|政府)?)$/u;
const NO_NAME = /[局厅办各及其的\d,、。/]|政府|街道/u;
/** Kinds of zone that are called after the city without its 市, whatever is printed. */
const CALLED_BY_STEM = /^(?:高新|高技术|经济(?:技术)?开发区)/u;

/** The name of a listed zone without the places it begins with: 高新技术产业开发区 of 济南高新技术产业开发区. */
function withoutPlace(zone: Region): string {
  let { name } = zone;
  for (const outer of [...ancestorsOf(zone)].reverse()) {
    for (const place of [outer.name, ...shortNamesOf(outer)]) {
      if (name.startsWith(place)) {
        name = name.slice(place.length);
        break;
      }
    }
  }
  return name;
}

/** The level of a zone that lies in a region: below it. */
export function levelIn(region: Region): AdminLevel {
  return region.level === 'PROVINCE' && !region.name.endsWith('市') ? 'PREFECTURE' : 'COUNTY';
}

/** 经开区 and 开发区 are short for the one listed zone of the region that they fit. */
const SHORT_ZONE = /^(?:经开区|开发区)$/u;
const FULL_ZONE = /^经济(?:技术)?开发区$/u;

function findListed(region: Region, own: string): Region | undefined {
  const listed = childrenOf(region.code).filter(isZoneRegion);
  const exact = listed.find((each) => withoutPlace(each) === own);
  if (exact !== undefined || !SHORT_ZONE.test(own)) return exact;
  const [one, other] = listed.filter((each) => FULL_ZONE.test(withoutPlace(each)));
  return other === undefined ? one : undefined;
}

/** Zones of the gazetteer keep their own code and name; others lie in the region they are named after. */
function findZone(region: Region, stem: string, word: string, place: string): Zone {
  const own = stem + expandZoneWord(word);
  const listed = findListed(region, own);
  if (listed !== undefined) return { name: listed.name, regionCode: listed.code, level: 'COUNTY' };
  const called =
    stem === '' && CALLED_BY_STEM.test(word) && !region.name.endsWith('新区')
      ? (shortNamesOf(region)[0] ?? region.name)
      : place;
  return { name: called + own, regionCode: region.code, level: levelIn(region) };
}

/** The agency of a zone that what follows its name stands for. */
export function identifyWithin(zone: Zone, printed: string): AgencyIdentity | null {
  const { regionCode, level, committee: ruling = '管理委员会' } = zone;
  const place = zone.name.replace(/管委会$/u, '');
  const identity = (organ: string, kind: AgencyKind, at: AdminLevel = level): AgencyIdentity => ({
    name: place + organ,
    regionCode,
    kind,
    level: at,
  });
  const [committee = '', purpose = ''] = COMMITTEE.exec(printed) ?? [];
  const organ = printed.slice(committee.length);
  if (organ === '' || organ === '人民政府' || organ === '政府' || organ === ruling)
    return identity(purpose + ruling, ruling.endsWith('委员会') ? 'GOVERNMENT' : 'DEPARTMENT');
  if (OFFICE.test(organ)) return identity(`${purpose}管理委员会办公室`, 'GENERAL_OFFICE');
  if (ZONE_WITHIN.test(organ)) return identity(organ.replace(/管委会$/u, '管理委员会'), 'GOVERNMENT');
  const town = TOWN.exec(organ);
  if (town?.[1] !== undefined && !NO_NAME.test(town[1])) {
    const unit = town[2];
    return unit === undefined
      ? identity(`${town[1]}街道办事处`, 'OTHER', 'TOWNSHIP')
      : identity(`${town[1]}${unit}人民政府`, 'GOVERNMENT', 'TOWNSHIP');
  }
  if (NO_NAME.test(organ.slice(0, -1).replace(/办公$/u, ''))) return null;
  return DEPARTMENT_END.test(organ) ? identity(expandDepartment(organ), 'DEPARTMENT') : null;
}

/**
 * The agency of a development zone: the zone itself is its 管理委员会. Zones of prefectures count as COUNTY, those of provinces as
 * PREFECTURE. Null when the name has no zone in it.
 * @param region a listed zone with the rest of the name after it, or the division the zone lies in with everything after it
 * @param place how that division is called in the name
 */
export function identifyZone(region: Region, organ: string, place: string): AgencyIdentity | null {
  if (isZoneRegion(region))
    return identifyWithin({ name: region.name, regionCode: region.code, level: 'COUNTY' }, organ);
  const known = knownZoneAt(organ);
  if (known !== null && liesIn(known.region, region)) return identifyKnownZone(known, organ);
  const parts = ZONE.exec(organ);
  const [, stem, word, rest] = parts ?? [];
  if (stem === undefined || word === undefined || rest === undefined || NO_NAME.test(stem)) return null;
  return identifyWithin(findZone(region, stem, word, place), rest);
}

function identifyKnownZone({ name, committee, region, length }: KnownZone, printed: string): AgencyIdentity | null {
  const level = isZoneRegion(region) ? 'COUNTY' : levelIn(region);
  return identifyWithin({ name, committee, regionCode: region.code, level }, printed.slice(length));
}

/** The agency of a zone that is known by its name, whether that says where it is or not. */
export function identifyZoneByName(printed: string): AgencyIdentity | null {
  const known = knownZoneAt(printed);
  return known === null ? null : identifyKnownZone(known, printed);
}

/** 松山湖 is not of 松山, nor 甘泉堡 of 甘泉. */
const OTHER_PLACE = /^[山湖岛堡河江溪泉湾岭洲]/u;
/** 恒山风景名胜区 is not that of 鸡西市恒山区, nor 江南产业集中区 that of 南宁市江南区; zones of these kinds are called after the district they are in. */
const OF_DISTRICT = /^(?:国家|省)?级?(?:高新|高技术|经济(?:技术)?开发区|经开区|开发区|工业园|产业园)/u;

/**
 * True when what is called after the short name of a county may be called after something else.
 * @param organ what follows the name of the county
 */
export function mayBeElsewhere(region: Region, organ: string): boolean {
  if (region.level !== 'COUNTY' || isZoneRegion(region) || !ZONE.test(organ)) return false;
  return OTHER_PLACE.test(organ) || (isMunicipalDistrict(region) && !OF_DISTRICT.test(organ));
}
