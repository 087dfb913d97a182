/** Counts that are a part of the one that is meant: by way, by applicant, by agency, and what follows 其中. */
import type { StatedCount } from '../domain/report-draft';
import { matchesIn } from './matches-in';
import type { Reporter } from './reporting';
import { isShortFor } from './short-names';
import type { Statement } from './statement';

/** By how an application came or information went out, or who applied: a part of all that did. */
const BY_WAY =
  /网站|网络|网上|在线|服务网|平台|公众号|微信|微博|客户端|公报|公告栏|邮箱|邮件|传真|信函|当面|现场|邮寄|窗口|转办|转来|批转|移送|转交|交办|移交|转送|交由|自然人|商业企业|科研机构|律师|一次性/u;
const BY_ALL_WAYS = /等(?:[多各]?种|多个|各类)?(?:方式|渠道|途径|形式|平台|媒介|载体)|各种|多种|各类|不同/u;
/** Where information is shown besides sites. */
const BY_PLACE =
  /(?:公示|公开|公告|宣传|政务|村务)栏|显示屏|《[^》]*(?:报|周刊)》|报纸|日报|晚报|电视台|电台|档案馆|图书馆|发布会|简报|查阅[点室]|宣传册/u;
/** 财政领域主动公开150条 and 公共资源配置领域，主动公开150条 are of one field. */
const OF_FIELD = /领域|(?<!公开(?:工作)?)方面/u;
/** 通过网站主动公开…条 may be all there is; not so where other ways follow. */
const BY_SITE = /网站/u;
const BY_OTHER_WAYS = /(?:网站|公众号|微信|微博|客户端|公报|公告栏)[^，,。；;]{0,16}\d\s*条/u;
/** 自然人予以公开5件, but not 公民、法人和其他组织 */
const OF_APPLICANT = /自然人|(?<!公民、)法人|企业|科研机构|公益组织|法律服务/u;
/** 公民申请10件，法人申请5件 */
const OTHERS_APPLIED = /^[，,、；;](?!其中)[^，,。；;\d]{0,4}(?:法人|企业|单位|组织)[^，,。；;\d]{0,12}\d+\s*[件条]/u;
/** Of the towns alone, without the departments. */
const OF_TOWNS = /^(?!.*(?:全|各级|部门|单位)).*各(?:乡镇|镇街|街道|镇)/u;
const ONE_EACH = /分别|依次/u;
const SHARE = /^[，,（(]?占/u;
/** 区县收到…100件 is what others received; 各区县 are all there are. */
const BY_OTHERS =
  /(?<![各全][^，,。；;]{0,6})(?:区县|县区|县市区|镇街|乡镇街道|部门|(?:下|所|直)属单位|事业单位)(?:共|累计)?(?:收到|受理|新收|接收)/u;
/** 市教育局收到…21件，市公安局收到…35件: one agency each, of several that are named. */
const BY_NAMED =
  /([^，,。；;、：:\d]{1,12}(?:[局委厅所院校队]|办公[室厅]|政府办?|机关)|[^，,。；;、：:\d]{0,8}(?:乡镇|街道|镇街|部门|单位|中心|区县|县区|县市区?|市州|州市|地市)(?:[（(][^（）()]{1,6}[）)])?)(?:共|累计|全年)?(?:[均都]?[未没](?:有)?)?(?:收到|受理|新收|接收|接到|主动公开)/gu;
/** Looked for first, for it costs less. */
const RECEIVED_TWICE = /(?:收到|受理|新收|接收|接到|主动公开).+(?:收到|受理|新收|接收|接到|主动公开)/u;
/** Whose count may be that of the report beside those of others. */
const OF_WHOM = /全[省市县区州国](?!各?(?:部门|街道|乡镇|镇街|单位)$)|各级|[我本]/u;
/** 收到行政复议申请3起，均与信息公开无关; 120件，其中涉及政府信息公开8件 */
const OF_OTHER_CAUSE =
  /^[^。；;]{0,24}(?:(?:与|同)(?:政府)?信息公开(?:工作)?无关|其中[^，,。；;]{0,8}信息公开|均[为系]上年)|^[，,、（(][^，,。；;\d复诉]{0,8}信息公开类?\s*\d/u;
const ABOUT_DISCLOSURE = /信息公开/u;
/** 按时办结373件，延期办结5件 */
const ON_TIME = /按[时期]办结/u;
const OTHERS_LATE = /^[^。；;]{0,12}(?:延期|逾期|超期)/u;
/** 其中各乡镇主动公开2300条, but not 其中主动公开2300条, nor 其中2015年主动公开2300条 */
const PART_DISCLOSED = /其中[，,：:]?(?![^，,。；;]*[年全共本])[^，,。；;]{2,}$/u;
/** What follows 其中 is a part, unless it is added up again. */
const OF_WHICH = /其中/u;
const IN_SUM = /共|合计|总计|全年|全[省市县区州]/u;
/** Those of which there are several, by way and by part. */
const OF_ALL: readonly StatedCount['subject'][] = ['INTAKE', 'RECEIVED', 'PROACTIVELY_DISCLOSED'];
const OF_DISPUTES: readonly StatedCount['subject'][] = ['REVIEW', 'LITIGATION'];

const namesReceiving = (text: string): readonly string[] =>
  matchesIn(text, BY_NAMED).flatMap((match) => (OF_WHOM.test(match[1] ?? '') ? [] : [match[1] ?? '']));

const isOfOneOfSeveral = (sentence: string, clause: string): boolean =>
  RECEIVED_TWICE.test(sentence) && namesReceiving(clause).length > 0 && new Set(namesReceiving(sentence)).size > 1;

/** Who did something, told apart by more than its kind: 市水利局答复…, 市公安局发生行政复议…. */
const ACTING =
  /((?:[^，,。；;、：:\d]{2,12}(?:[局委厅办所院校队]|办公[室厅]|中心)|[^，,。；;、：:\d]{1,12}街道))(?:共|累计|全年)?(?:[均都]?[未没](?:有)?)?(?:收到|受理|新收|接收|接到|主动公开|答复|办结|予以|发生|被申请|被提起)/u;
/** What may stand before a name. */
const PREFIX = /^.*(?:其中|部门|今年|本年|全年|年度?|以来|期间|共|由|为)/u;

/** 区住建局受理…35件，予以公开20件 in the report of the district. The name of a government stands for its office, too. */
function isOfAnother(clauses: readonly string[], agency: Reporter): boolean {
  const nearest = clauses.find((clause) => OF_WHOM.test(clause) || ACTING.test(clause));
  const name = nearest === undefined || OF_WHOM.test(nearest) ? '' : (ACTING.exec(nearest)?.[1] ?? '');
  const short = name.replace(PREFIX, '');
  return short.length > 2 && !short.includes('政府') && !isShortFor(short, agency.name);
}

/** The areas that are wider than the one that an agency is of: 全省 in the report of a city. */
function widerAreas({ name, level }: Reporter): RegExp {
  if (level === 'NATIONAL') return /(?!)/u;
  if (level === 'PROVINCE') return /全国/u;
  if (level === 'TOWNSHIP') return /全[国省市县区]/u;
  return /[县区旗]/u.test(name.replace('自治区', '')) ? /全[国省市]/u : /全[国省]/u;
}

/** Whether the nearest clause that names an area names a wider one than the agency is of. */
function isOfWiderArea(clauses: readonly string[], agency: Reporter): boolean {
  const nearest = clauses.find((clause) => /全[国省市县区州]|[我本]/u.test(clause));
  return nearest !== undefined && !/[我本]/u.test(nearest) && widerAreas(agency).test(nearest);
}

/** A count of what came by one way, from some applicants or to some agencies, where that of all is meant. */
export function isPart(
  { subject, scope, agency }: Pick<StatedCount, 'subject' | 'scope'> & { readonly agency: Reporter | null },
  { sentence, place, end, clauses }: Statement,
): boolean {
  const [clause = '', ...earlier] = clauses;
  const after = sentence.slice(end);
  if (agency !== null && (isOfWiderArea(clauses, agency) || isOfAnother(clauses, agency))) return true;
  if (OF_DISPUTES.includes(subject)) return !ABOUT_DISCLOSURE.test(clause) && OF_OTHER_CAUSE.test(after);
  if (ONE_EACH.test(clause)) return true;
  if (ON_TIME.test(clause) && OTHERS_LATE.test(after)) return true;
  if (!OF_ALL.includes(subject)) return OF_APPLICANT.test(clause);
  if (isOfOneOfSeveral(sentence, clause) || SHARE.test(after)) return true;
  if (subject === 'PROACTIVELY_DISCLOSED') {
    if (PART_DISCLOSED.test(sentence.slice(0, place)) || OF_FIELD.test(clause)) return true;
    if (/(?:领域|方面|要求)[，,]$/u.test(earlier[0] ?? '') && OF_FIELD.test(earlier[0] ?? '')) return true;
    if (BY_PLACE.test(clause) && !BY_ALL_WAYS.test(clause)) return true;
    if (BY_SITE.test(clause)) return BY_OTHER_WAYS.test(after) || SHARE.test(after);
  }
  if ((BY_WAY.test(clause) && !BY_ALL_WAYS.test(clause)) || BY_OTHERS.test(clause)) return true;
  if (OTHERS_APPLIED.test(after) || OF_TOWNS.test(clause)) return true;
  return subject === 'INTAKE' && scope !== 'OWN' && !IN_SUM.test(clause) && clauses.some((each) => OF_WHICH.test(each));
}
