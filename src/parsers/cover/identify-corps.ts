import type { AgencyIdentity, AgencyKind } from '../../domain/report-draft';
import { regionByCode } from '../../gazetteer/regions';
import { existedIn } from '../../gazetteer/regions-in-year';
import { DEPARTMENT_END, expandDepartment } from './agency-words';

/** The corps governs an area within Xinjiang and has no code of its own. */
export const CORPS = '新疆生产建设兵团';
const XINJIANG = '650000';

/** Cities that are one with a division, in the order of the divisions; the eleventh and the twelfth have none. */
const CITIES: readonly (string | null)[] = [
  '659002',
  '659006',
  '659003',
  '659008',
  '659007',
  '659004',
  '659010',
  '659001',
  '659012',
  '659005',
  null,
  null,
  '659011',
  '659009',
];
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四'] as const;

const NAME =
  /^(?:新疆维吾尔自治区)?(?<corps>(?:新疆)?(?:生产建设)?兵团)?(?:(?<sort>农业?(?:建设)?|建设工程|建筑工程)?第?(?<division>十[一二三四]?|[一二三四五六七八九]|1[0-4]|\d)师)?(?<rest>.*)$/u;
const GOVERNMENT = /^(?:人民政府|政府)?$/u;
const OFFICE = /^(?:人民政府|政府)?办(?:公室|公厅)?$/u;
const REGIMENT = /^[一二三四五六七八九十〇零百\d]{1,5}团(?:场)?(?:.{0,6}镇)?$/u;
const NO_NAME = /[各及其的\d,、。]|兵团|师/u;

/** What a name of the corps is about: the corps itself, or a division with its city. */
interface Body {
  readonly name: string;
  readonly regionCode: string;
  readonly level: AgencyIdentity['level'];
}

const cityOf = (ordinal: number): string | undefined => regionByCode(CITIES[ordinal - 1] ?? '')?.name;

/** A division with the city that is one with it in the year, whether the name has it or not; and what follows. */
function readDivision(ordinal: number, rest: string, year: number | null): readonly [Body, string] {
  const code = CITIES[ordinal - 1] ?? null;
  const city = code === null ? undefined : regionByCode(code);
  const name = `${CORPS}第${NUMERALS[ordinal - 1]}师`;
  if (city === undefined || !existedIn(city, year)) return [{ name, regionCode: XINJIANG, level: 'PREFECTURE' }, rest];
  const after = rest.replace(/^[·,、]/u, '');
  const organ = after.startsWith(city.name) ? after.slice(city.name.length) : rest;
  return [{ name: name + city.name, regionCode: city.code, level: city.level }, organ];
}

/**
 * The agency of 新疆生产建设兵团 that a name stands for: the corps, a division (第八师石河子市), their offices and departments, or a regiment. Null when it
 * is none of these.
 */
export function identifyCorps(printed: string, year: number | null): AgencyIdentity | null {
  const { corps, sort, division, rest = '' } = NAME.exec(printed)?.groups ?? {};
  const place = Math.max(NUMERALS.indexOf(division as (typeof NUMERALS)[number]) + 1, Number(division) || 0);
  const says =
    corps !== undefined || sort !== undefined || printed.startsWith('第') || rest.startsWith(cityOf(place) ?? '-');
  if (corps === undefined && (place === 0 || !says)) return null;
  const [body, organ]: readonly [Body, string] =
    place === 0 ? [{ name: CORPS, regionCode: XINJIANG, level: 'PROVINCE' }, rest] : readDivision(place, rest, year);
  const identity = (end: string, kind: AgencyKind, level = body.level): AgencyIdentity => ({
    name: body.name + end,
    regionCode: body.regionCode,
    kind,
    level,
  });
  // The government of the region is that of the autonomous region; the corps is another body in it.
  if (GOVERNMENT.test(organ)) return identity('', place === 0 ? 'OTHER' : 'GOVERNMENT');
  if (OFFICE.test(organ)) return identity(organ.replace(/办$/u, '办公室'), 'GENERAL_OFFICE');
  if (REGIMENT.test(organ)) return identity(organ, 'OTHER', 'TOWNSHIP');
  if (organ.length > 24 || NO_NAME.test(organ) || !DEPARTMENT_END.test(organ)) return null;
  return identity(expandDepartment(organ), 'DEPARTMENT');
}
