import { startOfAnother } from './find-another-report';
import { fold, foldUnnumbered } from './fold';
import {
  type Anchor,
  byBeginning,
  clusters,
  distinctLines,
  isLong,
  LabelText,
  richest,
  type WordedCells,
  wordOf,
} from './label-anchors';
import type { Cell } from './lex-cells';
import { isOrdinalHeading } from './numbered-rows';
import { partsOfApplications } from './part-applicants';
import { REVIEW_RUN } from './part-tracks';
import { APPLICATION_TABLES, DISCLOSURE_TABLES } from './table-lines';

const FEWEST_ANCHORS = 3;

/** The cells of one table, its heading included: indexes into the cells of the document, `end` not included. */
export interface Zone {
  readonly start: number;
  readonly end: number;
}

export interface LocatedTables {
  readonly disclosure: Zone | null;
  readonly applications: Zone | null;
  readonly review: Zone | null;
  /** Where another report begins, or another table three with other numbers. */
  readonly another: Zone | null;
}

const APPLICATION_HEADING = new Set(
  [
    '申请人情况',
    '自然人',
    '法人或其他组织',
    '商业企业',
    '科研机构',
    '社会公益组织',
    '法律服务机构',
    '其他',
    '总计',
    '合计',
    // Where they have no columns for applicants.
    '数量',
    '件数',
  ].map(fold),
);
const REVIEW_HEADING = byBeginning(
  ['结果维持', '结果纠正', '其他结果', '尚未审结', '未经复议直接起诉', '复议后起诉', '行政复议', '行政诉讼'].map(
    (word, line) => ({ folded: fold(word), line }),
  ),
);
const RUN_TOGETHER = foldUnnumbered('三、本年度办理结果');
const APPLICATION_WORDINGS = byBeginning([
  ...APPLICATION_TABLES.THREE_LINES.book.wordings,
  // Labels behind the headings of their rows, in one cell.
  ...[...APPLICATION_TABLES.THREE_LINES.book.exact].flatMap(([folded, { line, proof }]) =>
    proof === 'EXACT' && folded.startsWith(RUN_TOGETHER) ? [{ folded, line }] : [],
  ),
  // The one-line 其他处理 counts as an anchor too.
  { folded: fold('其他处理'), line: 20 },
]);
const DISCLOSURE_WORDINGS = byBeginning([
  ...DISCLOSURE_TABLES.FORM_2021.book.wordings,
  ...DISCLOSURE_TABLES.FORM_2019.book.wordings.map((wording) => ({ ...wording, line: wording.line + 10 })),
]);
const DISCLOSURE_HEADING =
  /^信息内容$|制发件数|废止件数|现行有效件数|处理决定数量|新制作数量|新公开数量|对外公开总数量|上一年项目数量/u;
const NEXT_SECTION = /行政复议|提起行政诉讼|主要问题|改进情况|其他需要报告/u;

const isProse = (cell: Cell): boolean => cell.kind === 'TEXT' && isLong(cell.text);

/** Where a table ends: at the heading of a later section, or at prose. */
function endAfter({ cells, words }: WordedCells, from: number, stop: RegExp, limit: number): number {
  for (let at = from; at < limit; at++) {
    const cell = cells[at];
    if (cell?.kind === 'TEXT' && (isProse(cell) || stop.test(words[at] ?? ''))) return at;
  }
  return limit;
}

const LONGEST_HEADING = 120;

/** The first cell of the heading of table three above its first known label, or the first cell after whatever else is there. */
function startOfApplications({ cells, words }: WordedCells, first: number): number {
  let start = first;
  for (let at = first - 1; at >= Math.max(0, first - LONGEST_HEADING); at--) {
    const cell = cells[at];
    if (cell === undefined || isProse(cell)) break;
    if (cell.kind === 'TEXT') {
      const text = words[at] ?? '';
      if (text.includes('收到和处理') || text.includes('行政事业性收费') || text.includes('采购')) break;
      if (text.includes('勾稽关系') || APPLICATION_HEADING.has(text)) start = at;
    } else if (cell.kind === 'VALUE' && start === first) start = Math.min(start, at);
  }
  return start;
}

/** Of two tables the first is the report's own, unless it is the poorer by far: a list of what the form asks for. */
const AS_RICH = 0.6;
/** So many lines are table three and no mention of it. */
const FEWEST_LINES = 12;

interface LocatedApplications {
  readonly zone: Zone | null;
  readonly another: Zone | null;
}

