/** What an analyst would work out by hand, asked of the hub. Every number here was made with pencil and paper. */
import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { importTexts, sampleTexts, startTestHub, type TestHub } from '../support/hub';
import { importMadeUp } from '../support/store';

let hub: TestHub;
const closed = (disclosed: number | null, total: number | null) => ({
  'outcomes.disclosed@TOTAL': disclosed,
  'outcomes.partlyDisclosed@TOTAL': 0,
  'outcomes.total@TOTAL': total,
});

beforeAll(async () => {
  hub = await startTestHub();
  const imports = createImportService(hub.dataSource, { read: readMadeUp });
  const agency = (agencyName: string, regionCode: string) => ({ agencyName, regionCode, scope: 'OWN' as const });
  const jia = agency('甲局', '330102');
  const yi = agency('乙局', '330103');
  const bing = agency('丙局', '330381');
  const ding = agency('丁局', '370102');
  const stock = (carried: number, received: number) => ({
    'carriedForward@TOTAL': carried,
    'received@TOTAL': received,
  });
  await importMadeUp(imports, [
    {
      ...jia,
      year: 2024,
      figures: {
        ...closed(8, 10),
        ...stock(1, 11),
        'corrected@REVIEW': 1,
        'upheld@REVIEW': 2,
        'other@REVIEW': 1,
        'total@REVIEW': 5,
        'total@DIRECT_LITIGATION': 2,
        'total@LITIGATION_AFTER_REVIEW': 4,
      },
    },
    { ...yi, year: 2024, figures: { ...closed(9, 90), ...stock(2, 92) } },
    { ...bing, year: 2024, figures: { ...closed(0, 0), ...stock(4, 4) } },
    { ...ding, year: 2024, figures: { ...closed(null, 50), ...stock(8, 58) } },
    { ...jia, year: 2023, figures: { ...closed(4, 10), ...stock(3, 22) } },
    { ...bing, year: 2023, figures: { ...closed(5, 10), ...stock(5, 0) } },
    { ...ding, year: 2020, form: 'FORM_2019', figures: stock(7, 100) },
  ]);
});
afterAll(() => hub.stop());

async function answer(query: string) {
  const { data, errors } = await hub.ask(`{ ${query} }`);
  expect(errors).toBeUndefined();
  return data;
}

test('a pooled ratio is of sums, a mean is of reports, and who does not know a part is counted', async () => {
  const { reportAggregates } = await answer(`reportAggregates(filter: { year: { eq: 2024 } }) { nodes {
    pooled: ratio(id: DISCLOSURE_RATE) { value numerator denominator status reported missing }
    mean: ratio(id: DISCLOSURE_RATE, pooling: MEAN) { value status reported missing }
    median: ratio(id: DISCLOSURE_RATE, pooling: MEDIAN) { value }
  } }`);
  expect(reportAggregates.nodes[0]).toEqual({
    // (8 + 9 + 0) / (10 + 90 + 0); 丁 does not know what it disclosed, and its 50 are in neither sum.
    pooled: { value: 0.17, numerator: '17', denominator: '100', status: 'INCOMPLETE', reported: 3, missing: 1 },
    // (0.8 + 0.1) / 2: 丙 closed none and has no rate.
    mean: { value: 0.45, status: 'INCOMPLETE', reported: 2, missing: 1 },
    median: { value: 0.45 },
  });
});

test('levels add over agencies and not over years', async () => {
  const fields =
    'measure(id: CARRIED_FORWARD) { value status reported } max: measure(id: CARRIED_FORWARD, aggregation: MAX) { value } flow: measure(id: RECEIVED) { value } rate: ratio(id: CARRY_FORWARD_RATE) { value status }';
  const { one, both } = await answer(`one: reportAggregates(filter: { year: { eq: 2024 } }) { nodes { ${fields} } }
    both: reportAggregates(filter: { year: { in: [2023, 2024] } }) { nodes { ${fields} } }`);
  expect(one.nodes[0]).toMatchObject({ measure: { value: '15', status: 'OK', reported: 4 }, flow: { value: '165' } });
  expect(both.nodes[0]).toMatchObject({
    measure: { value: null, status: 'NOT_ADDITIVE', reported: 6 },
    max: { value: '8' },
    flow: { value: '187' },
    rate: { value: null, status: 'NOT_ADDITIVE' },
  });
});

