/**
 * The statutory form of the annual report, as data.
 *
 * Sources: 国办公开办函〔2019〕60号 (FORM_2019) and 国办公开办函〔2021〕30号 (FORM_2021). GraphQL enums, measures, checks and the glossary derive from
 * the tables below. The official wording of a line is here; the parsers add how agencies vary it, by the line's code.
 */

export const TABLED_FORMS = ['FORM_2019', 'FORM_2021'] as const;
/** A form that has the statutory tables. */
export type TabledForm = (typeof TABLED_FORMS)[number];
export const FORM_VERSIONS = ['PRE_2019', ...TABLED_FORMS] as const;
/** The statutory form a report was written on. PRE_2019 reports have no statutory tables. */
export type FormVersion = (typeof FORM_VERSIONS)[number];

export const APPLICANTS = [
  'NATURAL_PERSON',
  'COMMERCIAL_ENTERPRISE',
  'RESEARCH_INSTITUTION',
  'PUBLIC_INTEREST_ORGANIZATION',
  'LEGAL_SERVICES_ORGANIZATION',
  'OTHER_ORGANIZATION',
  'TOTAL',
] as const;
/** A column of table three, in the official order. TOTAL is the printed 总计 column. */
export type Applicant = (typeof APPLICANTS)[number];
/** The six columns whose sum TOTAL should be. */
export const APPLICANT_PARTS = APPLICANTS.slice(0, 6) as readonly Applicant[];

export const REVIEW_TRACKS = ['REVIEW', 'DIRECT_LITIGATION', 'LITIGATION_AFTER_REVIEW'] as const;
/** A block of table four: reconsideration, litigation without it, litigation after it. */
export type ReviewTrack = (typeof REVIEW_TRACKS)[number];

/** Official wording of a term in both languages. */
export interface Term {
  readonly zh: string;
  readonly en: string;
}

export const APPLICANT_TERMS: Readonly<Record<Applicant, Term>> = {
  NATURAL_PERSON: { zh: '自然人', en: 'natural persons' },
  COMMERCIAL_ENTERPRISE: { zh: '商业企业', en: 'commercial enterprises' },
  RESEARCH_INSTITUTION: { zh: '科研机构', en: 'research institutions' },
  PUBLIC_INTEREST_ORGANIZATION: { zh: '社会公益组织', en: 'public-interest organizations' },
  LEGAL_SERVICES_ORGANIZATION: { zh: '法律服务机构', en: 'legal services organizations' },
  OTHER_ORGANIZATION: { zh: '其他', en: 'other organizations' },
  TOTAL: { zh: '总计', en: 'total' },
};

export const TRACK_TERMS: Readonly<Record<ReviewTrack, Term>> = {
  REVIEW: { zh: '行政复议', en: 'review (administrative reconsideration)' },
  DIRECT_LITIGATION: { zh: '行政诉讼·未经复议直接起诉', en: 'litigation without prior review' },
  LITIGATION_AFTER_REVIEW: { zh: '行政诉讼·复议后起诉', en: 'litigation after review' },
};

/** What the number of a line counts; FEN-exact money is kept in yuan. */
export type Unit = 'applications' | 'cases' | 'documents' | 'decisions' | 'items' | 'projects' | 'yuan';

/** One line (or column) of a statutory table. */
export interface FormLine<Code extends string = string> {
  /** Dotted path; also the property path in the API and, in snake case, the column in the store. */
  readonly code: Code;
  /** Official label as the form prints it, numbering included. */
  readonly labelZh: string;
  readonly labelEn: string;
  /** The forms that print this line. */
  readonly forms: readonly TabledForm[];
  readonly unit: Unit;
  /** A stock is a level at a point in time and is never added over years; a flow is. */
  readonly stock: boolean;
}

const ONLY_2019: readonly TabledForm[] = ['FORM_2019'];
const ONLY_2021: readonly TabledForm[] = ['FORM_2021'];

const application = <Code extends string>(
  code: Code,
  labelZh: string,
  labelEn: string,
  forms: readonly TabledForm[] = TABLED_FORMS,
  stock = false,
): FormLine<Code> => ({ code, labelZh, labelEn, forms, unit: 'applications', stock });

/** Groups of outcomes under 三、本年度办理结果 whose totals the form does not print. */
export const OUTCOME_GROUPS = {
  withheld: { zh: '（三）不予公开', en: 'withheld' },
  unavailable: { zh: '（四）无法提供', en: 'unavailable' },
  notProcessed: { zh: '（五）不予处理', en: 'not processed' },
  closedOtherwise: { zh: '（六）其他处理', en: 'closed otherwise' },
} as const satisfies Record<string, Term>;
export type OutcomeGroup = keyof typeof OUTCOME_GROUPS;

