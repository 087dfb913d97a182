import type { Region } from '../../domain/region';
import type { AgencyIdentity } from '../../domain/report-draft';
import { regionNamesAt } from '../../gazetteer/region-names';
import { isZoneRegion, liesIn } from '../../gazetteer/regions';
import { countiesWithTown } from '../../gazetteer/towns';
import { collect } from '../collect';
import {
  BASIN_BODY,
  CUSTOMS_SEATS,
  NATIONAL_ABBREVIATIONS,
  NATIONAL_BODIES,
  OF_A_SEA,
  PARENT_BODIES,
  SEVERAL_PROVINCES,
} from './agency-words';
import { foldText } from './fold-prose';
import { identifyAgency, identifyTownship, placeName, regionsThen } from './identify-agency';
import { identifyCorps } from './identify-corps';
import { readFreeTradeZone } from './identify-free-trade-zone';
import { identifyZoneByName, mayBeElsewhere } from './identify-zone';
import { type NameContext, NO_CONTEXT, narrowRegions, type RegionPrefix, readRegionPrefix } from './name-context';
import type { NameReading } from './name-reading';
import { startOfSecond } from './start-of-second';

const NOTHING: NameReading = { identity: null, candidates: [], complete: false };
const LONGEST_NAME = 60;

const INTERNAL_UNIT =
  /(?:(?:政府)?(?:政务|信息)(?:信息)?公开(?:与|和|工作)?[^局委厅府]{0,8}(?:科|股|处|室|组|中心|办)|(?:秘书|综合|文秘|法规|政策法规|法制|督查|行政|机关|信息|宣传|调研|电子政务|机要|业务|文电)[^局委厅府]{0,6}[科股处组])$/u;
const ORGAN_END = /(?:局|厅|委|委员会|办公室|办公厅|政府|政府办|办事处|管委会|中心|院|队|镇|乡|街道)$/u;
/** A bureau's office answers for the bureau; the office of a committee may be an agency of its own (机构编制委员会办公室). */
const OWN_OFFICE =
  /(?<=局|厅|办事处|中心|院|队|卫生健康委员会|卫健委|发展和改革委员会|发改委|国资委|教委|住建委|交通委)(?:党政)?(?:综合)?办(?:公室)?$/u;
const WEBSITE = /(?:门户|官方|公众信息|信息)?(?:网站|网|官网)$/u;
const BRACKETS = /\([^()]*\)$/u;

/** Takes off what is no part of the agency's name: websites, secondary names in brackets, sections inside an agency. */
export function withoutTrimmings(name: string): string {
  const plain = name.replace(WEBSITE, '').replace(BRACKETS, '');
  const outside = plain.replace(INTERNAL_UNIT, '');
  const organ = outside !== plain && ORGAN_END.test(outside) ? outside : plain;
  return organ.includes('办') ? organ.replace(OWN_OFFICE, '') : organ;
}

