import type { ReadingHints, ReportScope } from '../../../src/domain/report-draft';

/** How a report begins and ends, and what is to be read from it. */
export interface CoverCase {
  readonly text: string;
  /** Null when it must not be resolved. */
  readonly agency: string | null;
  readonly regionCode?: string | null;
  readonly year: number | null;
  readonly scope: ReportScope;
  readonly title?: string;
  readonly hints?: ReadingHints;
  readonly codes?: readonly string[];
}

const REST =
  '\n一、总体情况\n认真落实条例要求。\n二、主动公开政府信息情况\n规章 | 0 | 0 | 0 |\n六、其他需要报告的事项\n无。\n';
const LAW = '根据《中华人民共和国政府信息公开条例》第五十条规定，';
const PERIOD = '本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。';

const OWN = 'OWN' as const;
const CONSOLIDATED = 'CONSOLIDATED' as const;

/** A title and nothing more: agency, year, and CONSOLIDATED or not. */
const titled = (text: string, agency: string | null, year: number | null, scope: ReportScope = 'OWN'): CoverCase => ({
  text: `${text}${REST}`,
  agency,
  year,
  scope,
});

export const COVER_CASES: readonly CoverCase[] = [
  // a list of other reports above one whose own title says less
  ...['政府信息公开工作年度报告', '2022年政府信息公开工作年度报告'].map((title) => ({
    text: `平阳县民政局2023年政府信息公开工作年度报告\n杭州市人民政府2023年政府信息公开工作年度报告\n${title}\n本报告由平罗县水务局编制，统计期限自2022年1月1日起至2022年12月31日止。${REST}`,
    agency: '平罗县水务局',
    regionCode: '640221',
    year: 2022,
    scope: OWN,
  })),
  {
    text: `2022年政府信息公开工作年度报告\n信息来源：武汉市人民政府办公室\n本报告由武汉东湖新技术开发区管理委员会按照《条例》编制。${REST}`,
    agency: '武汉东湖新技术开发区管理委员会',
    year: 2022,
    scope: CONSOLIDATED,
  },
  // one link above a title without a name: of another agency perhaps, unless its name comes again
  ...['政府信息公开工作年度报告', '2023年政府信息公开工作年度报告'].map((title) => ({
    text: `平阳县民政局2023年政府信息公开工作年度报告\n发布日期：2024-01-20\n${title}\n${LAW}现将有关情况公布如下。${REST}`,
    agency: null,
    year: 2023,
    scope: 'UNKNOWN' as const,
    codes: ['AGENCY_UNRESOLVED'],
  })),
  {
    text: `平阳县民政局2023年政府信息公开工作年度报告\n政府信息公开工作年度报告\n${LAW}平阳县民政局编制本报告。${REST}`,
    agency: '平阳县民政局',
    year: 2023,
    scope: OWN,
  },
  // titles in brackets, before colons and dashes, and names behind them
  ...[
    '【济南市教育局】2023年政府信息公开工作年度报告',
    '【年报】济南市教育局2023年政府信息公开工作年度报告',
    '济南市教育局：2023年政府信息公开工作年度报告',
    '济南市教育局——2023年政府信息公开工作年度报告',
    '2023年政府信息公开工作年度报告（济南市教育局）',
    '2023年政府信息公开工作年度报告-济南市教育局',
    '2023年度政府信息公开工作年度报告 济南市教育局',
    '2023年政府信息公开工作年度报告\n（济南市教育局）',
    '济南市教育局政府信息公开工作年度报告〔2023〕',
    '济南市教育局二О二三年政府信息公开工作年度报告',
    '转发：济南市教育局2023年政府信息公开工作年度报告',
    '来源：济南市教育局 作者：办公室 发布时间：2024-01-22\n2023年政府信息公开工作年度报告',
    '发文机构：济南市教育局 生成日期：2024-01-22\n2023年政府信息公开工作年度报告',
    '索引号 | 0143/2024-9\n发文机关 | 济南市教育局\n2023年政府信息公开工作年度报告',
  ].map((title) => titled(`${title}\n${LAW}`, '济南市教育局', 2023)),
  ...[
    '2023年政府信息公开工作年度报告\n填报单位：济南市教育局',
    '2023年政府信息公开工作年度报告\n单位名称：济南市教育局（盖章）',
    '2023年政府信息公开工作年度报告\n根据《条例》和有关规定，济南市教育局编制了本年度报告。',
    '济南市教育局2023年政务公开和政府信息公开工作年度报告',
  ].map((title) => titled(`${title}\n${LAW}`, '济南市教育局', 2023)),
  // a date is not the year
  ...['2024年1月\n济南市教育局政府信息公开工作年度报告', '济南市教育局政府信息公开工作年度报告（2024年1月20日）'].map(
    (title) => ({ ...titled(`${title}\n`, '济南市教育局', null), codes: ['YEAR_UNRESOLVED'] }),
  ),
  // the head of the page is not the school that reports
  {
    ...titled('历城二中2023年信息公开工作年度报告\n济南市教育局\n', null, 2023, 'UNKNOWN'),
    codes: ['AGENCY_UNRESOLVED'],
  },
  // reports on a part of a year are on no year
  ...['上半年', '第一季度', '1-6月'].map((part) => ({
    ...titled(`济南市教育局2023年${part}政府信息公开工作报告\n${LAW}`, '济南市教育局', null),
    codes: ['YEAR_UNRESOLVED'],
  })),
  {
    ...titled('济南市教育局2012-2013学年信息公开工作年度报告\n', '济南市教育局', null),
    codes: ['YEAR_UNRESOLVED'],
  },
  // two agencies as one, and two titles of one year
  ...[
    '济南市教育局 济南市体育局2023年政府信息公开工作年度报告',
    '黄埔区/广州开发区2023年政府信息公开工作年度报告',
    '济南市教育局2023年政府信息公开工作年度报告\n济南市体育局2023年政府信息公开工作年度报告',
  ].map((title) => ({
    ...titled(`${title}\n`, null, 2023, 'UNKNOWN'),
    codes: ['AGENCY_UNRESOLVED'],
  })),
  // 全州 and 天全县 are places, 区直属机关 is no gathering
  ...[
    ['全州县农业农村局', '全州县农业农村局'],
    ['张家口市万全区公安局', '张家口市万全区公安局'],
    ['北京市海淀区直属机关工作委员会', '北京市海淀区直属机关工作委员会'],
    ['济南市直机关工作委员会', '济南市直机关工作委员会'],
  ].map(([printed, agency]) =>
    titled(`2023年政府信息公开工作年度报告\n本报告由${printed}编制。`, agency ?? null, 2023),
  ),
  titled('济南市教育局\n济南市人民政府\n2023年政府信息公开工作年度报告\n', null, 2023, 'UNKNOWN'),
  titled('济南市人民政府\n济南市教育局\n2023年政府信息公开工作年度报告\n', '济南市教育局', 2023),
  titled('区教育局2023年政府信息公开工作年度报告\n工作动态见天桥区、历下区网站。', null, 2023, 'UNKNOWN'),
  // what is left out
  ...[
    '本报告未汇总各乡镇数据。',
    '以下数据未含各乡镇街道。',
    '本报告仅包含县政府（含办公室）的数据，各部门年度报告另行公布。',
  ].map((words) => ({
    ...titled(`费县人民政府2023年政府信息公开工作年度报告\n${words}`, '费县人民政府', 2023, 'OWN'),
    codes: ['SCOPE_UNCERTAIN'],
  })),
  // What was gathered for another report, or is to be.
  ...[
    '往年汇总全县各部门数据编制年度报告。',
    '下一步，汇总全县各部门数据，建立数据库。',
    '要求各乡镇、各部门汇总编制年度报告。',
  ].map((sentence) =>
    titled(`费县人民政府办公室2023年政府信息公开工作年度报告\n${sentence}`, '费县人民政府办公室', 2023),
  ),
  titled('费县人民政府办公室2023年政府信息公开工作年度报告\n所列数据非全县汇总数据。', '费县人民政府办公室', 2023),
  titled(
    '济南市人民政府办公厅2023年政府信息公开工作年度报告\n全市政府信息公开工作情况由市政府办公厅汇总发布。',
    '济南市人民政府办公厅',
    2023,
    'CONSOLIDATED',
  ),
  // the agency stands before the verb, or behind the colon of a contact
  {
    text: `关于2023年政府信息公开工作情况的报告\n根据要求，开化县水利局编制了2023年度政府信息公开工作年度报告。\n${REST}`,
    agency: '开化县水利局',
    regionCode: '330824',
    year: 2023,
    scope: 'OWN',
  },
  {
    text: `我局2022年政府信息公开工作年度报告\n${LAW}${REST}\n本报告如有疑问请联系：江阴市司法局办公室，电话：0510-86860000。`,
    agency: '江阴市司法局',
    regionCode: '320281',
    year: 2022,
    scope: 'OWN',
  },
  titled(
    '昌黎县教育和体育局2023年政府信息公开工作年度报告\n现将全县教育系统政府信息公开情况报告如下。\n',
    '昌黎县教育和体育局',
    2023,
  ),
  titled(
    '威海临港经济技术开发区管委2023年政府信息公开工作年度报告\n',
    '威海临港经济技术开发区管理委员会',
    2023,
    'CONSOLIDATED',
  ),
  // titles of letters that a report came with
  titled(
    '关于印发《济南市历下区人民政府2020年政府信息公开工作年度报告》的通知\n',
    '济南市历下区人民政府',
    2020,
    'CONSOLIDATED',
  ),
  titled('济南市人民政府办公厅关于印发2020年政府信息公开工作年度报告的通知\n', '济南市人民政府办公厅', 2020),
  titled('关于公布济南市教育局2020年政府信息公开工作年度报告的公告\n', '济南市教育局', 2020),
  titled(
    '济南市人民政府办公厅关于做好2020年政府信息公开工作年度报告编制工作的通知\n各区县人民政府：\n',
    null,
    2020,
    'UNKNOWN',
  ),
  titled(
    '关于报送2020年政府信息公开工作年度报告的函\n市政府办公厅：\n现将济南市教育局2020年政府信息公开工作年度报告报上。',
    '济南市教育局',
    2020,
  ),
  // years
  titled('历下区教育局2020年度政府信息公开工作年度报告（2021年发布）\n', '济南市历下区教育局', 2020),
  titled('济南市教育局二○二○年度政府信息公开年报\n发布时间：2021年01月20日\n', '济南市教育局', 2020),
  titled('济南市教育局2020政府信息公开年报\n', '济南市教育局', 2020),
  titled('济南市教育局政府信息公开年度报告（2020）\n', '济南市教育局', 2020),
  {
    ...titled('2019-2020年度济南市教育局政府信息公开工作年度报告\n', '济南市教育局', null),
    codes: ['YEAR_UNRESOLVED'],
  },
  titled(
    '济南市教育局政府信息公开年度报告\n本报告统计期限为2020年1月1日至2020年12月31日，2021年1月25日公布。\n',
    '济南市教育局',
    2020,
  ),
  // names
  titled('两江新区管委会2021年政府信息公开工作年度报告\n', '重庆两江新区管理委员会', 2021, 'CONSOLIDATED'),
  titled('周庄镇人民政府2021年政府信息公开工作年度报告\n联系地址：江苏省昆山市周庄镇\n', '昆山市周庄镇人民政府', 2021),
  titled('济南住房公积金管理中心2021年政府信息公开工作年度报告\n', '济南市住房公积金管理中心', 2021),
  titled(
    '北京市规划和自然资源委员会海淀分局2021年政府信息公开工作年度报告\n',
    '北京市规划和自然资源委员会海淀分局',
    2021,
  ),
  titled('中国科学院2021年政府信息公开工作年度报告\n', '中国科学院', 2021),
  titled('清华大学2021年信息公开年度报告\n', null, 2021, 'UNKNOWN'),
  { ...titled('2021年信息公开年度报告\n', '清华大学', 2021), hints: { agencyName: '清华大学' } },
  titled('江苏省济南市历下区教育局2021年政府信息公开工作年度报告\n', null, 2021, 'UNKNOWN'),
  titled('济南市教育局、济南市体育局2021年政府信息公开工作年度报告\n', null, 2021, 'UNKNOWN'),
  {
    text: '济南市教育局政府信息公开工作年度报告\n成文日期：2021年1月20日 有效期至2025年\n一、总体情况\n2020年，我局认真落实条例。\n',
    agency: '济南市教育局',
    year: 2020,
    scope: OWN,
  },
  {
    text: '济南市教育局政府信息公开工作年度报告\n成文日期：2021年1月20日\n一、总体情况\n一年来，我局认真落实。2021年，我局将继续努力。\n六、其他\n济南市教育局\n2021年1月20日\n',
    agency: '济南市教育局',
    year: null,
    scope: OWN,
    codes: ['YEAR_UNRESOLVED'],
  },
  {
    text: `政府信息公开年报\n根据条例规定，现将工作情况报告如下。${REST}`,
    agency: '济南市历下区教育局',
    year: 2023,
    scope: OWN,
    hints: {
      sourceUrl: `https://www.example.gov.cn/nb/${encodeURIComponent('历下区教育局2023年政府信息公开年报')}.pdf?id=2021`,
    },
  },
  // pages with other agencies around
  titled(
    '上一篇：济南市审计局2021年政府信息公开工作年度报告\n济南市财政局2021年政府信息公开工作年度报告\n来源：山东省人民政府网站\n',
    '济南市财政局',
    2021,
  ),
  titled('新疆生产建设兵团2022年政府信息公开工作年度报告\n', '新疆生产建设兵团', 2022, 'CONSOLIDATED'),
  // titles
  {
    text: `济南市历下区教育局2024年政府信息公开工作年度报告\n${LAW}编制本报告。${REST}`,
    agency: '济南市历下区教育局',
    regionCode: '370102',
    year: 2024,
    scope: OWN,
    title: '济南市历下区教育局2024年政府信息公开工作年度报告',
  },
  {
    text: `2023年度义乌市市场监督管理局政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '义乌市市场监督管理局',
    regionCode: '330782',
    year: 2023,
    scope: OWN,
  },
  {
    text: `关于新疆维吾尔自治区教育厅2022年政府信息公开工作年度报告\n现公布如下。${REST}`,
    agency: '新疆维吾尔自治区教育厅',
    regionCode: '650000',
    year: 2022,
    scope: OWN,
  },
  {
    text: `广州市发展和改革委员会关于2021年度政府信息公开工作情况的报告\n${LAW}${REST}`,
    agency: '广州市发展和改革委员会',
    regionCode: '440100',
    year: 2021,
    scope: OWN,
  },
  {
    text: `上海市长宁区卫生健康委员会\n2023年政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '上海市长宁区卫生健康委员会',
    regionCode: '310105',
    year: 2023,
    scope: OWN,
    title: '上海市长宁区卫生健康委员会2023年政府信息公开工作年度报告',
  },
  {
    text: `重庆市渝北区\n财政局2024年政府\n信息公开工作年度报告\n${LAW}${REST}`,
    agency: '重庆市渝北区财政局',
    regionCode: '500112',
    year: 2024,
    scope: OWN,
    title: '重庆市渝北区财政局2024年政府信息公开工作年度报告',
  },
  {
    text: `2024年度\n乌审旗人民政府办公室政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '乌审旗人民政府办公室',
    regionCode: '150626',
    year: 2024,
    scope: OWN,
  },
  {
    text: `# 深圳市南山区人民政府２０２４年政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '深圳市南山区人民政府',
    regionCode: '440305',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `恩施土家族苗族自治州人民政府二〇二三年政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '恩施土家族苗族自治州人民政府',
    regionCode: '422800',
    year: 2023,
    scope: CONSOLIDATED,
  },
  {
    text: `孟村回族自治县教育局政府信息公开工作年度报告（2022年度）\n${LAW}${REST}`,
    agency: '孟村回族自治县教育局',
    regionCode: '130930',
    year: 2022,
    scope: OWN,
    title: '孟村回族自治县教育局政府信息公开工作年度报告（2022年度）',
  },
  {
    text: `《青海省海西州政府办公室2023年政府信息公开年报》\n${LAW}${REST}`,
    agency: '海西蒙古族藏族自治州人民政府办公室',
    regionCode: '632800',
    year: 2023,
    scope: OWN,
  },
  {
    text: `首页 > 政务公开 > 政府信息公开年报\n首页>政务公开>山东省教育厅2023年政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '山东省教育厅',
    regionCode: '370000',
    year: 2023,
    scope: OWN,
    title: '山东省教育厅2023年政府信息公开工作年度报告',
  },
  {
    text: `瑞安市人民政府信息公开工作年度报告（2024年）\n${LAW}${PERIOD}${REST}`,
    agency: '瑞安市人民政府',
    regionCode: '330381',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `瑞安市2024年政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '瑞安市人民政府',
    regionCode: '330381',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `北京市朝阳区人民政府2024年政府信息公开工作年度报告\n${REST}`,
    agency: '北京市朝阳区人民政府',
    regionCode: '110105',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `东城区景山街道办事处2024年政府信息公开工作年度报告\n${LAW}${REST}`,
    agency: '北京市东城区景山街道办事处',
    regionCode: '110101',
    year: 2024,
    scope: OWN,
  },
  {
    text: `瑞安市塘下镇人民政府2023年政府信息公开工作年度报告\n汇总各村、各科室情况，编制本报告。${REST}`,
    agency: '瑞安市塘下镇人民政府',
    regionCode: '330381',
    year: 2023,
    scope: OWN,
  },
  {
    text: `苏州工业园区2024年政府信息公开工作年度报告\n${REST}`,
    agency: '苏州工业园区管理委员会',
    regionCode: '320571',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `西安高新区管委会2022年度政府信息公开工作年度报告\n${REST}`,
    agency: '西安高新技术产业开发区管理委员会',
    regionCode: '610100',
    year: 2022,
    scope: CONSOLIDATED,
  },
  {
    text: `国家税务总局济南市税务局2024年政府信息公开工作年度报告\n现将我局2024年情况报告如下。${REST}`,
    agency: '国家税务总局济南市税务局',
    regionCode: '370100',
    year: 2024,
    scope: OWN,
  },
  {
    text: `中华人民共和国南京海关2024年政府信息公开工作年度报告\n${REST}`,
    agency: '南京海关',
    regionCode: '320100',
    year: 2024,
    scope: OWN,
  },
  {
    text: `生态环境部2023年政府信息公开工作年度报告\n${REST}`,
    agency: '生态环境部',
    regionCode: null,
    year: 2023,
    scope: OWN,
  },
  {
    text: `济南市公安局历下区分局2024年政府信息公开工作年度报告\n${REST}`,
    agency: '济南市公安局历下区分局',
    regionCode: '370102',
    year: 2024,
    scope: OWN,
  },
  {
    text: `山东省济南市市中区人民政府办公室2024年政府信息公开工作年度报告\n${REST}`,
    agency: '济南市市中区人民政府办公室',
    regionCode: '370103',
    year: 2024,
    scope: OWN,
  },
  {
    text: `长沙市市场监督管理局（市知识产权局）2024年政府信息公开工作年度报告\n${REST}`,
    agency: '长沙市市场监督管理局',
    regionCode: '430100',
    year: 2024,
    scope: OWN,
  },
  {
    text: `臨夏回族自治州人民政府辦公室2021年政府信息公開工作年度報告\n${REST}`,
    agency: '临夏回族自治州人民政府办公室',
    regionCode: '622900',
    year: 2021,
    scope: OWN,
  },
  {
    text: `神农架林区人民政府2019年政府信息公开工作年度报告\n${REST}`,
    agency: '神农架林区人民政府',
    regionCode: '429021',
    year: 2019,
    scope: CONSOLIDATED,
  },
  {
    text: `东莞市虎门镇2024年政府信息公开工作年度报告\n${REST}`,
    agency: '东莞市虎门镇人民政府',
    regionCode: '441900',
    year: 2024,
    scope: OWN,
  },
  {
    text: `大厂县政府办2020年政务公开工作年度报告\n${REST}`,
    agency: '大厂回族自治县人民政府办公室',
    regionCode: '131028',
    year: 2020,
    scope: OWN,
  },
  {
    text: `山东省临沂市兰山区行政审批服务局2024年政府信息公开工作年度报告根据《条例》要求，现将我局工作报告如下。${REST}`,
    agency: '临沂市兰山区行政审批服务局',
    regionCode: '371302',
    year: 2024,
    scope: OWN,
    title: '山东省临沂市兰山区行政审批服务局2024年政府信息公开工作年度报告',
  },
  {
    text: `杭州市余杭区2023年政府信息公开工作年度报告\n上一篇：杭州市余杭区2022年政府信息公开工作年度报告\n${REST}`,
    agency: '杭州市余杭区人民政府',
    regionCode: '330110',
    year: 2023,
    scope: CONSOLIDATED,
  },
  {
    text: `2021年度政府信息公开年报\n2022年度政府信息公开年报\n昆明市五华区人民政府2024年政府信息公开工作年度报告\n${REST}`,
    agency: '昆明市五华区人民政府',
    regionCode: '530102',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `国家统计局济南调查队2022年政府信息公开工作年度报告\n${REST}`,
    agency: '国家统计局济南调查队',
    regionCode: '370100',
    year: 2022,
    scope: OWN,
  },
  {
    text: `西藏自治区日喀则市桑珠孜区人民政府办公室2023年政府信息公开工作年度报告\n${REST}`,
    agency: '日喀则市桑珠孜区人民政府办公室',
    regionCode: '540202',
    year: 2023,
    scope: OWN,
  },
  {
    text: `济南市人民政府办公厅2024年政府信息公开工作年度报告\n${REST}`,
    agency: '济南市人民政府办公厅',
    regionCode: '370100',
    year: 2024,
    scope: OWN,
  },

  // titles that need the rest of the document
  {
    text: `教育局2023年政府信息公开工作年度报告\n如有疑问，请与济南市历下区教育局办公室联系（电话：0531-1）。${REST}`,
    agency: '济南市历下区教育局',
    regionCode: '370102',
    year: 2023,
    scope: OWN,
  },
  {
    text: `鼓楼区人民政府2024年政府信息公开工作年度报告\n可在南京市鼓楼区人民政府网站（http://www.njgl.gov.cn）下载。${REST}`,
    agency: '南京市鼓楼区人民政府',
    regionCode: '320106',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `鼓楼区民政局2024年政府信息公开工作年度报告\n地址：福州市津泰路98号。${REST}`,
    agency: '福州市鼓楼区民政局',
    regionCode: '350102',
    year: 2024,
    scope: OWN,
  },
  {
    text: `通州区水务局2024年政府信息公开工作年度报告\n${LAW}本报告在北京市通州区人民政府网站公布。${REST}`,
    agency: '北京市通州区水务局',
    regionCode: '110112',
    year: 2024,
    scope: OWN,
  },
  {
    text: `市中区财政局2024年政府信息公开工作年度报告\n${REST}`,
    agency: '枣庄市市中区财政局',
    regionCode: '370402',
    year: 2024,
    scope: OWN,
    hints: { regionCode: '370402' },
  },
  {
    text: `区人民政府办公室2024年政府信息公开工作年度报告\n本报告可在武汉市硚口区人民政府门户网站查阅。${REST}`,
    agency: '武汉市硚口区人民政府办公室',
    regionCode: '420104',
    year: 2024,
    scope: OWN,
  },
  {
    text: `鼓楼区民政局2024年政府信息公开工作年度报告\n${REST}`,
    agency: null,
    year: 2024,
    scope: 'UNKNOWN',
    codes: ['AGENCY_UNRESOLVED'],
  },
  {
    text: `朝阳区人民政府2024年政府信息公开工作年度报告\n${REST}`,
    agency: null,
    year: 2024,
    scope: 'UNKNOWN',
    codes: ['AGENCY_UNRESOLVED'],
  },
  {
    text: `教育局2023年政府信息公开工作年度报告\n${REST}`,
    agency: null,
    year: 2023,
    scope: 'UNKNOWN',
    codes: ['AGENCY_UNRESOLVED'],
  },

  // introductions
  {
    text: `${LAW}现将红谷滩区政府办2023年政府信息公开工作年度报告向社会公布。统计期限为2023年1月1日至12月31日。${REST}`,
    agency: '南昌市红谷滩区人民政府办公室',
    regionCode: '360113',
    year: 2023,
    scope: OWN,
  },
  {
    text: `${LAW}现将将乐县教育局2024年政府信息公开工作年度报告公布如下。${REST}`,
    agency: '将乐县教育局',
    regionCode: '350428',
    year: 2024,
    scope: OWN,
  },
  {
    text: `${LAW}由宁波市海曙区司法局编制的2022年政府信息公开年度报告。请与宁波市海曙区司法局办公室联系。${REST}`,
    agency: '宁波市海曙区司法局',
    regionCode: '330203',
    year: 2022,
    scope: OWN,
  },
  {
    text: `${LAW}现公布滨州高新技术产业开发区2024年政府信息公开工作年度报告。${REST}本机关未承办建议提案。`,
    agency: '滨州高新技术产业开发区管理委员会',
    regionCode: '371600',
    year: 2024,
    scope: CONSOLIDATED,
    codes: [],
  },
  {
    text: `${LAW}综合硚口区政府各部门政府信息公开情况，编制本报告。${PERIOD}可在武汉市硚口区人民政府门户网站查阅。${REST}`,
    agency: '武汉市硚口区人民政府',
    regionCode: '420104',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `${LAW}本报告由上海市普陀区人民政府办公室根据区政府各部门、各街道镇的年度报告综合编制。${PERIOD}${REST}`,
    agency: '上海市普陀区人民政府',
    year: 2024,
    scope: CONSOLIDATED,
  },

  {
    text: `${LAW}本报告由黄石市人民政府办公室编制。${PERIOD}${REST}`,
    agency: '黄石市人民政府办公室',
    regionCode: '420200',
    year: 2024,
    scope: OWN,
  },
  {
    text: `按照济南市政务公开办公室关于做好2024年政府信息公开年报工作的通知，现将盐城市盐都区2023年度政府信息公开工作情况报告如下。${REST}`,
    agency: '盐城市盐都区人民政府',
    regionCode: '320903',
    year: 2023,
    scope: CONSOLIDATED,
  },
  {
    text: `${LAW}现将济南市历\n下区教育局2024年政府信息公开工作年度报告公布如下。${REST}`,
    agency: '济南市历下区教育局',
    regionCode: '370102',
    year: 2024,
    scope: OWN,
  },

  // contacts, signatures, page furniture
  {
    text: `${LAW}结合2024年度本办公室工作撰写。如对本报告有疑问，请与瑞安市人民政府办公室政务公开科（地址：万松东路156号）。${REST}`,
    agency: '瑞安市人民政府办公室',
    regionCode: '330381',
    year: 2024,
    scope: OWN,
  },
  {
    text: `2023年政府信息公开工作年度报告\n${LAW}现将我局工作报告如下。${REST}\n洛阳市洛龙区审计局\n2024年1月20日\n`,
    agency: '洛阳市洛龙区审计局',
    regionCode: '410311',
    year: 2023,
    scope: OWN,
  },
  {
    text: `2023年政府信息公开工作年度报告\n${LAW}现将本单位工作报告如下。联系单位：哈尔滨市气象局，电话：0451-1。${REST}`,
    agency: '哈尔滨市气象局',
    regionCode: '230100',
    year: 2023,
    scope: OWN,
  },
  {
    text: `2022年度政府信息公开工作年度报告\n发布机构：中山市水务局 发布日期：2023-01-12\n${LAW}${REST}`,
    agency: '中山市水务局',
    regionCode: '442000',
    year: 2022,
    scope: OWN,
  },
  {
    text: `${LAW}${PERIOD}\n一、总体情况\n2024年，阿拉善左旗应急管理局认真贯彻落实条例。\n二、其他\n`,
    agency: '阿拉善左旗应急管理局',
    regionCode: '152921',
    year: 2024,
    scope: OWN,
  },
  {
    text: `政府信息公开工作年度报告\n${LAW}现将我市各部门2024年数据汇总如下。电子版在仙桃市人民政府网站下载。${PERIOD}${REST}`,
    agency: '仙桃市人民政府',
    regionCode: '429004',
    year: 2024,
    scope: CONSOLIDATED,
  },
  {
    text: `${LAW}本办公室2024年工作如下。${PERIOD}电子版在仙桃市人民政府网站下载。${REST}`,
    agency: null,
    year: 2024,
    scope: OWN,
    codes: ['AGENCY_UNRESOLVED'],
  },
  {
    text: `2024年政府信息公开工作年度报告\n${REST}`,
    agency: '苏州市吴江区教育局',
    regionCode: '320509',
    year: 2024,
    scope: OWN,
    hints: { filename: '苏州市吴江区教育局2024年政府信息公开年度报告.docx' },
  },

  // years
  {
    text: `临沂市财政局政府信息公开工作年度报告\n发布时间：2025-01-15\n${PERIOD}${REST}`,
    agency: '临沂市财政局',
    year: 2024,
    scope: OWN,
  },
  {
    text: `临沂市财政局政府信息公开工作年度报告\n发布时间：2025年1月15日\n数据统计时间为2023年1-12月。现将我局2023年度工作报告如下。${REST}`,
    agency: '临沂市财政局',
    year: 2023,
    scope: OWN,
  },
  {
    text: `临沂市财政局2024年政府信息公开工作年度报告\n统计期限为2023年1月1日至2023年12月31日。${REST}`,
    agency: '临沂市财政局',
    year: 2024,
    scope: OWN,
    codes: ['YEAR_CONTRADICTED'],
  },
  {
    text: `临沂市财政局政府信息公开工作年度报告\n发布时间：2025-01-15 今天是2025年3月1日\n${REST}`,
    agency: '临沂市财政局',
    year: null,
    scope: OWN,
    codes: ['YEAR_UNRESOLVED'],
  },
  {
    text: `临沂市财政局2024年政府信息公开工作年度报告\n${REST}`,
    agency: '临沂市财政局',
    year: 2022,
    scope: OWN,
    hints: { year: 2022 },
    codes: ['YEAR_CONTRADICTED'],
  },

  // scope
  {
    text: `平湖市人民政府办公室2024年政府信息公开工作年度报告\n本报告数据包括各部门、各街道。${REST}`,
    agency: '平湖市人民政府办公室',
    year: 2024,
    scope: CONSOLIDATED,
    codes: [],
  },
  {
    text: `平湖市人民政府办公室2024年政府信息公开工作年度报告\n现将本机关情况报告如下。数据汇总了全市各部门情况。${REST}`,
    agency: '平湖市人民政府办公室',
    year: 2024,
    scope: CONSOLIDATED,
    codes: ['SCOPE_UNCERTAIN'],
  },
  {
    text: `平湖市人民政府2024年政府信息公开工作年度报告\n本报告数据不含各街道、各部门数据。${REST}`,
    agency: '平湖市人民政府',
    year: 2024,
    scope: OWN,
    codes: ['SCOPE_UNCERTAIN'],
  },
  {
    text: `平湖市人民政府2024年政府信息公开工作年度报告\n现将我单位2024年度工作报告如下。${REST}`,
    agency: '平湖市人民政府',
    year: 2024,
    scope: CONSOLIDATED,
    codes: ['SCOPE_UNCERTAIN'],
  },
  {
    text: `平湖市教育局2024年政府信息公开工作年度报告\n本报告数据包括所属学校、事业单位。${REST}`,
    agency: '平湖市教育局',
    year: 2024,
    scope: OWN,
    codes: [],
  },
  {
    text: `平湖市教育局2024年政府信息公开工作年度报告\n${REST}`,
    agency: '平湖市教育局',
    year: 2024,
    scope: 'CONSOLIDATED',
    hints: { scope: 'CONSOLIDATED' },
  },

  // contradictions and hints
  {
    text: `济南市历下区教育局2024年政府信息公开工作年度报告\n请与济南市市中区教育局联系。${REST}`,
    agency: '济南市历下区教育局',
    year: 2024,
    scope: OWN,
    codes: ['AGENCY_CONTRADICTED'],
  },
  {
    text: `济南市历下区教育局2024年政府信息公开工作年度报告\n请与济南市历下区人民政府办公室联系。${REST}`,
    agency: '济南市历下区教育局',
    year: 2024,
    scope: OWN,
    codes: [],
  },
  {
    text: `济南市历下区教育局2024年政府信息公开工作年度报告\n${REST}`,
    agency: '济南市市中区教育局',
    regionCode: '370103',
    year: 2024,
    scope: OWN,
    hints: { agencyName: '济南市市中区教育局' },
    codes: ['AGENCY_CONTRADICTED'],
  },
  {
    text: `2024年政府信息公开工作年度报告\n${REST}`,
    agency: '济南市历下区教育局',
    regionCode: '370102',
    year: 2024,
    scope: OWN,
    hints: { agencyName: '教育局', regionCode: '370102' },
    codes: [],
  },
  {
    text: `2024年政府信息公开工作年度报告\n${REST}`,
    agency: null,
    year: 2024,
    scope: 'UNKNOWN',
    hints: { agencyName: '鼓楼区教育局' },
    codes: ['AGENCY_UNRESOLVED'],
  },
];
