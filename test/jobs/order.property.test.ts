import type { MadeUpReport } from '../support/build-draft';
import { workAll } from '../support/jobs';
import { fc } from '../support/property';
import { importMadeUp, itemsOf, openTestStore, type TestStore } from '../support/store';
import { storedState } from '../support/stored-state';

/** Years of one agency do not follow from each other, one is in review, and names are printed in several ways. */
const REPORTS: readonly MadeUpReport[] = ['甲', '乙'].flatMap((letter, agency) =>
  [2020, 2021, 2022, 2023].map((year, place) => ({
    agencyName: `${letter}县教育局`,
    year,
    seed: agency * 10 + place,
    ...(year === 2023 ? { printedName: `${letter}县教育和体育局` } : {}),
    figures: { 'carriedForward@TOTAL': 40 + place, 'broughtForward@TOTAL': 39 + ((place * 7) % 3) },
    ...(year === 2021 && agency === 0 ? { findings: ['OUTCOMES_TOTAL_MISMATCH' as const] } : {}),
  })),
);

async function stateAfter(load: (store: TestStore) => Promise<unknown>) {
  const store = await openTestStore();
  try {
    await load(store);
    return await storedState(store.dataSource, { outcomes: false });
  } finally {
    await store.close();
  }
}

test('whatever the order in which reports arrive, the store is the same, findings across years included', async () => {
  const inOrder = await stateAfter((store) => importMadeUp(store.imports, REPORTS));
  expect(inOrder.report_diagnostic?.join()).toContain('OPENING_CLOSING_MISMATCH');
  const orders = fc.tuple(
    fc.shuffledSubarray([...REPORTS], { minLength: REPORTS.length }),
    fc.integer({ min: 1, max: 7 }),
  );
  await fc.assert(
    fc.asyncProperty(orders, async ([reports, cut]) => {
      const state = await stateAfter(async ({ imports }) => {
        await importMadeUp(imports, reports.slice(0, cut));
        await importMadeUp(imports, reports.slice(cut));
      });
      expect(state).toEqual(inOrder);
    }),
    { numRuns: 6 },
  );
});

test('nor does it matter in which order a job has them, and how many workers it', async () => {
  const others = Array.from({ length: 100 }, (_, seed) => ({ seed, agencyName: `${seed}县财政局` }));
  const worked = (reports: readonly MadeUpReport[], workers: number) =>
    stateAfter(async ({ imports, dataSource }) => {
      await imports.importReports({ items: itemsOf(...reports), mode: 'COMMIT' });
      await Promise.all(Array.from({ length: workers }, () => workAll(dataSource, { claim: 9 })));
    });
  const one = await worked([...REPORTS, ...others], 1);
  expect(await worked([...others, ...REPORTS].toReversed(), 3)).toEqual(one);
});
