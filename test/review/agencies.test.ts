import { createImportService } from '../../src/imports/import-service';
import { readMadeUp } from '../support/build-draft';
import { openTestDesk, type TestDesk } from '../support/desk';
import type { GraphqlAnswer } from '../support/hub';
import { itemsOf } from '../support/store';

describe('merging', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.clear());
  afterAll(() => desk.close());

  const OLD = { agencyName: '甲县教育体育局' };
  const NEW = { agencyName: '甲县教育局' };

  test('reports, id and names of a merged agency are those of the one that is left, for imports too', async () => {
    await desk.imported(
      { ...OLD, year: 2022, printedName: '鄱阳县教体局' },
      { ...OLD, year: 2023, seed: 2 },
      { ...NEW, year: 2024, seed: 3 },
    );
    const { data } = await desk.merge('1', '2');
    expect(data.mergeAgencies).toEqual({ id: '2', name: '甲县教育局', aliases: ['甲县教育体育局', '鄱阳县教体局'] });
    const asked = await desk.hub.ask(`{
    byId: agency(id: "1") { id reports { id year } }
    byName: agency(name: "甲县教育体育局") { id }
    byReport: annualReport(id: "1-2023") { id agency { name } }
    byRevision: annualReport(id: "1-2023@1") { id }
    byYear: annualReport(agencyId: "1", year: 2022) { id }
    agencies { totalCount }
    reportAggregates { nodes { reportCount agencyCount } }
    byFilter: annualReports(filter: { agencyIds: ["1"] }) { totalCount }
    byBoth: series(agencyIds: ["1", "2"], measures: [RECEIVED], years: { eq: 2023 }) { agency { id } points { value } }
    measured: annualReport(id: "2-2023") { applicationStats(applicants: [TOTAL]) { received } }
    _entities(representations: [
      { __typename: "Agency", id: "1" }, { __typename: "AnnualReport", id: "1-2022" },
      { __typename: "ApplicationStats", id: "1-2023:TOTAL" }
    ]) { ... on Agency { id } ... on AnnualReport { id } ... on ApplicationStats { id received } }
  }`);
    expect(asked.errors).toBeUndefined();
    expect(asked.data).toMatchObject({
      byId: { id: '2', reports: [{ id: '2-2024' }, { id: '2-2023' }, { id: '2-2022' }] },
      byName: { id: '2' },
      byReport: { id: '2-2023', agency: { name: '甲县教育局' } },
      byRevision: { id: '2-2023' },
      byYear: { id: '2-2022' },
      agencies: { totalCount: 1 },
      reportAggregates: { nodes: [{ reportCount: 3, agencyCount: 1 }] },
      byFilter: { totalCount: 3 },
      byBoth: [{ agency: { id: '2' }, points: [{ value: asked.data.measured.applicationStats[0].received }] }],
      _entities: [{ id: '2' }, { id: '2-2022' }, { id: '2-2023:TOTAL', received: expect.any(Number) }],
    });
    expect(await desk.imported({ ...OLD, year: 2023, seed: 9 }, { ...OLD, year: 2020, form: 'FORM_2019' })).toEqual([
      'REVISED',
      'CREATED',
    ]);
    expect((await desk.standing('2-2023')).public).toBe('2 PUBLISHED');
    expect((await desk.standing('1-2020')).public).toBe('1 PUBLISHED');
  });

  test('reports of merged agencies, of others and of none, asked for together, are each answered in its place', async () => {
    await desk.imported({ ...OLD, year: 2022 }, { ...OLD, year: 2023 }, { ...NEW, year: 2024 });
    await desk.merge('1', '2');
    const asked = ['1-2023', '2-2024', '7-2024', '1-2022', '1-2024', '1-2019', '2-2022'];
    const { data, errors } = await desk.hub.ask(
      `{ ${asked.map((id, place) => `r${place}: annualReport(id: "${id}") { id agency { name } }`).join(' ')} }`,
    );
    expect(errors).toBeUndefined();
    const agency = { name: NEW.agencyName };
    const found = ['2-2023', '2-2024', null, '2-2022', '2-2024', null, '2-2022'];
    expect(Object.values(data)).toEqual(found.map((id) => id && { id, agency }));
  });

  test.each([
    ['at once', null],
    ['under a key', 'k'],
  ])('items that name one agency by its old and its new name are stored in their order: %s', async (_, key) => {
    await desk.imported({ ...OLD, year: 2020, form: 'FORM_2019' }, { ...NEW, year: 2019, form: 'FORM_2019' });
    await desk.merge('1', '2');
    const items = itemsOf(
      { ...OLD, year: 2023, seed: 2, figures: { 'carriedForward@TOTAL': 7 } },
      { ...OLD, year: 2024, seed: 3 },
      { ...NEW, year: 2024, seed: 4, figures: { 'broughtForward@TOTAL': 5 } },
    );
    const failures: unknown[] = [];
    const onError = (error: unknown) => failures.push(error);
    const imports = createImportService(desk.hub.dataSource, { read: readMadeUp, onError });
    const dry = await imports.importReports({ items, mode: 'VALIDATE_ONLY' });
    const done = await imports.importReports({ items, mode: 'COMMIT', idempotencyKey: key });
    expect(dry.items.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED', 'REVISED']);
    expect(done.items.map(({ status, report }) => [status, report])).toEqual([
      ['CREATED', { agencyId: 2, year: 2023, revision: 1 }],
      ['CREATED', { agencyId: 2, year: 2024, revision: 1 }],
      ['REVISED', { agencyId: 2, year: 2024, revision: 2 }],
    ]);
    for (const { items: answered } of [dry, done])
      expect(answered[2]?.diagnostics).toContainEqual(
        expect.objectContaining({ code: 'OPENING_CLOSING_MISMATCH', applicant: 'TOTAL', actual: '5', expected: '7' }),
      );
    expect(failures).toEqual([]);
  });

  test('what was reviewed, found and imported moves with the reports, and years are compared anew', async () => {
    await desk.imported(
      { ...OLD, year: 2023, seed: 2, figures: { 'carriedForward@TOTAL': 7 } },
      { ...NEW, year: 2024, seed: 3, figures: { 'broughtForward@TOTAL': 5 } },
    );
    await desk.correct('1-2023', 1, [{ line: 'rules.issued', value: 77 }]);
    await desk.merge('1', '2');
    const { data } = await desk.hub.askAsAdministrator(`{
    annualReport(id: "2-2024") { diagnostics { code applicant actual expected } }
    moved: annualReport(id: "1-2023") { id revision proactiveDisclosure { rules { issued } figures { line correction { value } } } }
    auditLog(agencyId: "2", action: [MERGE, CORRECT]) { nodes { action agency { id } } }
  }`);
    expect(data.annualReport.diagnostics).toContainEqual({
      ...{ code: 'OPENING_CLOSING_MISMATCH', applicant: 'TOTAL' },
      ...{ actual: '5', expected: '7' },
    });
    expect(data.moved).toMatchObject({ id: '2-2023', revision: 2, proactiveDisclosure: { rules: { issued: 77 } } });
    expect(data.moved.proactiveDisclosure.figures).toContainEqual({
      line: 'rules.issued',
      correction: { value: '77' },
    });
    expect(data.auditLog.nodes).toEqual([
      { action: 'MERGE', agency: { id: '2' } },
      { action: 'MERGE', agency: { id: '2' } },
      { action: 'CORRECT', agency: { id: '2' } },
    ]);
  });

  test('a year of both is not merged until somebody has said which one stands', async () => {
    await desk.imported({ ...OLD, seed: 2 }, { ...OLD, year: 2023, seed: 2 }, { ...NEW, seed: 3 });
    const refused = await desk.merge('1', '2');
    expect(refused.errors?.[0]?.message).toBe(
      'Both agencies have a report for 2024; withdraw the one that is not to stand, then merge.',
    );
    expect((await desk.standing('1-2023')).public).toBe('1 PUBLISHED');
    await desk.decide('2-2024', 1, 'WITHDRAW');
    expect((await desk.merge('1', '2')).errors).toBeUndefined();
    expect(await desk.standing('2-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
    // The old id of a revision goes on naming that revision, whatever its number is now.
    expect((await desk.standing('1-2024@1')).all).toBe('2 PUBLISHED');
    expect((await desk.standing('2-2024@1')).all).toBe('1 WITHDRAWN');
    expect((await desk.standing('1-2024@2')).all).toBeNull();
  });

  test('one that was withdrawn comes after the one that stands, and does not stand for the year', async () => {
    await desk.imported({ ...OLD, seed: 2 }, { ...NEW, seed: 3 });
    await desk.decide('1-2024', 1, 'WITHDRAW');
    await desk.merge('1', '2');
    expect(await desk.standing('2-2024')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
    expect((await desk.standing('2-2024@2')).all).toBe('2 WITHDRAWN');
    expect(await desk.imported({ ...NEW, seed: 4 })).toEqual(['REVISED']);
    expect(await desk.standing('2-2024')).toEqual({ public: '3 PUBLISHED', all: '3 PUBLISHED' });
  });

  test('a chain of mergers ends at the one that is left', async () => {
    await desk.imported({ ...OLD, year: 2022 }, { ...NEW, year: 2023 }, { agencyName: '甲县教委', year: 2024 });
    await desk.merge('1', '2');
    await desk.merge('2', '3');
    for (const id of ['1-2022', '1-2022@1', '2-2022', '2-2022@1', '3-2022'])
      expect([id, (await desk.standing(id)).public]).toEqual([id, '1 PUBLISHED']);
    const { data } = await desk.hub.ask('{ a: agency(id: "1") { id } b: agency(id: "2") { id } }');
    expect(data).toEqual({ a: { id: '3' }, b: { id: '3' } });
  });

  test('one agency is not merged into itself, nor into one that there is not', async () => {
    await desk.imported({ ...OLD, year: 2022 }, { ...NEW, year: 2023 });
    await desk.merge('1', '2');
    expect((await desk.merge('1', '2')).errors?.[0]?.message).toBe('1 and 2 are one agency, 甲县教育局.');
    expect((await desk.merge('2', '9')).errors?.[0]?.message).toBe('There is no agency of the id 9.');
    expect((await desk.merge('x', '2')).errors?.[0]?.message).toBe('There is no agency of the id x.');
  });

  test('an import that waits for a merger files under the one that is left', async () => {
    await desk.imported({ ...OLD, year: 2022 }, { ...NEW, year: 2023 });
    const [merged, imported] = await Promise.all([
      desk.merge('1', '2'),
      desk.imported({ ...OLD, year: 2024, seed: 4 }),
    ]);
    expect(merged.errors).toBeUndefined();
    expect(imported).toEqual(['CREATED']);
    const { data } = await desk.hub.ask('{ agency(id: "1") { reports { year } } }');
    expect(data.agency.reports).toEqual([{ year: 2024 }, { year: 2023 }, { year: 2022 }]);
  });
});

describe('filing', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.clear());
  afterAll(() => desk.close());

  const FILE = `mutation ($input: FileReportInput!) { fileReport(input: $input) {
  conflict report { id year state scope agency { name region { code } } diagnostics { code } applicationStats(applicants: [TOTAL]) { received } }
} }`;
  const file = (input: object): Promise<GraphqlAnswer> =>
    desk.hub.askAsAdministrator(FILE, { input: { reason: 'asked by telephone', ...input } });

  async function job(): Promise<string> {
    const { data } = await desk.hub.askAsAdministrator('{ importJobs { nodes { id } } }');
    return data.importJobs.nodes[0].id;
  }

  test('an item that could not be filed is filed under the agency and the year that a person says', async () => {
    expect(await desk.imported({ agencyName: null, year: null, seed: 4 })).toEqual(['QUARANTINED']);
    const item = { jobId: await job(), clientRef: '#0' };
    const { data, errors } = await file({ ...item, agencyName: '济南市历下区教育局', year: 2024 });
    expect(errors).toBeUndefined();
    expect(data.fileReport).toMatchObject({
      conflict: false,
      report: {
        ...{ id: '1-2024', year: 2024, state: 'PUBLISHED', scope: 'OWN', diagnostics: [] },
        agency: { name: '济南市历下区教育局', region: { code: '370102' } },
        applicationStats: [{ received: expect.any(Number) }],
      },
    });
    const after = await desk.hub.askAsAdministrator(
      'query ($id: ID!) { importJob(id: $id) { counts { created quarantined } items { nodes { status report { id } draft { year } } } } auditLog(first: 1) { nodes { action reason report { id } } } }',
      { id: item.jobId },
    );
    expect(after.data).toMatchObject({
      importJob: {
        counts: { created: 1, quarantined: 0 },
        items: { nodes: [{ status: 'CREATED', report: { id: '1-2024' } }] },
      },
      auditLog: { nodes: [{ action: 'FILE', reason: 'asked by telephone', report: { id: '1-2024' } }] },
    });
    const again = await file({ ...item, agencyId: '1', year: 2023 });
    expect(again.errors?.[0]?.message).toBe('The job has no quarantined item #0 without a report.');
  });

  test('what is filed of an item keeps the address of its document', async () => {
    const imports = createImportService(desk.hub.dataSource, { read: readMadeUp });
    const items = itemsOf({ agencyName: null, year: null }).map((item) => ({
      ...item,
      sourceUrl: 'https://a.gov.cn/1',
    }));
    await imports.importReports({ items, mode: 'COMMIT' });
    await file({ jobId: await job(), clientRef: '#0', agencyName: '济南市历下区教育局', year: 2024 });
    const { data } = await desk.hub.ask('{ annualReport(id: "1-2024") { source { url } } }');
    expect(data.annualReport.source).toEqual({ url: 'https://a.gov.cn/1' });
  });

  test('an item is filed under an agency by id, beside what it has, and with the scope that is said', async () => {
    await desk.imported({ seed: 1 }, { agencyName: null, year: null, seed: 4 });
    const { data } = await file({
      jobId: await job(),
      clientRef: '#0',
      agencyId: '1',
      year: 2024,
      scope: 'CONSOLIDATED',
    });
    expect(data.fileReport.report).toMatchObject({ scope: 'CONSOLIDATED', state: 'PUBLISHED' });
    expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
  });

  test('a report in the wrong place is withdrawn there and filed in the right one', async () => {
    await desk.imported({ seed: 1, findings: ['TABLE_UNREADABLE'] }, { agencyName: '乙县教育局', year: 2020 });
    const stale = await file({ reportId: '1-2024', expectedRevision: 3, agencyId: '2', year: 2023 });
    expect(stale.data.fileReport).toMatchObject({ conflict: true, report: { id: '1-2024' } });
    const { data } = await file({ reportId: '1-2024', expectedRevision: 1, agencyId: '2', year: 2023 });
    expect(data.fileReport.report).toMatchObject({ id: '2-2023', state: 'QUARANTINED' });
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 WITHDRAWN' });
    const log = await desk.hub.askAsAdministrator(
      '{ auditLog(reportId: "1-2024", action: [FILE]) { nodes { action changes { what after } } } }',
    );
    expect(log.data.auditLog.nodes).toEqual([
      {
        action: 'FILE',
        changes: [
          { what: 'report', after: '2-2023@1' },
          { what: 'state', after: 'QUARANTINED' },
        ],
      },
    ]);
  });

  test('what cannot be filed is said, and nothing is changed', async () => {
    await desk.imported({ seed: 1 }, { agencyName: null, year: null });
    const item = { jobId: await job(), clientRef: '#0' };
    const messages = await Promise.all(
      [
        { ...item, year: 2024 },
        { ...item, agencyId: '1', agencyName: '甲', year: 2024 },
        { ...item, agencyId: '77', year: 2024 },
        { ...item, agencyId: '1', year: 1066 },
        { ...item, agencyName: '鼓楼区人民政府', year: 2024 },
        { ...item, agencyName: '某某', year: 2024 },
        { agencyId: '1', year: 2024 },
        { reportId: '1-2024', expectedRevision: 1, agencyId: '1', year: 2023 },
        { jobId: 'none', clientRef: '#0', agencyId: '1', year: 2024 },
      ].map(async (input) => (await file(input)).errors?.[0]?.message),
    );
    expect(messages).toEqual([
      'fileReport needs exactly one of agencyId and agencyName.',
      'fileReport needs exactly one of agencyId and agencyName.',
      'There is no agency of the id 77.',
      'year 1066 is not between 1990 and 2100.',
      expect.stringContaining('鼓楼区人民政府 may be '),
      '某某 is not known as the name of an agency; say its region as well.',
      'Say what is to be filed: either jobId and clientRef, or reportId and expectedRevision.',
      'Revision 1 is published; take it back to review before you file it.',
      'The job has no quarantined item #0 without a report.',
    ]);
    expect(
      await desk.hub.dataSource.query("SELECT count(*) AS entries FROM audit_entry WHERE action <> 'IMPORT'"),
    ).toEqual([{ entries: 0 }]);
  });
});

describe('the quality of the data', () => {
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
      {
        code: 'NUMBER_UNREADABLE',
        severity: 'ERROR',
        reports: 2,
        findings: 3,
        title: expect.stringContaining('A cell'),
      },
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
      coverage: {
        known: 2,
        published: 0,
        pending: 1,
        missing: 1,
        missingAgencies: { nodes: [{ name: '丙县教育局' }] },
      },
    });
  });
});
