/** Every enum of the API. Those of the domain derive from its arrays, so that a new value cannot be forgotten here. */
import { registerEnumType } from 'type-graphql';
import { ROLES } from '../domain/access';
import { AGGREGATIONS, DIMENSIONS, POOLINGS } from '../domain/aggregates';
import { REPORT_ORDER_FIELDS } from '../domain/asking';
import { SEVERITIES as SEVERITY_VALUES } from '../domain/diagnostic';
import { FIGURE_STATUSES } from '../domain/figure';
import { MEASURES, STATUS_MEANINGS, VALUE_STATUSES } from '../domain/indicators';
import { definitionsOf, RATIO_IDS } from '../domain/ratio-definitions';
import { ADMIN_LEVELS } from '../domain/region';
import { IMPORT_ITEM_STATUSES, IMPORT_MODES, JOB_KINDS, REPORT_STATES } from '../domain/report';
import { AGENCY_KINDS, REPORT_SCOPES, STATED_SUBJECTS } from '../domain/report-draft';
import { AUDIT_ACTIONS, REREAD_STATUSES, REVIEW_DECISIONS } from '../domain/reviewing';
import {
  APPLICANT_TERMS,
  APPLICANTS,
  FORM_VERSIONS,
  REVIEW_TRACKS,
  type Term,
  TRACK_TERMS,
} from '../domain/statutory-form';

interface Explanation<Value extends string> {
  readonly description?: string;
  readonly values?: Readonly<Partial<Record<Value, string>>>;
}

function enumOf<Value extends string>(
  name: string,
  values: readonly Value[],
  { description, values: explained }: Explanation<Value> = {},
): Readonly<Record<Value, Value>> {
  const enumObject = Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
  const valuesConfig: Partial<Record<Value, { description: string }>> = {};
  for (const value of values) {
    const text = explained?.[value];
    if (text !== undefined) valuesConfig[value] = { description: text };
  }
  registerEnumType(enumObject, { name, ...(description === undefined ? {} : { description }), valuesConfig });
  return enumObject;
}

const bilingual = <Value extends string>(terms: Readonly<Record<Value, Term>>): Record<Value, string> =>
  Object.fromEntries(Object.entries<Term>(terms).map(([value, { zh, en }]) => [value, `${zh}: ${en}`])) as Record<
    Value,
    string
  >;

export const AdminLevel = enumOf('AdminLevel', ADMIN_LEVELS);
export const AgencyKind = enumOf('AgencyKind', AGENCY_KINDS, {
  values: {
    GOVERNMENT: "A people's government, or the committee that governs a development zone.",
    GENERAL_OFFICE: "The general office of a people's government.",
    DEPARTMENT: 'A department or another body of a local government.',
    VERTICAL: 'Customs, tax, and other bodies run from above, not by the local government.',
  },
});
export const ReportScope = enumOf('ReportScope', REPORT_SCOPES, {
  description:
    "OWN: one agency's own figures. CONSOLIDATED: the figures of a whole area, its agencies included. The two are never added together.",
});
export const FormVersion = enumOf('FormVersion', FORM_VERSIONS, {
  description:
    'The statutory form a report was written on. FORM_2019: 国办公开办函〔2019〕60号; FORM_2021: 国办公开办函〔2021〕30号.',
});
export const ReportState = enumOf('ReportState', REPORT_STATES, {
  description: 'Only PUBLISHED is visible without the right to review, in every query, count, ranking and total.',
  values: {
    PUBLISHED: 'Public.',
    IN_REVIEW: 'Something in it does not add up, and nobody has decided yet.',
    QUARANTINED: 'It cannot be known which agency or year it is on, or its table three cannot be read.',
    WITHDRAWN: 'Hidden by a decision, and kept.',
  },
});
export const Applicant = enumOf('Applicant', APPLICANTS, { values: bilingual(APPLICANT_TERMS) });
export const ReviewTrack = enumOf('ReviewTrack', REVIEW_TRACKS, { values: bilingual(TRACK_TERMS) });
export const FigureStatus = enumOf('FigureStatus', FIGURE_STATUSES, {
  values: {
    REPORTED: 'A number was printed; zero counts as printed.',
    BLANK: 'The cell is there and empty.',
    NOT_APPLICABLE: 'The cell says that it does not apply: - / — 无 不适用.',
    UNREADABLE: 'The cell holds something that is no number.',
    ABSENT: 'The document does not have this cell, or it cannot be known which number belongs to it.',
    NOT_ON_FORM: 'The form of that year has no such line.',
  },
});
export const StatedSubject = enumOf('StatedSubject', STATED_SUBJECTS, {
  description: 'What a count in prose counts. Those of reports before 2019 follow the outcomes of that time.',
  values: {
    PROACTIVELY_DISCLOSED: '主动公开政府信息 …条',
    RECEIVED: '新收 …件',
    INTAKE: '受理 or 收到 …件: received, or received and brought forward together.',
    BROUGHT_FORWARD: '上年结转 …件',
    DISCLOSED: '予以公开, before 2019 同意公开 …件',
    PARTLY_DISCLOSED: '部分公开, 同意部分公开 …件',
    ALREADY_DISCLOSED: '属于已主动公开范围 …件',
    WITHHELD: '不予公开, 不同意公开 …件',
    UNAVAILABLE: '无法提供 …件',
    NOT_EXISTING: '申请信息不存在 …件',
    NOT_THIS_AGENCY: '不属于本行政机关公开 …件',
    NOT_PROCESSED: '不予处理 …件',
    CLOSED_OTHERWISE: '其他处理 …件',
    CLOSED: '办结, 答复 …件',
    CARRIED_FORWARD: '结转下年度继续办理 …件',
    REVIEW: '行政复议 …件',
    LITIGATION: '行政诉讼 …件, both tracks together.',
    FEES_COLLECTED: '行政事业性收费 …元, in yuan.',
    INFORMATION_FEES: '信息处理费, before 2019 检索、复制、邮寄等费用 …元: for applications, in yuan.',
  },
});
export const Severity = enumOf('Severity', SEVERITY_VALUES, {
  description: 'The worst finding of a report decides whether it is published by itself.',
  values: {
    INFO: 'Worth a look; the report is published.',
    WARNING: 'Something was missed, repaired or disagrees; the report is published.',
    ERROR: 'Numbers do not add up or cannot be read; the report is IN_REVIEW until someone decides.',
    BLOCKER: 'It cannot be known what the report is on; it is QUARANTINED.',
  },
});

