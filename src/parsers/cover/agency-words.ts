/**
 * Words that names of agencies are made of, as data. An abbreviation stands here only when it has one meaning everywhere: 审批局 is
 * 行政审批服务局 in Shandong and 行政审批局 in Jiangsu, so it is kept as printed.
 */

/** Short and full field of a department, and the ranks (局, 厅, 委) with which the full name is certain. */
const DEPARTMENT_FIELDS: readonly (readonly [short: string, full: string, ranks: string])[] = [
  ['发改', '发展和改革', '局委'],
  ['工信', '工业和信息化', '局厅委'],
  ['经信', '经济和信息化', '局厅委'],
  ['教体', '教育和体育', '局'],
  ['科技', '科学技术', '局厅'],
  ['民宗', '民族宗教事务', '局委'],
  ['人社', '人力资源和社会保障', '局厅'],
  ['自规', '自然资源和规划', '局'],
  ['资规', '自然资源和规划', '局'],
  ['住建', '住房和城乡建设', '局厅'],
  ['卫健', '卫生健康', '局委'],
  ['人口计生', '人口和计划生育', '局委'],
  ['卫计', '卫生和计划生育', '局委'],
  ['市监', '市场监督管理', '局'],
  ['市场监管', '市场监督管理', '局'],
  ['文旅', '文化和旅游', '局厅'],
  ['退役军人', '退役军人事务', '局厅'],
  ['应急', '应急管理', '局厅'],
  ['医保', '医疗保障', '局'],
  ['城管', '城市管理', '局'],
  ['粮储', '粮食和物资储备', '局'],
  ['地方金融监管', '地方金融监督管理', '局'],
  ['审批服务', '行政审批服务', '局'],
  ['发展改革', '发展和改革', '局委'],
  ['住房城乡建设', '住房和城乡建设', '局厅委'],
  ['人力资源社会保障', '人力资源和社会保障', '局厅'],
  ['人力社保', '人力资源和社会保障', '局厅'],
  ['卫生计生', '卫生和计划生育', '局委'],
  ['卫生健康', '卫生健康', '委'],
  ['文化旅游', '文化和旅游', '局厅'],
  ['自然资源规划', '自然资源和规划', '局'],
  ['综合执法', '综合行政执法', '局'],
  ['安监', '安全生产监督管理', '局'],
  ['食药监', '食品药品监督管理', '局'],
  ['质监', '质量技术监督', '局'],
  ['工商', '工商行政管理', '局'],
  ['国土', '国土资源', '局厅'],
  ['环保', '环境保护', '局厅'],
  ['文广新', '文化广电新闻出版', '局'],
  ['教', '教育', '委'],
  ['科', '科学技术', '委'],
];

const RANKS: Readonly<Record<string, string>> = { 局: '局', 厅: '厅', 委: '委员会' };

const DEPARTMENT_ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  DEPARTMENT_FIELDS.flatMap(([short, full, ranks]) =>
    [...ranks].map((rank) => [short + rank, full + (RANKS[rank] ?? rank)] as const),
  ),
);

const WHOLE_ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['国资委', '人民政府国有资产监督管理委员会'],
  ['人防办', '人民防空办公室'],
  ['网信办', '互联网信息办公室'],
]);

/** 卫健委 → 卫生健康委员会; names that are not certainly abbreviations stay as they are. */
export function expandDepartment(name: string): string {
  return WHOLE_ABBREVIATIONS.get(name) ?? DEPARTMENT_ABBREVIATIONS.get(name) ?? name;
}

/** Zone words with one full form; 经开区 may be 经济技术开发区 or 经济开发区 and is kept as printed. */
export function expandZoneWord(word: string): string {
  return word === '高新区' || word === '高新技术开发区' ? '高新技术产业开发区' : word;
}