test('levels of several years are no sum, and no condition and no order of groups makes one of them', async () => {
  const groups = 'totalCount nodes { measure(id: CARRIED_FORWARD) { value status } }';
  const asked = 'filter: { year: { in: [2023, 2024] } }';
  const { alone, met, ordered } =
    await answer(`alone: reportAggregates(${asked}) { nodes { measure(id: CARRIED_FORWARD) { value status } } }
    met: reportAggregates(${asked}, having: [{ measure: CARRIED_FORWARD, gte: "0" }]) { ${groups} }
    ordered: reportAggregates(${asked}, groupBy: [SCOPE], having: [{ measure: CARRIED_FORWARD }]) { ${groups} }`);
  expect(alone.nodes).toEqual([{ measure: { value: null, status: 'NOT_ADDITIVE' } }]);
  expect([met, ordered]).toEqual(Array(2).fill({ totalCount: 0, nodes: [] }));
});

test('quartiles lie between reports, the deviation is that of a sample', async () => {
  const { reportAggregates } = await answer(`reportAggregates(filter: { year: { eq: 2024 } }) { nodes {
    p25: measure(id: CARRIED_FORWARD, aggregation: P25) { value } median: measure(id: CARRIED_FORWARD, aggregation: MEDIAN) { value }
    p90: measure(id: CARRIED_FORWARD, aggregation: P90) { value } mean: measure(id: CARRIED_FORWARD, aggregation: MEAN) { value }
    deviation: measure(id: CARRIED_FORWARD, aggregation: STDDEV) { value } } }`);
  // Of 1, 2, 4, 8: at 0.75, 1.5 and 2.7 of the way from 0 to 3. Squares of 2.75, 1.75, 0.25 and 4.25 add up to 28.75.
  const { p25, median, p90, mean, deviation } = reportAggregates.nodes[0];
  expect([p25, median, p90, mean].map(({ value }) => value)).toEqual(['1.75', '3', '6.8', '3.75']);
  expect(Number(deviation.value)).toBeCloseTo(Math.sqrt(28.75 / 3), 12);
});

test('a change is of those who are there in both years', async () => {
  const { reportAggregates } = await answer(`reportAggregates(filter: { year: { eq: 2024 } }, groupBy: [YEAR]) { nodes {
    received: change(measure: RECEIVED) { current previous absolute relative status comparableAgencies }
    rate: change(ratio: DISCLOSURE_RATE) { current previous absolute relative comparableAgencies }
    four: change(measure: RECEIVED, yearsBack: 4) { current previous relative comparableAgencies } } }`);
  expect(reportAggregates.nodes[0]).toMatchObject({
    // 甲 11 and 丙 4 against 22 and 0; 乙 and 丁 have no report of 2023.
    received: { current: '15', previous: '22', absolute: '-7', status: 'OK', comparableAgencies: 2 },
    // (8 + 0) / (10 + 0) against (4 + 5) / (10 + 10).
    rate: { current: '0.8', previous: '0.45', absolute: '0.35', comparableAgencies: 2 },
    four: { current: '58', previous: '100', relative: -0.42, comparableAgencies: 1 },
  });
  expect(reportAggregates.nodes[0].received.relative).toBeCloseTo(-7 / 22, 14);
});

test('a case that went to review and then to court is counted twice or once, as the version says', async () => {
  const { agency } = await answer(`agency(name: "甲局") { report(year: 2024) {
    twice: ratio(id: DISPUTE_RATE) { value } once: ratio(id: DISPUTE_RATE, definitionVersion: 2) { value }
    corrected: ratio(id: REVIEW_CORRECTION_RATE) { numerator denominator } review: ratio(id: REVIEW_RATE) { value } } }`);
  expect(agency.report).toEqual({
    twice: { value: 1 },
    once: { value: 7 / 11 },
    corrected: { numerator: '1', denominator: '4' },
    review: { value: 0.5 },
  });
});

test('a ranking says whom it leaves out and why, and what a minimum does', async () => {
  const query = (minimum: number) => `ranking(ratio: DISCLOSURE_RATE, year: 2024, minimumDenominator: ${minimum}) {
    totalCount nodes { rank tied percentile agency { name } value { value } } excluded { status count } }`;
  const { ranking } = await answer(query(1));
  expect(ranking).toEqual({
    totalCount: 2,
    nodes: [
      { rank: 1, tied: false, percentile: 100, agency: { name: '甲局' }, value: { value: 0.8 } },
      { rank: 2, tied: false, percentile: 0, agency: { name: '乙局' }, value: { value: 0.1 } },
    ],
    excluded: [
      { status: 'ZERO_DENOMINATOR', count: 1 },
      { status: 'NOT_REPORTED', count: 1 },
    ],
  });
  const { ranking: above } = await answer(query(30));
  expect([above.totalCount, above.nodes[0].agency.name, above.nodes[0].percentile]).toEqual([1, '乙局', 100]);
  expect(above.excluded).toContainEqual({ status: 'BELOW_MINIMUM', count: 1 });
});

