import { openTestDesk, type TestDesk } from '../support/desk';
import { importTexts, startTestHub, type TestHub } from '../support/hub';
import { replaceOnce, sampleText } from '../support/sample-text';

describe('corrections', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.clear());
  afterAll(() => desk.close());

  /** 1 was typed for what the outcomes add up to. */
  const SLIP = { seed: 1, figures: { 'received@TOTAL': 1 }, findings: ['INFLOW_OUTFLOW_MISMATCH' as const] };

  interface Shown {
    readonly line: string;
    readonly status: string;
    readonly value: string | null;
    readonly printed: string | null;
    readonly correction: { readonly value: string | null; readonly by: string; readonly reason: string } | null;
  }

  const FIGURES = `query ($id: ID!) { annualReport(id: $id) {
  applicationStats(applicants: [TOTAL]) { received figures { line status value printed correction { value by reason } } }
} }`;

  async function received(id: string): Promise<{ readonly counts: number | null; readonly figure: Shown | undefined }> {
    const { data } = await desk.hub.askAsAdministrator(FIGURES, { id });
    const [stats] = data.annualReport.applicationStats;
    return {
      counts: stats.received,
      figure: stats.figures.find(({ line }: Shown) => line === 'received'),
    };
  }

  /** The sum that the parts of a made-up report give. */
  async function partsOf(id: string): Promise<number> {
    const { data } = await desk.hub.askAsAdministrator(
      'query ($id: ID!) { annualReport(id: $id) { applicationStats { applicant received } } }',
      { id },
    );
    return data.annualReport.applicationStats
      .filter(({ applicant }: { readonly applicant: string }) => applicant !== 'TOTAL')
      .reduce((sum: number, { received: count }: { readonly received: number }) => sum + count, 0);
  }

  test('a correction stands beside what is printed, counts in its place everywhere, and takes away the error it was due to', async () => {
    await desk.imported(SLIP);
    const right = await partsOf('1-2024');
    const { data } = await desk.correct('1-2024', 1, [{ line: 'received', applicant: 'TOTAL', value: right }]);
    expect(data.correctFigures).toMatchObject({
      conflict: false,
      report: { id: '1-2024', revision: 2, state: 'PUBLISHED', diagnostics: [] },
    });
    const said = { value: String(right), by: 'ADMIN_TOKEN', reason: 'a slip' };
    expect(await received('1-2024')).toEqual({
      counts: right,
      figure: { line: 'received', status: 'REPORTED', value: '1', printed: '1', correction: said },
    });
    expect(await received('1-2024@1')).toMatchObject({ counts: 1, figure: { correction: null } });
    const asked = await desk.hub.ask(
      `query ($right: Decimal!) {
      reportAggregates { nodes { measure(id: RECEIVED) { value } } }
      annualReports(filter: { where: [{ measure: RECEIVED, eq: $right }] }) { totalCount }
      series(agencyIds: ["1"], measures: [RECEIVED], years: { eq: 2024 }) { points { value } }
      ranking(ratio: CLEARANCE_RATIO, year: 2024, minimumDenominator: 1) { nodes { value { denominator } } }
      annualReport(id: "1-2024") { ratio(id: CLEARANCE_RATIO) { denominator } }
    }`,
      { right },
    );
    expect(asked.data).toEqual({
      reportAggregates: { nodes: [{ measure: { value: String(right) } }] },
      annualReports: { totalCount: 1 },
      series: [{ points: [{ value: right }] }],
      ranking: { nodes: [{ value: { denominator: String(right) } }] },
      annualReport: { ratio: { denominator: String(right) } },
    });
  });

  test('corrections are made all or none, and a second editor is told of the first', async () => {
    await desk.imported({ seed: 1 });
    const wrong = await desk.correct('1-2024', 1, [
      { line: 'upheld', track: 'REVIEW', value: 900 },
      { line: 'upheld', track: 'REVIEW', value: 901 },
    ]);
    expect(wrong.errors?.[0]?.message).toBe('upheld@REVIEW is corrected twice; correct it once.');
    expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
    const values = [900, 901];
    const answers = await Promise.all(
      values.map((value) => desk.correct('1-2024', 1, [{ line: 'upheld', track: 'REVIEW', value }])),
    );
    expect(answers.map(({ data }) => data.correctFigures.conflict).sort()).toEqual([false, true]);
    const [{ revisions }] = await desk.hub.dataSource.query('SELECT count(*) AS revisions FROM annual_report');
    expect(revisions).toBe(2);
  });

  test('a correction that does not add up puts its revision in review, and the public goes on seeing the one before', async () => {
    await desk.imported({ seed: 1 });
    const { data } = await desk.correct('1-2024', 1, [{ line: 'total', track: 'REVIEW', value: 999 }]);
    expect(data.correctFigures.report).toMatchObject({
      state: 'IN_REVIEW',
      diagnostics: [{ code: 'CASES_TOTAL_MISMATCH', track: 'REVIEW', actual: '999' }],
    });
    expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '2 IN_REVIEW' });
  });

  test('cells that were not known are filled in, numbers that belong elsewhere are taken out, and corrections withdrawn', async () => {
    await desk.imported({ seed: 1, figures: { 'rules.issued': null } });
    const first = await desk.correct('1-2024', 1, [
      { line: 'rules.issued', value: 3 },
      { line: 'fees.collected', value: '12.5' },
      { line: 'carriedForward', applicant: 'OTHER_ORGANIZATION', value: null },
    ]);
    expect(first.errors).toBeUndefined();
    const read = async () => {
      const { data } = await desk.hub.askAsAdministrator(`{ annualReport(id: "1-2024") {
      proactiveDisclosure { feesCollected rules { issued } figures { line status value correction { value } } }
      applicationStats(applicants: [OTHER_ORGANIZATION]) { carriedForward }
    } }`);
      const { proactiveDisclosure: two, applicationStats } = data.annualReport;
      const issued = two.figures.find(({ line }: Shown) => line === 'rules.issued');
      return [two.rules.issued, two.feesCollected, applicationStats[0].carriedForward, issued];
    };
    const absent = { line: 'rules.issued', status: 'ABSENT', value: null };
    expect(await read()).toEqual([3, '12.5', null, { ...absent, correction: { value: '3' } }]);
    const second = await desk.correct('1-2024', 2, [{ line: 'rules.issued', withdraw: true }]);
    expect(second.data.correctFigures.report.revision).toBe(3);
    expect(await read()).toEqual([null, '12.5', null, { ...absent, correction: null }]);
  });

  describe('what cannot be corrected', () => {
    let shared: TestDesk;
    beforeAll(async () => {
      shared = await openTestDesk();
      await shared.imported({ seed: 1 }, { year: 2020, form: 'FORM_2019' });
    });
    afterAll(() => shared.close());

    const R = 'received';
    test.each([
      ['1-2024', { line: 'applications', value: 1 }, 'There is no line applications'],
      ['1-2024', { line: R, value: 1 }, 'received needs an applicant.'],
      ['1-2024', { line: R, applicant: 'TOTAL', track: 'REVIEW', value: 1 }, 'received has no tracks.'],
      ['1-2024', { line: 'upheld', value: 1 }, 'upheld needs a track.'],
      ['1-2024', { line: 'rules.issued', applicant: 'TOTAL', value: 1 }, 'rules.issued has no applicants.'],
      ['1-2024', { line: R, applicant: 'TOTAL', value: -1 }, 'received cannot be -1: it is not negative.'],
      ['1-2024', { line: R, applicant: 'TOTAL', value: '1.5' }, 'received cannot be 1.5: it is counted.'],
      ['1-2024', { line: 'fees.collected', value: '1.555' }, 'fees.collected cannot be 1.555: yuan have two decimals.'],
      ['1-2024', { line: R, applicant: 'TOTAL', value: '9007199254740993' }, 'more than can be held exactly'],
      ['1-2024', { line: 'licensing2019.items', value: 1 }, 'A report on FORM_2021 has no licensing2019.items.'],
      ['1-2020', { line: 'rules.issued', value: 1 }, 'A report on FORM_2019 has no rules.issued.'],
      ['1-2024', { line: R, applicant: 'TOTAL', withdraw: true }, 'received@TOTAL has no correction to withdraw.'],
      ['1-2024', { line: R, applicant: 'TOTAL', value: 1, withdraw: true }, 'has both a value and withdraw'],
      [
        '1-2024',
        { line: R, applicant: 'TOTAL' },
        'received@TOTAL needs a value, null when no number is known, or withdraw',
      ],
    ])('is said: %s %j', async (id, correction, message) => {
      const { data, errors } = await shared.correct(id, 1, [correction]);
      expect(data).toBeNull();
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining(message),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });

    test('is nothing', async () => {
      expect((await shared.correct('1-2024', 1, [])).errors?.[0]?.message).toBe('There are no corrections.');
    });
  });

  test('a document that prints the same keeps the correction, and one that prints something else says that it lapsed', async () => {
    await desk.imported(SLIP);
    const right = await partsOf('1-2024');
    await desk.correct('1-2024', 1, [{ line: 'received', applicant: 'TOTAL', value: right }]);
    expect(await desk.imported({ ...SLIP, narrative: '另一段。' })).toEqual(['REVISED']);
    expect(await received('1-2024')).toMatchObject({
      counts: right,
      figure: { printed: '1', correction: { by: 'ADMIN_TOKEN' } },
    });
    await desk.imported({ seed: 1, figures: { 'received@TOTAL': 2 } });
    const { data } = await desk.hub.askAsAdministrator(
      '{ annualReport(id: "1-2024") { revision diagnostics { code lines applicant actual expected } } }',
    );
    expect(data.annualReport).toEqual({
      revision: 4,
      diagnostics: [
        { code: 'CORRECTION_LAPSED', lines: ['received'], applicant: 'TOTAL', actual: '2', expected: String(right) },
      ],
    });
    expect(await received('1-2024')).toMatchObject({ counts: 2, figure: { correction: null } });
  });

  test('the same document again is a duplicate, and the corrected revision stays', async () => {
    await desk.imported({ seed: 1 });
    await desk.correct('1-2024', 1, [{ line: 'rules.issued', value: 77 }]);
    expect(await desk.imported({ seed: 1 })).toEqual(['DUPLICATE']);
    expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
  });

  test('to correct does not publish what a reviewer withdrew, nor what was published with other errors', async () => {
    await desk.imported({ seed: 1 }, { agencyName: '乙县教育局', ...SLIP });
    await desk.decide('1-2024', 1, 'WITHDRAW');
    await desk.correct('1-2024', 1, [{ line: 'rules.issued', value: 77 }]);
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '2 WITHDRAWN' });
    await desk.decide('2-2024', 1, 'PUBLISH');
    const { data } = await desk.correct('2-2024', 1, [{ line: 'total', track: 'REVIEW', value: 999 }]);
    expect(data.correctFigures.report.state).toBe('IN_REVIEW');
    expect(data.correctFigures.report.diagnostics.map(({ code }: { readonly code: string }) => code)).toContain(
      'DECISION_LAPSED',
    );
  });

  test('the year after is compared with corrected numbers', async () => {
    await desk.imported(
      { year: 2023, seed: 2 },
      { year: 2024, seed: 3, figures: { 'broughtForward@NATURAL_PERSON': 4321 } },
    );
    const { data } = await desk.correct('1-2023', 1, [
      { line: 'carriedForward', applicant: 'NATURAL_PERSON', value: 4321 },
    ]);
    await desk.decide('1-2023', data.correctFigures.report.revision, 'PUBLISH');
    const after = await desk.hub.askAsAdministrator(
      '{ annualReport(id: "1-2024") { diagnostics { code applicant } } }',
    );
    expect(after.data.annualReport.diagnostics).not.toContainEqual({
      code: 'OPENING_CLOSING_MISMATCH',
      applicant: 'NATURAL_PERSON',
    });
  });
});

