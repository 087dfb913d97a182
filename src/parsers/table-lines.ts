import {
  APPLICATION_LINES,
  type ApplicationLineCode,
  DISCLOSURE_LINES,
  type DisclosureLineCode,
  OUTCOME_GROUPS,
  type OutcomeGroup,
  type TabledForm,
} from '../domain/statutory-form';
import { fold } from './fold';
import { type LabelBook, type LabelledLine, makeLabelBook } from './match-labels';
import type { NumberKind } from './read-number';

/** How the lines of table three are printed: the closed-otherwise outcomes on three lines, or on one (FORM_2019, and some agencies since). */
export type ApplicationLayout = 'THREE_LINES' | 'ONE_LINE';

/** The lines of a table as the reader looks for them. */
export interface TableLines<Code extends string> {
  readonly book: LabelBook;
  readonly codes: readonly Code[];
}

const FIRST_OF_GROUP: Readonly<Partial<Record<ApplicationLineCode, string>>> = {
  'outcomes.withheld.stateSecrets': OUTCOME_GROUPS.withheld.zh,
  'outcomes.unavailable.notHeld': OUTCOME_GROUPS.unavailable.zh,
  'outcomes.notProcessed.petitionOrComplaint': OUTCOME_GROUPS.notProcessed.zh,
  'outcomes.closedOtherwise.clarificationLapsed': OUTCOME_GROUPS.closedOtherwise.zh,
};

/** Labels as agencies shorten them. */
const SHORTENED: Readonly<Partial<Record<ApplicationLineCode, readonly string[]>>> = {
  received: ['本年新收政府信息公开申请'],
  broughtForward: ['上年结转政府信息公开申请'],
  'outcomes.partlyDisclosed': ['部分公开'],
  carriedForward: ['结转下年度'],
};

/** Labels that are also words of the heading: they name their line in its place only. */
const WEAK: Readonly<
  Partial<Record<ApplicationLineCode, { readonly sure: readonly string[]; readonly weak: readonly string[] }>>
> = {
  'outcomes.closedOtherwise.other': { sure: ['3其他'], weak: ['其他'] },
  'outcomes.total': { sure: ['七总计', '七合计'], weak: ['总计', '合计'] },
};

const OUTCOMES_HEADING = '三、本年度办理结果';

/** What stands before the label of an outcome when the cells of its row are run together. */
function headingsOf(code: ApplicationLineCode): readonly string[] {
  const [top, name, line] = code.split('.');
  if (top !== 'outcomes') return [];
  const group = line === undefined || line === 'total' ? undefined : OUTCOME_GROUPS[name as OutcomeGroup].zh;
  return group === undefined ? [OUTCOMES_HEADING] : [group, OUTCOMES_HEADING + group];
}

function labelledApplicationLine(code: ApplicationLineCode, labelZh: string): LabelledLine {
  const weak = WEAK[code];
  const headings = headingsOf(code);
  if (weak !== undefined) return { labels: weak.sure, weakLabels: weak.weak, headings };
  const group = FIRST_OF_GROUP[code];
  const labels = [labelZh, ...(SHORTENED[code] ?? [])];
  return { labels, headings, ...(group === undefined ? {} : { groupLabels: [group] }) };
}

function applicationLines(form: TabledForm): TableLines<ApplicationLineCode> {
  const lines = APPLICATION_LINES.filter((line) => (line.forms as readonly TabledForm[]).includes(form));
  return {
    codes: lines.map((line) => line.code),
    book: makeLabelBook(lines.map((line) => labelledApplicationLine(line.code, line.labelZh))),
  };
}

export const APPLICATION_TABLES: Readonly<Record<ApplicationLayout, TableLines<ApplicationLineCode>>> = {
  THREE_LINES: applicationLines('FORM_2021'),
  ONE_LINE: applicationLines('FORM_2019'),
};

/** A row of table two: some figures of one kind of document or decision. */
export interface DisclosureRow {
  readonly codes: readonly DisclosureLineCode[];
  readonly kinds: readonly NumberKind[];
  /** Headings of its columns, folded. */
  readonly columns: readonly string[];
}

export interface DisclosureTable {
  readonly book: LabelBook;
  readonly rows: readonly DisclosureRow[];
}

function kindOf(code: DisclosureLineCode, unit: string): NumberKind {
  if (unit === 'yuan') return code === 'fees.collected' ? 'money-wan' : 'money-unstated';
  return code.endsWith('.change') ? 'change' : 'count';
}

/** 规范性文件 is printed with and without 行政 on both forms. */
const ALSO_PRINTED: Readonly<Record<string, readonly string[]>> = {
  行政规范性文件: ['规范性文件'],
  规范性文件: ['行政规范性文件'],
};

function disclosureTable(form: TabledForm): DisclosureTable {
  const rows = new Map<string, { codes: DisclosureLineCode[]; kinds: NumberKind[]; columns: string[] }>();
  for (const line of DISCLOSURE_LINES) {
    if (!(line.forms as readonly TabledForm[]).includes(form)) continue;
    const row = rows.get(line.rowZh) ?? { codes: [], kinds: [], columns: [] };
    row.codes.push(line.code);
    row.kinds.push(kindOf(line.code, line.unit));
    row.columns.push(fold(line.columnZh));
    rows.set(line.rowZh, row);
  }
  return {
    rows: [...rows.values()],
    book: makeLabelBook([...rows.keys()].map((label) => ({ labels: [label, ...(ALSO_PRINTED[label] ?? [])] }))),
  };
}

export const DISCLOSURE_TABLES: Readonly<Record<TabledForm, DisclosureTable>> = {
  FORM_2019: disclosureTable('FORM_2019'),
  FORM_2021: disclosureTable('FORM_2021'),
};
