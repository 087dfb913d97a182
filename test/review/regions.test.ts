import { mayTouch } from '../../src/access/may-touch';
import { type Actor, ForeignRegionError } from '../../src/domain/reviewing';
import { createReviewDesk } from '../../src/review/review-desk';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

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
  expect(mayTouch({ regions }, code)).toBe(allowed);
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

  const by: Actor = { name: 'somebody', mayTouch: (code) => mayTouch({ regions: ['370000'] }, code) };
  const reason = 'a reason';

  test('changes nothing outside of it, by any change', async () => {
    const desk = createReviewDesk(store.dataSource);
    const foreign = { report: { agencyId: 2, year: 2024, revision: null }, expectedRevision: 1, reason };
    const own = { report: { agencyId: 1, year: 2024, revision: null }, expectedRevision: 1, reason };
    const [{ job_id: jobId }] = await store.dataSource.query('SELECT job_id FROM import_item LIMIT 1');
    const item = { jobId, clientRef: '#2' };
    const attempts = [
      desk.decide({ ...foreign, decision: 'PUBLISH' }, by),
      desk.correct({ ...foreign, corrections: [{ line: 'rules.issued', value: '77' }] }, by),
      desk.merge(1, 2, reason, by),
      desk.merge(2, 1, reason, by),
      desk.file({ ...foreign, agency: 1, year: 2023 }, by),
      desk.file({ ...own, agency: 2, year: 2023 }, by),
      desk.file({ item, agency: 2, year: 2023, reason }, by),
      desk.file({ item, agency: { name: '瑞安市教育局', regionCode: null }, year: 2023, reason }, by),
      desk.file({ item, agency: { name: '国家统计局', regionCode: null }, year: 2023, reason }, by),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toBeInstanceOf(ForeignRegionError);
    expect(await store.dataSource.query('SELECT count(*) AS entries FROM audit_entry')).toEqual([{ entries: 0 }]);
    expect(await store.dataSource.query('SELECT count(*) AS agencies FROM agency')).toEqual([{ agencies: 2 }]);
  });

  test('may change what is in it, and is told of that only', async () => {
    const desk = createReviewDesk(store.dataSource);
    const own = { report: { agencyId: 1, year: 2024, revision: null }, expectedRevision: 1, reason };
    expect(await desk.decide({ ...own, decision: 'PUBLISH' }, by)).toMatchObject({ conflict: false });
    const all = { name: 'everybody', mayTouch: () => true };
    await desk.decide({ ...own, report: { ...own.report, agencyId: 2 }, decision: 'PUBLISH' }, all);
    const page = { first: 10, after: null };
    const seen = await desk.auditLog({ regions: ['370000'] }, page);
    expect(seen.nodes.map(({ actor, agencyId }) => [actor, agencyId])).toEqual([['somebody', 1]]);
    expect(await desk.countAuditEntries({ regions: ['370000'] })).toBe(1);
    expect(await desk.countAuditEntries({ regions: null })).toBe(2);
  });
});
