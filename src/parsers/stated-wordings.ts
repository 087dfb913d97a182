import type { StatedSubject } from '../domain/report-draft';

/** How prose states the counts of the tables, and those that reports before 2019 stated in their place. */
export interface StatedWording {
  readonly subject: StatedSubject;
  /** A word of every match: sentences without it are not searched. */
  readonly word: string;
  /** Finds `count`, a number of cases; or `money` with its `unit`; or neither, for words that say that there was none. */
  readonly pattern: RegExp;
  /** True for words that say that there was none. */
  readonly none: boolean;
}

/** 近20件, 超过20件, 数十件, 20件左右 and 七八件 are no counts; 办结数20件 is one. */
const NOT_ABOUT = String.raw`(?<!(?:近|约|逾|超|过|[少低多高大小]于|至少|至多|最多|不足|不到|突破|约合|第)\s{0,2})(?!(?<=[几数]\s{0,2})[十百千万])`;
const NOR_ROUND = String.raw`(?!\s*(?:左右|上下|以上|以下|以内|有余|之多|余))`;
const COUNT = String.raw`(?<![\d.一二三四五六七八九十百千两零〇廿卅])${NOT_ABOUT}(?<count>\d{1,3}(?:[,，]\d{3})+|\d{1,9}|(?![十百千零两]?[一二三四五六七八九]{2})[一二三四五六七八九十百千两零]{1,7})\s*(?:件次?|条(?!次)|份|宗|起|例)${NOR_ROUND}(?!\s*[，,]?\s*(?:涉|来自))`;
const MONEY = String.raw`${NOT_ABOUT}(?<![\d.,，])(?<money>(?:\d{1,3}(?:[,，]\d{3})+|\d{1,12})(?:\.\d{1,6})?)\s*(?<unit>[万亿]?)元${NOR_ROUND}`;
const GAP = String.raw`[^，,。；;、\d\n|（(]`;
const CLOSING_MARK = `["”」』’]?`;
const REST = String.raw`${CLOSING_MARK}\s*(?:政府信息)?(?:公开)?(?:的|答复)?(?:申请)?(?:的|答复)?(?:总?数量?)?(?:[为共有]|共计|合计)?[：:]?\s*`;
const APPLICANTS = '(?:公民、法人(?:或者|以及|和|或|及)其[他它]组织)?';
const CASES = String.raw`(?:申请|案件|案|数量|数)?(?:共|共计|合计|为|总数为)?[：:]?\s*`;
const APPLICATION = '(?:信息公开申请|信息公开的?申请|依申请公开)(?!补正|咨询|投诉|举报|信访|人来|来电|网上留言)';
/** 门户网站收到…50件 is a part of what the year brought; 自然人申请…183件 is, too. */
const PART = '网站|网络|在线|平台|邮箱|信函|当面|现场|邮寄|窗口';
/** （含上年结转3件） */
const IN_BRACKETS = '(?:[（(]含[^（）()]{0,20}[）)])?';
const RECEIPT = `(?<!新|${PART})(?:受理|收到|接收|接受|接到)`;
const OF_ALL = '(?![^，,。；;、（(\\d]{0,12}(?:自然人|法人|企业|网上|网络|信函|当面|邮寄))';
/** What is disclosed here are answers to delegates. */
const NO_PROPOSALS = '(?<!(?:建议|提案)[^。；;]{0,40})';
/** What follows on an application in the same sentence, and on no other business. */
const AFTER_RECEIPT = String.raw`(?<=(?<!${PART})(?:受理|收到|新收|接收|接到)[^，,。；;]{0,12}(?:公开申请|依申请公开)(?:(?!${PART}|其中|热线|工单|信访|复议|诉讼|提案|建议)[^。；;\n]){0,40}[，,]\s*(?:共|全年|本年度?|当年|依法|均|已?全部|已经?)?(?:按[时期]|按规定|按要求)?)`;
/** 依申请公开方面，共收到35件. */
const OF_APPLICATIONS = String.raw`(?<=依申请公开(?:政府信息)?(?:方面|情况|工作)?[：:，,](?:[^。；;\d]|20\d\d年){0,14})`;
/** 予以公开和部分公开25件 is the count of both together. */
const NOT_TOGETHER = `(?<!(?:公开|提供|处理)["”」』’]?(?:[和及与或、/]|以及)(?:予以|同意|政府)?)`;
/** 属于国家秘密不予公开2件 is one of the grounds. */
const NO_GROUND = String.raw`(?<!(?:涉及|属于|因为?|由于|危及)[^，,。；;\d]{1,30}[，,]?)`;
/** 办理行政复议案件120件 is what a reviewing agency does, unless it is about the disclosure of information. */
const NOT_AS_REVIEWER =
  '(?<!(?:办理|受理|审理|审结|办结|承办)(?:(?!信息公开)[^，,。；;]){0,16}|审[理结][^，,。；;]{0,16})';