test('a region is what lies within it; gaps, forms and their breaks are said', async () => {
  const { series } =
    await answer(`series(regionCodes: ["330000", "330100", "370000"], measures: [RECEIVED, LICENSING_DECISIONS], years: { gte: 2020, lte: 2024 }, scope: OWN) {
    region { code } measure points { year value status form formBreak } }`);
  const line = (code: string, measure: string) =>
    series.find(
      (each: { region: { code: string }; measure: string }) => each.region.code === code && each.measure === measure,
    ).points;
  const valuesOf = (code: string) => line(code, 'RECEIVED').map(({ value }: { value: number | null }) => value);
  expect(valuesOf('330000')).toEqual([null, null, null, 22, 107]);
  expect(valuesOf('330100')).toEqual([null, null, null, 22, 103]);
  expect(valuesOf('370000')).toEqual([100, null, null, null, 58]);
  const [first, gap, , , last] = line('370000', 'LICENSING_DECISIONS');
  expect(first).toMatchObject({ value: null, status: 'NOT_ON_FORM', form: 'FORM_2019', formBreak: false });
  expect(gap).toEqual({ year: 2021, value: null, status: 'NO_DATA', form: null, formBreak: false });
  expect(last).toMatchObject({ status: 'OK', form: 'FORM_2021', formBreak: true });
});

test('groups are chosen and ordered by what they are, and a page is the list cut', async () => {
  const query = (
    page: string,
  ) => `reportAggregates(filter: { year: { eq: 2024 } }, groupBy: [PREFECTURE], having: [{ measure: RECEIVED, gte: "50" }],
    orderBy: [{ ratio: DISCLOSURE_RATE, direction: DESC, nulls: FIRST }]${page}) { totalCount nodes { key { prefecture { code } } measure(id: RECEIVED) { value } } pageInfo { endCursor } }`;
  const { reportAggregates: all } = await answer(query(''));
  expect(all.nodes).toEqual([
    // 济南 knows no rate; 杭州 has (8 + 9) / 100; 温州 received 4, which is under 50.
    { key: { prefecture: { code: '370100' } }, measure: { value: '58' } },
    { key: { prefecture: { code: '330100' } }, measure: { value: '103' } },
  ]);
  const { reportAggregates: first } = await answer(query(', first: 1'));
  const { reportAggregates: second } = await answer(query(`, first: 1, after: "${first.pageInfo.endCursor}"`));
  expect([...first.nodes, ...second.nodes]).toEqual(all.nodes);
  expect([first.totalCount, second.totalCount]).toEqual([2, 2]);
});

test('the five bundled reports have the rates that were worked out when they were chosen', async () => {
  const own = await startTestHub();
  try {
    await importTexts(own, sampleTexts());
    const { data } = await own.ask(`{ annualReports { nodes { agency { name }
      v1: ratio(id: DISCLOSURE_RATE) { value } v2: ratio(id: DISCLOSURE_RATE, definitionVersion: 2) { numerator denominator } v3: ratio(id: DISCLOSURE_RATE, definitionVersion: 3) { numerator denominator }
      closing: ratio(id: CLOSING_RATE) { value } review: ratio(id: REVIEW_CORRECTION_RATE) { numerator denominator } court: ratio(id: LITIGATION_CORRECTION_RATE) { numerator denominator } } }
      own: reportAggregates(filter: { year: { eq: 2024 } }) { nodes { measure(id: RECEIVED) { value reported } } }
      whole: reportAggregates(filter: { year: { eq: 2024 }, scope: [CONSOLIDATED] }) { warnings nodes { measure(id: RECEIVED) { value reported } } } }`);
    const of = (name: string) =>
      data.annualReports.nodes.find((node: { agency: { name: string } }) => node.agency.name.includes(name));
    const parts = ({ numerator, denominator }: { numerator: string; denominator: string }) =>
      `${numerator}/${denominator}`;
    const shown = (name: string) => {
      const { v1, v2, v3, closing, review, court } = of(name);
      return [v1.value.toFixed(4), parts(v2), parts(v3), closing.value.toFixed(4), parts(review), parts(court)].join(
        ' ',
      );
    };
    expect(shown('历下')).toBe('0.8381 88/93 88/88 0.9211 0/10 0/14');
    expect(shown('红谷滩')).toBe('0.6429 18/27 18/18 1.0000 0/0 0/0');
    expect(shown('硚口')).toBe('0.3768 107/221 107/151 0.9435 5/34 1/17');
    expect(shown('瑞安')).toBe('0.8560 107/112 107/107 0.8503 7/16 0/0');
    expect(shown('滨州')).toBe('1.0000 2/2 2/2 1.0000 0/0 0/0');
    expect(data.own.nodes).toEqual([{ measure: { value: '240', reported: 2 } }]);
    expect(data.whole).toEqual({ warnings: [], nodes: [{ measure: { value: '291', reported: 2 } }] });
  } finally {
    await own.stop();
  }
});
