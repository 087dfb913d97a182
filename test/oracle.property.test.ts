/** The hub against a second implementation over reports in memory: the same random questions, the same answers. */

import type { ReportGroup } from '../src/domain/aggregates';
import { InvalidAskError, type Page, type PageAsk, type ReportReader, type Visibility } from '../src/domain/asking';
import { createReportReader } from '../src/store/report-reader';
import { foldRollups } from '../src/store/rollup-store';
import { sessionOf } from '../src/store/session';
import { groupsOf } from './support/oracle/groups';
import { hitsOf, rankingOf, seriesOf } from './support/oracle/others';
import { groupsAsk, rankingAsk, reportFilter, searchedWords, seriesAsk } from './support/oracle/questions';
import { fillWithRandomReports, type KnownReport } from './support/oracle/reports';
import { fc, PROPERTY_SEED as seed } from './support/property';
import { openTestStore, type TestStore } from './support/store';

let store: TestStore;
let reports: readonly KnownReport[];
const readers = new Map<Visibility, ReportReader>();
const visibility = fc.constantFrom<Visibility>('PUBLIC', 'PUBLIC', 'ALL');

beforeAll(async () => {
  store = await openTestStore();
  reports = await fillWithRandomReports(store, seed);
  for (const each of ['PUBLIC', 'ALL'] as const) readers.set(each, createReportReader(store.dataSource, each));
});
afterAll(() => store.close());

const readerFor = (asker: Visibility): ReportReader => readers.get(asker) as ReportReader;

/** Every page, one after the other. */
async function walk<Node>(ask: (page: PageAsk) => Promise<Page<Node>>, first: number): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page<Node> = await ask({ first, after });
    nodes.push(...page.nodes);
    if (!page.hasNextPage) return nodes;
    after = page.endCursor;
  }
}

async function orMixed<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof InvalidAskError && error.code === 'MIXED_SCOPE') return null;
    throw error;
  }
}

const isNumber = (value: unknown): value is number | string =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?(e[-+]\d+)?$/.test(value));

/** The actual value, with numbers that are the expected ones but for the last digits of a binary fraction put right. */
function settled(actual: unknown, expected: unknown): unknown {
  if (isNumber(actual) && isNumber(expected)) {
    const [one, other] = [Number(actual), Number(expected)];
    const gap = Math.abs(one - other);
    const alike = gap < 1e-15 || gap <= 1e-13 * Math.max(Math.abs(one), Math.abs(other));
    return alike ? expected : actual;
  }
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual;
  const entries = Object.entries(actual).map(([name, part]) => [name, settled(part, (expected as never)[name])]);
  return Array.isArray(actual) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

test('there is something to ask about', () => {
  const states = new Set(reports.map(({ state }) => state));
  expect([...states].sort()).toEqual(['IN_REVIEW', 'PUBLISHED', 'QUARANTINED', 'WITHDRAWN']);
  expect(reports.filter(({ isPublic }) => isPublic).length).toBeGreaterThan(25);
});

const pageLength = fc.integer({ min: 1, max: 30 });

test.each(['listed', 'folded'])(
  'groups, their measures, ratios and changes, in order and in pages; rollups %s',
  async (rollups) => {
    let answered = 0;
    if (rollups === 'folded') await sessionOf(store.dataSource).transaction(foldRollups);
    const property = fc.asyncProperty(groupsAsk, visibility, pageLength, async (ask, asker, first) => {
      const expected = groupsOf(reports, asker, ask);
      const reader = readerFor(asker);
      const actual = await orMixed<readonly ReportGroup[]>(walk((page) => reader.groups({ ...ask, page }), first));
      expect(settled(actual, expected)).toEqual(expected);
      if (expected === null) return;
      answered += expected.length;
      expect(await reader.countGroups(ask)).toBe(expected.length);
    });
    await fc.assert(property, { numRuns: 200, seed: rollups === 'folded' ? seed + 1 : seed });
    expect(answered).toBeGreaterThan(200);
  },
);

test('series of agencies and of regions', async () => {
  const property = fc.asyncProperty(seriesAsk, visibility, async (ask, asker) => {
    const series = await readerFor(asker).series(ask);
    const actual = series.map(({ agency, ...line }) => ({ agencyId: agency?.id ?? null, ...line }));
    const expected = seriesOf(reports, asker, ask);
    expect(settled(actual, expected)).toEqual(expected);
  });
  await fc.assert(property, { numRuns: 200, seed });
});

test('rankings with their ties and exclusions', async () => {
  let ties = 0;
  const property = fc.asyncProperty(rankingAsk, visibility, pageLength, async (ask, asker, first) => {
    const expected = rankingOf(reports, asker, ask);
    const reader = readerFor(asker);
    const ranked = await orMixed(walk((page) => reader.ranking(ask, page), first));
    const actual = ranked?.map(({ report, ...rank }) => ({ ...rank, agencyId: report.agencyId }));
    expect(settled(actual, expected?.ranked)).toEqual(expected?.ranked);
    if (expected === null) return;
    ties += expected.ranked.filter(({ tied }) => tied).length;
    expect(await reader.rankingCensus(ask)).toEqual(expected.census);
  });
  await fc.assert(property, { numRuns: 300, seed });
  expect(ties).toBeGreaterThan(10);
});

test('search: every section with the words, and no other', async () => {
  let hits = 0;
  const property = fc.asyncProperty(
    searchedWords,
    reportFilter,
    visibility,
    pageLength,
    async (words, filter, asker, first) => {
      const expected = hitsOf(reports, asker, words, filter);
      const reader = readerFor(asker);
      const text = words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
      const found = await walk((page) => reader.search(text, filter, page), first);
      const actual = found.map(({ report: { agencyId, year, revision }, place, score }) => ({
        agencyId,
        year,
        revision,
        place,
        score,
      }));
      expect(actual).toEqual(expected);
      expect(await reader.countFound(text, filter)).toBe(expected.length);
      hits += expected.length;
    },
  );
  await fc.assert(property, { numRuns: 300, seed });
  expect(hits).toBeGreaterThan(100);
});