export const MeasureId = enumOf(
  'MeasureId',
  MEASURES.map((measure) => measure.id),
  {
    description:
      'One per line of tables two, three and four, plus group totals and track sums. Those not listed follow the line codes: WITHHELD_STATE_SECRETS, DIRECT_LITIGATION_UPHELD, RULES_IN_FORCE.',
    values: Object.fromEntries(MEASURES.map(({ id, titleZh, titleEn }) => [id, `${titleZh}: ${titleEn}`])),
  },
);
export const RatioId = enumOf('RatioId', RATIO_IDS, {
  values: Object.fromEntries(
    RATIO_IDS.map((id) => [
      id,
      definitionsOf(id)
        .map(({ version, titleZh, formula }) => `v${version} ${titleZh}: ${formula}`)
        .join('\n'),
    ]),
  ),
});
export const ValueStatus = enumOf('ValueStatus', VALUE_STATUSES, {
  description: 'Why there is a value or none. Only OK and INCOMPLETE come with one.',
  values: STATUS_MEANINGS,
});

export const ReportOrderField = enumOf('ReportOrderField', REPORT_ORDER_FIELDS);
export const SortDirection = enumOf('SortDirection', ['ASC', 'DESC']);
export type SortDirection = keyof typeof SortDirection;
export const Nulls = enumOf('Nulls', ['FIRST', 'LAST']);
export type Nulls = keyof typeof Nulls;
export const Dimension = enumOf('Dimension', DIMENSIONS, {
  values: {
    REGION:
      'The region whose code the agencies have. Development zones, streets and towns have that of the region they lie in: LEVEL and AGENCY tell them apart.',
    PROVINCE: 'The province that the agencies lie in; of CONSOLIDATED reports not the one on the province alone.',
    PREFECTURE: 'The prefecture that the agencies lie in; of CONSOLIDATED reports not the one on the prefecture alone.',
    COUNTY: 'The county that the agencies lie in; of CONSOLIDATED reports not the one on the county alone.',
    LEVEL: 'The level of the agencies.',
  },
});
export const Aggregation = enumOf('Aggregation', AGGREGATIONS, {
  description: 'Over the reports of the group that have the figure. Quantiles are interpolated.',
  values: { COUNT: 'How many reports have the figure.', STDDEV: 'Of a sample; one report alone has none.' },
});
export const Pooling = enumOf('Pooling', POOLINGS, {
  description: 'POOLED = sum of numerators / sum of denominators; the others take each report as one point.',
});

export const Role = enumOf('Role', ROLES, {
  description: 'Each may do what the ones before it may.',
  values: {
    VIEWER: 'Asks, as the public does.',
    EDITOR: 'Imports and corrects, within the regions it is bound to.',
    REVIEWER: 'Decides what is published.',
    ADMIN: 'Everything: tokens and the merging of agencies too.',
  },
});

export const ImportMode = enumOf('ImportMode', IMPORT_MODES, {
  values: { VALIDATE_ONLY: 'Parse, check and answer exactly what COMMIT would do; write nothing.' },
});
export const JobKind = enumOf('JobKind', JOB_KINDS);
export const ImportItemStatus = enumOf('ImportItemStatus', IMPORT_ITEM_STATUSES, {
  values: {
    QUEUED: 'Not begun.',
    RUNNING: 'With a worker.',
    VALID: 'Of a dry run: it would be CREATED or REVISED.',
    CREATED: 'The first report of this agency and year; published.',
    REVISED: 'Another document of an agency and year that the hub has; published as a new revision.',
    DUPLICATE: 'The same content, read before by the same reader; duplicateOf is the first.',
    IN_REVIEW: 'Stored with diagnostics of severity ERROR; not public.',
    QUARANTINED: 'Agency, year or table three cannot be known; not public.',
    FAILED: 'Nothing was stored; failure says why.',
  },
});
export const ReviewDecision = enumOf('ReviewDecision', REVIEW_DECISIONS, {
  values: {
    PUBLISH: 'Shown to the public, as it is printed and corrected.',
    WITHDRAW: 'Hidden, and kept. Nothing takes its place until it is published.',
    REOPEN: 'Taken back to review.',
  },
});
export const RereadStatus = enumOf('RereadStatus', REREAD_STATUSES, {
  values: {
    UNCHANGED: 'The reader of today reads the same, or has read it.',
    SKIPPED: 'It could not be read again; reason says why.',
  },
});
export const AuditAction = enumOf('AuditAction', AUDIT_ACTIONS, {
  values: {
    CANCEL: 'Ended a job before its end.',
    RETRY: 'Let items of a job that had failed be worked again.',
    ISSUE: 'Made a token.',
    REVOKE: 'Ended a token.',
  },
});