/** Kinds of development zone, longer before shorter where one ends the other. */
export const ZONE_WORDS = [
  '高新技术产业开发区',
  '高技术产业开发区',
  '高新技术开发区',
  '高新技术产业园区',
  '经济技术开发区',
  '经济开发区',
  '旅游度假区',
  '风景名胜区',
  '综合保税区',
  '保税港区',
  '航空港经济综合实验区',
  '综合实验区',
  '自由贸易试验区',
  '城乡一体化示范区',
  '工业园区',
  '产业园区',
  '度假区',
  '保税区',
  '实验区',
  '试验区',
  '示范区',
  '管理区',
  '合作区',
  '先行区',
  '起步区',
  '商务区',
  '港务区',
  '生态区',
  '投资区',
  '经济区',
  '集聚区',
  '聚集区',
  '集中区',
  '旅游区',
  '风景区',
  '生态城',
  '生态园',
  '科技城',
  '科学城',
  '知识城',
  '高新区',
  '经开区',
  '开发区',
  '新区',
  '新城',
  '园区',
  '港区',
  '景区',
  // 功能区, 产业基地, 产业园: any other that has a committee of its own
  '(?:[区城园港岛]|基地)(?=(?:开发建设)?(?:管理委员会|管委会))',
] as const;

/** Departments of the State Council and bodies directly under it whose names begin with no 国家, 中国 or 国务院. */
export const NATIONAL_BODIES: ReadonlySet<string> = new Set([
  '外交部',
  '国防部',
  '教育部',
  '科学技术部',
  '工业和信息化部',
  '公安部',
  '民政部',
  '司法部',
  '财政部',
  '人力资源和社会保障部',
  '自然资源部',
  '生态环境部',
  '住房和城乡建设部',
  '交通运输部',
  '水利部',
  '农业农村部',
  '商务部',
  '文化和旅游部',
  '退役军人事务部',
  '应急管理部',
  '审计署',
  '海关总署',
  '环境保护部',
  '国土资源部',
  '农业部',
  '文化部',
  '监察部',
  '卫生部',
  '铁道部',
  '最高人民法院',
  '最高人民检察院',
  '中国科学院',
  '中国社会科学院',
  '中国工程院',
  '交通运输部海事局',
  '新华通讯社',
  '国务院发展研究中心',
  '国务院参事室',
]);

/** National bodies by the short names they use themselves. */
export const NATIONAL_ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['国家发展改革委', '国家发展和改革委员会'],
  ['国家发改委', '国家发展和改革委员会'],
  ['科技部', '科学技术部'],
  ['工信部', '工业和信息化部'],
  ['国家民委', '国家民族事务委员会'],
  ['人社部', '人力资源和社会保障部'],
  ['人力资源社会保障部', '人力资源和社会保障部'],
  ['住建部', '住房和城乡建设部'],
  ['住房城乡建设部', '住房和城乡建设部'],
  ['国家卫生健康委', '国家卫生健康委员会'],
  ['国家卫健委', '国家卫生健康委员会'],
  ['国家卫生计生委', '国家卫生和计划生育委员会'],
  ['国家人口计生委', '国家人口和计划生育委员会'],
  ['国资委', '国务院国有资产监督管理委员会'],
  ['国务院国资委', '国务院国有资产监督管理委员会'],
  ['市场监管总局', '国家市场监督管理总局'],
  ['国家市场监管总局', '国家市场监督管理总局'],
  ['国家安全监管总局', '国家安全生产监督管理总局'],
  ['国家金融监管总局', '国家金融监督管理总局'],
  ['中国银保监会', '中国银行保险监督管理委员会'],
  ['中国银监会', '中国银行业监督管理委员会'],
  ['中国保监会', '中国保险监督管理委员会'],
  ['中国证监会', '中国证券监督管理委员会'],
  ['国家林草局', '国家林业和草原局'],
  ['国家药监局', '国家药品监督管理局'],
  ['国家医保局', '国家医疗保障局'],
  ['国家疾控局', '国家疾病预防控制局'],
  ['国务院扶贫办', '国务院扶贫开发领导小组办公室'],
  ['国家中医药局', '国家中医药管理局'],
  ['国家粮食和储备局', '国家粮食和物资储备局'],
  ['国家网信办', '国家互联网信息办公室'],
  ['中国民航局', '中国民用航空局'],
]);

