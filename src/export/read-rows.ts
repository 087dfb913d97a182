import { GraphQLError, type GraphQLSchema, Kind, type ValueNode } from 'graphql';
import type { RequestContext } from '../resolvers/context';
import { MAX_PAGE } from '../schema/query-cost';
import { type Cell, type Column, type Layout, layOut, rowsOf } from './columns';
import { type CheckedQuestion, checkQuestion, type ExportQuestion } from './export-question';
import type { Asked } from './selections';

/** What is known of an export when its rows have been read. */
export interface Tally {
  rows: number;
  /** Reports that stand behind the rows; null where rows are no reports and do not count them. */
  reports: number | null;
  /** Whether there are more rows than were asked for by `first`. */
  more: boolean;
}

/** A list whose rows can be read. */
export interface RowSource {
  readonly question: CheckedQuestion;
  readonly columns: readonly Column[];
  /** What was asked for beside the rows, such as totalCount, warnings and those excluded. */
  readonly beside: Readonly<Record<string, unknown>>;
  readonly tally: Tally;
  /** Page after page, each asked for when the one before has been taken. To be called once. */
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** Fields of a page that say what its rows leave out or take in. */
const BESIDE = ['warnings', 'excluded'] as const;

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

type Members = Readonly<Record<string, unknown>>;

/** A list that is answered page by page, or all at once. */
interface Listed {
  /** The field, with the rows under it made complete. */
  readonly asked: Asked;
  readonly layout: Layout;
  /** Response names of the rows and of what says where the next page begins; null for a list without pages. */
  readonly paged: { readonly nodes: string; readonly pageInfo: string } | null;
  /** How many reports a row stands for; null where that is not known. */
  readonly reportsOf: ((row: unknown) => number) | null;
}

const ONE_REPORT = new Set(['AnnualReport', 'RankedAgency']);

function reportCounter(rows: Asked): Listed['reportsOf'] {
  if (ONE_REPORT.has(rows.typeName)) return () => 1;
  const count = rows.child('reportCount');
  return count === undefined ? null : (row) => Number((row as Members)[count.responseName]);
}

function listedBy(root: Asked): Listed {
  const isPage = root.objectType?.getFields().pageInfo !== undefined && !root.isList;
  if (root.isList && root.objectType !== null) {
    const { asked, layout } = layOut(root);
    return { asked, layout, paged: null, reportsOf: reportCounter(asked) };
  }
  if (!isPage) throw refusal(`${root.fieldName} is no list of rows; lists and pages can be exported.`);
  const [nodes, ...others] = root.children.filter(({ fieldName }) => fieldName === 'nodes');
  if (nodes === undefined || others.length > 0) throw refusal(`Ask for the nodes of ${root.fieldName}, once.`);
  const { asked: rows, layout } = layOut(nodes);
  const pageInfo = root.fresh('pageInfo')?.adding('hasNextPage', 'endCursor');
  if (!pageInfo) throw new Error(`${root.fieldName} has no pageInfo`);
  const beside = root.children.filter(({ fieldName }) => fieldName !== 'nodes' && fieldName !== 'pageInfo');
  const bare = root.with([...beside, rows, pageInfo]);
  const said = BESIDE.flatMap((name) => (bare.child(name) === undefined ? (bare.fresh(name) ?? []) : []));
  const complete = said.map((field) => (field.objectType === null ? field : field.adding('status', 'count')));
  const paged = { nodes: rows.responseName, pageInfo: pageInfo.responseName };
  return { asked: bare.with([...bare.children, ...complete]), layout, paged, reportsOf: reportCounter(rows) };
}

interface Answered {
  readonly nodes: readonly unknown[];
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
  readonly beside: Readonly<Record<string, unknown>>;
}

function answered(answer: unknown, paged: Listed['paged']): Answered {
  if (paged === null) return { nodes: answer as readonly unknown[], next: null, beside: {} };
  const { [paged.nodes]: nodes, [paged.pageInfo]: pageInfo, ...beside } = answer as Members;
  const { hasNextPage, endCursor } = pageInfo as Members;
  return { nodes: nodes as readonly unknown[], next: hasNextPage === true ? String(endCursor) : null, beside };
}

function pageArguments(first: number, after: string | null): Readonly<Record<string, ValueNode | null>> {
  return {
    first: { kind: Kind.INT, value: String(first) },
    after: after === null ? null : { kind: Kind.STRING, value: after },
  };
}

/** @throws GraphQLError for a `first` that is no number of rows */
function rowsWanted({ args }: Asked): number {
  // Every list has a standard length of a page, which is not what an export without `first` is to have.
  const first = args.first;
  if (first === undefined || first === null) return Number.POSITIVE_INFINITY;
  if (typeof first === 'number' && first >= 1) return first;
  throw refusal(`first must be 1 or more, not ${String(first)}; leave it out for every row.`);
}

const hasOwnFirst = (root: Asked): boolean => root.argumentNames.includes('first');

/**
 * Checks a question and reads the first page of its answer, so that whatever is wrong is known before anything is written.
 * @param contextOf - makes what resolvers are given, anew for each page
 * @throws GraphQLError, and what resolvers throw
 */
export async function openRows(
  schema: GraphQLSchema,
  asked: ExportQuestion,
  contextOf: () => RequestContext,
): Promise<RowSource> {
  const question = checkQuestion(schema, asked);
  const { root } = question;
  const { asked: complete, layout, paged, reportsOf } = listedBy(root);
  const wanted = hasOwnFirst(root) ? rowsWanted(root) : Number.POSITIVE_INFINITY;
  const pageAt = async (after: string | null, taken: number, field: Asked): Promise<Answered> => {
    const page = pageArguments(Math.min(MAX_PAGE, wanted - taken), after);
    const one = paged === null ? field : field.withArguments(page);
    return answered(await question.answer(one, contextOf()), paged);
  };
  const start = typeof root.args.after === 'string' ? root.args.after : null;
  const first = await pageAt(start, 0, complete);
  // What is said beside the rows is the same on every page.
  const rowsOnly = complete.with(
    complete.children.filter(({ responseName }) => responseName === paged?.nodes || responseName === paged?.pageInfo),
  );
  const tally: Tally = { rows: 0, reports: reportsOf === null ? null : 0, more: false };
  async function* pages(): AsyncGenerator<readonly (readonly Cell[])[]> {
    let taken = 0;
    for (let page = first; ; page = await pageAt(page.next, taken, rowsOnly)) {
      taken += page.nodes.length;
      const rows = page.nodes.flatMap((node) => [...rowsOf(layout, node)]);
      tally.rows += rows.length;
      if (tally.reports !== null && reportsOf !== null) for (const node of page.nodes) tally.reports += reportsOf(node);
      tally.more = page.next !== null;
      yield rows;
      if (page.next === null || taken >= wanted) return;
    }
  }
  return { question, columns: layout.columns, beside: first.beside, tally, pages: pages() };
}