/**
 * Table three, 收到和处理政府信息公开申请情况: 25 lines on FORM_2021, 23 on FORM_2019, each over the seven APPLICANTS.
 * `outcomes.closedOtherwise.total` is a printed line on FORM_2019 only; some agencies still print it so after 2021.
 */
export const APPLICATION_LINES = [
  application('received', '一、本年新收政府信息公开申请数量', 'received during the year'),
  application('broughtForward', '二、上年结转政府信息公开申请数量', 'brought forward', TABLED_FORMS, true),
  application('outcomes.disclosed', '（一）予以公开', 'disclosed in full'),
  application(
    'outcomes.partlyDisclosed',
    '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    'disclosed in part',
  ),
  application('outcomes.withheld.stateSecrets', '1.属于国家秘密', 'withheld: state secrets'),
  application('outcomes.withheld.prohibitedByLaw', '2.其他法律行政法规禁止公开', 'withheld: prohibited by law'),
  application(
    'outcomes.withheld.securityOrStability',
    '3.危及“三安全一稳定”',
    'withheld: national, public, economic security or social stability',
  ),
  application('outcomes.withheld.thirdPartyInterests', '4.保护第三方合法权益', 'withheld: third-party rights'),
  application('outcomes.withheld.internalAffairs', '5.属于三类内部事务信息', 'withheld: internal affairs'),
  application('outcomes.withheld.deliberativeProcess', '6.属于四类过程性信息', 'withheld: deliberative process'),
  application('outcomes.withheld.enforcementCaseFiles', '7.属于行政执法案卷', 'withheld: enforcement case files'),
  application('outcomes.withheld.enquiryProcedure', '8.属于行政查询事项', 'withheld: administrative enquiry'),
  application('outcomes.unavailable.notHeld', '1.本机关不掌握相关政府信息', 'unavailable: not held'),
  application(
    'outcomes.unavailable.creationRequired',
    '2.没有现成信息需要另行制作',
    'unavailable: would have to be created',
  ),
  application(
    'outcomes.unavailable.stillUnclear',
    '3.补正后申请内容仍不明确',
    'unavailable: still unclear after clarification',
  ),
  application(
    'outcomes.notProcessed.petitionOrComplaint',
    '1.信访举报投诉类申请',
    'not processed: petition or complaint',
  ),
  application('outcomes.notProcessed.duplicate', '2.重复申请', 'not processed: duplicate'),
  application('outcomes.notProcessed.publishedWorks', '3.要求提供公开出版物', 'not processed: published works'),
  application('outcomes.notProcessed.vexatious', '4.无正当理由大量反复申请', 'not processed: vexatious'),
  application(
    'outcomes.notProcessed.confirmOrReissue',
    '5.要求行政机关确认或重新出具已获取信息',
    'not processed: confirm or reissue information already obtained',
  ),
  application(
    'outcomes.closedOtherwise.clarificationLapsed',
    '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    'closed otherwise: clarification lapsed',
    ONLY_2021,
  ),
  application(
    'outcomes.closedOtherwise.feeUnpaid',
    '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    'closed otherwise: fee unpaid',
    ONLY_2021,
  ),
  application('outcomes.closedOtherwise.other', '3.其他', 'closed otherwise: other', ONLY_2021),
  application('outcomes.closedOtherwise.total', '（六）其他处理', 'closed otherwise', ONLY_2019),
  application('outcomes.total', '（七）总计', 'closed, total'),
  application('carriedForward', '四、结转下年度继续办理', 'carried forward', TABLED_FORMS, true),
] as const;
export type ApplicationLineCode = (typeof APPLICATION_LINES)[number]['code'];

const outcome = <Code extends string>(code: Code, labelZh: string, labelEn: string, stock = false): FormLine<Code> => ({
  code,
  labelZh,
  labelEn,
  forms: TABLED_FORMS,
  unit: 'cases',
  stock,
});

/** Table four, 政府信息公开行政复议、行政诉讼情况: five columns for each of the three REVIEW_TRACKS. */
export const REVIEW_LINES = [
  outcome('upheld', '结果维持', 'upheld'),
  outcome('corrected', '结果纠正', 'corrected'),
  outcome('other', '其他结果', 'other outcome'),
  outcome('pending', '尚未审结', 'pending', true),
  outcome('total', '总计', 'total'),
] as const;
export type ReviewLineCode = (typeof REVIEW_LINES)[number]['code'];

