import { openTestDesk, type TestDesk } from '../support/desk';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
  await desk.imported(
    { agencyName: '甲县教育局', regionCode: '370102', findings: ['NUMBER_UNREADABLE', 'NUMBER_UNREADABLE'] },
    { agencyName: '甲县教育局', regionCode: '370102', year: 2021 },
    { agencyName: '乙县教育局', regionCode: '370103', findings: ['TABLE_UNREADABLE', 'NUMBER_UNREADABLE'] },
    { agencyName: '丙县教育局', regionCode: '370103', year: 2023, findings: ['FIGURE_BLANK'] },
    { agencyName: '丁市教育局', regionCode: '330381', year: 2024 },
    { agencyName: '戊市教育局', regionCode: '330381', year: 2024 },
    { agencyName: '丁市教育局', regionCode: '330381', year: 2024, seed: 2, findings: ['FIGURE_BLANK'] },
  );
  await desk.correct('4-2024', 2, [{ line: 'rules.issued', value: 77 }]);
  await desk.decide('5-2024', 1, 'WITHDRAW');
});
afterAll(() => desk.close());

const ask = async (given: string, fields: string) => {
  const { data, errors } = await desk.hub.askAsAdministrator(`{ dataQuality${given} { ${fields} } }`);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.dataQuality;
};

test('counts the latest revisions by state', async () => {
  expect(await ask('', 'states { state reports corrected }')).toEqual({
    states: [
      { state: 'PUBLISHED', reports: 3, corrected: 1 },
      { state: 'IN_REVIEW', reports: 1, corrected: 0 },
      { state: 'QUARANTINED', reports: 1, corrected: 0 },
      { state: 'WITHDRAWN', reports: 1, corrected: 0 },
    ],
  });
  const { states } = await ask('(within: ["370100"], years: { eq: 2024 })', 'states { reports }');
  expect(states.map(({ reports }: { readonly reports: number }) => reports)).toEqual([0, 1, 1, 0]);
});

test('names the worst findings, what they mean, and the reports that have them', async () => {
  const { findings, reportsWith } = await ask(
    '',
    `findings { totalCount nodes { code severity reports findings title } }
     reportsWith(code: "NUMBER_UNREADABLE", first: 1) { totalCount nodes { id state } pageInfo { hasNextPage } }`,
  );
  expect(findings.totalCount).toBe(3);
  expect(findings.nodes).toMatchObject([
    { code: 'TABLE_UNREADABLE', severity: 'BLOCKER', reports: 1, findings: 1 },
    { code: 'NUMBER_UNREADABLE', severity: 'ERROR', reports: 2, findings: 3, title: expect.stringContaining('A cell') },
    { code: 'FIGURE_BLANK', severity: 'WARNING', reports: 2, findings: 2 },
  ]);
  expect(reportsWith).toEqual({
    totalCount: 2,
    nodes: [{ id: '1-2024', state: 'IN_REVIEW' }],
    pageInfo: { hasNextPage: true },
  });
});

test('pages findings by severity and number', async () => {
  const seen: string[] = [];
  let after = '';
  for (let pages = 0; pages < 5; pages += 1) {
    const { findings } = await ask(
      '',
      `findings(first: 1${after}) { nodes { code } pageInfo { endCursor hasNextPage } }`,
    );
    seen.push(findings.nodes[0].code);
    if (!findings.pageInfo.hasNextPage) break;
    after = `, after: "${findings.pageInfo.endCursor}"`;
  }
  expect(seen).toEqual(['TABLE_UNREADABLE', 'NUMBER_UNREADABLE', 'FIGURE_BLANK']);
  const { findings } = await ask('', 'findings(severity: [ERROR]) { totalCount nodes { code } }');
  expect(findings).toEqual({ totalCount: 1, nodes: [{ code: 'NUMBER_UNREADABLE' }] });
});

test('says which agencies of a region have a report for a year, and which are missing', async () => {
  const coverage =
    'coverage(year: 2024) { known published pending missing missingAgencies(first: 1) { totalCount nodes { name } pageInfo { hasNextPage } } }';
  expect(await ask('', coverage)).toEqual({
    coverage: {
      ...{ known: 5, published: 1, pending: 2, missing: 2 },
      missingAgencies: { totalCount: 2, nodes: [{ name: '戊市教育局' }], pageInfo: { hasNextPage: true } },
    },
  });
  expect(await ask('(within: ["370103"])', coverage)).toMatchObject({
    coverage: { known: 2, published: 0, pending: 1, missing: 1, missingAgencies: { nodes: [{ name: '丙县教育局' }] } },
  });
});
