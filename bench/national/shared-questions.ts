/** Five questions that the hub, PostGraphile and a server of rows can all be asked: how each is asked, and how its answer reads. */
import { MEASURES } from '../../src/domain/indicators';
import { APPLICANTS, type Applicant, type ApplicationLineCode } from '../../src/domain/statutory-form';
import { CELL_COLUMNS, CELLS, TOTAL } from './peer-schema';

type Json = Readonly<Record<string, unknown>>;
/** Requests that make up one asking, sent one after the other, and what their answers say: equal for every server. */
export interface Asking {
  readonly bodies: readonly string[];
  readonly read: (answers: readonly Json[]) => unknown;
}

export interface SharedQuestion {
  readonly name: string;
  /** Of the subject that is drawn: an agency of those given. */
  readonly hub: (agency: number) => Asking;
  readonly postgraphile: (agency: number) => Asking;
  readonly raw: (agency: number) => Asking;
}

/** All that is looked into are objects, lists and what is in them. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((within, name) => (within as Json | null)?.[name], value);
const list = (value: unknown, path: string): readonly Json[] => at(value, path) as readonly Json[];
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const camel = (column: string): string => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
/** PostGraphile says zero where no report has the figure, so that this is what sums are compared by. */
const orZero = (values: readonly unknown[]): readonly unknown[] => values.map((value) => value ?? '0');
const sorted = (rows: readonly (readonly unknown[])[]): unknown => rows.map((row) => JSON.stringify(row)).toSorted();

/** outcomes.withheld.stateSecrets, … as nested fields. */
function nested(codes: readonly string[]): string {
  const heads = [...new Set(codes.map((code) => code.split('.')[0] ?? ''))];
  return heads
    .map((head) => {
      const below = codes.flatMap((code) => (code.startsWith(`${head}.`) ? [code.slice(head.length + 1)] : []));
      return below.length === 0 ? head : `${head} { ${nested(below)} }`;
    })
    .join(' ');
}

const HUB_CELLS = nested(CELLS);
const PEER_CELLS = CELL_COLUMNS.map(camel).join(' ');
const hubCells = (stats: Json): readonly unknown[] => CELLS.map((code) => text(at(stats, code)));
const graphileCells = (stat: Json): readonly unknown[] => CELL_COLUMNS.map((column) => text(stat[camel(column)]));
const rawCells = (row: Json): readonly unknown[] => CELL_COLUMNS.map((column) => text(row[column]));
const ask = (query: string, variables: object = {}): string => JSON.stringify({ query, variables });
const row = (name: string, ...values: readonly unknown[]): string => JSON.stringify({ name, values });
const one = (body: string, read: (answer: Json) => unknown): Asking => ({
  bodies: [body],
  read: ([answer]) => read(answer ?? {}),
});

const measureOf = (code: ApplicationLineCode): string =>
  MEASURES.find(({ source }) => source.table === 'applications' && source.path === code)?.id ?? '';
const NATION = APPLICANTS.flatMap((applicant) => CELLS.map((code) => ({ applicant, measure: measureOf(code) })));
/** A query has so many aliases at most. */
const MOST_ALIASES = 50;
const NATION_PARTS = Array.from({ length: Math.ceil(NATION.length / MOST_ALIASES) }, (_, part) =>
  NATION.slice(part * MOST_ALIASES, (part + 1) * MOST_ALIASES),
);
const nationBody = (part: typeof NATION, first: number): string =>
  ask(
    `{ reportAggregates(groupBy: [YEAR]) { nodes { key { year } ${part
      .map(
        ({ measure, applicant }, place) =>
          `c${first + place}: measure(id: ${measure}, applicant: ${applicant}) { value }`,
      )
      .join(' ')} } } }`,
  );

/** A row for each year and applicant. */
function readNation(answers: readonly Json[]): unknown {
  const nodes = answers.flatMap((answer) => list(answer, 'data.reportAggregates.nodes'));
  const years = [...new Set(nodes.map((node) => at(node, 'key.year')))];
  return sorted(
    years.flatMap((year) => {
      const cells = Object.assign({}, ...nodes.filter((node) => at(node, 'key.year') === year)) as Json;
      return APPLICANTS.map((_, number) => {
        const first = number * CELLS.length;
        return [
          text(year),
          String(number),
          ...orZero(CELLS.map((_cell, place) => text(at(cells[`c${first + place}`], 'value')))),
        ];
      });
    }),
  );
}