const NATIONAL_NAME = /^(?:国家|国务院|中国|全国)[^区(]{1,20}(?:局|委员会|委|会|署|行|部|办公室)$/u;

/** 中国国际贸易促进委员会济南市分会 is not a national body. */
function namesPlace(name: string): boolean {
  return [...name].some((_, at) => regionNamesAt(name, at).some(({ full }) => full));
}

function national(name: string): AgencyIdentity | null {
  if (name === '国务院办公厅') return { name, regionCode: null, kind: 'GENERAL_OFFICE', level: 'NATIONAL' };
  if (BASIN_BODY.test(name)) return ofSeveralProvinces(name);
  const full = NATIONAL_ABBREVIATIONS.get(name);
  const known = full !== undefined || NATIONAL_BODIES.has(name) || (NATIONAL_NAME.test(name) && !namesPlace(name));
  return known ? { name: full ?? name, regionCode: null, kind: 'DEPARTMENT', level: 'NATIONAL' } : null;
}

const ofSeveralProvinces = (name: string): AgencyIdentity => ({
  name,
  regionCode: null,
  kind: 'VERTICAL',
  level: 'NATIONAL',
});

/** 国家税务总局济南市税务局: a body named after its parent and its place. */
function resolveBranchOfParent(parent: string, printedRest: string, context: NameContext): NameReading {
  if (SEVERAL_PROVINCES.test(printedRest) || OF_A_SEA.test(printedRest))
    return { identity: ofSeveralProvinces(parent + printedRest), candidates: [], complete: true };
  const stationed = printedRest.startsWith('驻') ? '驻' : '';
  const rest = printedRest.slice(stationed.length);
  const prefix = readRegionPrefix(rest, context.year);
  if (prefix === null) return NOTHING;
  const organ = rest.slice(prefix.end);
  const identities = narrowRegions(prefix, context).map((region): AgencyIdentity => {
    const place = prefix.full ? placeName(region) : rest.slice(0, prefix.end);
    return { name: parent + stationed + place + organ, regionCode: region.code, kind: 'VERTICAL', level: region.level };
  });
  return /[局队行处室署部]$|专员办$/u.test(organ) ? readingIn(prefix, identities, context) : NOTHING;
}

/** 江苏省济南市历下区教育局: what follows a place is a place that does not lie in it. */
function namesOther(name: string, { end }: RegionPrefix): boolean {
  return regionNamesAt(name, end).some(
    ({ full, length, regions }) =>
      full &&
      length > 2 &&
      /(?:[省市县州盟旗]|(?<!新)区)$/u.test(name.slice(end, end + length)) &&
      !regions.every(isZoneRegion),
  );
}

/** What took the place of a division that ended is not the same: its agencies are candidates only. */
function readingIn(prefix: RegionPrefix, identities: readonly AgencyIdentity[], { year }: NameContext): NameReading {
  if (prefix.renamed === 'OTHER')
    return { identity: null, candidates: identities.map(({ name }) => name), complete: false };
  const reading = readingOf(identities, narrowRegions(prefix, { ...NO_CONTEXT, year }).length === 1);
  return prefix.renamed === 'SAME' ? { ...reading, renamed: true } : reading;
}

function readingOf(identities: readonly AgencyIdentity[], complete: boolean): NameReading {
  const [identity = null, other] = identities;
  if (other === undefined) return { identity, candidates: [], complete: complete && identity !== null };
  return { identity: null, candidates: identities.map(({ name }) => name), complete: false };
}

/** 区政府办公室, 市教育局: the unit says which kind of region of the context is meant. */
const GENERIC = /^(?:本|我)?(省|自治区|自治州|自治县|市|区|县|旗|州|盟)(?!场|域|政(?!府))(.+)$/u;

function resolveGeneric(name: string, context: NameContext): NameReading {
  const { home } = context;
  const [, unit, organ] = GENERIC.exec(name) ?? [];
  if (unit !== undefined && organ !== undefined && identifiable(organ)) {
    const suits = ({ name: place }: Region): boolean => place.endsWith(unit);
    const regions = home !== null && suits(home) ? [home] : context.mentioned().filter(suits);
    return readingOf(
      regions.flatMap((region) => identifyAgency(region, organ, '', true, context.year) ?? []),
      false,
    );
  }
  return home === null
    ? NOTHING
    : readingOf(
        [identifyAgency(home, name, '', true, context.year)].flatMap((each) => each ?? []),
        false,
      );
}

function identifiable(organ: string): boolean {
  return /^(?:人民政府|政府|府办)|[局委厅办室队]$|委员会$/u.test(organ);
}

/** A township without its county, where the context has exactly one of that name. */
function resolveTown(name: string, context: NameContext): NameReading {
  const town = /^(.{1,10}?(?:街道|镇|乡|苏木))(?:办事处|办|人民政府|政府)?$/u.exec(name)?.[1];
  if (town === undefined) return NOTHING;
  const around = context.home === null ? context.mentioned() : [context.home];
  if (around.length === 0) return NOTHING;
  const counties = countiesWithTown(town)
    .flatMap((county) => regionsThen(county, context.year))
    .filter((county) => around.some((region) => liesIn(county, region)));
  // The list of towns has its gaps; the document may name the county right before its town.
  const named = counties.length > 0 ? counties : around.filter((region) => context.says?.(region.name + town) === true);
  return readingOf(
    named.flatMap((county) => identifyTownship(county, name, context.year) ?? []),
    false,
  );
}

/** Two agencies named as one: 广州市黄埔区人民政府（广州开发区管委会）, 苏州高新区（虎丘区）. */
function resolveJoint(name: string, context: NameContext): NameReading | null {
  const split = startOfSecond(name);
  if (split === null) return null;
  const names = [name.slice(0, split[0]), name.slice(split[1]).replace(/\)$/u, '')];
  const candidates = names.flatMap((each) => {
    const { identity, candidates: several } = resolveAgencyName(each, context);
    return identity === null ? several : [identity.name];
  });
  return { identity: null, candidates: [...new Set(candidates)], complete: false, joint: true };
}

/** 中共济南市委机构编制委员会办公室, 共青团济南市委员会. */
const PARTY = /^(?:中国共产党|中共|共青团)(?!中央)/u;

function resolveOfParty(name: string, context: NameContext): NameReading {
  const party = PARTY.exec(name)?.[0] ?? '';
  const { identity, complete } = resolveAgencyName(name.slice(party.length), context);
  if (identity === null || (identity.kind !== 'DEPARTMENT' && identity.kind !== 'OTHER')) return NOTHING;
  return { identity: { ...identity, name: party + identity.name }, candidates: [], complete };
}

/** 中德青岛生态园: built together with another country. */
const WITH_COUNTRY = /^中[新德韩法日意俄瑞奥](?=.{2,12}(?:[区城园]|基地)(?:管理委员会|管委会)?$)/u;

