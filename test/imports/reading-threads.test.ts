import { readReport } from '../../src/imports/read-report';
import { createReadingThreads, type ReadingThreads } from '../../src/imports/reading-threads';
import { fc } from '../support/property';
import { renderReport } from '../support/render-report';
import { printTables } from '../support/report-tables';
import { syntheticReport } from '../support/synthetic-report';

const PAGES = fc
  .sample(syntheticReport({ withGaps: true }), 12)
  .map((report) => ({ content: { text: renderReport(report, printTables(report), 'html') } }));
const HINTS = { year: 2019 };

let threads: ReadingThreads;
beforeEach(() => {
  threads = createReadingThreads(() => {
    throw new Error('no text is foreign');
  }, 1);
});
afterEach(() => threads.stop());

const readAll = () => Promise.all(PAGES.map(async (page) => threads.read(page, HINTS)));

/** A thread answers without the tables of the page. */
const byThread = (result: ReturnType<typeof readReport>): boolean => result.ok && result.document.tables.length === 0;

test('what another thread reads is what this one reads', async () => {
  const here = PAGES.map((page) => readReport(page, HINTS));
  expect(here.some(byThread)).toBe(false);
  for (let answered = false; !answered; ) {
    const results = await readAll();
    answered = results.some(byThread);
    for (const [at, result] of results.entries()) {
      const expected = here[at];
      if (!result.ok || !expected?.ok) throw new Error('every page is readable');
      const { tables: _, ...document } = expected.document;
      expect({ ...result, document: { ...result.document, tables: [] } }).toEqual({
        ...expected,
        document: { ...document, tables: [] },
      });
    }
  }
});

test('every text is read when the threads end under way, and after', async () => {
  for (let answered = false; !answered; ) answered = (await readAll()).some(byThread);
  const reading = readAll();
  await threads.stop();
  expect((await reading).every(({ ok }) => ok)).toBe(true);
  expect((await readAll()).some(byThread)).toBe(false);
});

test('what is no text is read by the reader of that', async () => {
  expect(() => threads.read({ content: { bytes: Buffer.from('%PDF-1.7\n') } }, {})).toThrow('no text is foreign');
});

test('the time of a reading is its own: on one thread, all together took no longer than it took to read them', async () => {
  const alone = createReadingThreads(() => {
    throw new Error('no text is foreign');
  }, 0);
  const heard: number[] = [];
  const begun = performance.now();
  await Promise.all(PAGES.map((page) => alone.read(page, HINTS, (seconds) => heard.push(seconds))));
  const all = (performance.now() - begun) / 1000;
  await alone.stop();
  expect(heard).toHaveLength(PAGES.length);
  expect(heard.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(all);
});
