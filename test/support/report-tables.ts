import {
  APPLICANT_TERMS,
  APPLICANTS,
  applicationLinesOf,
  type DisclosureLineCode,
  disclosureLinesOf,
  OUTCOME_GROUPS,
  type OutcomeGroup,
  REVIEW_LINES,
  REVIEW_TRACKS,
} from '../../src/domain/statutory-form';
import type { SyntheticReport } from './synthetic-report';

/** One cell of a printed table; `role` lets damage choose what to hit. */
export interface PrintedCell {
  readonly text: string;
  readonly colspan: number;
  readonly rowspan: number;
  readonly role: 'heading' | 'label' | 'group' | 'value';
}
export type PrintedRow = readonly PrintedCell[];
export interface PrintedTable {
  /** Columns of the whole grid. */
  readonly width: number;
  readonly rows: readonly PrintedRow[];
}
/** The three tables of a report as they are laid out on the form, spans included. */
export interface PrintedTables {
  readonly disclosure: PrintedTable;
  readonly applications: PrintedTable;
  readonly review: PrintedTable;
}

const cell = (role: PrintedCell['role'], text: string, colspan = 1, rowspan = 1): PrintedCell => ({
  role,
  text,
  colspan,
  rowspan,
});
const heading = (text: string, colspan = 1, rowspan = 1): PrintedCell => cell('heading', text, colspan, rowspan);

const RECONCILIATION = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）';

function applicationsTable(report: SyntheticReport): PrintedTable {
  const lines = applicationLinesOf(report.applicationsForm ?? report.form);
  const values = (code: (typeof lines)[number]['code']): PrintedCell[] =>
    APPLICANTS.map((applicant) => cell('value', String(report.applications.get(applicant)?.get(code) ?? '')));
  const outcomes = lines.filter((line) => line.code.startsWith('outcomes.'));
  const rows: PrintedRow[] = [
    [heading(RECONCILIATION, 3, 3), heading('申请人情况', 7)],
    [heading('自然人', 1, 2), heading('法人或其他组织', 5), heading('总计', 1, 2)],
    APPLICANTS.slice(1, 6).map((applicant) => heading(APPLICANT_TERMS[applicant].zh)),
  ];
  for (const line of lines) {
    const row: PrintedCell[] = [];
    const group = Object.keys(OUTCOME_GROUPS).find((name) => line.code.startsWith(`outcomes.${name}.`)) as
      | OutcomeGroup
      | undefined;
    if (line.code === 'outcomes.disclosed') row.push(cell('group', '三、本年度办理结果', 1, outcomes.length));
    if (group !== undefined && !line.code.endsWith('.total')) {
      const members = outcomes.filter((other) => other.code.startsWith(`outcomes.${group}.`));
      if (members[0]?.code === line.code) row.push(cell('group', OUTCOME_GROUPS[group].zh, 1, members.length));
      row.push(cell('label', line.labelZh));
    } else row.push(cell('label', line.labelZh, line.code.startsWith('outcomes.') ? 2 : 3));
    rows.push([...row, ...values(line.code)]);
  }
  return { width: 10, rows };
}

function reviewTable(report: SyntheticReport): PrintedTable {
  const results = REVIEW_LINES.map((line) => heading(line.labelZh));
  return {
    width: 15,
    rows: [
      [heading('行政复议', 5), heading('行政诉讼', 10)],
      [
        ...REVIEW_LINES.map((line) => heading(line.labelZh, 1, 2)),
        heading('未经复议直接起诉', 5),
        heading('复议后起诉', 5),
      ],
      [...results, ...results],
      REVIEW_TRACKS.flatMap((track) =>
        REVIEW_LINES.map((line) => cell('value', String(report.review.get(track)?.get(line.code) ?? ''))),
      ),
    ],
  };
}

const ARTICLE: Readonly<Record<string, string>> = {
  规章: '第二十条第（一）项',
  行政许可: '第二十条第（五）项',
  行政处罚: '第二十条第（六）项',
  行政事业性收费: '第二十条第（八）项',
  政府集中采购: '第二十条第（九）项',
};

function disclosureTable(report: SyntheticReport): PrintedTable {
  const rows: PrintedRow[] = [];
  const byRow = new Map<string, { code: DisclosureLineCode; columnZh: string }[]>();
  for (const line of disclosureLinesOf(report.form)) byRow.set(line.rowZh, [...(byRow.get(line.rowZh) ?? []), line]);
  for (const [label, lines] of byRow) {
    const span = lines.length === 3 ? 1 : lines.length === 1 ? 3 : 1;
    const article = ARTICLE[label];
    if (article !== undefined) {
      rows.push([heading(article, 4)]);
      rows.push([heading('信息内容'), ...lines.map((line) => heading(line.columnZh, span))]);
    }
    rows.push([
      cell('label', label),
      ...lines.map((line) => cell('value', String(report.disclosure.get(line.code) ?? ''), span)),
    ]);
  }
  return { width: 4, rows };
}

/** Lays a report out as its three tables. */
export function printTables(report: SyntheticReport): PrintedTables {
  return { disclosure: disclosureTable(report), applications: applicationsTable(report), review: reviewTable(report) };
}