const provinceBody = (years: readonly number[]): string =>
  ask(
    `query P($filter: ReportFilter) { reportAggregates(filter: $filter, groupBy: [PROVINCE, YEAR]) { nodes { key { year province { code } }
      a: measure(id: RECEIVED) { value } b: measure(id: DISCLOSED) { value } c: measure(id: CLOSED) { value } } } }`,
    { filter: { year: { in: years } } },
  );
const readProvinces = (answers: readonly Json[]): unknown =>
  sorted(
    answers
      .flatMap((answer) => list(answer, 'data.reportAggregates.nodes'))
      .map((node) => [
        text(at(node, 'key.province.code')),
        text(at(node, 'key.year')),
        ...['a', 'b', 'c'].map((name) => text(at(node, `${name}.value`))),
      ]),
  );

const TOTAL_ONLY: readonly Applicant[] = ['TOTAL'];

/** @param year - that the reports of the first question and the filter are of. @param years - all that are stored */
export function sharedQuestions(year: number, years: readonly number[]): readonly SharedQuestion[] {
  return [
    {
      name: 'a report, all cells of table three',
      hub: (agencyId) =>
        one(
          ask(
            `query A($agencyId: ID!, $year: Int!) { annualReport(agencyId: $agencyId, year: $year) { year agency { name } applicationStats { applicant ${HUB_CELLS} } } }`,
            { agencyId: String(agencyId), year },
          ),
          ({ data }) => [
            text(at(data, 'annualReport.year')),
            at(data, 'annualReport.agency.name'),
            sorted(
              list(data, 'annualReport.applicationStats').map((stats) => [
                APPLICANTS.indexOf(stats.applicant as Applicant),
                ...hubCells(stats),
              ]),
            ),
          ],
        ),
      postgraphile: (agencyId) =>
        one(
          ask(
            `query A($id: Int!) { report(rowId: $id) { year agency { name } applicationStats { nodes { applicant ${PEER_CELLS} } } } }`,
            { id: agencyId * 10_000 + year },
          ),
          ({ data }) => [
            text(at(data, 'report.year')),
            at(data, 'report.agency.name'),
            sorted(list(data, 'report.applicationStats.nodes').map((stat) => [stat.applicant, ...graphileCells(stat)])),
          ],
        ),
      raw: (agencyId) =>
        one(row('report', agencyId * 10_000 + year), (answer) => {
          const rows = list(answer, 'data');
          return [text(rows[0]?.year), rows[0]?.name, sorted(rows.map((each) => [each.applicant, ...rawCells(each)]))];
        }),
    },
    {
      name: 'all years of an agency, total column',
      hub: (id) =>
        one(
          ask(
            `query B($id: ID!) { agency(id: $id) { name reports { year applicationStats(applicants: [${TOTAL_ONLY}]) { ${HUB_CELLS} } } } }`,
            { id: String(id) },
          ),
          ({ data }) => [
            at(data, 'agency.name'),
            list(data, 'agency.reports').map((report) => [
              text(report.year),
              ...list(report, 'applicationStats').map(hubCells),
            ]),
          ],
        ),
      postgraphile: (id) =>
        one(
          ask(
            `query B($id: Int!) { agency(rowId: $id) { name reports(orderBy: YEAR_DESC) { nodes { year applicationStats(condition: { applicant: ${TOTAL} }) { nodes { ${PEER_CELLS} } } } } } }`,
            { id },
          ),
          ({ data }) => [
            at(data, 'agency.name'),
            list(data, 'agency.reports.nodes').map((report) => [
              text(report.year),
              ...list(report, 'applicationStats.nodes').map(graphileCells),
            ]),
          ],
        ),
      raw: (id) =>
        one(row('years', id), (answer) => {
          const rows = list(answer, 'data');
          return [rows[0]?.name, rows.map((each) => [text(each.year), rawCells(each)])];
        }),
    },
    {
      name: 'nation, every cell by year and applicant',
      hub: () => ({
        bodies: NATION_PARTS.map((part, number) => nationBody(part, number * MOST_ALIASES)),
        read: readNation,
      }),
      postgraphile: () =>
        one(
          ask(
            `{ applicationStats(condition: { scope: "OWN" }) { groupedAggregates(groupBy: [YEAR, APPLICANT]) { keys sum { ${PEER_CELLS} } } } }`,
          ),
          ({ data }) =>
            sorted(
              list(data, 'applicationStats.groupedAggregates').map(({ keys, sum }) => [
                ...(keys as readonly unknown[]).map(text),
                ...orZero(graphileCells(sum as Json)),
              ]),
            ),
        ),
      raw: () =>
        one(row('nation'), (answer) =>
          sorted(
            list(answer, 'data').map((each) => [text(each.year), text(each.applicant), ...orZero(rawCells(each))]),
          ),
        ),
    },
    {
      name: 'province × year, three cells',
      // A page has a hundred groups at most.
      hub: () => ({
        bodies: [0, 3, 6].flatMap((from) => {
          const some = years.slice(from, from + 3);
          return some.length === 0 ? [] : [provinceBody(some)];
        }),
        read: readProvinces,
      }),
      postgraphile: () =>
        one(
          ask(
            `{ applicationStats(condition: { applicant: ${TOTAL}, scope: "OWN" }) { groupedAggregates(groupBy: [PROVINCE, YEAR]) { keys sum { received outcomesDisclosed outcomesTotal } } } }`,
          ),
          ({ data }) =>
            sorted(
              list(data, 'applicationStats.groupedAggregates').map(({ keys, sum }) => [
                ...(keys as readonly unknown[]).map(text),
                ...['received', 'outcomesDisclosed', 'outcomesTotal'].map((name) => text((sum as Json)[name])),
              ]),
            ),
        ),
      raw: () =>
        one(row('provinces'), (answer) =>
          sorted(
            list(answer, 'data').map((each) => [
              each.province,
              ...['year', 'received', 'outcomes_disclosed', 'outcomes_total'].map((name) => text(each[name])),
            ]),
          ),
        ),
    },
    {
      name: 'filter with a share, 50 in order',
      hub: () =>
        one(
          ask(
            `query H($filter: ReportFilter) { annualReports(filter: $filter, first: 50, orderBy: [{ measure: RECEIVED, direction: DESC }]) {
              nodes { agency { id name } applicationStats(applicants: [${TOTAL_ONLY}]) { received outcomes { total } } } pageInfo { hasNextPage endCursor } } }`,
            {
              filter: {
                year: { eq: year },
                where: [
                  { measure: 'RECEIVED', gt: 100 },
                  { ratio: 'WITHHOLDING_RATE', gt: 0.3 },
                ],
              },
            },
          ),
          ({ data }) =>
            list(data, 'annualReports.nodes').map(({ agency, applicationStats }) => [
              text(at(agency, 'id')),
              at(agency, 'name'),
              text(at(applicationStats, '0.received')),
              text(at(applicationStats, '0.outcomes.total')),
            ]),
        ),
      postgraphile: () =>
        one(
          ask(
            `query H($year: Int!) { applicationStats(first: 50, orderBy: [RECEIVED_DESC, REPORT_ID_ASC], filter: { applicant: { equalTo: ${TOTAL} },
              year: { equalTo: $year }, received: { greaterThan: 100 }, withheldShare: { greaterThan: 0.3 } }) {
              nodes { received outcomesTotal report { agency { rowId name } } } pageInfo { hasNextPage endCursor } } }`,
            { year },
          ),
          ({ data }) =>
            list(data, 'applicationStats.nodes').map(({ received, outcomesTotal, report }) => [
              text(at(report, 'agency.rowId')),
              at(report, 'agency.name'),
              text(received),
              text(outcomesTotal),
            ]),
        ),
      raw: () =>
        one(row('filter', year), (answer) =>
          list(answer, 'data').map((each) => [
            text(each.agency_id),
            each.name,
            text(each.received),
            text(each.outcomes_total),
          ]),
        ),
    },
  ];
}