/** Of other business than the disclosure of information. */
const NO_OTHER_CAUSE = '(?<!(?:行政处罚|行政许可|行政强制|征收|征地|拆迁|其[他它]事项)[^，,。；;]{0,16})';
/** 复议和诉讼案件共3件 is the count of both together. */
const NOT_JOINED = '(?<!复议(?:申请|案件)?(?:[和及与或、/]|以及)(?:提起)?)';
/** 行政复议、行政诉讼均为0件: of either as many. */
const JOINED = '(?:申请|案件|案)?(?:[和及与、]|以及)(?:被?提起)?';
const EACH = String.raw`(?:案件|案|数量)*(?:均|各)(?:为|有|是)?\s*`;
/** 发生1起因政府信息公开引起的行政诉讼 */
const OF_DISCLOSURE = String.raw`[^，,。；;、\d议]{0,10}信息公开[^，,。；;、\d议]{0,12}`;
/** 未发生行政复议被撤销 says nothing about how many there were. */
const ONLY_CASES = `(?![^，,。；;]{0,6}(?:纠错|撤销|败诉|维持|变更|违法))`;
const NONE = `(?:(?:未|没有|无|未有)(?:再)?(?:发生|出现|收到|接到|产生|引发|引起|涉及|有|被|因)|(?:没有|无|不存在)(?=行政|政府信息公开|因|公民、法人|申请行政|提起行政|被))`;

