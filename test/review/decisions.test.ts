import { mayTouch, PUBLIC } from '../../src/access/viewer';
import { type Actor, ForeignRegionError } from '../../src/domain/reviewing';
import { createReviewDesk } from '../../src/review/review-desk';
import { openTestDesk, type TestDesk } from '../support/desk';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

describe('decisions', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.clear());
  afterAll(() => desk.close());

  const CLEAN = { seed: 1 };
  const NOT_CLEAN = { seed: 2, findings: ['OUTCOMES_TOTAL_MISMATCH' as const] };

  test('a report in review is published as printed, withdrawn, and taken back to review', async () => {
    await desk.imported(NOT_CLEAN);
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 IN_REVIEW' });
    const published = await desk.decide('1-2024', 1, 'PUBLISH', 'the agency printed it so');
    expect(published.data.reviewReport).toMatchObject({ conflict: false, report: { state: 'PUBLISHED', revision: 1 } });
    expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
    await desk.decide('1-2024', 1, 'WITHDRAW');
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 WITHDRAWN' });
    expect(await desk.standing('1-2024@1')).toEqual({ public: null, all: '1 WITHDRAWN' });
    await desk.decide('1-2024', 1, 'REOPEN');
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '1 IN_REVIEW' });
  });

  test('another revision than the expected one is a conflict, and nothing is changed', async () => {
    await desk.imported(CLEAN, NOT_CLEAN);
    const { data } = await desk.decide('1-2024', 1, 'PUBLISH');
    expect(data.reviewReport).toMatchObject({ conflict: true, report: { revision: 2, state: 'IN_REVIEW' } });
    expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '2 IN_REVIEW' });
    expect(await desk.hub.dataSource.query("SELECT * FROM audit_entry WHERE action <> 'IMPORT'")).toEqual([]);
  });

  test('a newer revision that is published takes the place of the public one; withdrawn, nothing comes back by itself', async () => {
    await desk.imported(CLEAN, NOT_CLEAN);
    await desk.decide('1-2024', 2, 'PUBLISH');
    expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '2 PUBLISHED' });
    await desk.decide('1-2024', 2, 'WITHDRAW');
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '2 WITHDRAWN' });
    expect(await desk.standing('1-2024@1')).toEqual({ public: '1 PUBLISHED', all: '1 PUBLISHED' });
    await desk.decide('1-2024@1', 1, 'PUBLISH');
    expect(await desk.standing('1-2024')).toEqual({ public: '1 PUBLISHED', all: '2 WITHDRAWN' });
    const { data } = await desk.hub.ask('{ reportAggregates { nodes { reportCount } } }');
    expect(data.reportAggregates.nodes).toEqual([{ reportCount: 1 }]);
  });

  describe('what cannot be decided', () => {
    let shared: TestDesk;
    beforeAll(async () => {
      shared = await openTestDesk();
      await shared.imported(
        CLEAN,
        { agencyName: '乙县教育局', findings: ['TABLE_UNREADABLE'] },
        { agencyName: '丙县教育局', findings: ['NUMBER_UNREADABLE'] },
        { agencyName: '丙县教育局', year: 2023 },
        { agencyName: '丁县教育局', findings: ['NUMBER_UNREADABLE'] },
        { agencyName: '丁县教育局', seed: 3 },
      );
      await shared.decide('3-2023', 1, 'WITHDRAW');
    });
    afterAll(() => shared.close());

    test.each([
      ['1-2024', 1, 'PUBLISH', 'Revision 1 is published already.'],
      ['2-2024', 1, 'PUBLISH', 'REOPEN it first'],
      ['3-2024', 1, 'REOPEN', 'is in review already'],
      ['3-2023', 1, 'WITHDRAW', 'is withdrawn already'],
      ['4-2024@1', 1, 'PUBLISH', 'The newer revision 2 is public'],
      ['9-2024', 1, 'PUBLISH', 'There is no agency of the id 9.'],
      ['1-2019', 1, 'PUBLISH', 'has no such report for 2019'],
      ['one', 1, 'PUBLISH', 'one is no id of a report.'],
    ] as const)('is said: %s %i %s', async (id, revision, decision, message) => {
      const { data, errors } = await shared.decide(id, revision, decision);
      expect(data).toBeNull();
      expect(errors?.[0]?.message).toContain(message);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    });

    test.each(['', ' \n', 'x'.repeat(2001), 'a\u0000b', 'a\ud800b'])(
      'is what has no reason that can be kept',
      async (reason) => {
        const { errors } = await shared.decide('3-2024', 1, 'PUBLISH', reason);
        expect(errors?.[0]?.message).toContain('reason');
        expect(await shared.standing('3-2024')).toEqual({ public: null, all: '1 IN_REVIEW' });
      },
    );
  });

  test('two decisions at once on one report: one of them is made, and the other is told', async () => {
    await desk.imported(NOT_CLEAN);
    const answers = await Promise.all([1, 2, 3].map(() => desk.decide('1-2024', 1, 'PUBLISH')));
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(await desk.hub.dataSource.query("SELECT action FROM audit_entry WHERE action <> 'IMPORT'")).toEqual([
      { action: 'PUBLISH' },
    ]);
  });

  test('the year after is compared with what stands', async () => {
    await desk.imported(
      { year: 2023, seed: 2, figures: { 'carriedForward@TOTAL': 7 } },
      { year: 2024, seed: 3, figures: { 'broughtForward@TOTAL': 5 } },
    );
    const openings = async () => {
      const { data } = await desk.hub.askAsAdministrator(
        '{ annualReport(id: "1-2024") { diagnostics { code applicant } } }',
      );
      return data.annualReport.diagnostics.filter(
        ({ code, applicant }: { readonly code: string; readonly applicant: string }) =>
          code === 'OPENING_CLOSING_MISMATCH' && applicant === 'TOTAL',
      ).length;
    };
    expect(await openings()).toBe(1);
    await desk.decide('1-2023', 1, 'WITHDRAW');
    expect(await openings()).toBe(0);
    await desk.decide('1-2023', 1, 'PUBLISH');
    expect(await openings()).toBe(1);
  });

  test('a decision holds for the next revision while the numbers it was about are the same, and lapses with a finding', async () => {
    await desk.imported(NOT_CLEAN);
    await desk.decide('1-2024', 1, 'WITHDRAW');
    const same = { ...NOT_CLEAN, narrative: '另一段。' };
    expect(await desk.imported(same)).toEqual(['IN_REVIEW']);
    expect(await desk.standing('1-2024')).toEqual({ public: null, all: '2 WITHDRAWN' });
    expect(await desk.imported({ seed: 5 })).toEqual(['REVISED']);
    const { data } = await desk.hub.ask('{ annualReport(id: "1-2024") { revision diagnostics { code actual } } }');
    expect(data.annualReport).toMatchObject({
      revision: 3,
      diagnostics: [{ code: 'DECISION_LAPSED', actual: 'WITHDRAW' }],
    });
  });

  test('what was published as printed stays published while the errors are the same', async () => {
    const figures = { 'received@TOTAL': 1 };
    await desk.imported({ seed: 1, figures, findings: ['INFLOW_OUTFLOW_MISMATCH'] });
    await desk.decide('1-2024', 1, 'PUBLISH');
    const again = { seed: 1, figures, findings: ['INFLOW_OUTFLOW_MISMATCH' as const], narrative: '另一段。' };
    expect(await desk.imported(again)).toEqual(['REVISED']);
    expect(await desk.imported({ ...again, findings: ['INFLOW_OUTFLOW_MISMATCH', 'NUMBER_UNREADABLE'] })).toEqual([
      'IN_REVIEW',
    ]);
    expect(await desk.standing('1-2024')).toEqual({ public: '2 PUBLISHED', all: '3 IN_REVIEW' });
  });
});