function locateApplications(worded: WordedCells, labels: LabelText): LocatedApplications {
  const { cells } = worded;
  const found = clusters(labels.anchors(APPLICATION_WORDINGS));
  const best = richest(found, FEWEST_ANCHORS);
  const enough = AS_RICH * distinctLines(best ?? []);
  const rich = best === undefined ? [] : found.filter((anchors) => distinctLines(anchors) >= enough);
  const [zone = null, ...others] = rich.map((anchors) => zoneOfApplications(worded, anchors));
  // A zone goes on to the next section, over other tables: of each its own part is compared.
  const valuesOf = ({ start, end }: Zone, next: Zone | undefined): string =>
    valuesIn(cells, { start, end: Math.min(end, next?.start ?? end) });
  const values = zone === null || others.length === 0 ? '' : valuesOf(zone, others[0]);
  const another = others.find(
    (other, at) => distinctLines(rich[at + 1] ?? []) >= FEWEST_LINES && valuesOf(other, others[at + 1]) !== values,
  );
  const isPart = another !== undefined && zone !== null && partsOfApplications(cellsIn(cells, zone)) !== undefined;
  return { zone, another: isPart ? null : (another ?? null) };
}

function zoneOfApplications(worded: WordedCells, anchors: readonly Anchor[]): Zone {
  const first = anchors[0]?.cell ?? 0;
  const last = anchors[anchors.length - 1]?.cell ?? first;
  const end = endAfter(worded, last + 1, NEXT_SECTION, worded.cells.length);
  return { start: startOfApplications(worded, first), end };
}

const cellsIn = (cells: readonly Cell[], { start, end }: Zone): readonly Cell[] => cells.slice(start, end);

const valuesIn = (cells: readonly Cell[], zone: Zone): string =>
  cellsIn(cells, zone)
    .flatMap(({ kind, text }) => (kind === 'VALUE' ? [text] : []))
    .join(' ');

function locateReview(worded: WordedCells, labels: LabelText, after: number): Zone | null {
  const { cells } = worded;
  const anchors = labels.anchors(REVIEW_HEADING).filter((anchor) => anchor.cell >= after);
  const cluster = richest(clusters(anchors), 2);
  const first = cluster?.[0];
  const last = cluster?.[cluster.length - 1];
  const runTogether = (cell: Cell, at: number): boolean =>
    at >= after && cell.kind === 'TEXT' && REVIEW_RUN.test(fold(cell.text));
  const start = first?.cell ?? cells.findIndex(runTogether);
  if (start === -1) return null;
  const before = cells[start - 1];
  const from = before !== undefined && isOrdinalHeading(before) ? start - 1 : start;
  return {
    start: from,
    end: endAfter(worded, (last?.cell ?? start) + 1, /主要问题|改进情况|其他需要报告/u, cells.length),
  };
}

function locateDisclosure(worded: WordedCells, labels: LabelText, before: number): Zone | null {
  const { cells, words } = worded;
  const anchors = labels.anchors(DISCLOSURE_WORDINGS).filter((anchor) => anchor.cell < before);
  const cluster = richest(clusters(anchors), 1);
  const first = cluster?.[0];
  const last = cluster?.[cluster.length - 1];
  if (first === undefined || last === undefined) return null;
  let start = first.cell;
  for (let at = first.cell - 1; at >= Math.max(0, first.cell - 40); at--) {
    const cell = cells[at];
    if (cell === undefined || isProse(cell)) break;
    if (cell.kind === 'TEXT' && DISCLOSURE_HEADING.test(words[at] ?? '')) start = at;
  }
  return { start, end: endAfter(worded, last.cell + 1, /收到和处理|勾稽关系|申请人情况|主要问题/u, before) };
}

/** Finds the cells of the three statutory tables by their labels; section headings may be missing or wrong. */
export function locateTables(cells: readonly Cell[]): LocatedTables {
  const words = cells.map(wordOf);
  const next = startOfAnother(cells, words);
  const own = { cells: next === undefined ? cells : cells.slice(0, next), words };
  const labels = new LabelText(own);
  const { zone: applications, another } = locateApplications(own, labels);
  const disclosure = locateDisclosure(own, labels, applications?.start ?? own.cells.length);
  const review = locateReview(own, labels, applications?.end ?? disclosure?.end ?? 0);
  return {
    disclosure,
    applications,
    review,
    another: next === undefined ? another : { start: next, end: cells.length },
  };
}