/** Patterns that look back say first what they begin with: to look back at every character costs more than all the rest. */
const counted = (subject: StatedSubject, word: string, ...alternatives: readonly string[]): StatedWording[] =>
  alternatives.map((source) => ({
    subject,
    word,
    pattern: new RegExp(source, 'gu'),
    none: !/\(\?<(?:count|money)>/u.test(source),
  }));

export const STATED_WORDINGS: readonly StatedWording[] = [
  ...counted(
    'PROACTIVELY_DISCLOSED',
    '主动公开',
    String.raw`主动公开(?:各类|的)?(?:政府)?信息(?:的?总?数量?)?(?:共|共计|合计|达|为)?[：:]?\s*${COUNT}`,
    `(?=主动公开)(?<=其中[，,：:]?)主动公开的?${COUNT}`,
  ),
  ...counted('RECEIVED', '新', `新(?:收到?|增|受理|接收)${GAP}{0,8}(?:申请|依申请公开)${GAP}{0,10}${COUNT}`),
  ...counted(
    'RECEIVED',
    '新收',
    String.raw`(?=新收)(?<=(?:信息公开申请|依申请公开|结转)(?:(?!复议|诉讼|信访|提案|建议)[^。；;]){0,16}[，,、：:]\s*(?:其中)?(?:本年度?|今年|当年)?)新收\s*${COUNT}`,
    String.raw`本年度?新收\s*${COUNT}(?=[，,、][^。；;]{0,6}结转)`,
  ),
  ...counted(
    'INTAKE',
    '申请',
    `${RECEIPT}${APPLICANTS}${OF_ALL}${GAP}{0,12}${APPLICATION}${IN_BRACKETS}${GAP}{0,6}${COUNT}`,
    String.raw`${RECEIPT}了?\s*${COUNT}${GAP}{0,10}${APPLICATION}(?!的?(?:行政)?复议)`,
    String.raw`${RECEIPT}(?:的|公开)?申请(?:总?数量?)?(?:共|共计|为)?\s*${COUNT}`,
    `${RECEIPT}${GAP}{0,10}申请公开的?(?:政府)?信息${GAP}{0,4}${COUNT}`,
    String.raw`(?=受理|收到|接)${OF_APPLICATIONS}${RECEIPT}\s*${COUNT}`,
    `(?:未|没有|无)(?:收到|受理|接到|接收|接受)(?:过|任何)?${APPLICANTS}${GAP}{0,8}(?:(?:要求|申请)公开(?:政府)?信息(?:的申请)?|公开(?:政府)?信息的申请)(?=[，,。；;、（(]|$)`,
    `(?:未|没有|无)(?:收到|受理|接到|接收|接受)(?:过|任何)?${APPLICANTS}${GAP}{0,14}(?:信息公开申请|公开申请|依申请公开)(?=[，,。；;、（(]|$|事项|情况|[件]|及|和)`,
  ),
  ...counted(
    'INTAKE',
    '申请公开',
    `(?:未|没有|无)(?:发生|出现)(?:过)?依?申请公开(?:政府)?信息(?:的)?(?:申请|事项|情况|行为)`,
    `(?:没有|无)(?:任何)?公民、法人(?:或者|以及|和|或|及)其[他它]组织(?:向[^，,。；;]{1,10})?(?:依法)?(?:提出)?申请公开(?:政府)?信息(?=[，,。；;、（(]|$|的?情况)`,
    `(?:未|没有|无)(?:收到|受理|接到|接收)(?:过|任何)?依申请公开(?:政府)?信息的?(?:要求|请求|申请)(?=[，,。；;、（(]|$)`,
  ),
  ...counted(
    'BROUGHT_FORWARD',
    '结转',
    `(?<!(?:复议|诉讼)[^。；;]{0,20})(?:上年度?|上一年度?|去年)结转${REST}${COUNT}`,
    `(?<!(?:复议|诉讼)[^。；;]{0,20})结转上一?年度?${REST}${COUNT}`,
    '(?:无|没有)(?:上年度?|上一年度?)结转(?=的?(?:政府信息公开)?申请|[，,。；;、]|$)',
  ),
  ...counted('DISCLOSED', '予以公开', `${NO_PROPOSALS}${NOT_TOGETHER}(?<!不|部分)予以公开${REST}${COUNT}`),
  ...counted('DISCLOSED', '同意公开', `(?=同意公开)(?<!不|部分)${NOT_TOGETHER}同意公开${REST}${COUNT}`),
  ...counted('PARTLY_DISCLOSED', '部分公开', `(?=部分公开)${NOT_TOGETHER}部分公开${REST}${COUNT}`),
  ...counted('PARTLY_DISCLOSED', '部分同意公开', `${NOT_TOGETHER}部分同意公开${REST}${COUNT}`),
  ...counted('ALREADY_DISCLOSED', '主动公开', `(?:属于)?已(?:经)?主动公开(?:的?范围)?${REST}${COUNT}`),
  ...counted('WITHHELD', '不予公开', `(?=不予公开)${NOT_TOGETHER}${NO_GROUND}不予公开${REST}${COUNT}`),
  ...counted('WITHHELD', '不同意公开', `不同意公开${REST}${COUNT}`),
  ...counted('UNAVAILABLE', '无法提供', `(?=无法提供)${NOT_TOGETHER}${NO_GROUND}无法提供${REST}${COUNT}`),
  ...counted('NOT_EXISTING', '不存在', `(?=信息不存在)${NOT_TOGETHER}信息不存在${REST}${COUNT}`),
  ...counted(
    'NOT_THIS_AGENCY',
    '不属于',
    `不属于(?:本(?:行政)?机关|本单位|本部门|[本我][局委厅办])(?:职责|掌握|公开)?(?:职责)?(?:权限)?(?:的?范围)?${REST}${COUNT}`,
  ),
  ...counted(
    'NOT_THIS_AGENCY',
    '非本',
    `非本(?:行政)?(?:机关|单位|部门|[局委厅办])(?:职责|掌握|公开|信息)?(?:职责)?(?:权限)?(?:的?范围)?${REST}${COUNT}`,
  ),
  ...counted('NOT_PROCESSED', '不予处理', `(?=不予处理)${NOT_TOGETHER}${NO_GROUND}不予处理${REST}${COUNT}`),
  ...counted('CLOSED_OTHERWISE', '其他处理', `(?=其他处理)${NOT_TOGETHER}其他处理${REST}${COUNT}`),
  ...counted(
    'CLOSED',
    '办结',
    `(?<!未)办结${GAP}{0,6}${APPLICATION}${GAP}{0,4}${COUNT}`,
    String.raw`(?=办结)${AFTER_RECEIPT}办结\s*${COUNT}`,
    String.raw`(?<!未|其中[：:]?)(?:(?:已|均|申请)办结(?:总?数量?)?|按[时期]办结(?!总?数))(?:共|共计|为)?[：:]?\s*${COUNT}`,
  ),
  ...counted(
    'CLOSED',
    '答复',
    `(?<!未)答复${GAP}{0,6}${APPLICATION}${GAP}{0,4}${COUNT}`,
    String.raw`(?=答复)${AFTER_RECEIPT}答复\s*${COUNT}`,
    String.raw`(?<!未)申请答复总?数量?(?:共|共计|为)?[：:]?\s*${COUNT}`,
  ),
  ...counted('CARRIED_FORWARD', '件结转', String.raw`${COUNT}结转(?:至|到)?下一?年度?(?![^，,。；;]{0,6}\d)`),
  ...counted(
    'CARRIED_FORWARD',
    '结转',
    `结转(?:至|到)?下一?年度?(?:继续办理)?${REST}${COUNT}`,
    '(?:无|没有)结转(?:至|到)?下一?年度?(?:继续办理)?(?=的?(?:政府信息公开)?申请|[，,。；;、]|$)',
  ),
  ...counted(
    'REVIEW',
    '复议',
    `${NO_OTHER_CAUSE}${NOT_AS_REVIEWER}行政复议${CASES}${COUNT}`,
    `行政复议${JOINED}行政诉讼${EACH}${COUNT}`,
    String.raw`发生了?\s*${COUNT}${OF_DISCLOSURE}行政复议(?![和及与或、/])`,
    String.raw`${NONE}[^，,。；;\d]{0,24}?行政复议${ONLY_CASES}`,
  ),
  ...counted(
    'LITIGATION',
    '诉讼',
    `${NO_OTHER_CAUSE}${NOT_AS_REVIEWER}${NOT_JOINED}行政诉讼${CASES}${COUNT}`,
    `(?=行政诉讼)(?<=行政复议${JOINED})行政诉讼${EACH}${COUNT}`,
    String.raw`发生了?\s*${COUNT}${OF_DISCLOSURE}行政诉讼`,
    String.raw`${NONE}[^，,。；;\d]{0,34}?(?:行政诉讼|复议[、和及或与](?:提起)?诉讼)${ONLY_CASES}`,
  ),
  ...counted(
    'FEES_COLLECTED',
    '收费',
    String.raw`行政事业性收费(?:金额|总额|收入|总金额)?(?:共|共计|合计|为)?\s*${MONEY}`,
  ),
];

/** 减免依申请公开费用120元 */
const NOT_WAIVED = '(?<!(?:减免|免除|免收|减收|退还)[^，,。；;]{0,8})';

/** Of the fee for applications; it stands in section six too. */
export const FEE_WORDINGS: readonly StatedWording[] = [
  ...counted(
    'INFORMATION_FEES',
    '费',
    String.raw`${NOT_WAIVED}(?:信息处理费|(?:检索|复制|邮寄)[^，,。；;\d]{0,12}[、和及等][^，,。；;\d]{0,8}费用?|依申请公开[^，,。；;\d]{0,10}费用?)(?:收取)?(?:总?金?额)?(?:共|共计|合计|为|收入|收费)*[：:]?\s*${MONEY}`,
    String.raw`(?<=(?:依申请|信息公开)(?:[^。；;]){0,40})收取(?:的)?费用(?:共|共计|合计|总计)*\s*${MONEY}`,
    String.raw`实际收取(?:的)?(?:信息处理费)?(?:的)?总?金额(?:共|共计|合计|为)?[：:]?\s*${MONEY}`,
    String.raw`(?:未|没有|无)(?:产生|发生|收取|向[^，,。；;]{1,8}收取)(?:过|任何)?[^，,。；;\d]{0,24}费用?(?=[，,。；;、（(]|$|的?情况)`,
  ),
];

/** Rows of the table of statistics that many reports on 2014 to 2018 have at their end; its 件 and 万元 stand in a column of their own. */
export const STATISTICS_ROWS: ReadonlyMap<string, StatedSubject> = new Map([
  ['主动公开政府信息数', 'PROACTIVELY_DISCLOSED'],
  ['收到申请数', 'INTAKE'],
  ['申请办结数', 'CLOSED'],
  ['属于已主动公开范围数', 'ALREADY_DISCLOSED'],
  ['同意公开答复数', 'DISCLOSED'],
  ['同意部分公开答复数', 'PARTLY_DISCLOSED'],
  ['不同意公开答复数', 'WITHHELD'],
  ['不属于本行政机关公开数', 'NOT_THIS_AGENCY'],
  ['申请信息不存在数', 'NOT_EXISTING'],
  ['行政复议数量', 'REVIEW'],
  ['行政诉讼数量', 'LITIGATION'],
  ['依申请公开信息收取的费用', 'INFORMATION_FEES'],
]);