describe('regions', () => {
  test.each([
    [null, '370102', true],
    [null, null, true],
    [['370000'], '370102', true],
    [['370100'], '370102', true],
    [['370102'], '370102', true],
    [['330000', '370102'], '370102', true],
    [['370103'], '370102', false],
    [['370102'], '370100', false],
    [['330000'], '370102', false],
    [['370000'], null, false],
    [[], '370102', false],
  ])('bound to %j, %s may be changed: %p', (regions, code, allowed) => {
    expect(mayTouch({ ...PUBLIC, regions }, code)).toBe(allowed);
  });

  describe('an actor who is bound to a region', () => {
    let store: TestStore;
    beforeAll(async () => {
      store = await openTestStore();
      await importMadeUp(store.imports, [
        { agencyName: '甲县教育局', regionCode: '370102', findings: ['NUMBER_UNREADABLE'] },
        { agencyName: '乙县教育局', regionCode: '330381', findings: ['NUMBER_UNREADABLE'] },
        { agencyName: null },
      ]);
    });
    afterAll(() => store.close());

    const by: Actor = { name: 'somebody', mayTouch: (code) => mayTouch({ ...PUBLIC, regions: ['370000'] }, code) };
    const reason = 'a reason';

    test('changes nothing outside of it, by any change, and is told of what is in it only', async () => {
      const desk = createReviewDesk(store.dataSource);
      const foreign = { report: { agencyId: 2, year: 2024, revision: null }, expectedRevision: 1, reason };
      const own = { report: { agencyId: 1, year: 2024, revision: null }, expectedRevision: 1, reason };
      const [{ job_id: jobId }] = await store.dataSource.query('SELECT job_id FROM import_item LIMIT 1');
      const item = { jobId, clientRef: '#2' };
      const attempts = [
        () => desk.decide({ ...foreign, decision: 'PUBLISH' }, by),
        () => desk.correct({ ...foreign, corrections: [{ line: 'rules.issued', value: '77' }] }, by),
        () => desk.merge(1, 2, reason, by),
        () => desk.merge(2, 1, reason, by),
        () => desk.file({ ...foreign, agency: 1, year: 2023 }, by),
        () => desk.file({ ...own, agency: 2, year: 2023 }, by),
        () => desk.file({ item, agency: 2, year: 2023, reason }, by),
        () => desk.file({ item, agency: { name: '瑞安市教育局', regionCode: null }, year: 2023, reason }, by),
        () => desk.file({ item, agency: { name: '国家统计局', regionCode: null }, year: 2023, reason }, by),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toBeInstanceOf(ForeignRegionError);
      expect(
        await store.dataSource.query("SELECT count(*) AS entries FROM audit_entry WHERE action <> 'IMPORT'"),
      ).toEqual([{ entries: 0 }]);
      expect(await store.dataSource.query('SELECT count(*) AS agencies FROM agency')).toEqual([{ agencies: 2 }]);

      expect(await desk.decide({ ...own, decision: 'PUBLISH' }, by)).toMatchObject({ conflict: false });
      const all = { name: 'everybody', mayTouch: () => true };
      await desk.decide({ ...own, report: { ...own.report, agencyId: 2 }, decision: 'PUBLISH' }, all);
      const page = { first: 10, after: null };
      const seen = await desk.auditLog({ regions: ['370000'], action: ['PUBLISH'] }, page);
      expect(seen.nodes.map(({ actor, agencyId }) => [actor, agencyId])).toEqual([['somebody', 1]]);
      expect(await desk.countAuditEntries({ regions: ['370000'], action: ['PUBLISH'] })).toBe(1);
      expect(await desk.countAuditEntries({ regions: null, action: ['PUBLISH'] })).toBe(2);
    });
  });
});

describe('the audit log', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
    await desk.imported({ seed: 1, findings: ['NUMBER_UNREADABLE'] }, { agencyName: '乙县教育局', seed: 2 });
    await desk.decide('1-2024', 1, 'PUBLISH', 'printed so');
    await desk.correct('2-2024', 1, [{ line: 'rules.issued', value: 77 }]);
    await desk.decide('2-2024', 2, 'WITHDRAW', 'by order');
  });
  afterAll(() => desk.close());

  const ask = async (given: string) => {
    const { data, errors } = await desk.hub.askAsAdministrator(`{ auditLog(${given}) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { at actor action reason agency { name } report { id revision } changes { what before after } }
  } }`);
    if (errors !== undefined) throw new Error(errors[0]?.message);
    return data.auditLog;
  };
  const actionsOf = (log: { readonly nodes: readonly { readonly action: string }[] }) =>
    log.nodes.map(({ action }) => action);

  test('by the name of a token, whichever token of that name it was', async () => {
    await desk.hub.dataSource.query(
      `INSERT INTO audit_entry (actor, action, reason, changes) VALUES ('张 (ogi_aaaaaa…)', 'MERGE', 'r', '[]'),
         ('张 (ogi_bbbbbb…)', 'MERGE', 'r', '[]'), ('张三 (ogi_cccccc…)', 'MERGE', 'r', '[]')`,
    );
    expect((await ask('actor: "张"')).totalCount).toBe(2);
    expect((await ask('actor: "张 (ogi_bbbbbb…)"')).totalCount).toBe(1);
    expect((await ask('actor: "%"')).totalCount).toBe(0);
    await desk.hub.dataSource.query("DELETE FROM audit_entry WHERE actor LIKE '张%'");
  });

  test('says who changed what, when and why, with what was before and after', async () => {
    const { nodes } = await ask('reportId: "2-2024"');
    const [{ changes: printedBefore }] = nodes.slice(1);
    expect(nodes).toMatchObject([
      {
        ...{ actor: 'ADMIN_TOKEN', action: 'WITHDRAW', reason: 'by order', agency: { name: '乙县教育局' } },
        report: { id: '2-2024', revision: 2 },
        changes: [
          { what: 'state', before: 'PUBLISHED', after: 'WITHDRAWN' },
          { what: 'publicRevision', before: '2', after: null },
        ],
      },
      { action: 'CORRECT', reason: 'a slip', report: { revision: 2 } },
      {
        ...{ actor: 'hub', action: 'IMPORT', reason: 'Imported.', report: { revision: 1 } },
        changes: [
          { what: 'revision', before: null, after: '1' },
          { what: 'state', before: null, after: 'PUBLISHED' },
          { what: 'item', before: null, after: expect.stringMatching(/^[0-9a-f-]{36}\/#0$/) },
        ],
      },
    ]);
    expect(printedBefore).toEqual([
      { what: 'revision', before: '1', after: '2' },
      { what: 'rules.issued', before: expect.stringMatching(/^\d+$/), after: '77' },
    ]);
    expect(Math.abs(Date.now() - Date.parse(nodes[0].at))).toBeLessThan(600_000);
  });

  test('is asked by agency, actor, action and time', async () => {
    expect(actionsOf(await ask(''.concat('agencyId: "1"')))).toEqual(['PUBLISH', 'IMPORT']);
    expect(actionsOf(await ask('actor: "ADMIN_TOKEN"'))).toEqual(['WITHDRAW', 'CORRECT', 'PUBLISH']);
    expect((await ask('actor: "somebody"')).totalCount).toBe(0);
    expect(actionsOf(await ask('action: [CORRECT, FILE]'))).toEqual(['CORRECT']);
    expect((await ask('from: "2000-01-01T00:00:00Z", before: "2001-01-01T00:00:00Z"')).totalCount).toBe(0);
    expect((await ask('from: "2000-01-01T00:00:00Z"')).totalCount).toBe(5);
    await expect(ask('reportId: "1-2024", agencyId: "1"')).rejects.toThrow('not both');
  });

  test('is paged', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(`first: 2${after === null ? '' : `, after: "${after}"`}`);
      seen.push(...actionsOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['WITHDRAW', 'CORRECT', 'PUBLISH', 'IMPORT', 'IMPORT']);
  });
});