/** A line of table two: a row label and, under it, one column. */
export interface DisclosureLine<Code extends string = string> extends FormLine<Code> {
  /** Label of the row, e.g. 行政规范性文件. */
  readonly rowZh: string;
  /** Label of the column, e.g. 本年制发件数. */
  readonly columnZh: string;
}

const disclosure = <Code extends string>(
  code: Code,
  form: TabledForm,
  row: Term,
  column: Term,
  unit: Unit,
  stock = false,
): DisclosureLine<Code> => ({
  code,
  rowZh: row.zh,
  columnZh: column.zh,
  labelZh: `${row.zh}·${column.zh}`,
  labelEn: `${row.en}: ${column.en}`,
  forms: form === 'FORM_2019' ? ONLY_2019 : ONLY_2021,
  unit,
  stock,
});

const ROWS = {
  rules: { zh: '规章', en: 'rules' },
  normativeDocuments: { zh: '行政规范性文件', en: 'normative documents' },
  normativeDocuments2019: { zh: '规范性文件', en: 'normative documents' },
  licensing: { zh: '行政许可', en: 'licensing' },
  otherServices: { zh: '其他对外管理服务事项', en: 'other services to the public' },
  penalties: { zh: '行政处罚', en: 'penalties' },
  compulsion: { zh: '行政强制', en: 'compulsion measures' },
  fees: { zh: '行政事业性收费', en: 'administrative fees' },
  procurement: { zh: '政府集中采购', en: 'centralized procurement' },
} as const satisfies Record<string, Term>;

const COLUMNS = {
  issued: { zh: '本年制发件数', en: 'issued' },
  repealed: { zh: '本年废止件数', en: 'repealed' },
  inForce: { zh: '现行有效件数', en: 'in force' },
  decisions: { zh: '本年处理决定数量', en: 'decisions' },
  collected: { zh: '本年收费金额（单位：万元）', en: 'collected' },
  made: { zh: '本年新制作数量', en: 'newly made' },
  newlyDisclosed: { zh: '本年新公开数量', en: 'newly disclosed' },
  totalDisclosed: { zh: '对外公开总数量', en: 'disclosed in total' },
  items: { zh: '上一年项目数量', en: 'items in the year before' },
  change: { zh: '本年增/减', en: 'change during the year' },
  decisions2019: { zh: '处理决定数量', en: 'decisions' },
  projects: { zh: '采购项目数量', en: 'projects' },
  amount: { zh: '采购总金额', en: 'amount' },
} as const satisfies Record<string, Term>;

