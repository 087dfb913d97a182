import type { AdminLevel, Region } from '../../src/domain/region';
import type { AgencyIdentity } from '../../src/domain/report-draft';
import { allRegions, isZoneRegion } from '../../src/gazetteer/regions';

const DEPARTMENTS = (
  '发展和改革委员会 教育局 科学技术局 工业和信息化局 公安局 民政局 司法局 财政局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局 ' +
  '交通运输局 水利局 农业农村局 商务局 文化和旅游局 卫生健康委员会 退役军人事务局 应急管理局 审计局 市场监督管理局 统计局 医疗保障局 信访局 ' +
  '行政审批服务局 综合行政执法局 林业局 体育局 城市管理局 乡村振兴局 大数据局'
).split(' ');
const TOWNS = 20;
/** Agencies of a division: government, office, departments, and in a county its towns. */
const EACH = 2 + DEPARTMENTS.length + TOWNS * 0.85;

function agenciesOf(region: Region): readonly AgencyIdentity[] {
  const { code: regionCode, fullName, level } = region;
  const own = (name: string, kind: AgencyIdentity['kind'], at: AdminLevel = level): AgencyIdentity => ({
    name: fullName + name,
    regionCode,
    kind,
    level: at,
  });
  const towns = level === 'COUNTY' ? Array.from({ length: TOWNS }, (_, at) => `第${at + 1}镇人民政府`) : [];
  return [
    own('人民政府', 'GOVERNMENT'),
    own(level === 'PROVINCE' ? '人民政府办公厅' : '人民政府办公室', 'GENERAL_OFFICE'),
    ...DEPARTMENTS.map((name) => own(name, 'DEPARTMENT')),
    ...towns.map((name) => own(name, 'GOVERNMENT', 'TOWNSHIP')),
  ];
}

/**
 * So many agencies, of as many divisions as that takes, spread over the country: made-up towns, real divisions.
 * @param count - some 155,000 are there at most
 */
export function nationalAgencies(count: number): readonly AgencyIdentity[] {
  const divisions = allRegions().filter((region) => !isZoneRegion(region));
  const wanted = Math.min(divisions.length, Math.ceil(count / EACH));
  const chosen = divisions.filter(
    (_, at) => Math.floor((at * wanted) / divisions.length) !== Math.floor(((at + 1) * wanted) / divisions.length),
  );
  const agencies = chosen.flatMap(agenciesOf).slice(0, count);
  if (agencies.length < count) throw new Error(`there are only ${agencies.length} agencies to write reports of`);
  return agencies;
}
