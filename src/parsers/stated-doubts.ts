/** Numbers that prose states beside a thing and that are not how many of it there were: changes, aims, other business, what remains, exceptions. */
import type { StatedSubject } from '../domain/report-draft';
import { matchesIn } from './matches-in';
import type { Statement } from './statement';

/** 增加15件, but not 增加至15件 */
const CHANGE =
  /(?:净增|增[加长多]?|上升|提高|减[少]?|下降|降低|[多少])了?\s*[\d,，.一二三四五六七八九十百千两零]+[^\d]{0,3}$/u;
/** What is aimed at, or done for others. */
const NOT_DONE = /督促|指导|协助|协调|推动|敦促|力争|争取|确保|任务|要求各/u;
const TOPIC = /涉及|涉密|(?:有关|关于)(?!政府信息|信息公开)|方面|(?<![各同分])类/u;
const OTHER_BUSINESS = /来[信访函电]|信访|咨询|投诉|举报|诉求|信箱|热线|工单|留言|建议|提案/u;
const ON_APPLICATIONS: readonly StatedSubject[] = ['INTAKE', 'RECEIVED', 'CLOSED'];
const NOT_RECEIVED = /(?:[不未]予?|拒绝|不再|办结(?:[当本今]年)?)$/u;
const NOT_CLOSED = /(?:逾期|延期|超期|当场|当面|书面|口头|电话|不予|正在(?:办理)?|拟|待|结转(?:的?申请)?)$/u;
const CLOSED_OF_SOME = /受理|收到|新收|结转/u;
/** An application in words that no other business has. */
const APPLICATIONS = /公开申请|申请公开|依申请/gu;
const OF_YEAR_BEFORE = /[去上]年度?结转[^，,。；;\d]{0,8}$/u;
const AS_REVIEWER = /作为[^，,。；;]{0,6}复议机[关构]/u;
const CLOSED_DISPUTES = /(?:撤回|终止|化解|调解|[去上]年度?结转)的?[^，,。；;\d]{0,8}$/u;
/** 未发生重大行政复议, 没有因收费引发的行政复议 */
const OF_SOME_DISPUTES = /重大|恶性|群体|不良|超期|逾期|收费|因(?![^，,。；;]{0,8}(?:公开|信息))/u;
const EXCEPT = /除[^。；;]{1,40}外[，,]/u;
const OF_SOME_APPLICATIONS = /其[他它](?!组织)|书面|口头|纸质|自然人|(?<!公民[、和及或])法人|企业/u;
const OF_SOME_AGENCIES = /(?:部分|有的|多数|其余|其他|[\d一二三四五六七八九十]个)[^，,。；;]{0,10}$/u;
const FEE_CHARGED = /收取[^。；;\d]{0,24}[1-9][\d,.]*\s*万?元/u;

/** 予以公开或部分公开12件, “信息不存在”“非本机关职责”共12件 */
const WITH_ANOTHER =
  /(?:公开|提供|处理|存在|掌握|职责|范围|机关)(?:["”」』]\s*["“「『]|["”」』]?(?:[和及与或、/]|以及)["“「『]?)(?:属于|申请)?(?:政府)?$/u;
const RATE_OR_ITEM =
  /^\s*(?:[/／每]|[，,、；;](?!其中|[^，,。；;\d]{0,4}[减免]|[去上]年)[^，,。；;\d]{0,8}(?<![收经])费用?[^，,。；;\d]{0,4}[\d.,]+\s*万?元)/u;

interface Stated {
  readonly subject: StatedSubject;
  /** True for words that say that there was none. */
  readonly none: boolean;
}

function isNoneOfSome(subject: StatedSubject, sentence: string, matched: string, before: string): boolean {
  if (EXCEPT.test(sentence)) return true;
  if (subject === 'INTAKE') return OF_SOME_APPLICATIONS.test(matched) || OF_SOME_AGENCIES.test(before);
  if (subject === 'INFORMATION_FEES') return FEE_CHARGED.test(sentence);
  return (subject === 'REVIEW' || subject === 'LITIGATION') && OF_SOME_DISPUTES.test(matched);
}

function isOfOtherApplications(subject: StatedSubject, sentence: string, matched: string, before: string): boolean {
  if (OTHER_BUSINESS.test(matched)) return true;
  if (subject !== 'CLOSED') return TOPIC.test(matched) || (subject === 'INTAKE' && NOT_RECEIVED.test(before));
  if (NOT_CLOSED.test(before) || CLOSED_OF_SOME.test(matched)) return true;
  return !matched.includes('申请') && isAfterOtherBusiness(sentence.slice(0, sentence.indexOf(matched)));
}

/** Whether other business was named last: 承办提案12件，答复12件，不予公开1件. */
function isAfterOtherBusiness(before: string): boolean {
  const last = matchesIn(before, APPLICATIONS).at(-1)?.index ?? 0;
  return OTHER_BUSINESS.test(before.slice(last));
}

/** Whether a match in a sentence is of something else than how many of the thing there were. */
export function isDoubtful(
  { subject, none }: Stated,
  { sentence, place, end, clauses: [clause = ''] }: Statement,
): boolean {
  const matched = sentence.slice(place, end);
  const before = clause.slice(0, clause.length - matched.length);
  if (NOT_DONE.test(clause) || (none ? isNoneOfSome(subject, sentence, matched, before) : CHANGE.test(matched)))
    return true;
  if (ON_APPLICATIONS.includes(subject)) return isOfOtherApplications(subject, sentence, matched, before);
  if (subject === 'BROUGHT_FORWARD') return /(?:办结|答复)$/u.test(before);
  if (subject === 'INFORMATION_FEES') {
    return matched.includes('应收') || before.endsWith('应') || RATE_OR_ITEM.test(sentence.slice(end));
  }
  if (subject !== 'REVIEW' && subject !== 'LITIGATION') {
    const isOfOthers = subject !== 'PROACTIVELY_DISCLOSED' && isAfterOtherBusiness(sentence.slice(0, place));
    return isOfOthers || WITH_ANOTHER.test(before) || OF_YEAR_BEFORE.test(before);
  }
  return !none && (AS_REVIEWER.test(sentence) || CLOSED_DISPUTES.test(before));
}
