import { MEASURES } from '../../src/domain/indicators';
import { FULL_REPORT } from '../query';
import { NATIONAL_YEARS } from './national-report';

/** A class of question, with as many bodies as differ. */
export interface NationalQuestion {
  readonly name: string;
  readonly bodies: readonly string[];
}

interface Variables {
  readonly [name: string]: unknown;
}

const bodyOf = (query: string, variables: Variables = {}): string => JSON.stringify({ query, variables });

/** As many as a query may have aliases: tables three and four whole. */
const CELLS = MEASURES.slice(0, 49).map(({ id }) => `m${id}: measure(id: ${id}) { value missing }`);
const GROUPS = 'query Q($filter: ReportFilter) { reportAggregates(filter: $filter, first: 100';
const SERIES = `years: { gte: ${NATIONAL_YEARS[0]}, lte: ${NATIONAL_YEARS.at(-1)} }, measures: [RECEIVED, CLOSED], ratios: [DISCLOSURE_RATE]`;
const POINTS = 'points { year value status }';
const HITS = 'nodes { report { id agency { name } } snippet } pageInfo { hasNextPage endCursor }';

/** Every class of question, of a year that is stored whole. `agencies` are ids to ask for. */
export function nationalQuestions(agencies: readonly string[], year: number): readonly NationalQuestion[] {
  const one = (name: string, query: string, variables?: Variables): NationalQuestion => ({
    name,
    bodies: [bodyOf(query, variables)],
  });
  const each = (name: string, query: string): NationalQuestion => ({
    name,
    bodies: agencies.map((agencyId) => bodyOf(query, { agencyId, year })),
  });
  const inYear = { filter: { year: { eq: year } } };
  return [
    each('one report, all cells', FULL_REPORT),
    each(
      'seven years of one agency',
      `query Q($agencyId: ID!) { series(agencyIds: [$agencyId], ${SERIES}) { measure ratio ${POINTS} } }`,
    ),
    one(
      'filter on a rate, keyset',
      `query Q($filter: ReportFilter) { annualReports(filter: $filter, first: 50, orderBy: [{ measure: RECEIVED, direction: DESC }]) {
        nodes { id agency { name } applicationStats(applicants: [TOTAL]) { received outcomes { total } } ratio(id: WITHHOLDING_RATE) { value } }
        pageInfo { hasNextPage endCursor } } }`,
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
    one(
      'nation, all cells by year',
      `{ reportAggregates(groupBy: [YEAR]) { nodes { key { year } reportCount ${CELLS.join(' ')} } } }`,
    ),
    one(
      'province × year',
      `${GROUPS}, groupBy: [PROVINCE, YEAR]) { nodes { key { year province { name } } a: measure(id: RECEIVED) { value } b: measure(id: DISCLOSED) { value } ratio(id: DISCLOSURE_RATE) { value } } } }`,
    ),
    one(
      'prefecture × kind of a year',
      `${GROUPS}, groupBy: [PREFECTURE, KIND]) { nodes { key { kind prefecture { name } } reportCount a: measure(id: RECEIVED) { value } } } }`,
      inYear,
    ),
    one(
      'medians of a year by province',
      `${GROUPS}, groupBy: [PROVINCE]) { nodes { key { province { name } } a: measure(id: RECEIVED, aggregation: MEDIAN) { value } } } }`,
      inYear,
    ),
    one(
      'change by province',
      `${GROUPS}, groupBy: [YEAR, PROVINCE]) { nodes { key { province { name } } change(measure: RECEIVED) { absolute comparableAgencies } } } }`,
      inYear,
    ),
    one(
      'ranking of a year',
      `{ ranking(ratio: DISCLOSURE_RATE, year: ${year}, first: 50) { nodes { rank value { value } report { id agency { name } } } } }`,
    ),
    one(
      'series of a province',
      `{ series(regionCodes: ["370000"], scope: OWN, ${SERIES}) { measure ratio ${POINTS} } }`,
    ),
    one('search, a common word', `{ searchReports(text: "政策解读") { ${HITS} } }`),
    one('search, a rare word', `{ searchReports(text: "渡口安全") { ${HITS} } }`),
    one('search, in no text', `{ searchReports(text: "公开政策读") { ${HITS} } }`),
    one(
      'all agencies over all years',
      `{ reportAggregates(groupBy: [AGENCY], first: 20, orderBy: [{ ratio: DISCLOSURE_RATE }]) { nodes { reportCount a: measure(id: RECEIVED, aggregation: MEDIAN) { value } } } }`,
    ),
  ];
}