/** National bodies with offices all over the country that are named after them: 国家税务总局济南市税务局. */
export const PARENT_BODIES = [
  '国家税务总局',
  '国家统计局',
  '国家矿山安全监察局',
  '国家煤矿安全监察局',
  '国家金融监督管理总局',
  '中国银行保险监督管理委员会',
  '中国银保监会',
  '中国证券监督管理委员会',
  '中国证监会',
  '中国人民银行',
  '国家外汇管理局',
  '国家能源局',
  '国家邮政局',
  '国家粮食和物资储备局',
  '国家铁路局',
  '中国民用航空局',
  '中国民用航空',
  '中国气象局',
  '国家移民管理局',
  '国家林业和草原局',
  '国家林业局',
  '国家林草局',
  '国家海洋局',
  '中国地震局',
  '海关总署',
  '审计署',
  '财政部',
  '水利部',
  '生态环境部',
  '环境保护部',
  '自然资源部',
  '交通运输部',
  '商务部',
] as const;

/** What offices of national bodies are named after when they are there for several provinces. */
export const SEVERAL_PROVINCES =
  /^(?:驻)?(?:华北|东北|华东|华中|华南|中南|西南|西北|南方|长江|黄河|淮河|海河|珠江|松辽|太湖)(?:流域|地区|区域|航务|水利|海事|海区|[东北南中]海|生态环境|核与辐射安全|督[察查]|监督|监管|管理|监察|特派员|专员)*(?:委员会|总?局|办事处|办公室|站|中心)$/u;

/** Offices for a sea, which are called as districts and cities are: 自然资源部南海局 is not that of 佛山市南海区. */
export const OF_A_SEA = /^[东南北]海(?:分?局|预报减灾中心|环境监测中心)$/u;

/** Bodies for river basins that go without the name of their ministry. */
export const BASIN_BODY =
  /^(?:(?:长江|黄河|淮河|海河|珠江|松辽)水利委员会|太湖流域管理局|长江(?:海事局|航务管理局|航道局)|珠江航务管理局)$/u;

/** Ends of names of bodies that are run from above. */
export const VERTICAL_BODY =
  /(?:(?<!公)海关|煤矿安全监察局|银保监分局|河务局|税务局|国税局|地税局|国家税务局|地方税务局|(?<!天)气象局|海事局|调查总队|调查队|消防救援(?:总队|支队|大队|局)|邮政管理局|烟草专卖局|证监局|银保监局|金融监管局|金融监督管理局|金融监管分局|通信管理局|边防检查总?站|边检总站|矿山安全监察局|铁路(?:监督管理)?局|出入境检验检疫局)$/u;

/** Customs districts that are not named after a division, and the cities they are in. */
export const CUSTOMS_SEATS: ReadonlyMap<string, string> = new Map([
  ['拱北海关', '440400'],
  ['黄埔海关', '440100'],
]);

export const DEPARTMENT_END = /(?:局|委员会|委|厅|办公室|办|部|署)$/u;
export const INSTITUTION_END = /(?:中心|院|所|站|处|队|会|馆|台|社|公司|集团|校|大学|[中小]学|幼儿园|库|行|联)$/u;

/** The fifteen cities whose government has a 办公厅 like a province's; elsewhere 政府办 is a 办公室. */
export const SUBPROVINCIAL_CITIES: ReadonlySet<string> = new Set([
  '210100',
  '210200',
  '220100',
  '230100',
  '320100',
  '330100',
  '330200',
  '350200',
  '370100',
  '370200',
  '420100',
  '440100',
  '440300',
  '510100',
  '610100',
]);