describe('a report as it was published', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.stop());

  const CORRECT = `mutation ($input: CorrectFiguresInput!) { correctFigures(input: $input) {
  conflict report { id state diagnostics { code } source { sha256 } importedAt }
} }`;

  test('a slip in a report as it was published: in review, corrected, public with both numbers', async () => {
    const text = replaceOnce(sampleText('lixia-2024'), '| 104 | 2 |', '| 114 | 2 |');
    const [item] = await importTexts(hub, [{ name: 'slip', text }]);
    expect(item?.status).toBe('IN_REVIEW');
    const before = await hub.askAsAdministrator(
      '{ annualReport(id: "1-2024") { importedAt source { sha256 } diagnostics { code lines applicant } } }',
    );
    expect(before.data.annualReport.diagnostics.map(({ code }: { readonly code: string }) => code)).toEqual([
      'INFLOW_OUTFLOW_MISMATCH',
      'APPLICANTS_TOTAL_MISMATCH',
      'FIGURE_SUSPECT',
    ]);
    const { data } = await hub.askAsAdministrator(CORRECT, {
      input: {
        reportId: '1-2024',
        expectedRevision: 1,
        corrections: [{ line: 'received', applicant: 'NATURAL_PERSON', value: 104 }],
        reason: '第3栏误录',
      },
    });
    const { importedAt, source } = before.data.annualReport;
    expect(data.correctFigures).toEqual({
      conflict: false,
      report: { id: '1-2024', state: 'PUBLISHED', diagnostics: [], source, importedAt },
    });
    const shown = await hub.ask(`{ annualReport(id: "1-2024") {
    applicationStats(applicants: [NATURAL_PERSON]) { received figures { line printed span { line excerpt } correction { value reason } } }
    ratio(id: NATURAL_PERSON_SHARE) { numerator }
    narrative { ordinal }
  } }`);
    const [stats] = shown.data.annualReport.applicationStats;
    expect(stats.received).toBe(104);
    expect(stats.figures[0]).toMatchObject({
      ...{ line: 'received', printed: '114', span: { excerpt: expect.stringContaining('| 114 |') } },
      correction: { value: '104', reason: '第3栏误录' },
    });
    expect(shown.data.annualReport.ratio.numerator).toBe('104');
    expect(shown.data.annualReport.narrative).toHaveLength(3);
  });
});

