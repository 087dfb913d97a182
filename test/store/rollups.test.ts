import { GRAINS } from '../../src/domain/rollup-cells';
import { createImportService } from '../../src/imports/import-service';
import { reconcileStore } from '../../src/reconcile';
import { foldWhenQuiet } from '../../src/store/fold-when-quiet';
import { WholeRollups1765100000000 } from '../../src/store/migrations/0012-whole-rollups';
import { createReportReader } from '../../src/store/report-reader';
import { KEPT_GRAINS } from '../../src/store/rollup-sql';
import { foldRollups, rebuildRollups, reconcile, recounting } from '../../src/store/rollup-store';
import { sessionOf } from '../../src/store/session';
import { type MadeUpReport, readMadeUp } from '../support/build-draft';
import { importMadeUp, openTestStore, type TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const REGIONS = ['370102', '370100', '330381', '110101', null] as const;

/** Reports of ten agencies in several revisions; some stay in review, some cells are blank. */
const reportsOf = (seed: number): readonly MadeUpReport[] =>
  Array.from({ length: 30 }, (_, at) => ({
    agencyName: `第${(at * 7 + seed) % 10}局`,
    regionCode: REGIONS[((at * 7 + seed) % 10) % REGIONS.length] ?? null,
    year: 2019 + ((at + seed) % 4),
    form: (at + seed) % 4 < 2 ? 'FORM_2019' : 'FORM_2021',
    seed: seed * 100 + at,
    figures: at % 3 === 0 ? { 'received@TOTAL': null, 'outcomes.disclosed@TOTAL': 2 ** 50 + at } : {},
    findings: at % 5 === 4 ? ['OUTCOMES_TOTAL_MISMATCH'] : [],
  }));

const transaction = () => sessionOf(store.dataSource);
const rows = async (grain: number): Promise<number> =>
  (await store.dataSource.query('SELECT count(*)::integer AS rows FROM rollup WHERE grain = $1', [grain]))[0].rows;

async function withdrawAll(year: number): Promise<void> {
  const keys = await store.dataSource.query(
    'SELECT agency_id AS "agencyId", year FROM annual_report WHERE is_public AND year = $1 ORDER BY agency_id LIMIT 3',
    [year],
  );
  await transaction().transaction((session) =>
    recounting(session, keys, () =>
      session.query(
        "UPDATE annual_report SET state = 'WITHDRAWN', is_public = false WHERE is_public AND year = $1 AND agency_id = ANY($2::integer[])",
        [year, keys.map(({ agencyId }: { agencyId: number }) => agencyId)],
      ),
    ),
  );
}

test('rollups equal a recount after a storm of imports, revisions, withdrawals and folding', async () => {
  const services = [1, 2, 3].map(() => createImportService(store.dataSource, { read: readMadeUp }));
  const fold = () => transaction().transaction(foldRollups);
  await Promise.all([
    ...services.flatMap((imports, at) => [
      importMadeUp(imports, reportsOf(at)),
      importMadeUp(imports, reportsOf(at + 3)),
    ]),
    ...[1, 2, 3, 4].map(fold),
  ]);
  await Promise.all([
    importMadeUp(services[0] as (typeof services)[0], reportsOf(9)),
    withdrawAll(2020),
    fold(),
    withdrawAll(2021),
    fold(),
  ]);
  expect(await reconcile(store.dataSource)).toEqual([]);
  expect(await rows(2)).toBeGreaterThan(5);

  await fold();
  expect(await rows(3)).toBe(0);
  expect(await store.dataSource.query('SELECT FROM rollup_pending')).toEqual([]);
  expect(await reconcile(store.dataSource)).toEqual([]);
  const kept = await store.dataSource.query('SELECT count(*)::integer AS reports FROM annual_report WHERE is_public');
  const sums = await store.dataSource.query('SELECT sum(reports)::integer AS reports FROM rollup GROUP BY grain');
  expect(sums).toEqual(KEPT_GRAINS.map(() => kept[0]));
});

test('what imports and withdrawals leave is folded once nothing is added between two looks', async () => {
  const errors: unknown[] = [];
  const folding = foldWhenQuiet(store.dataSource, (error) => errors.push(error));
  const left = async () => [
    (await store.dataSource.query('SELECT FROM rollup_pending')).length,
    await rows(GRAINS.FRESH),
  ];
  await importMadeUp(store.imports, [{ year: 2023 }]);
  await folding.look();
  await importMadeUp(store.imports, [{ year: 2024 }]);
  await folding.look();
  expect(await left()).toEqual([2, 0]);
  await folding.look();
  expect(await left()).toEqual([0, 0]);
  await withdrawAll(2024);
  await folding.look();
  expect(await left()).toEqual([0, 1]);
  await folding.look();
  expect(await left()).toEqual([0, 0]);
  expect(await reconcile(store.dataSource)).toEqual([]);

  await store.dataSource.query('ALTER TABLE rollup_pending RENAME TO gone');
  await folding.look();
  expect(errors).toHaveLength(1);
  await store.dataSource.query('ALTER TABLE gone RENAME TO rollup_pending');
  await folding.look();
  await folding.stop();
  expect(errors).toHaveLength(1);
});

test('a reconciliation names what is not right, and counting anew mends it', async () => {
  await importMadeUp(store.imports, [{ year: 2024 }, { year: 2023, agencyName: '乙局', regionCode: null }]);
  await transaction().transaction(foldRollups);
  await store.dataSource.query('UPDATE rollup SET sum_received = sum_received + 1 WHERE grain = 1 AND year = 2024');
  await store.dataSource.query('DELETE FROM rollup WHERE grain = 0 AND year = 2023');
  const found = await reconcile(store.dataSource);
  const { kept, recount, ...where } = found.find(({ column }) => column === 'sum_received') ?? {};
  expect(where).toEqual({ grain: 'NATION', key: '2023 OWN FORM_2021 COUNTY GENERAL_OFFICE', column: 'sum_received' });
  expect([kept, Number(recount)]).toEqual([null, expect.any(Number)]);
  const province = found.filter(({ grain }) => grain === 'PROVINCE');
  expect(province).toMatchObject([{ key: '370000 2024 OWN FORM_2021 COUNTY GENERAL_OFFICE', column: 'sum_received' }]);
  expect(Number(province[0]?.kept)).toBe(Number(province[0]?.recount) + 1);

  const said: string[] = [];
  const say = (line: string) => said.push(line);
  expect(await reconcileStore(store.dataSource, false, say)).toBe(false);
  expect(said).toHaveLength(found.length + 1);
  expect(await reconcileStore(store.dataSource, true, say)).toBe(true);
  expect(said.at(-1)).toBe('Rollups were counted anew.');
  expect(await reconcile(store.dataSource)).toEqual([]);
});

test('groups that nothing is left of are not there, and a single group is', async () => {
  await importMadeUp(store.imports, [{ year: 2020 }, { year: 2024 }]);
  await withdrawAll(2020);
  const reader = createReportReader(store.dataSource, 'PUBLIC');
  const ask = { having: [], orderBy: [], ratios: [], changes: [], agencyCount: true, page: { first: 9, after: null } };
  const measures = [{ id: 'RECEIVED', applicant: 'TOTAL', aggregation: 'SUM' }] as const;
  const byYear = await reader.groups({ ...ask, filter: {}, groupBy: ['YEAR'], measures });
  expect(byYear.nodes.map(({ key, reportCount }) => [key.year, reportCount])).toEqual([[2024, 1]]);
  const none = await reader.groups({ ...ask, filter: { year: { eq: 2020 } }, groupBy: [], measures });
  expect(none.nodes).toMatchObject([
    { reportCount: 0, agencyCount: 0, measures: [{ value: null, status: 'NO_DATA' }] },
  ]);
});

test('years of which nothing is left do not keep stocks of the one that is left from being added up', async () => {
  await importMadeUp(store.imports, [{ year: 2020 }, { year: 2024 }]);
  await sessionOf(store.dataSource).transaction(foldRollups);
  await withdrawAll(2020);
  const reader = createReportReader(store.dataSource, 'PUBLIC');
  const groups = await reader.groups({
    ...{ filter: {}, groupBy: ['PROVINCE'], having: [], orderBy: [], ratios: [], changes: [], agencyCount: false },
    measures: [{ id: 'CARRIED_FORWARD', applicant: 'TOTAL', aggregation: 'SUM' }],
    page: { first: 9, after: null },
  });
  expect(groups.nodes).toMatchObject([{ reportCount: 1, agencyCount: null, measures: [{ status: 'OK', missing: 0 }] }]);
});

test('sums of whole places are made of those that are there, and go again', async () => {
  await importMadeUp(store.imports, [
    { year: 2024 },
    { year: 2024, agencyName: '乙局', kind: 'DEPARTMENT' },
    { year: 2023, agencyName: '丙局', regionCode: null },
  ]);
  await transaction().transaction(foldRollups);
  const whole = async (): Promise<readonly number[]> => [
    await rows(GRAINS.WHOLE_NATION),
    await rows(GRAINS.WHOLE_PROVINCE),
  ];
  expect(await whole()).toEqual([2, 2]);
  const migration = new WholeRollups1765100000000();
  const runner = store.dataSource.createQueryRunner();
  await migration.down(runner);
  expect(await whole()).toEqual([0, 0]);
  await migration.up(runner);
  expect(await whole()).toEqual([2, 2]);
  await migration.down(runner);
  await transaction().transaction(rebuildRollups);
  await migration.up(runner);
  await runner.release();
  expect(await whole()).toEqual([2, 2]);
  expect(await reconcile(store.dataSource)).toEqual([]);
});