/** Table two, 主动公开政府信息情况: ten lines on FORM_2021; FORM_2019 keeps its own under names of their own. */
export const DISCLOSURE_LINES = [
  disclosure('rules.issued', 'FORM_2021', ROWS.rules, COLUMNS.issued, 'documents'),
  disclosure('rules.repealed', 'FORM_2021', ROWS.rules, COLUMNS.repealed, 'documents'),
  disclosure('rules.inForce', 'FORM_2021', ROWS.rules, COLUMNS.inForce, 'documents', true),
  disclosure('normativeDocuments.issued', 'FORM_2021', ROWS.normativeDocuments, COLUMNS.issued, 'documents'),
  disclosure('normativeDocuments.repealed', 'FORM_2021', ROWS.normativeDocuments, COLUMNS.repealed, 'documents'),
  disclosure('normativeDocuments.inForce', 'FORM_2021', ROWS.normativeDocuments, COLUMNS.inForce, 'documents', true),
  disclosure('licensing.decisions', 'FORM_2021', ROWS.licensing, COLUMNS.decisions, 'decisions'),
  disclosure('penalties.decisions', 'FORM_2021', ROWS.penalties, COLUMNS.decisions, 'decisions'),
  disclosure('compulsion.decisions', 'FORM_2021', ROWS.compulsion, COLUMNS.decisions, 'decisions'),
  disclosure('fees.collected', 'FORM_2021', ROWS.fees, COLUMNS.collected, 'yuan'),
  disclosure('rules2019.made', 'FORM_2019', ROWS.rules, COLUMNS.made, 'documents'),
  disclosure('rules2019.newlyDisclosed', 'FORM_2019', ROWS.rules, COLUMNS.newlyDisclosed, 'documents'),
  disclosure('rules2019.totalDisclosed', 'FORM_2019', ROWS.rules, COLUMNS.totalDisclosed, 'documents', true),
  disclosure('normativeDocuments2019.made', 'FORM_2019', ROWS.normativeDocuments2019, COLUMNS.made, 'documents'),
  disclosure(
    'normativeDocuments2019.newlyDisclosed',
    'FORM_2019',
    ROWS.normativeDocuments2019,
    COLUMNS.newlyDisclosed,
    'documents',
  ),
  disclosure(
    'normativeDocuments2019.totalDisclosed',
    'FORM_2019',
    ROWS.normativeDocuments2019,
    COLUMNS.totalDisclosed,
    'documents',
    true,
  ),
  disclosure('licensing2019.items', 'FORM_2019', ROWS.licensing, COLUMNS.items, 'items', true),
  disclosure('licensing2019.change', 'FORM_2019', ROWS.licensing, COLUMNS.change, 'items'),
  disclosure('licensing2019.decisions', 'FORM_2019', ROWS.licensing, COLUMNS.decisions2019, 'decisions'),
  disclosure('otherServices2019.items', 'FORM_2019', ROWS.otherServices, COLUMNS.items, 'items', true),
  disclosure('otherServices2019.change', 'FORM_2019', ROWS.otherServices, COLUMNS.change, 'items'),
  disclosure('otherServices2019.decisions', 'FORM_2019', ROWS.otherServices, COLUMNS.decisions2019, 'decisions'),
  disclosure('penalties2019.items', 'FORM_2019', ROWS.penalties, COLUMNS.items, 'items', true),
  disclosure('penalties2019.change', 'FORM_2019', ROWS.penalties, COLUMNS.change, 'items'),
  disclosure('penalties2019.decisions', 'FORM_2019', ROWS.penalties, COLUMNS.decisions2019, 'decisions'),
  disclosure('compulsion2019.items', 'FORM_2019', ROWS.compulsion, COLUMNS.items, 'items', true),
  disclosure('compulsion2019.change', 'FORM_2019', ROWS.compulsion, COLUMNS.change, 'items'),
  disclosure('compulsion2019.decisions', 'FORM_2019', ROWS.compulsion, COLUMNS.decisions2019, 'decisions'),
  disclosure('fees2019.items', 'FORM_2019', ROWS.fees, COLUMNS.items, 'items', true),
  disclosure('fees2019.change', 'FORM_2019', ROWS.fees, COLUMNS.change, 'items'),
  disclosure('procurement2019.projects', 'FORM_2019', ROWS.procurement, COLUMNS.projects, 'projects'),
  disclosure('procurement2019.amount', 'FORM_2019', ROWS.procurement, COLUMNS.amount, 'yuan'),
] as const;
export type DisclosureLineCode = (typeof DISCLOSURE_LINES)[number]['code'];

export type LineCode = ApplicationLineCode | ReviewLineCode | DisclosureLineCode;

/** The lines of table three that a form prints, in its order: 25 on FORM_2021, 23 on FORM_2019. */
export function applicationLinesOf(form: TabledForm): readonly FormLine<ApplicationLineCode>[] {
  return APPLICATION_LINES.filter((line) => line.forms.includes(form));
}

/** The lines of table two that a form prints, in its order. */
export function disclosureLinesOf(form: TabledForm): readonly DisclosureLine<DisclosureLineCode>[] {
  return DISCLOSURE_LINES.filter((line) => line.forms.includes(form));
}

/** Numbered sections of the report and their official headings. */
export const SECTION_HEADINGS = [
  { ordinal: 1, zh: '总体情况', en: 'overview' },
  { ordinal: 2, zh: '主动公开政府信息情况', en: 'proactive disclosure' },
  { ordinal: 3, zh: '收到和处理政府信息公开申请情况', en: 'applications received and dealt with' },
  { ordinal: 4, zh: '政府信息公开行政复议、行政诉讼情况', en: 'reconsideration and litigation' },
  { ordinal: 5, zh: '存在的主要问题及改进情况', en: 'problems and improvements' },
  { ordinal: 6, zh: '其他需要报告的事项', en: 'other matters' },
] as const;

const linesUnder = (group: OutcomeGroup): readonly ApplicationLineCode[] =>
  APPLICATION_LINES.map((line) => line.code).filter(
    (code) => code.startsWith(`outcomes.${group}.`) && !code.endsWith('.total'),
  );

/** Codes of the lines of each outcome group, without its total. */
export const GROUP_LINES: Readonly<Record<OutcomeGroup, readonly ApplicationLineCode[]>> = {
  withheld: linesUnder('withheld'),
  unavailable: linesUnder('unavailable'),
  notProcessed: linesUnder('notProcessed'),
  closedOtherwise: linesUnder('closedOtherwise'),
};