describe('revisions', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
    await desk.imported({
      seed: 1,
      figures: { 'rules.issued': 2, 'rules.repealed': null, 'upheld@REVIEW': 1, 'total@REVIEW': 1 },
    });
    await desk.correct('1-2024', 1, [{ line: 'rules.issued', value: 3 }]);
    await desk.imported({
      seed: 1,
      figures: { 'rules.issued': 4, 'rules.repealed': 0, 'upheld@REVIEW': 1, 'total@REVIEW': 1 },
      findings: ['NUMBER_UNREADABLE'],
    });
  });
  afterAll(() => desk.close());

  const REVISIONS = '{ annualReport(id: "1-2024") { revisions { id revision state } } }';
  const DIFFERENCES = `query ($from: Int!, $to: Int!) { annualReport(id: "1-2024") { differences(from: $from, to: $to) {
  line applicant track before { status value correction { value } } after { status value correction { value } }
} } }`;

  test('revisions are listed as far as they may be seen, with ids that name them', async () => {
    const everyone = await desk.hub.ask(REVISIONS);
    expect(everyone.data.annualReport.revisions).toEqual([
      { id: '1-2024', revision: 2, state: 'PUBLISHED' },
      { id: '1-2024@1', revision: 1, state: 'PUBLISHED' },
    ]);
    const reviewer = await desk.hub.askAsAdministrator(REVISIONS);
    expect(reviewer.data.annualReport.revisions).toEqual([
      { id: '1-2024', revision: 3, state: 'IN_REVIEW' },
      { id: '1-2024@2', revision: 2, state: 'PUBLISHED' },
      { id: '1-2024@1', revision: 1, state: 'PUBLISHED' },
    ]);
  });

  test('two revisions are compared cell by cell, either way round', async () => {
    const issued = { line: 'rules.issued', applicant: null, track: null };
    const two = { status: 'REPORTED', value: '2', correction: null };
    const corrected = { ...two, correction: { value: '3' } };
    const correction = await desk.hub.ask(DIFFERENCES, { from: 1, to: 2 });
    expect(correction.data.annualReport.differences).toEqual([{ ...issued, before: two, after: corrected }]);
    const back = await desk.hub.ask(DIFFERENCES, { from: 2, to: 1 });
    expect(back.data.annualReport.differences).toEqual([{ ...issued, before: corrected, after: two }]);
    const next = await desk.hub.askAsAdministrator(DIFFERENCES, { from: 1, to: 3 });
    expect(next.data.annualReport.differences).toEqual([
      { ...issued, before: two, after: { status: 'REPORTED', value: '4', correction: null } },
      {
        ...{ line: 'rules.repealed', applicant: null, track: null },
        before: { status: 'ABSENT', value: null, correction: null },
        after: { status: 'REPORTED', value: '0', correction: null },
      },
    ]);
  });

  test('a revision that is not public is none for the public', async () => {
    for (const revision of [3, 9, -1, 2147483647]) {
      const { errors } = await desk.hub.ask(DIFFERENCES, { from: 1, to: revision });
      expect(errors?.[0]?.message).toBe(`The report has no revision ${revision}; the field revisions lists them.`);
    }
  });
});
