/** How columns are called, in both languages: by the form for figures, by the definitions for ratios, and by the words below for the rest. */
import { measureById } from '../domain/indicators';
import { definitionOf, type RatioId } from '../domain/ratio-definitions';
import { APPLICANT_TERMS, type Applicant, type Term } from '../domain/statutory-form';
import type { Asked } from './selections';

/** Of a part of a column's name, or of a whole one. */
export interface Label extends Term {
  /** What its numbers count, as `indicators` names it. */
  readonly unit: string | null;
}

export const UNITS_ZH: Readonly<Record<string, string>> = {
  applications: '件',
  cases: '件',
  documents: '件',
  decisions: '件',
  items: '项',
  projects: '个',
  yuan: '元',
  ratio: '比值',
  reports: '份报告',
  agencies: '个机关',
};

const WORDS_ZH: Readonly<Record<string, string>> = {
  absolute: '变化量',
  agency: '行政机关',
  agencyCount: '机关数',
  aliases: '别称',
  applicant: '申请人类型',
  applicationStats: '收到和处理政府信息公开申请情况',
  code: '代码',
  comparableAgencies: '可比机关数',
  correction: '更正',
  county: '县级',
  current: '本期',
  definition: '定义',
  denominator: '分母',
  diagnostics: '核查发现',
  excerpt: '原文片段',
  figures: '表格数据',
  form: '表式',
  formBreak: '表式变化',
  formula: '公式',
  fullName: '全称',
  heading: '标题',
  id: '编号',
  importedAt: '入库时间',
  inferred: '推断',
  kind: '机关类别',
  labelEn: '英文名称',
  labelZh: '中文名称',
  level: '行政层级',
  line: '行次',
  measure: '指标',
  missing: '缺数报告数',
  name: '名称',
  narrative: '正文',
  numerator: '分子',
  ordinal: '序号',
  parent: '上级',
  percentile: '百分位',
  prefecture: '地级',
  previous: '上期',
  printed: '原文',
  proactiveDisclosure: '主动公开政府信息情况',
  province: '省级',
  rank: '名次',
  ratio: '比率',
  region: '行政区划',
  relative: '变化率',
  report: '年度报告',
  reportCount: '报告数',
  reported: '有数报告数',
  reviewLitigation: '政府信息公开行政复议、行政诉讼情况',
  revision: '版次',
  scope: '口径',
  score: '命中次数',
  section: '章节',
  severity: '严重程度',
  snippet: '摘录',
  source: '原文文件',
  span: '位置',
  state: '状态',
  status: '状态',
  text: '正文',
  tied: '并列',
  title: '标题',
  titleEn: '英文名称',
  titleZh: '中文名称',
  total: '总计',
  track: '救济途径',
  unit: '单位',
  url: '网址',
  value: '数值',
  version: '版本',
  warnings: '提示',
  year: '年份',
};

const UNITS: Readonly<Record<string, string>> = {
  reportCount: 'reports',
  reported: 'reports',
  missing: 'reports',
  agencyCount: 'agencies',
  comparableAgencies: 'agencies',
};

const AGGREGATIONS_ZH: Readonly<Record<string, string>> = {
  SUM: '合计',
  MIN: '最小值',
  MAX: '最大值',
  MEAN: '平均值',
  MEDIAN: '中位数',
  P25: '第25百分位',
  P75: '第75百分位',
  P90: '第90百分位',
  STDDEV: '标准差',
  COUNT: '有数报告数',
};
const POOLINGS_ZH: Readonly<Record<string, string>> = { POOLED: '汇总比率', MEAN: '平均值', MEDIAN: '中位数' };

const spaced = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function measureLabel({ id, applicant, aggregation }: Asked['args']): Label {
  const { titleZh, titleEn, unit } = measureById(String(id));
  const who = applicant === 'TOTAL' ? null : APPLICANT_TERMS[applicant as Applicant];
  const how = String(aggregation);
  return {
    zh: [titleZh, who?.zh, how === 'SUM' ? null : AGGREGATIONS_ZH[how]].filter(Boolean).join('·'),
    en: [titleEn, who?.en, how === 'SUM' ? null : how].filter(Boolean).join(', '),
    unit: how === 'COUNT' ? 'reports' : unit,
  };
}

function ratioLabel({ id, definitionVersion, pooling }: Asked['args']): Label {
  const definition = definitionOf(id as RatioId, typeof definitionVersion === 'number' ? definitionVersion : undefined);
  const how = pooling === undefined || pooling === 'POOLED' ? null : String(pooling);
  return {
    zh: [definition?.titleZh ?? String(id), how && POOLINGS_ZH[how]].filter(Boolean).join('·'),
    en: [definition?.titleEn ?? String(id), how].filter(Boolean).join(', '),
    unit: 'ratio',
  };
}

function changeLabel({ measure, ratio, yearsBack }: Asked['args']): Label {
  const of = measure
    ? measureLabel({ id: measure, applicant: 'TOTAL', aggregation: 'SUM' })
    : ratioLabel({ id: ratio ?? '', pooling: 'POOLED' });
  return { zh: `${of.zh}·较${yearsBack}年前`, en: `${of.en}, against ${yearsBack} year(s) before`, unit: of.unit };
}

/** Objects on the way to a column that say nothing. */
const SILENT = new Set(['key', 'points', 'outcomes']);

/** What a field is called on its way to a column; null for one that goes without saying. */
export function labelOf(asked: Asked): Label | null {
  const { fieldName, typeName, args } = asked;
  if (SILENT.has(fieldName)) return null;
  if (typeName === 'MeasureValue') return measureLabel(args);
  if (typeName === 'RatioValue' && args.id !== undefined) return ratioLabel(args);
  if (typeName === 'Change') return changeLabel(args);
  const unit = typeName === 'RatioValue' ? 'ratio' : null;
  return { zh: WORDS_ZH[fieldName] ?? fieldName, en: spaced(fieldName), unit };
}

/** Fields whose numbers count what their indicator counts. */
const VALUES = new Set(['value', 'current', 'previous', 'absolute']);

/** What the numbers of a field count. @param outer - what the object that it is a field of is called */
export const unitOf = ({ fieldName }: Asked, outer: Label | undefined): string | null =>
  UNITS[fieldName] ?? (VALUES.has(fieldName) ? (outer?.unit ?? null) : null);