function resolveBuiltTogether(name: string, context: NameContext): NameReading {
  const { identity, candidates, complete } = resolveAgencyName(name.slice(2), context);
  if (identity?.kind !== 'GOVERNMENT' || identity.level === 'TOWNSHIP') return NOTHING;
  return { identity: { ...identity, name: name.slice(0, 2) + identity.name }, candidates, complete };
}

/** A zone called after the short name of a county may lie elsewhere where nothing else in the document is about that county. */
function isElsewhere(name: string, prefix: RegionPrefix, region: Region, { home, mentioned }: NameContext): boolean {
  const [first] = regionNamesAt(name, 0);
  if (prefix.full || first?.length !== prefix.end || !mayBeElsewhere(region, name.slice(prefix.end))) return false;
  const near = home === null ? mentioned() : [home];
  return !near.some((place) => liesIn(region, place));
}

/** 矿区, 城区 and 东区 are words before they are names: they are those of the document's places, or nobody's. */
function isMereWord(name: string, { end }: RegionPrefix, region: Region, { home, mentioned }: NameContext): boolean {
  if (end !== 2 || !name.startsWith('区', 1)) return false;
  const near = home === null ? mentioned() : [home];
  return !near.some((place) => liesIn(region, place));
}

/**
 * Resolves the name of an agency as printed to its official full name, region, kind and level.
 *
 * Districts are given their city's name, counties and county-level cities none, whatever the document prints: 红谷滩区政府办 →
 * 南昌市红谷滩区人民政府办公室; 浙江省瑞安市政府 → 瑞安市人民政府. A place alone is its government. A name that several places share
 * (鼓楼区) is resolved by the context or not at all. Never throws.
 */
export function resolveAgencyName(printed: string, context: NameContext = NO_CONTEXT): NameReading {
  if (printed.length > 4 * LONGEST_NAME) return NOTHING;
  const folded = foldText(printed).replace(/^中华人民共和国/u, '');
  if (folded.length < 2 || folded.length > LONGEST_NAME) return NOTHING;
  const joint = resolveJoint(folded, context);
  if (joint !== null) return joint;
  if (PARTY.test(folded)) return resolveOfParty(folded, context);
  const name = withoutTrimmings(folded.replace(/^民航(?=.+(?:管理局|监管局)$)/u, '中国民用航空'));
  const whole = NATIONAL_BODIES.has(name) ? national(name) : null;
  if (whole !== null) return { identity: whole, candidates: [], complete: true };
  const parent = PARENT_BODIES.find((each) => name.length > each.length && name.startsWith(each));
  const branch = parent === undefined ? null : resolveBranchOfParent(parent, name.slice(parent.length), context);
  if (branch !== null && (branch !== NOTHING || name.startsWith('国家'))) return branch;
  if (parent !== undefined && readRegionPrefix(name.slice(parent.length), context.year) !== null) return NOTHING;
  const body = national(name);
  if (body !== null) return { identity: body, candidates: [], complete: true };
  const corps = identifyCorps(name, context.year);
  if (corps !== null) return { identity: corps, candidates: [], complete: true };
  if (name.includes('生产建设兵团')) return NOTHING;
  const zone = identifyZoneByName(name);
  if (zone !== null) return { identity: zone, candidates: [], complete: true };
  if (WITH_COUNTRY.test(name)) return resolveBuiltTogether(name, context);
  const freeTrade = readFreeTradeZone(name, context);
  if (freeTrade !== null) return freeTrade;
  const seat = CUSTOMS_SEATS.get(name);
  if (seat !== undefined) {
    return {
      identity: { name, regionCode: seat, kind: 'VERTICAL', level: 'PREFECTURE' },
      candidates: [],
      complete: true,
    };
  }
  const prefix = readRegionPrefix(name, context.year);
  const located = prefix === null ? NOTHING : resolveLocated(name, prefix, context);
  if (prefix !== null && (prefix.full || located !== NOTHING)) return located;
  // 城关镇人民政府 does not begin with 城关.
  const reading = resolveGeneric(name, context);
  return reading.identity === null && reading.candidates.length === 0 ? resolveTown(name, context) : reading;
}

/** A name that begins with its place. */
function resolveLocated(name: string, prefix: RegionPrefix, context: NameContext): NameReading {
  if (namesOther(name, prefix)) return NOTHING;
  const organ = name.slice(prefix.end);
  const place = name.slice(0, prefix.end);
  const regions = narrowRegions(prefix, context);
  const identities = collect(regions, (region) => identifyAgency(region, organ, place, prefix.full, context.year));
  const [region] = regions;
  if (identities.length === 0) return NOTHING;
  const reading = readingIn(prefix, identities, context);
  if (reading.identity === null || region === undefined) return reading;
  const elsewhere = isElsewhere(name, prefix, region, context);
  if (elsewhere && context.home !== null) return resolveGeneric(name, context);
  if (!elsewhere && !isMereWord(name, prefix, region, context)) return reading;
  return { identity: null, candidates: [reading.identity.name], complete: false };
}
